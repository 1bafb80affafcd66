#!/usr/bin/python3
"""50 clients confirm refunds on one order at the same moment: never more than was paid.

Through the interface; then, the guard bypassed, by the core function and by plain SQL of the same shape, in every isolation level.
"""
import threading

import psycopg2

import amendstest as t

CLIENTS = 50
PAID = 100000
AMOUNT = 7000   # 14 fit, 36 do not
FITS = PAID // AMOUNT
LEVELS = ('READ COMMITTED', 'REPEATABLE READ', 'SERIALIZABLE')

agent = finance = clause = reason = None


def people():
    global agent, finance, clause, reason
    root = t.superuser()
    agent = t.person('rr_agent', 'agent', skills=['refund'])
    finance = [t.person(f'rr_fin{i}', 'finance', team='finance') for i in range(5)]
    root.run('UPDATE amends.policy_version SET tier_minor = %s', PAID)
    clause = root.value('SELECT id FROM amends.policy_clause ORDER BY id LIMIT 1')
    reason = root.value("SELECT code FROM amends.reason WHERE kind = 'refund' ORDER BY position LIMIT 1")


def reviewed(tag):
    """An order and 50 tickets on it, each with a reviewed refund; returns the order and the refunds."""
    root = t.superuser()
    customer = t.customer(f'并发{tag}', f'1007{tag:07d}')
    order = t.order(customer, PAID)
    refunds = []
    for _ in range(CLIENTS):
        tid = root.value('''SELECT amends.ticket_open('phone', %s, %s, %s, 3, 'one', '退款', '请退款', NULL, %s, %s, NULL, now())''',
                         customer, order, t.category('refund.apply'), agent.id, agent.id)
        refund = root.value('SELECT amends.refund_open(%s, %s, %s, %s, %s, now())', tid, order, reason, AMOUNT, agent.id)
        root.run('SELECT amends.refund_review(%s, NULL, NULL, %s, NULL, NULL, %s, now())', refund, clause, agent.id)
        refunds.append(refund)
    return order, refunds


def at_once(work):
    """Runs work(i) in 50 threads that wait for each other; returns the outcomes: None or the error."""
    barrier, outcomes = threading.Barrier(CLIENTS), [None] * CLIENTS

    def client(i):
        try:
            work(i, barrier)
        except psycopg2.Error as error:
            outcomes[i] = error

    threads = [threading.Thread(target=client, args=(i,)) for i in range(CLIENTS)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return outcomes


def check(order, outcomes, exact):
    """What was set aside is what the confirmed refunds come to, and no more than was paid."""
    root = t.superuser()
    row = root.row('SELECT paid_minor, committed_minor, refunded_minor FROM amends.customer_order WHERE id = %s', order)
    confirmed = root.value("SELECT coalesce(sum(amount_minor), 0)::bigint FROM amends.refund WHERE order_id = %s AND state = 'confirmed'", order)
    won = outcomes.count(None)
    assert confirmed == row['committed_minor'] == won * AMOUNT <= row['paid_minor'], (confirmed, row, won)
    assert 1 <= won <= FITS, won
    if exact:
        assert won == FITS, won


def test_interface():
    "through the interface exactly as many go through as were paid for, the others are told what is left"
    order, refunds = reviewed(1)

    def work(i, barrier):
        with t.Desk(finance[i % len(finance)].login) as desk:
            barrier.wait(60)
            desk.call('refund_confirm', t.request(), refunds[i], 2, AMOUNT)
    outcomes = at_once(work)
    check(order, outcomes, True)
    for error in filter(None, outcomes):
        assert (error.pgcode, error.diag.message_primary) == ('AM422', 'refund.over_paid'), error
        assert 'Failing row' not in str(error)


def test_interface_other_levels():
    "the interface refuses every other isolation level, and nothing is set aside"
    order, refunds = reviewed(2)

    def work(i, barrier):
        with t.Desk(finance[i % len(finance)].login, autocommit=False) as desk:
            desk.run(f'SET TRANSACTION ISOLATION LEVEL {LEVELS[1 + i % 2]}')
            barrier.wait(60)
            desk.call('refund_confirm', t.request(), refunds[i], 2, AMOUNT)
            desk.db.commit()
    outcomes = at_once(work)
    assert all(o is not None and o.pgcode == 'AM425' for o in outcomes), outcomes
    assert t.superuser().value('SELECT committed_minor FROM amends.customer_order WHERE id = %s', order) == 0


def core(level, tag):
    order, refunds = reviewed(tag)

    def work(i, barrier):
        with t.Desk(autocommit=False) as desk:
            desk.run(f'SET TRANSACTION ISOLATION LEVEL {level}')
            desk.value('SELECT count(*) FROM amends.person')     # the snapshot is taken before the others begin
            barrier.wait(60)
            desk.run('SELECT amends.refund_confirm(%s, NULL, %s, %s, now())', refunds[i], AMOUNT, finance[i % len(finance)].id)
            desk.db.commit()
    outcomes = at_once(work)
    check(order, outcomes, level == LEVELS[0])
    assert all(o is None or o.pgcode in ('AM422', '40001', '40P01') for o in outcomes), [o for o in outcomes if o]


def plain(level, tag):
    """The guard, the tests and the row locks left out: only the running total and its CHECK stand."""
    order, refunds = reviewed(tag)

    def work(i, barrier):
        with t.Desk(autocommit=False) as desk:
            desk.run(f'SET TRANSACTION ISOLATION LEVEL {level}')
            desk.value('SELECT committed_minor FROM amends.customer_order WHERE id = %s', order)
            barrier.wait(60)
            desk.run('UPDATE amends.customer_order SET committed_minor = committed_minor + %s WHERE id = %s', AMOUNT, order)
            desk.run("UPDATE amends.refund SET state = 'confirmed', confirmed_at = now(), confirmed_by = %s WHERE id = %s",
                     finance[i % len(finance)].id, refunds[i])
            desk.db.commit()
    outcomes = at_once(work)
    check(order, outcomes, level == LEVELS[0])
    assert all(o is None or o.pgcode in ('23514', '40001', '40P01') for o in outcomes), [o for o in outcomes if o]


def test_core_read_committed():
    "the core function called past the guard, read committed"
    core(LEVELS[0], 3)


def test_core_repeatable_read():
    "the core function called past the guard, repeatable read"
    core(LEVELS[1], 4)


def test_core_serializable():
    "the core function called past the guard, serializable"
    core(LEVELS[2], 5)


def test_plain_read_committed():
    "plain SQL of the same shape, read committed"
    plain(LEVELS[0], 6)


def test_plain_repeatable_read():
    "plain SQL of the same shape, repeatable read"
    plain(LEVELS[1], 7)


def test_plain_serializable():
    "plain SQL of the same shape, serializable"
    plain(LEVELS[2], 8)


if t.DSN:
    people()
t.main()
