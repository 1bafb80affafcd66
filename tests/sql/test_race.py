#!/usr/bin/python3
"""Races: 200 desks reach for one ticket, 20 sweeps meet 10,000 overdue steps, one request is sent 20 times.

Needs a server that allows 300 connections (the test runner's does).
"""

import threading
import time

import amendstest as t
import psycopg2

CLAIMERS = 200
SWEEPERS = 20
OVERDUE = 10000

root = t.superuser()
boss = t.person('ra_boss', 'supervisor', lead=True)
customer = t.customer('抢单客', '10055500002')


def together(workers):
    """Starts all at the same moment and waits for all; returns their results in order."""
    gate, results = threading.Barrier(len(workers)), [None] * len(workers)

    def body(i, work):
        gate.wait()
        results[i] = work()

    threads = [threading.Thread(target=body, args=(i, w)) for i, w in enumerate(workers)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return results


def opened(team='service', holder=None, count=1, hours_ago=0):
    return [r['id'] for r in root.run('''
        SELECT amends.ticket_open('phone', %s, NULL, %s, 3, 'one', '抢单', '……', NULL, %s, %s, %s, now() - make_interval(hours => %s)) AS id
          FROM generate_series(1, %s)''', customer, t.category('consult.product'), boss.id, holder, t.team(team), hours_ago, count)]


def claim(desk, ticket):
    """One try; a lock that was not had within 2 s is tried again with the same request, as a desk does."""
    request = t.request()
    while True:
        try:
            return 'won', desk.call('ticket_take', request, ticket, 1)
        except psycopg2.Error as error:
            if error.pgcode != '55P03':
                return error.pgcode, (error.diag.message_primary, error.diag.message_detail)


def test_claim():
    """200 people claim one ticket at the same moment: one wins, 199 are told who"""
    if int(root.value('SHOW max_connections')) < CLAIMERS + 20:
        raise t.Skip(f'the server allows {root.value("SHOW max_connections")} connections')
    desks = [t.person(f'ra_{i:03}', 'agent', superior=boss) for i in range(CLAIMERS)]
    ticket = opened()[0]
    started = time.monotonic()
    results = together([lambda d=d: claim(d, ticket) for d in desks])
    seconds = time.monotonic() - started
    winners = [d for d, r in zip(desks, results) if r[0] == 'won']
    assert len(winners) == 1, [r[0] for r in results]
    for desk, (state, what) in zip(desks, results):
        if desk is not winners[0]:
            assert state == 'AM409' and what[0] == 'ticket.taken', (state, what)
            assert winners[0].login[2:] in what[1] and f'"by_id": {winners[0].id}' in what[1], what
    row = root.row('SELECT assignee_id, rev FROM amends.ticket WHERE id = %s', ticket)
    assert (row['assignee_id'], row['rev']) == (winners[0].id, 2), row
    assert root.value("SELECT count(*) FROM amends.event WHERE ticket_id = %s AND kind = 'take'", ticket) == 1
    assert root.value('SELECT count(*) FROM amends.segment WHERE ticket_id = %s', ticket) == 3
    print(f'# {CLAIMERS} claims in {seconds:.2f} s')
    for desk in desks:
        desk.close()


def test_assign_race():
    """two supervisors move the same twenty tickets in opposite order: nobody waits for ever, each ticket moves once"""
    other = t.person('ra_mgr', 'manager', team=None)
    ann, bob = t.person('ra_ann', 'agent', superior=boss), t.person('ra_bob', 'agent', superior=boss)
    tickets = opened(count=20)
    items = [{'id': i, 'rev': 1} for i in tickets]
    results = together([lambda: boss.call('assign', t.request(), items, None, ann.id),
                        lambda: other.call('assign', t.request(), items[::-1], None, bob.id)])
    good = [{r['id'] for r in result['rows'] if r['ok']} for result in results]
    assert not good[0] & good[1] and good[0] | good[1] == set(tickets), good
    for result in results:
        for row in result['rows']:
            assert row['ok'] or (row['code'] == 'ticket.changed' and row['detail']['by']), row
    for desk in (other, ann, bob):
        desk.close()


def test_replay():
    """one request sent 20 times at once is done once and answered 20 times alike"""
    ann = t.person('ra_ann', 'agent', superior=boss)
    ticket = opened(holder=ann.id)[0]
    desks = [t.Desk(ann.login) for _ in range(20)]
    request = t.request()
    results = together([lambda d=d: d.call('note_add', request, ticket, '同一条备注') for d in desks])
    assert len({r['rev'] for r in results}) == 1 and sum(1 for r in results if r.get('replayed')) == 19, results
    assert root.value("SELECT count(*) FROM amends.event WHERE ticket_id = %s AND kind = 'note'", ticket) == 1
    ann.call_refused('AM409', 'request.reused', 'note_add', request, ticket, '另一条备注')
    boss.call_refused('AM409', 'request.reused', 'note_add', request, ticket, '同一条备注')
    for desk in desks:
        desk.close()


def test_sweep_race():
    """20 sweeps over 10,000 overdue steps: every reminder exactly once, all within 60 s"""
    ann = t.person('ra_ann', 'agent', superior=boss)
    root.run('UPDATE amends.ticket SET next_escalation_at = NULL')
    tickets = opened(holder=ann.id, count=OVERDUE, hours_ago=30)
    root.run('ANALYZE amends.ticket')
    root.run("UPDATE amends.mutex SET last_run = '-infinity' WHERE name = 'sweep'")
    desks = [t.Desk(ann.login) for _ in range(SWEEPERS)]
    stop = time.monotonic() + 120

    def sweeper(desk):
        """A desk that heeds neither "wait" nor its turn: it asks again at once until a pass finds nothing."""
        calls = 0
        while time.monotonic() < stop:
            answer = desk.call('sweep')
            calls += answer['ran']
            if not answer['more'] and (answer['ran'] or answer['wait_ms'] > 1000):
                return calls
            if not answer['ran']:
                time.sleep(0.02)
        raise AssertionError('the sweep does not come to an end')

    started = time.monotonic()
    results = together([lambda d=d: sweeper(d) for d in desks])
    seconds = time.monotonic() - started
    assert None not in results
    counts = root.row('''
        SELECT (SELECT count(*) FROM amends.escalation e WHERE e.ticket_id = ANY (%s)) AS escalations,
               (SELECT count(*) FROM amends.event e WHERE e.ticket_id = ANY (%s) AND e.kind = 'escalated') AS events,
               count(*) AS notices, count(DISTINCT (n.ticket_id, n.recipient_id)) AS different
          FROM amends.notice n WHERE n.ticket_id = ANY (%s) AND n.kind = 'due' ''', tickets, tickets, tickets)
    assert counts == {'escalations': 2 * OVERDUE, 'events': OVERDUE, 'notices': 2 * OVERDUE, 'different': 2 * OVERDUE}, counts
    print(f'# {OVERDUE} overdue steps, {2 * OVERDUE} reminders in {seconds:.1f} s, {sum(results)} passes')
    assert seconds < 60, seconds
    for desk in desks:
        desk.close()


def test_unguarded_sweeps():
    """the same without the turn-taking: batches of many sweeps at once do not overlap"""
    ann = t.person('ra_ann', 'agent', superior=boss)
    root.run('UPDATE amends.ticket SET next_escalation_at = NULL')
    tickets = opened(holder=ann.id, count=2000, hours_ago=30)
    desks = [t.Desk() for _ in range(8)]

    def sweeper(desk):
        n = 0
        while True:
            moved = desk.value('SELECT amends.sweep_reminders(now(), 50)')
            n += moved
            if moved == 0:
                return n

    results = together([lambda d=d: sweeper(d) for d in desks])
    assert sum(results) == 2000, results
    assert root.value('SELECT count(*) FROM amends.notice WHERE kind = %s AND ticket_id = ANY (%s)', 'due', tickets) == 4000
    for desk in desks:
        desk.close()


t.main()
