#!/usr/bin/python3
"""Reminders: who is told when, each once, up the chain, and when it ends; what a sweep tidies up."""

import time

import amendstest as t

root = t.superuser()
mgr = t.person('sw_mgr', 'manager', team=None)
boss = t.person('sw_boss', 'supervisor', superior=mgr, lead=True)
ann = t.person('sw_ann', 'agent', superior=boss)
bob = t.person('sw_bob', 'agent', superior=boss)
customer = t.customer('扫单客', '10055500001')


def opened(hours_ago=0, holder=ann, category='consult.product', channel='phone', priority=3):
    """A ticket opened so long ago, held by somebody or by nobody; the answer is due 24 h after intake."""
    return root.value('''SELECT amends.ticket_open(%s, %s, NULL, %s, %s, 'one', '提醒', '……', NULL, %s, %s, %s, now() - make_interval(hours => %s))''',
                      channel, customer, t.category(category), priority, ann.id, holder.id if holder else None, t.team('service'), hours_ago)


def sweep(when='now()'):
    """Passes until nothing is due at a moment; returns how many rows moved."""
    n = 0
    while True:
        moved = root.value(f'SELECT amends.sweep_reminders({when}, 200)')
        if moved == 0:
            return n
        n += moved


def told(ticket):
    """(kind, level, recipient) by level; the superiors were made first, so the holder comes first."""
    return [(r['kind'], r['level'], r['recipient_id']) for r in
            root.run("SELECT kind, level, recipient_id FROM amends.notice WHERE ticket_id = %s AND kind <> 'assigned' ORDER BY level, recipient_id DESC", ticket)]


def quiet():
    """Leaves nothing due for the tests that follow."""
    root.run('UPDATE amends.ticket SET next_escalation_at = NULL')
    root.run('UPDATE amends.followup SET next_escalation_at = NULL')


def test_warning():
    """at 80 % of the limit the holder is warned, once"""
    quiet()
    ticket = opened(19)
    assert sweep() == 0 and told(ticket) == [], 'before 80 %'
    assert sweep("now() + interval '13 minutes'") == 1
    assert told(ticket) == [('warn', 0, ann.id)], told(ticket)
    assert sweep("now() + interval '14 minutes'") == 0, 'a second sweep repeats it'
    body = root.value("SELECT body FROM amends.notice WHERE ticket_id = %s AND kind = 'warn'", ticket)
    assert {'number', 'subject', 'step', 'customer', 'holder', 'due_at', 'level'} <= set(body), body
    assert body['customer'] == '扫**' and body['holder'] == 'sw_ann'


def test_chain():
    """at the limit holder and superior are told, then one level up each gap, and it ends at the top"""
    quiet()
    ticket = opened(19)
    sweep("now() + interval '13 minutes'")
    sweep("now() + interval '5 hours 1 minute'")
    assert told(ticket)[1:] == [('due', 1, ann.id), ('due', 1, boss.id)], told(ticket)
    sweep("now() + interval '16 hours 50 minutes'")
    assert len(told(ticket)) == 3, 'the gap is half the limit: 12 h'
    sweep("now() + interval '17 hours 1 minute'")
    assert told(ticket)[3:] == [('escalated', 2, mgr.id)], told(ticket)
    assert root.value('SELECT next_escalation_at FROM amends.ticket WHERE id = %s', ticket) is None, 'nobody above the manager'
    assert sweep("now() + interval '90 hours'") == 0
    events = root.run("SELECT body FROM amends.event WHERE ticket_id = %s AND kind = 'escalated' ORDER BY id", ticket)
    assert [e['body']['level'] for e in events] == [0, 1, 2]


def test_too_late():
    """a limit already passed is told as passed, not warned of"""
    quiet()
    ticket = opened(30)
    sweep()
    assert told(ticket) == [('due', 1, ann.id), ('due', 1, boss.id)], told(ticket)


def test_short_limit_gap():
    """the gap between levels is at least half an hour"""
    quiet()
    ticket = opened(3, category='logistics.late', holder=bob)  # traced within 1 h of intake, that is 2 h ago
    root.run('UPDATE amends.ticket_step SET limit_amount = 20, limit_unit = %s WHERE id = (SELECT step_id FROM amends.ticket WHERE id = %s)', 'min', ticket)
    sweep("now() - interval '110 minutes'")
    sweep("now() - interval '91 minutes'")
    assert [k for k, _, _ in told(ticket)] == ['due', 'due'], told(ticket)
    sweep("now() - interval '89 minutes'")
    assert told(ticket)[-1] == ('escalated', 2, mgr.id), told(ticket)


def test_no_holder():
    """with no holder the lead of the team is told"""
    quiet()
    ticket = opened(19, holder=None)
    sweep("now() + interval '13 minutes'")
    assert told(ticket) == [('warn', 0, boss.id)], told(ticket)


def test_new_holder():
    """a hand-over starts anew for the new holder; the superior is not told twice of the same deadline"""
    quiet()
    ticket = opened(30)
    sweep()
    root.run('SELECT amends.ticket_assign(%s, %s, %s, %s, now())', ticket, t.team('service'), bob.id, boss.id)
    sweep()
    assert sorted(told(ticket)) == sorted([('due', 1, w.id) for w in (ann, boss, bob)]), told(ticket)


def test_waiting_ends_it():
    """while the customer is awaited nobody is reminded; afterwards the deadline is another"""
    quiet()
    ticket = opened(19)
    root.run("SELECT amends.ticket_wait(%s, %s, now(), 'customer', NULL)", ticket, ann.id)
    assert sweep("now() + interval '50 hours'") == 0
    root.run("SELECT amends.ticket_resume(%s, %s, now() + interval '10 hours')", ticket, ann.id)
    assert sweep("now() + interval '10 hours 11 minutes'") == 0
    assert sweep("now() + interval '10 hours 13 minutes'") == 1
    assert told(ticket) == [('warn', 0, ann.id)]


def test_waiting_response():
    """nor of a first response that is due while the customer is awaited"""
    quiet()
    ticket = opened(0, channel='email', priority=1)
    root.run("SELECT amends.ticket_wait(%s, %s, now(), 'customer', NULL)", ticket, ann.id)
    assert sweep("now() + interval '50 hours'") == 0 and told(ticket) == []


def test_waiting_for_a_part():
    """waiting for a part stops no clock"""
    quiet()
    ticket = opened(30)
    root.run("SELECT amends.ticket_wait(%s, %s, now(), 'part', NULL)", ticket, ann.id)
    sweep()
    assert len(told(ticket)) == 2


def test_finished_ends_it():
    """a finished step is not reminded of; the next one has its own reminders"""
    quiet()
    ticket = opened(30)
    root.run("""SELECT amends.step_advance(%s, %s, now(), NULL, '{"answer": "好"}')""", ticket, ann.id)
    sweep()
    assert told(ticket) == []
    due = root.value('SELECT due_at FROM amends.ticket WHERE id = %s', ticket)
    sweep(f"'{due}'::timestamptz + interval '1 second'")
    assert [k for k, _, _ in told(ticket)] == ['due', 'due']


def test_first_response():
    """the first response has a reminder of its own, which ends with the first contact"""
    quiet()
    ticket = opened(0, channel='email', priority=1)  # urgent: 1 h
    sweep("now() + interval '49 minutes'")
    assert told(ticket) == [('warn', 0, ann.id)]
    root.run("SELECT amends.contact_add(%s, %s, now() + interval '50 minutes', '已回复', 'email', 'out')", ticket, ann.id)
    assert sweep("now() + interval '2 hours'") == 0, told(ticket)
    assert root.value("SELECT due_kind FROM amends.ticket WHERE id = %s", ticket) == 'step'


def test_callback():
    """a promised call-back is reminded of like a step"""
    quiet()
    ticket = opened(1)
    root.run("""SELECT amends.step_advance(%s, %s, now(), NULL, '{"answer": "好"}')""", ticket, ann.id)
    root.run("""SELECT amends.ticket_close(%s, %s, now(), '{"solved": false, "speed": 1}', NULL)""", ticket, ann.id)
    followup = root.row('SELECT * FROM amends.followup WHERE ticket_id = %s', ticket)
    assert followup['holder_id'] == root.value('SELECT amends.pick_manager()')
    assert (followup['due_at'] - followup['created_at']).total_seconds() == 3600
    sweep("now() + interval '49 minutes'")
    sweep("now() + interval '61 minutes'")
    levels = [r['level'] for r in root.run("SELECT level FROM amends.notice WHERE ticket_id = %s AND kind = 'callback' ORDER BY id", ticket)]
    assert levels == [0, 0, 1], levels  # the promise itself, the warning, the limit
    root.run("SELECT amends.callback_done(%s, %s, now(), 'apology', '已道歉')", followup['id'], mgr.id)
    assert sweep("now() + interval '9 hours'") == 0


def test_gap():
    """a pass that finds nothing sets the gap, a pass that finds something asks to be called again"""
    quiet()
    ticket = opened(30)
    root.run("UPDATE amends.mutex SET last_run = '-infinity' WHERE name = 'sweep'")
    first, second, third = (ann.call('sweep') for _ in range(3))
    assert (first['ran'], first['more'], first['wait_ms']) == (True, True, 0), first
    assert (second['ran'], second['more'], second['wait_ms']) == (True, False, 20000), second
    assert third['ran'] is False and third['more'] is False and 15000 < third['wait_ms'] <= 20000, third
    assert len(told(ticket)) == 2


def test_one_at_a_time():
    """while somebody sweeps, others are sent away at once"""
    root.run("UPDATE amends.mutex SET last_run = '-infinity' WHERE name = 'sweep'")
    with t.Desk(autocommit=False) as other:
        other.run("SELECT FROM amends.mutex WHERE name = 'sweep' FOR UPDATE")
        started = time.monotonic()
        answer = ann.call('sweep')
        assert answer['ran'] is False and time.monotonic() - started < 1, answer
        other.db.rollback()


def test_locked_row():
    """a ticket somebody is working on is passed over and waits for nobody"""
    quiet()
    one, two = opened(30), opened(30)
    with t.Desk(autocommit=False) as other:
        other.run('SELECT FROM amends.ticket WHERE id = %s FOR UPDATE', one)
        assert sweep() == 1 and told(one) == [] and len(told(two)) == 2
        other.db.rollback()
    sweep()
    assert len(told(one)) == 2


def test_surveys_expire():
    """a survey nobody answers expires after the days of the site"""
    root.run("UPDATE amends.ticket SET survey_state = 'expired' WHERE survey_state = 'sent'")
    ticket = opened(1)
    root.run("""SELECT amends.step_advance(%s, %s, now(), NULL, '{"answer": "好"}')""", ticket, ann.id)
    root.run('SELECT amends.ticket_close(%s, %s, now(), NULL, NULL)', ticket, ann.id)
    assert root.value("SELECT amends.sweep_surveys(now() + interval '13 days', 200)") == 0
    assert root.value("SELECT amends.sweep_surveys(now() + interval '15 days', 200)") == 1
    assert root.value('SELECT survey_state FROM amends.ticket WHERE id = %s', ticket) == 'expired'


def test_leaver():
    """a sweep ends the sessions of somebody who left, and of nobody else"""
    gone = t.person('sw_gone', 'agent')
    root.run('UPDATE amends.person SET active = false WHERE id = %s', gone.id)
    root.run("UPDATE amends.mutex SET last_run = '-infinity' WHERE name = 'sweep'")
    quiet()
    ann.call('sweep')
    time.sleep(0.3)
    try:
        gone.run('SELECT 1')
        alive = True
    except Exception:  # the server closed the connection
        alive = False
    assert not alive, 'the session of an inactive person goes on'
    assert bob.run('SELECT 1 AS x') == [{'x': 1}]


def test_idle_in_transaction():
    """staff sessions that sit in a transaction are ended after a minute, not before"""
    with t.Desk('t_sw_bob', autocommit=False) as sitting:
        sitting.run('SELECT 1')
        assert root.value('SELECT amends.sweep_idle()') == 0, 'a young one is left alone'
        source = root.value("SELECT prosrc FROM pg_proc WHERE proname = 'sweep_idle'")
        ended = root.value(source.replace('60 seconds', '0 seconds'))
        assert ended == 1, ended
        sitting.db.close()


def test_service():
    """the server's own timer may sweep and call nothing else; a login that is nobody may not"""
    login = t.login('sw_service', None)
    root.run(f'GRANT amends_service TO "{login}"')
    with t.Desk(login) as timer:
        assert 'ran' in timer.call('sweep')
        timer.refused('42501', None, 'SELECT * FROM api.queue_list()')
    nobody = t.login('sw_nobody', 'agent')
    with t.Desk(nobody) as other:
        other.call_refused('AM401', 'person.unknown', 'sweep')


def test_isolation():
    """a sweep refuses other isolation levels"""
    with t.Desk('t_sw_ann', autocommit=False) as desk:
        desk.run('SET TRANSACTION ISOLATION LEVEL REPEATABLE READ')
        desk.call_refused('AM425', 'isolation.level', 'sweep')


t.main()
