#!/usr/bin/python3
"""Refunds: each move by the person whose move it is, four eyes, money booked on the order, mistakes and follow-ups kept."""
import amendstest as t

agent = other_agent = finance = finance2 = boss = manager = specialist = admin = None
CLAUSE = REASON = ERROR = None
TIER = 100000
serial = 0


def people():
    global agent, other_agent, finance, finance2, boss, manager, specialist, admin, CLAUSE, REASON, ERROR
    manager = t.person('rf_manager', 'manager')
    boss = t.person('rf_boss', 'supervisor', superior=manager, lead=True)
    agent = t.person('rf_agent', 'agent', superior=boss, skills=['refund'])
    other_agent = t.person('rf_other', 'agent', superior=boss, on_duty=False)
    specialist = t.person('rf_spec', 'specialist', team='tech', superior=manager)
    finance = t.person('rf_fin', 'finance', team='finance', superior=manager)
    finance2 = t.person('rf_fin2', 'finance', team='finance', superior=manager)
    admin = t.person('rf_admin', 'admin', team=None)
    root = t.superuser()
    root.run('UPDATE amends.policy_version SET tier_minor = %s', TIER)
    CLAUSE = root.value('SELECT id FROM amends.policy_clause ORDER BY id LIMIT 1')
    REASON = root.value("SELECT code FROM amends.reason WHERE kind = 'refund' ORDER BY position LIMIT 1")
    ERROR = root.value("SELECT code FROM amends.reason WHERE kind = 'refund_error' ORDER BY position LIMIT 1")


def ticket(order=None, customer=None, category='refund.apply'):
    """A new ticket at its review step, held by the agent."""
    global serial
    serial += 1
    customer = customer or t.customer(f'退款客户{serial}', f'100{serial:08d}')
    order = order or t.order(customer)
    return t.superuser().value('''SELECT amends.ticket_open('phone', %s, %s, %s, 3, 'one', '退款', '请退款', NULL, %s, %s, NULL, now())''',
                               customer, order, t.category(category), agent.id, agent.id), order


def asked(amount=50000, **kw):
    """A ticket with a refund asked for; returns ticket, order, refund."""
    tid, order = ticket(**kw)
    rev = t.superuser().value('SELECT rev FROM amends.ticket WHERE id = %s', tid)
    answer = agent.call('refund_request', t.request(), tid, rev, REASON, amount)
    return tid, order, answer['refund']['id']


def rev(refund):
    return t.superuser().value('SELECT rev FROM amends.refund WHERE id = %s', refund)


def state(refund):
    return t.superuser().value('SELECT state FROM amends.refund WHERE id = %s', refund)


def totals(order):
    row = t.superuser().row('SELECT committed_minor, refunded_minor, state FROM amends.customer_order WHERE id = %s', order)
    return row['committed_minor'], row['refunded_minor'], row['state']


def step(tid):
    return t.superuser().value("SELECT kind FROM amends.ticket_step WHERE ticket_id = %s AND state = 'current'", tid)


def review(refund, who=None, amount=None, **kw):
    return (who or agent).call('refund_review', t.request(), refund, rev(refund), True, amount, CLAUSE, '换新机：客户不要', '符合七天无理由', **kw)


def confirm(refund, amount, who=None):
    return (who or finance).call('refund_confirm', t.request(), refund, rev(refund), amount)


def pay(refund, who=None, reference=None):
    return (who or finance).call('refund_pay', t.request(), refund, rev(refund), 'wechat', reference or 'REF-' + t.request()[:8])


def test_happy():
    "a refund is asked, reviewed, confirmed and paid; order, payment, steps, events and follow-up tell it"
    tid, order, refund = asked(50000)
    assert step(tid) == 'refund_review' and state(refund) == 'requested' and totals(order) == (0, 0, 'paid')
    review(refund, amount=45000)
    assert step(tid) == 'refund_confirm' and state(refund) == 'reviewed' and totals(order) == (0, 0, 'paid')
    confirm(refund, 45000)
    assert step(tid) == 'refund_pay' and totals(order) == (45000, 0, 'paid')
    answer = pay(refund, reference='4200002215')
    assert answer['refund']['state'] == 'paid' and step(tid) == 'close' and totals(order) == (45000, 45000, 'part_refunded')
    root = t.superuser()
    assert root.value('SELECT state FROM amends.ticket WHERE id = %s', tid) == 'resolved'
    assert root.value("SELECT amount_minor FROM amends.payment WHERE order_id = %s AND kind = 'refund'", order) == -45000
    kinds = [e['kind'] for e in root.run("SELECT kind FROM amends.event WHERE ticket_id = %s AND kind LIKE 'refund%%' ORDER BY id", tid)]
    assert kinds == ['refund_requested', 'refund_reviewed', 'refund_confirmed', 'refund_paid'], kinds
    body = root.value("SELECT body FROM amends.event WHERE ticket_id = %s AND kind = 'refund_paid'", tid)
    assert body['amount_minor'] == 45000 and body['requested_minor'] == 50000 and body['reference'] == '4200002215'
    call = root.row('SELECT * FROM amends.followup WHERE ticket_id = %s', tid)
    assert call['kind'] == 'refund' and call['holder_id'] == agent.id and call['done_at'] is None
    assert (call['due_at'] - call['created_at']).total_seconds() == 72 * 3600
    assert (call['next_escalation_at'] - call['created_at']).total_seconds() == 72 * 3600 * 0.8
    agent.call('followup_record', t.request(), tid, '已到账，客户满意')
    call = root.row('SELECT * FROM amends.followup WHERE ticket_id = %s', tid)
    assert call['done_by'] == agent.id and call['next_escalation_at'] is None
    agent.call_refused('AM423', 'followup.none', 'followup_record', t.request(), tid, '再次')


def test_whole_order():
    "an order refunded in full is 'refunded'; what is left after two refunds adds up"
    customer = t.customer('两次退款', '10099990001')
    order = t.order(customer, 80000)
    for part, left in ((30000, 'part_refunded'), (50000, 'refunded')):
        _, _, refund = asked(part, order=order, customer=customer)
        review(refund), confirm(refund, part), pay(refund)
        assert totals(order)[2] == left
    assert totals(order) == (80000, 80000, 'refunded')
    tid, _ = ticket(order, customer)
    detail = agent.call_refused('AM422', 'refund.over_paid', 'refund_request', t.request(), tid, 1, REASON, 1)
    assert detail['left_minor'] == 0


def test_never_over_paid():
    "asking, reviewing and confirming more than is left is refused, with what is left"
    tid, order = ticket()
    assert agent.call_refused('AM422', 'refund.over_paid', 'refund_request', t.request(), tid, 1, REASON, 129901)['left_minor'] == 129900
    for bad in (0, -1, 2 ** 62):
        agent.call_refused('AM422', None, 'refund_request', t.request(), tid, 1, REASON, bad)
    customer = t.superuser().value('SELECT customer_id FROM amends.ticket WHERE id = %s', tid)
    first = asked(90000, order=order, customer=customer)[2]
    second = asked(90000, order=order, customer=customer)[2]
    review(first), review(second)
    confirm(first, 90000)
    detail = finance.call_refused('AM422', 'refund.over_paid', 'refund_confirm', t.request(), second, rev(second), 90000)
    assert detail['left_minor'] == 39900 and 'Failing row' not in str(detail)
    assert totals(order)[0] == 90000


def test_four_eyes():
    "reviewer and changer never confirm, reviewer never pays; constraints hold it for the core as well"
    root = t.superuser()
    _, _, refund = asked()
    review(refund)
    root.refused('AM403', None, 'SELECT amends.refund_confirm(%s, NULL, 50000, %s, now())', refund, agent.id)
    root.run("UPDATE amends.person SET role = 'finance' WHERE id = %s", agent.id)
    root.run('INSERT INTO amends.team_member (team_id, person_id) VALUES (%s, %s)', t.team('finance'), agent.id)
    try:
        root.refused('AM403', 'refund.four_eyes', 'SELECT amends.refund_confirm(%s, NULL, 50000, %s, now())', refund, agent.id)
        confirm(refund, 50000)
        root.refused('AM403', 'refund.four_eyes', "SELECT amends.refund_pay(%s, NULL, 'bank', 'X1', %s, now())", refund, agent.id)
    finally:
        root.run("UPDATE amends.person SET role = 'agent' WHERE id = %s", agent.id)
        root.run('DELETE FROM amends.team_member WHERE team_id = %s AND person_id = %s', t.team('finance'), agent.id)
    root.refused('23514', None, 'UPDATE amends.refund SET confirmed_by = reviewed_by WHERE id = %s', refund)
    finance.call_refused('AM409', 'refund.changed', 'refund_pay', t.request(), refund, 1, 'wechat', 'A1')
    pay(refund, finance)


def test_amount_is_typed_again():
    "confirming another amount than the reviewed one is refused: who changes it may not confirm it"
    _, _, refund = asked()
    review(refund)
    detail = finance.call_refused('AM422', 'refund.amount_differs', 'refund_confirm', t.request(), refund, rev(refund), 49999)
    assert detail['amount_minor'] == 50000


def test_tier():
    "above the tier a manager confirms too and another person pays; up to it one finance person may do both"
    tid, order, refund = asked(TIER + 1)
    review(refund)
    confirm(refund, TIER + 1)
    assert step(tid) == 'refund_confirm', 'the step waits for the manager'
    assert manager.value("SELECT count(*) FROM api.notices(NULL, 50) WHERE ticket_id = %s AND body ->> 'what' = 'refund_manager'", tid) == 1
    finance2.call_refused('AM423', 'refund.needs_manager', 'refund_pay', t.request(), refund, rev(refund), 'bank', 'B1')
    boss.refused('42501', None, 'SELECT api.refund_manager_confirm(%s, %s, %s)', t.request(), refund, rev(refund))
    manager.call('refund_manager_confirm', t.request(), refund, rev(refund))
    assert step(tid) == 'refund_pay'
    manager.call_refused('AM423', None, 'refund_manager_confirm', t.request(), refund, rev(refund))
    finance.call_refused('AM403', 'refund.four_eyes', 'refund_pay', t.request(), refund, rev(refund), 'bank', 'B1')
    pay(refund, finance2)
    assert totals(order)[:2] == (TIER + 1, TIER + 1)
    tid, order, refund = asked(TIER)
    review(refund), confirm(refund, TIER, finance)
    assert step(tid) == 'refund_pay'
    pay(refund, finance)


def test_payer():
    "above the tier the paying step goes to somebody who may pay, however much he holds; up to it to the least loaded"
    def payer(amount):
        tid, _, refund = asked(amount)
        review(refund)
        confirm(refund, amount)
        if amount > TIER:
            manager.call('refund_manager_confirm', t.request(), refund, rev(refund))
        return t.superuser().value('SELECT assignee_id FROM amends.ticket WHERE id = %s', tid)

    def held(person):
        return t.superuser().value("SELECT count(*) FROM amends.ticket WHERE assignee_id = %s AND state NOT IN ('closed', 'cancelled')", person.id)

    def give(tid, person):
        t.superuser().value("SELECT amends.ticket_assign(%s, (SELECT id FROM amends.team WHERE code = 'finance'), %s, %s, clock_timestamp())", tid, person, manager.id)
    more = []
    while held(finance2) <= held(finance) + 5:
        more.append(ticket()[0])
        give(more[-1], finance2.id)
    assert payer(TIER) == finance.id
    assert payer(TIER + 1) == finance2.id
    for tid in more:
        give(tid, None)


def test_send_back():
    "finance sends back: what was set aside is free, the review comes again, nothing of the first round counts"
    tid, order, refund = asked()
    review(refund)
    finance.call_refused('AM422', 'text.missing', 'refund_send_back', t.request(), refund, rev(refund), '  ')
    finance.call('refund_send_back', t.request(), refund, rev(refund), '金额需要核对')
    assert state(refund) == 'requested' and step(tid) == 'refund_review'
    assert t.superuser().value('SELECT assignee_id FROM amends.ticket WHERE id = %s', tid) == agent.id
    review(refund, amount=40000), confirm(refund, 40000)
    assert totals(order)[0] == 40000 and step(tid) == 'refund_pay'
    finance2.call('refund_send_back', t.request(), refund, rev(refund), '收款账户不对')
    assert totals(order)[0] == 0 and step(tid) == 'refund_review' and state(refund) == 'requested'
    review(refund), confirm(refund, 40000), pay(refund)
    assert totals(order) == (40000, 40000, 'part_refunded') and step(tid) == 'close'
    assert t.superuser().value("SELECT count(*) FROM amends.event WHERE ticket_id = %s AND kind = 'refund_sent_back'", tid) == 2


def test_refuse():
    "refused by a clause at review and after the confirmation; the rest of the refund's steps falls away"
    tid, order, refund = asked()
    agent.call_refused('AM422', 'refund.clause', 'refund_review', t.request(), refund, rev(refund), False, None, 999999, None, '超过期限')
    agent.call_refused('AM422', 'text.missing', 'refund_review', t.request(), refund, rev(refund), False, None, CLAUSE, None, None)
    agent.call('refund_review', t.request(), refund, rev(refund), False, None, CLAUSE, None, '超过期限')
    row = t.superuser().row('SELECT * FROM amends.refund WHERE id = %s', refund)
    assert row['state'] == 'refused' and row['decided_at'] and row['reviewed_by'] == agent.id
    assert step(tid) == 'close'
    assert t.superuser().value("SELECT count(*) FROM amends.ticket_step WHERE ticket_id = %s AND state = 'skipped'", tid) == 2
    tid, order, refund = asked()
    review(refund), confirm(refund, 50000)
    agent.call_refused('AM403', 'role.forbidden', 'refund_refuse', t.request(), refund, rev(refund), CLAUSE, '不符')
    finance.call('refund_refuse', t.request(), refund, rev(refund), CLAUSE, '订单已全额退款')
    assert state(refund) == 'refused' and totals(order)[0] == 0 and step(tid) == 'close'


def test_withdraw():
    "withdrawn at any step before the money was sent; a confirmed amount is released"
    for depth in range(3):
        tid, order, refund = asked()
        if depth > 0:
            review(refund)
        if depth > 1:
            confirm(refund, 50000)
        agent.call('refund_withdraw', t.request(), refund, rev(refund), '客户不退了')
        assert state(refund) == 'withdrawn' and totals(order)[0] == 0 and step(tid) == 'close', depth
    tid, order, refund = asked()
    review(refund), confirm(refund, 50000), pay(refund)
    agent.call_refused('AM423', 'refund.state', 'refund_withdraw', t.request(), refund, rev(refund), None)


def test_one_living():
    "a ticket has one living refund; after it ends nothing opens behind the step"
    tid, _, refund = asked()
    ticket_rev = t.superuser().value('SELECT rev FROM amends.ticket WHERE id = %s', tid)
    agent.call_refused('AM423', 'refund.living', 'refund_request', t.request(), tid, ticket_rev, REASON, 100)
    t.superuser().refused('AM423', 'refund.living', 'SELECT amends.refund_open(%s, (SELECT order_id FROM amends.ticket WHERE id = %s), %s, 100, %s, now())',
                          tid, tid, REASON, agent.id)
    tid, _ = ticket(category='consult.product')
    agent.call_refused('AM423', 'refund.no_step', 'refund_request', t.request(), tid, 1, REASON, 100)


def test_replay():
    "the same request id answers the same and does nothing twice; other arguments are refused"
    tid, order, refund = asked()
    review(refund)
    request, r = t.request(), rev(refund)
    first = finance.call('refund_confirm', request, refund, r, 50000)
    again = finance.call('refund_confirm', request, refund, r, 50000)
    assert again.pop('replayed') is True and again == first and totals(order)[0] == 50000
    finance.call_refused('AM409', 'request.reused', 'refund_confirm', request, refund, r, 1)


def test_payment_reference():
    "a payment reference is used once on an order, needed, and clean"
    customer = t.customer('参考号', '10099990002')
    order = t.order(customer, 80000)
    refunds = []
    for _ in range(2):
        refund = asked(10000, order=order, customer=customer)[2]
        review(refund), confirm(refund, 10000)
        refunds.append(refund)
    pay(refunds[0], reference='SAME')
    detail = finance.call_refused('AM409', 'refund.reference_used', 'refund_pay', t.request(), refunds[1], rev(refunds[1]), 'wechat', 'SAME')
    assert 'SAME' not in str(detail)
    for bad in ('', '  ', 'x' * 101, 'a\x07b'):
        finance.call_refused('AM422', None, 'refund_pay', t.request(), refunds[1], rev(refunds[1]), 'wechat', bad)
    pay(refunds[1], reference="O'Brien\\ \"quoted\"")
    assert totals(order) == (20000, 20000, 'part_refunded')


def test_errors():
    "a mistake is dated when made, belongs to one who acted, and its correction is kept"
    tid, order, refund = asked()
    review(refund)
    finance.call_refused('AM423', 'refund.state', 'refund_error_record', t.request(), refund, ERROR, finance.id, '金额错')
    confirm(refund, 50000), pay(refund)
    finance2.call_refused('AM422', 'refund.error_person', 'refund_error_record', t.request(), refund, ERROR, finance2.id, '金额错')
    finance2.call_refused('AM422', 'refund.error_kind', 'refund_error_record', t.request(), refund, REASON, finance.id, '金额错')
    answer = finance2.call('refund_error_record', t.request(), refund, ERROR, finance.id, '多退 10 元')
    row = t.superuser().row('SELECT e.*, r.paid_at FROM amends.refund_error e JOIN amends.refund r ON r.id = e.refund_id WHERE e.id = %s', answer['error'])
    assert row['made_by'] == finance.id and row['found_by'] == finance2.id and row['happened_at'] == row['paid_at']
    finance2.call('refund_error_correct', t.request(), answer['error'], '已追回')
    finance2.call_refused('AM423', 'refund_error.corrected', 'refund_error_correct', t.request(), answer['error'], '再改')
    kinds = [e['kind'] for e in t.superuser().run("SELECT kind FROM amends.event WHERE ticket_id = %s AND kind LIKE 'refund_error%%' ORDER BY id", tid)]
    assert kinds == ['refund_error', 'refund_error_corrected']
    errors = t.superuser().value('SELECT amends.refund_json(%s)', tid)['errors']
    assert errors[0]['correction'] == '已追回' and errors[0]['made_by'] is not None


def test_rights():
    "who may not, cannot: by role, by team, by sight"
    tid, order, refund = asked()
    r = rev(refund)
    for desk in (finance, specialist, admin):
        desk.refused('42501', None, 'SELECT api.refund_review(%s, %s, %s, true, NULL, %s, NULL, NULL)', t.request(), refund, r, CLAUSE)
    for desk in (agent, boss, manager, specialist, admin):
        desk.refused('42501', None, 'SELECT api.refund_confirm(%s, %s, %s, 50000)', t.request(), refund, r)
        desk.refused('42501', None, "SELECT api.refund_pay(%s, %s, %s, 'bank', 'x')", t.request(), refund, r)
    finance.call_refused('AM404', 'refund.unknown', 'refund_confirm', t.request(), refund, r, 50000)  # not with finance yet
    specialist.call_refused('AM404', 'refund.unknown', 'refund_withdraw', t.request(), refund, r, None)
    for desk in (agent, finance, manager, admin):
        desk.refused('42501', None, 'SELECT * FROM amends.refund')
        desk.refused('42501', None, 'SELECT amends.refund_confirm(%s, NULL, 50000, %s, now())', refund, finance.id)
    review(refund)
    stranger = t.person('rf_fin3', 'finance', team='logistics')
    stranger.call_refused('AM404', 'refund.unknown', 'refund_confirm', t.request(), refund, rev(refund), 50000)
    t.superuser().run("INSERT INTO amends.participant (ticket_id, person_id, why) VALUES (%s, %s, 'mentioned')", tid, stranger.id)
    stranger.call_refused('AM403', 'refund.other_team', 'refund_confirm', t.request(), refund, rev(refund), 50000)  # seeing is not doing


def test_isolation():
    "other isolation levels are refused with their own error"
    tid, order, refund = asked()
    review(refund)
    desk = t.Desk(finance.login, autocommit=False)
    for level in ('REPEATABLE READ', 'SERIALIZABLE'):
        desk.run(f'SET TRANSACTION ISOLATION LEVEL {level}')
        detail = desk.refused('AM425', 'isolation.level', 'SELECT api.refund_confirm(%s, %s, %s, 50000)', t.request(), refund, rev(refund))
        assert detail['level'] == level.lower()
    desk.close()
    assert totals(order)[0] == 0


def test_can():
    "what each may do is said beforehand, and is what happens"
    tid, order, refund = asked(TIER + 1)
    can = lambda desk: t.superuser().value('SELECT amends.refund_can(%s, %s)', tid, desk.id)
    assert can(agent)['refund_review'] is True and can(agent)['refund_request'] == 'refund.living'
    assert can(finance)['refund_review'] == 'role.forbidden' and can(finance)['refund_confirm'] == 'refund.state'
    review(refund)
    assert can(finance)['refund_confirm'] is True and can(finance)['refund_send_back'] is True
    assert can(agent)['refund_confirm'] == 'role.forbidden' and can(agent)['refund_withdraw'] is True
    confirm(refund, TIER + 1)
    assert can(manager)['refund_manager'] is True and can(finance2)['refund_pay'] == 'refund.needs_manager'
    manager.call('refund_manager_confirm', t.request(), refund, rev(refund))
    assert can(finance)['refund_pay'] == 'refund.four_eyes' and can(finance2)['refund_pay'] is True
    assert can(manager)['refund_manager'] == 'refund.no_manager_needed'
    pay(refund, finance2)
    assert can(finance)['refund_error'] is True and can(agent)['refund_followup'] is True and can(agent)['refund_withdraw'] == 'refund.state'
    answer = t.superuser().value('SELECT amends.refund_json(%s)', tid)
    assert answer['state'] == 'paid' and answer['needs_manager'] is True and answer['left_minor'] == 129900
    assert answer['paid_by'] is not None and answer['clause']['id'] == CLAUSE
    assert t.superuser().value('SELECT amends.refund_state(%s)', tid) == 'paid'
    empty, _ = ticket()
    assert t.superuser().value('SELECT amends.refund_json(%s)', empty) is None
    assert t.superuser().value('SELECT amends.refund_state(%s)', empty) is None
    none = t.superuser().value('SELECT amends.refund_can(%s, %s)', empty, agent.id)
    assert none['refund_request'] is True and none['refund_review'] == 'refund.none' and none['refund_error'] == 'refund.none'


def test_policy_in_force():
    "a decision cites the policy as it was when the customer asked, also after a newer one was published"
    tid, _, refund = asked()
    root = t.superuser()
    asked_of = root.value('SELECT policy_version_id FROM amends.refund WHERE id = %s', refund)
    newer = root.value("""INSERT INTO amends.policy_version (policy_id, ver, published_at, tier_minor)
                          SELECT policy_id, ver + 1, now(), tier_minor FROM amends.policy_version WHERE id = %s RETURNING id""", asked_of)
    try:
        clause = root.value("""INSERT INTO amends.policy_clause (policy_version_id, code, label, body)
                               SELECT %s, code, label, body FROM amends.policy_clause WHERE id = %s RETURNING id""", newer, CLAUSE)
        offered = agent.value('SELECT api.ticket(%s)', tid)['refund']['clauses']
        mine = [r['id'] for r in root.run('SELECT id FROM amends.policy_clause WHERE policy_version_id = %s ORDER BY id', asked_of)]
        assert [c['id'] for c in offered] == mine and CLAUSE in mine and clause not in mine
        assert all(c['label'] and c['code'] for c in offered)
        agent.call_refused('AM422', 'refund.clause', 'refund_review', t.request(), refund, rev(refund), True, None, clause, None, None)
        review(refund)
        told = agent.run('SELECT * FROM api.ticket_timeline(%s, NULL, 100)', tid)
        cited = next(e['body']['clause_cited'] for e in told if e['kind'] == 'refund_reviewed')
        assert cited['code'] == root.value('SELECT code FROM amends.policy_clause WHERE id = %s', CLAUSE) and cited['label']
        other = asked()[0]
        assert [c['id'] for c in agent.value('SELECT api.ticket(%s)', other)['refund']['clauses']] == [clause]
        confirm(refund, 50000), pay(refund)
        assert agent.value('SELECT api.ticket(%s)', tid)['refund']['clauses'] is None
    finally:
        root.run('UPDATE amends.policy_version SET published_at = NULL WHERE id = %s', newer)


def test_reopened():
    "reopened after the money was sent only closing is left; a new request brings review, confirmation and payment once more"
    tid, order, refund = asked(50000)
    review(refund), confirm(refund, 50000), pay(refund)
    root = t.superuser()
    seen = lambda: root.value('SELECT rev FROM amends.ticket WHERE id = %s', tid)
    agent.call_refused('AM423', 'refund.no_step', 'refund_request', t.request(), tid, seen(), REASON, 1000)
    agent.call('ticket_reopen', t.request(), tid, seen(), 'O01', '还缺一件')
    assert step(tid) == 'close' and agent.value('SELECT api.ticket(%s)', tid)['can']['refund_request'] is True
    again = agent.call('refund_request', t.request(), tid, seen(), REASON, 20000)['refund']['id']
    assert step(tid) == 'refund_review' and root.value('SELECT state FROM amends.ticket WHERE id = %s', tid) == 'open'
    agent.call_refused('AM423', 'refund.living', 'refund_request', t.request(), tid, seen(), REASON, 1000)
    review(again), confirm(again, 20000), pay(again)
    assert step(tid) == 'close' and totals(order) == (70000, 70000, 'part_refunded')
    row = root.row('SELECT state, resolved_at, first_resolved_at, reopened FROM amends.ticket WHERE id = %s', tid)
    assert row['state'] == 'resolved' and row['reopened'] == 1 and row['resolved_at'] > row['first_resolved_at']
    rounds = root.run('SELECT kind, state, round FROM amends.ticket_step WHERE ticket_id = %s ORDER BY ordinal', tid)
    assert [(r['kind'], r['state']) for r in rounds[4:]] == [('close', 'sent_back'), ('close', 'sent_back'), ('refund_review', 'done'),
                                                             ('refund_confirm', 'done'), ('refund_pay', 'done'), ('close', 'current')], rounds
    assert root.run('SELECT * FROM amends.invariants()') == []


def test_reopened_with_nothing_left():
    "reopened with nothing left on the order, no refund is asked for"
    tid, order, refund = asked(129900)
    review(refund), confirm(refund, 129900), manager.call('refund_manager_confirm', t.request(), refund, rev(refund)), pay(refund, finance2)
    root = t.superuser()
    agent.call('ticket_reopen', t.request(), tid, root.value('SELECT rev FROM amends.ticket WHERE id = %s', tid), 'O01', None)
    assert agent.value('SELECT api.ticket(%s)', tid)['can']['refund_request'] == 'refund.no_step'


if t.DSN:
    people()
t.main()
