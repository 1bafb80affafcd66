#!/usr/bin/python3
"""The life of a ticket: states, steps, the ledger, clocks, rights of every write, revisions, replays."""

import random

import amendstest as t

root = t.superuser()
mgr = t.person('li_mgr', 'manager', team=None)
boss = t.person('li_boss', 'supervisor', superior=mgr, lead=True)
ann = t.person('li_ann', 'agent', superior=boss)
bob = t.person('li_bob', 'agent', superior=boss)
lead = t.person('li_lead', 'supervisor', team='tech', superior=mgr, lead=True)
tom = t.person('li_tom', 'specialist', team='tech', superior=lead)
lou = t.person('li_lou', 'specialist', team='logistics', superior=mgr)
fay = t.person('li_fay', 'finance', team='finance', superior=mgr)
adm = t.person('li_adm', 'admin', team=None)
STAFF = (mgr, boss, ann, bob, lead, tom, lou, fay, adm)
customer = t.customer('生命客', '10055500003')
ANSWER = {'answer': "他说：'好的' \\ \"行\""}


def opened(category='consult.product', channel='phone', priority=3, filer=ann, holder=None, team=None, at='now()'):
    return root.value(f'''SELECT amends.ticket_open(%s, %s, NULL, %s, %s, 'one', '标题', '原话', NULL, %s, %s, %s, {at})''',
                      channel, customer, t.category(category), priority, filer.id if filer else None, holder.id if holder else None,
                      t.team(team) if team else None)


def ticket(i):
    return root.row('SELECT * FROM amends.ticket WHERE id = %s', i)


def step(i):
    return root.row('SELECT s.* FROM amends.ticket_step s JOIN amends.ticket k ON k.step_id = s.id WHERE k.id = %s', i)


def rev(i):
    return ticket(i)['rev']


def do(desk, function, i, *args, **named):
    """A write with a new request id on the revision as it is now."""
    return desk.call(function, t.request(), i, rev(i), *args, **named)


def kinds(i):
    return [r['kind'] for r in root.run('SELECT kind FROM amends.event WHERE ticket_id = %s ORDER BY id', i)]


def whole(i):
    """The ledger is gap-free, agrees with the ticket, and the stored due times follow from it."""
    segments = root.run('SELECT * FROM amends.segment WHERE ticket_id = %s ORDER BY ordinal', i)
    row = ticket(i)
    assert [s['ordinal'] for s in segments] == list(range(1, len(segments) + 1)), segments
    assert segments[0]['from_at'] == row['opened_at']
    for a, b in zip(segments, segments[1:]):
        assert a['to_at'] == b['from_at'], (a, b)
    last = segments[-1]
    if row['state'] in ('closed', 'cancelled'):
        assert last['to_at'] == row['closed_at'] and row['step_id'] is None and row['due_at'] is None, (last, row)
    else:
        assert last['to_at'] is None
        assert (last['state'], last['holder_id'], last['team_id'], last['wait_reason'], last['step_id']) == \
               (row['state'], row['assignee_id'], row['team_id'], row['wait_reason'], row['step_id']), (last, row)
    for s in root.run('''SELECT s.id, s.due_at, s.warn_at, amends.step_due_by_ledger(k, s) AS again FROM amends.ticket_step s JOIN amends.ticket k ON k.id = s.ticket_id
                          WHERE k.id = %s AND s.started_at IS NOT NULL AND s.limit_amount IS NOT NULL''', i):
        assert s['due_at'] == s['again'], s
        assert s['warn_at'] is None or s['warn_at'] < s['due_at'], s
    current = step(i)
    waits = row['wait_reason'] == 'customer'
    dues = [] if waits or row['state'] in ('closed', 'cancelled') else [d for d in (
        current and current['due_at'], row['response_due_at'] if row['first_response_at'] is None and row['resolved_at'] is None else None) if d]
    assert row['due_at'] == min(dues, default=None), (row, dues)
    assert root.value("SELECT count(*) FROM amends.ticket_step WHERE ticket_id = %s AND state = 'current'", i) == (row['step_id'] is not None)


def test_states():
    """new → open → waiting → open → resolved → closed → open → resolved → closed, with events in order"""
    i = opened(channel='email', filer=None, team='service')
    assert ticket(i)['state'] == 'new' and ticket(i)['assignee_id'] is None
    states = []
    for desk, function, args in ((ann, 'ticket_take', ()), (ann, 'ticket_wait', ('customer', '等客户发照片')), (ann, 'ticket_resume', ()),
                                 (ann, 'step_finish', (None, ANSWER)), (ann, 'ticket_close', ({'solved': True, 'speed': 5, 'attitude': 5, 'overall': 5}, None)),
                                 (bob, 'ticket_reopen', ('O01', '又坏了')), (ann, 'step_finish', (None, ANSWER)), (ann, 'ticket_close', ())):
        do(desk, function, i, *args)
        states.append(ticket(i)['state'])
        assert (ticket(i)['resolved_at'] is not None) == (states[-1] in ('resolved', 'closed')), function
        whole(i)
    assert states == ['open', 'waiting', 'open', 'resolved', 'closed', 'open', 'resolved', 'closed'], states
    assert kinds(i) == ['filed', 'assigned', 'take', 'wait', 'resume', 'step_done', 'resolve', 'assigned', 'take', 'step_done', 'close', 'survey',
                        'reopen', 'assigned', 'step_done', 'resolve', 'assigned', 'take', 'step_done', 'close'], kinds(i)
    row = ticket(i)
    assert row['reopened'] == 1 and row['first_resolved_at'] < row['resolved_at'] <= row['closed_at'] and row['survey_state'] == 'answered'


def test_number_and_copy():
    """a ticket has its number and its own copy of the steps, intake done"""
    i = opened('refund.apply')
    row = ticket(i)
    assert row['number'] == f"{row['day']:%Y%m%d}{row['n']:03}"
    steps = root.run('SELECT kind, state, assignee_id FROM amends.ticket_step WHERE ticket_id = %s ORDER BY ordinal', i)
    assert [(s['kind'], s['state']) for s in steps] == [('intake', 'done'), ('refund_review', 'current'), ('refund_confirm', 'pending'),
                                                        ('refund_pay', 'pending'), ('close', 'pending')], steps
    assert steps[0]['assignee_id'] == steps[1]['assignee_id'] == ann.id
    whole(i)


def test_first_response():
    """phone intake is the first contact; by e-mail the first outward contact is, not taking over and not an inward one"""
    phone, mail = opened(), opened(channel='email', filer=None, team='service')
    assert ticket(phone)['first_response_at'] == ticket(phone)['opened_at']
    do(ann, 'ticket_take', mail)
    bob.call('contact_add', t.request(), mail, '客户来信', 'email', 'in')
    assert ticket(mail)['first_response_at'] is None
    bob.call('contact_add', t.request(), mail, '已回复', 'email', 'out')
    row = ticket(mail)
    assert row['first_response_by'] == bob.id and row['due_kind'] == 'step'
    bob.call('contact_add', t.request(), mail, '再回复', 'email', 'out')
    assert ticket(mail)['first_response_at'] == row['first_response_at']
    whole(mail)


def test_response_norm():
    """the first response is due by the earliest norm; another priority re-reads it from intake"""
    i = opened('quality.malfunction', channel='app', priority=3)  # procedure: 2 h; general: 24 h; app: 2 wd
    hours = lambda: round((ticket(i)['response_due_at'] - ticket(i)['opened_at']).total_seconds() / 3600, 3)
    assert hours() == 2 and ticket(i)['due_kind'] == 'response'
    before = ticket(i)['deadline_ver']
    do(ann, 'priority_set', i, 1, '客户说停机')
    assert hours() == 1 and ticket(i)['deadline_ver'] == before + 1
    do(ann, 'priority_set', i, 3, '其实不急')
    assert hours() == 2
    whole(i)


def test_branches():
    """an outcome leads forward over other steps, back to an earlier one, or resolves at once"""
    i = opened('quality.malfunction')
    assert ticket(i)['assignee_id'] == lead.id, 'malfunction → technical lead'
    do(lead, 'step_finish', i, 'solved', {'finding': '插头松了'})
    states = [s['state'] for s in root.run('SELECT state FROM amends.ticket_step WHERE ticket_id = %s ORDER BY ordinal', i)]
    assert states == ['done', 'done', 'skipped', 'current'] and ticket(i)['state'] == 'resolved', states
    whole(i)
    i = opened('complaint.general')
    do(ann, 'step_finish', i, 'tech', ANSWER)
    assert step(i)['kind'] == 'work' and ticket(i)['team_id'] == t.team('tech')
    holder = root.value('SELECT login FROM amends.person WHERE id = %s', ticket(i)['assignee_id'])
    do({'t_li_tom': tom, 't_li_lead': lead}[holder], 'step_finish', i, None, {'cause': '批次', 'solution': '换'})
    assert step(i)['proc_ordinal'] == 5 and ticket(i)['assignee_id'] == ann.id, 'the only outcome is taken by itself'
    whole(i)


def test_back():
    """a step sent back comes again with its predecessor, later ones move up, the same person gets it"""
    i = opened('refund.apply')
    root.run("SELECT amends.step_advance(%s, %s, now(), NULL, '{}')", i, ann.id)
    root.run("SELECT amends.step_send_back(%s, 'refund_review', %s, now(), 'B02')", i, fay.id)
    rows = root.run('SELECT ordinal, kind, state, round FROM amends.ticket_step WHERE ticket_id = %s ORDER BY ordinal', i)
    assert [(r['kind'], r['state'], r['round']) for r in rows] == [
        ('intake', 'done', 1), ('refund_review', 'done', 1), ('refund_confirm', 'sent_back', 1), ('refund_review', 'current', 2),
        ('refund_confirm', 'pending', 2), ('refund_pay', 'pending', 1), ('close', 'pending', 1)], rows
    assert [r['ordinal'] for r in rows] == list(range(1, 8)) and ticket(i)['assignee_id'] == ann.id
    whole(i)


def test_coupon_and_limit():
    """choices carry what the procedure ties to them: the coupon of a late parcel, 72 h with hardware"""
    i = opened('logistics.late')
    do({lou.id: lou}[ticket(i)['assignee_id']], 'step_finish', i, None, {'where': '中转仓', 'late_days': 'over3'})
    coupon = root.row('SELECT * FROM amends.coupon WHERE ticket_id = %s', i)
    assert coupon['amount_minor'] == 500 and coupon['booked_by'] is None
    bob.call_refused('AM403', 'ticket.not_yours', 'coupon_cancel', t.request(), coupon['id'], '误判')
    ann.call('coupon_cancel', t.request(), coupon['id'], '误判')
    ann.call_refused('AM423', 'coupon.cancelled', 'coupon_cancel', t.request(), coupon['id'], '误判')
    i = opened('quality.malfunction')
    do(lead, 'step_finish', i, 'repair', {'finding': '主板', 'hardware': 'yes'})
    row = ticket(i)
    assert (row['resolve_due_at'] - row['opened_at']).total_seconds() == (step(i)['due_at'] - row['opened_at']).total_seconds() == 72 * 3600
    whole(i)


def test_pause_any_order():
    """pauses, hand-overs and other priorities in any order leave the same time and a whole ledger (random)"""
    rng = random.Random(20240510)
    reasons = ('customer', 'part', 'supplier')
    for n in range(30):
        category, filer = rng.choice((('complaint.general', ann), ('quality.malfunction', ann), ('exchange.return', ann), ('refund.apply', ann)))
        minute = rng.randrange(0, 60 * 24 * 20)
        clock = lambda m: f"'2024-04-25 00:00+08'::timestamptz + interval '{m} minutes' + interval '{m % 7}.{m % 10} seconds'"
        i = opened(category, filer=filer, at=clock(minute))
        if category == 'complaint.general':
            minute += 7
            root.run(f"SELECT amends.step_advance(%s, %s, {clock(minute)}, 'tech', '{{}}')", i, ann.id)  # 2 working days of the office calendar
        for _ in range(rng.randrange(1, 12)):
            minute += rng.choice((0, 1, 5, 60, 333, 1440, 4000))
            act = rng.randrange(5)
            if act == 0:
                root.run(f'SELECT amends.ticket_wait(%s, %s, {clock(minute)}, %s, NULL)', i, ann.id, rng.choice(reasons))
            elif act == 1 and ticket(i)['state'] == 'waiting':
                root.run(f'SELECT amends.ticket_resume(%s, %s, {clock(minute)})', i, ann.id)
            elif act == 2:
                to = rng.choice((('service', ann), ('tech', tom), ('logistics', lou), ('finance', None)))
                root.run(f'SELECT amends.ticket_assign(%s, %s, %s, %s, {clock(minute)})', i, t.team(to[0]), to[1].id if to[1] else None, mgr.id)
            elif act == 3:
                root.run(f'SELECT amends.priority_set(%s, %s, %s, {clock(minute)}, NULL)', i, rng.choice((1, 2, 3)), ann.id)
            elif act == 4 and step(i)['kind'] != 'close':  # limits that count from intake have run, and stood, before the step began
                root.run(f"SELECT amends.step_advance(%s, %s, {clock(minute)}, NULL, '{{}}')", i, ann.id)
            whole(i)


def test_pause_sums():
    """twenty short waits give back exactly what they took, fractions of seconds included"""
    i = opened('refund.apply', at="'2024-05-10 09:00:00.7+08'")
    for n in range(20):
        root.run(f"SELECT amends.ticket_wait(%s, %s, '2024-05-10 09:10:00+08'::timestamptz + interval '{n * 61.3} seconds', 'customer', NULL)", i, ann.id)
        root.run(f"SELECT amends.ticket_resume(%s, %s, '2024-05-10 09:10:00+08'::timestamptz + interval '{n * 61.3 + 30.4} seconds')", i, ann.id)
    waited = root.value('''SELECT sum(floor(extract(epoch FROM to_at)) - floor(extract(epoch FROM from_at))) FROM amends.segment
                            WHERE ticket_id = %s AND wait_reason IS NOT NULL''', i)
    row = step(i)
    assert (row['due_at'] - row['started_at'].replace(microsecond=0)).total_seconds() == 3600 + float(waited), (row['due_at'], waited)
    whole(i)


def test_carried_seconds():
    """a hand-over to a team with another calendar carries the seconds that were left"""
    i = opened('complaint.general', at="'2024-05-10 09:00+08'")  # a Friday; the office works on Saturday the 11th too
    root.run("SELECT amends.step_advance(%s, %s, '2024-05-10 10:00+08', 'tech', '{}')", i, ann.id)
    left = root.value("SELECT amends.clock_remaining(calendar_version_id, '2024-05-10 17:00+08', due_at, limit_unit) FROM amends.ticket_step WHERE id = %s", step(i)['id'])
    root.run("SELECT amends.ticket_assign(%s, %s, %s, %s, '2024-05-10 17:00+08')", i, t.team('service'), ann.id, mgr.id)
    row = step(i)
    assert row['calendar_version_id'] == root.value("SELECT amends.calendar_latest('cn-desk')")
    assert root.value("SELECT amends.clock_remaining(%s, '2024-05-10 17:00+08', %s, 'wd')", row['calendar_version_id'], row['due_at']) == left
    whole(i)


def test_past_times_clamped():
    """a time before the ledger's last turn is the time of that turn"""
    i = opened(at="'2024-05-10 09:00+08'")
    root.run("SELECT amends.ticket_wait(%s, %s, '2024-05-10 10:00+08', 'part', NULL)", i, ann.id)
    root.run("SELECT amends.ticket_resume(%s, %s, '2024-05-10 09:30+08')", i, ann.id)
    lengths = root.run('SELECT to_at - from_at AS d FROM amends.segment WHERE ticket_id = %s AND wait_reason IS NOT NULL', i)
    assert [r['d'].total_seconds() for r in lengths] == [0]
    whole(i)


def test_category():
    """another category with another procedure starts its steps; the done ones keep their labels; within one procedure nothing moves"""
    i = opened('consult.product')
    do(ann, 'category_set', i, t.category('consult.order'))
    assert step(i)['ordinal'] == 2 and ticket(i)['category_id'] == t.category('consult.order')
    do(ann, 'category_set', i, t.category('logistics.late'), '其实是催件')
    row = ticket(i)
    assert row['team_id'] == t.team('logistics') and row['assignee_id'] == lou.id
    labels = [s['label']['en'] for s in ann.call('ticket', i)['steps']]
    assert labels == ['Question taken', 'Answer the customer', 'Customer confirms', 'Trace the parcel', 'Explain to the customer', 'Arrival confirmed'], labels
    assert (row['resolve_due_at'] - row['opened_at']).total_seconds() == 7200
    whole(i)


def test_skip():
    """a departure from the procedure needs a reason and stays visible"""
    i = opened('consult.product')
    ann.call_refused('AM422', 'reason.missing', 'step_skip', t.request(), i, rev(i), None)
    ann.call_refused('AM422', 'reason.unknown', 'step_skip', t.request(), i, rev(i), 'H01')
    do(ann, 'step_skip', i, 'S01')
    assert 'step_skipped' in kinds(i)
    ann.call_refused('AM423', 'step.close', 'step_skip', t.request(), i, rev(i), 'S01')
    whole(i)


def test_close_gates():
    """closing needs the close step; an unhappy customer is to be called back, by the manager alone"""
    i = opened()
    ann.call_refused('AM423', 'close.step_open', 'ticket_close', t.request(), i, rev(i))
    do(ann, 'step_finish', i, None, ANSWER)
    bob.call_refused('AM403', 'ticket.not_yours', 'ticket_close', t.request(), i, rev(i))
    for bad in ({'speed': 6}, {'speed': '5; drop'}, {'solved': 'yes'}, {}, [1], {'speed': 1.5}):
        ann.call_refused('AM422', None, 'ticket_close', t.request(), i, rev(i), bad if isinstance(bad, dict) else {'solved': bad})
    assert ticket(i)['state'] == 'resolved', 'a refused close leaves nothing'
    do(ann, 'ticket_close', i, {'solved': True, 'speed': 2, 'attitude': 5, 'what': '太慢'})
    row = root.row('SELECT * FROM amends.survey WHERE ticket_id = %s', i)
    assert row['credited_id'] == ann.id and row['recorded_by'] == ann.id
    followup = root.row('SELECT * FROM amends.followup WHERE ticket_id = %s', i)
    assert followup['holder_id'] == root.value('SELECT amends.pick_manager()')
    ann.call_refused('AM403', 'ticket.not_yours', 'callback_record', t.request(), followup['id'], 'apology', '道歉')
    mgr.call_refused('AM422', 'remedy.unknown', 'callback_record', t.request(), followup['id'], 'gift', '道歉')
    mgr.call('callback_record', t.request(), followup['id'], 'apology', '道歉')
    mgr.call_refused('AM423', 'callback.done', 'callback_record', t.request(), followup['id'], 'apology', '道歉')
    ann.call_refused('AM423', 'survey.answered', 'survey_record', t.request(), i, {'solved': True})
    whole(i)


def test_survey_later():
    """a survey sent at closing is answered once, afterwards"""
    i = opened()
    do(ann, 'step_finish', i, None, ANSWER)
    do(ann, 'ticket_close', i)
    assert ticket(i)['survey_state'] == 'sent'
    tom.call_refused('AM404', 'ticket.unknown', 'survey_record', t.request(), i, {'solved': True})
    bob.call('survey_record', t.request(), i, {'solved': True, 'overall': 5, 'suggestion': '附一份说明'})
    assert ticket(i)['survey_state'] == 'answered'
    assert root.value('SELECT credited_id FROM amends.survey WHERE ticket_id = %s', i) == ann.id
    assert not root.run('SELECT FROM amends.followup WHERE ticket_id = %s', i)
    root.refused('AM423', 'survey.answered', "SELECT amends.survey_answer(%s, %s, now(), '{\"solved\": false}', 'form')", i, ann.id)


def test_cancel():
    """a ticket ends without a solution by a coded reason; nothing goes on after that"""
    i = opened()
    do(ann, 'ticket_cancel', i, 'C02', '与上一单重复')
    whole(i)
    for function, args in (('step_finish', (None, ANSWER)), ('ticket_wait', ('customer',)), ('ticket_escalate', ('E01',)), ('ticket_cancel', ('C02',)),
                           ('ticket_close', ()), ('category_set', (t.category('consult.order'),)), ('priority_set', (1,))):
        ann.call_refused('AM423', 'ticket.closed', function, t.request(), i, rev(i), *args)
    ann.call_refused('AM423', 'ticket.not_resolved', 'ticket_reopen', t.request(), i, rev(i), 'O01')


def test_escalate():
    """escalating gives the step to the superior of its holder, who is told; at the top it ends"""
    i = opened()
    for who in (boss, mgr):
        do(ann if who is boss else boss, 'ticket_escalate', i, 'E01', '客户要找经理')
        assert ticket(i)['assignee_id'] == who.id
        assert root.value("SELECT count(*) FROM amends.notice WHERE ticket_id = %s AND recipient_id = %s AND kind = 'escalated'", i, who.id) == 1
        whole(i)
    mgr.call_refused('AM422', 'escalate.top', 'ticket_escalate', t.request(), i, rev(i), 'E01')


def test_hand_over():
    """own work goes to a colleague or a queue with a coded reason; the holder is told, and sees it from now on"""
    i = opened()
    ann.call_refused('AM422', 'reason.missing', 'ticket_hand_over', t.request(), i, rev(i), None, bob.id, None)
    ann.call_refused('AM403', 'role.unfit', 'ticket_hand_over', t.request(), i, rev(i), t.team('tech'), tom.id, 'H01')
    ann.call_refused('AM422', 'person.not_in_team', 'ticket_hand_over', t.request(), i, rev(i), t.team('service'), tom.id, 'H01')
    bob.call_refused('AM403', 'ticket.not_yours', 'ticket_hand_over', t.request(), i, rev(i), None, bob.id, 'H01')
    do(ann, 'ticket_hand_over', i, None, bob.id, 'H03', '下班了')
    assert root.value("SELECT count(*) FROM amends.notice WHERE ticket_id = %s AND recipient_id = %s AND kind = 'assigned'", i, bob.id) == 1
    do(bob, 'ticket_hand_over', i, t.team('tech'), None, 'H02')
    row = ticket(i)
    assert row['team_id'] == t.team('tech') and row['assignee_id'] is None
    assert bob.call('ticket', i)['id'] == i, 'who held it may look at it still'
    whole(i)


def test_assign_rights():
    """agents take and hand over, supervisors assign within the teams below, managers everywhere"""
    def give(desk, i, team, person, reason=None, anyway=False):
        row = desk.call('assign', t.request(), [{'id': i, 'rev': rev(i)}], t.team(team) if team else None, person.id if person else None, reason, anyway)['rows'][0]
        return 'ok' if row['ok'] else row['code']
    i = opened(channel='web', filer=None, team='service')
    assert give(ann, i, 'service', bob) == 'team.not_yours', 'an agent gives nobody else unassigned work'
    assert give(tom, i, 'service', tom) == 'ticket.unknown', 'nor sees that of other teams'
    assert give(lead, i, 'tech', tom) == 'ticket.unknown'
    assert give(ann, i, None, ann) == 'ok'
    assert give(bob, i, None, bob) == 'ticket.not_yours'
    assert give(ann, i, None, bob) == 'reason.missing'
    assert give(ann, i, None, bob, '忙') == 'ok'
    assert give(boss, i, None, ann) == 'ok' and give(boss, i, 'service', None) == 'ok', 'a supervisor within the team'
    assert give(boss, i, 'tech', None) == 'team.not_yours', 'not beyond it'
    assert give(mgr, i, 'tech', tom) == 'ok', 'a manager everywhere'
    assert give(mgr, i, 'tech', tom) == 'assign.same'
    assert give(mgr, i, 'finance', tom) == 'person.not_in_team'
    assert give(lead, i, 'tech', lead) == 'ok'
    root.run('UPDATE amends.person SET on_duty = false WHERE id = %s', bob.id)
    assert give(mgr, i, 'service', bob) == 'assign.off_duty'
    assert give(mgr, i, 'service', bob, None, True) == 'assign.off_duty', 'anyway needs a reason'
    assert give(mgr, i, 'service', bob, '他下午回来', True) == 'ok'
    root.run('UPDATE amends.person SET on_duty = true WHERE id = %s', bob.id)
    refund = opened('refund.apply')
    root.run("SELECT amends.step_advance(%s, %s, now(), NULL, '{}')", refund, ann.id)
    assert give(mgr, refund, 'service', ann) == 'role.unfit', 'money is confirmed by finance only'
    whole(i)


def test_assign_several():
    """several at once: a result a row, the good ones go through; undo gives back what nobody touched since"""
    one, two, three = (opened(channel='web', filer=None, team='service') for _ in range(3))
    do(ann, 'ticket_take', two)
    request = t.request()
    items = [{'id': one, 'rev': 1}, {'id': two, 'rev': 1}, {'id': three, 'rev': 1}, {'id': 10 ** 12, 'rev': 1}]
    result = boss.call('assign', request, items, None, bob.id, None)
    rows = {r['id']: r for r in result['rows']}
    assert [rows[i]['ok'] for i in (one, two, three, 10 ** 12)] == [True, False, True, False] and result['undo'] is True, result
    assert rows[two]['code'] == 'ticket.changed' and rows[two]['detail']['by'] == 'li_ann' and rows[two]['detail']['at'], rows[two]
    again = boss.call('assign', request, items, None, bob.id, None)
    assert again['rows'] == result['rows'] and again['replayed'] is True
    bob.call('note_add', t.request(), three, '在看')
    undone = {r['id']: r for r in boss.call('assign_undo', t.request(), request)['rows']}
    assert undone[one]['ok'] and not undone[three]['ok'] and undone[three]['code'] == 'ticket.changed', undone
    assert ticket(one)['assignee_id'] is None and ticket(three)['assignee_id'] == bob.id
    bob.call_refused('AM404', 'undo.unknown', 'assign_undo', t.request(), request)
    root.run("UPDATE amends.request SET at = at - interval '3 minutes' WHERE id = %s", request)
    boss.call_refused('AM423', 'undo.too_late', 'assign_undo', t.request(), request)
    for bad in ('[]', '{}', 'null', '[{"id": "x", "rev": 1}]', '[{"id": 1}]', '[1]'):
        boss.refused('AM422', 'list.bad', f"SELECT api.assign(gen_random_uuid(), '{bad}', NULL, %s)", bob.id)
    whole(one)


def test_revision():
    """a write on another revision than the one seen is refused with who, when and what it is now"""
    i = opened()
    seen = rev(i)
    boss.call('priority_set', t.request(), i, seen, 1, '急')
    for function, args in (('step_finish', (None, ANSWER)), ('ticket_wait', ('customer',)), ('ticket_hand_over', (None, bob.id, 'H01')), ('ticket_escalate', ('E01',)),
                           ('ticket_cancel', ('C01',)), ('ticket_close', ()), ('step_skip', ('S01',)), ('category_set', (t.category('consult.order'),)),
                           ('priority_set', (2,)), ('ticket_reopen', ('O01',)), ('ticket_resume', ())):
        detail = ann.call_refused('AM409', 'ticket.changed', function, t.request(), i, seen, *args)
        assert detail['by'] == 'li_boss' and detail['rev'] == seen + 1 and detail['state'] == 'open' and detail['assignee'] == 'li_ann', detail
        ann.call_refused('AM422', 'rev.missing', function, t.request(), i, None, *args)
    assert rev(i) == seen + 1


def test_replay():
    """the same request again gives the stored answer and changes nothing"""
    i, request = opened(), t.request()
    first = ann.call('step_finish', request, i, 1, None, ANSWER)
    second = ann.call('step_finish', request, i, 1, None, ANSWER)
    assert second == {**first, 'replayed': True} and kinds(i).count('step_done') == 1
    ann.call_refused('AM409', 'request.reused', 'step_finish', request, i, 1, None, {'answer': '别的'})
    bob.call_refused('AM409', 'request.reused', 'step_finish', request, i, 1, None, ANSWER)
    ann.call_refused('AM422', 'request.missing', 'step_finish', None, i, 2, None, ANSWER)


def test_rolled_back():
    """a refused write leaves nothing behind, not even its request id"""
    i, request = opened(), t.request()
    before = (ticket(i), kinds(i))
    ann.call_refused('AM422', 'text.missing', 'step_finish', request, i, 1, None, {})
    assert (ticket(i), kinds(i)) == before
    ann.call('step_finish', request, i, 1, None, ANSWER)


# Who may do what to a ticket of customer service held by Ann, filed by Ann: state → function → those allowed.
RIGHTS = {
    'held': {'step_finish': {ann}, 'step_skip': {ann}, 'ticket_wait': {ann}, 'ticket_hand_over': {ann, boss, mgr}, 'ticket_escalate': {ann, boss, mgr},
             'ticket_cancel': {ann, boss, mgr}, 'priority_set': {ann, boss, mgr}, 'category_set': {ann, boss, mgr}, 'note_add': {ann, bob, boss, mgr},
             'contact_add': {ann, bob, boss, mgr}, 'ticket_take': set(), 'ticket_resume': set(), 'ticket_close': set(), 'ticket_reopen': set(), 'survey_record': set()},
    'free': {'step_finish': {ann, bob, boss}, 'step_skip': {ann, bob, boss, mgr}, 'ticket_wait': {ann, bob, boss, mgr}, 'ticket_take': {ann, bob, boss, mgr},
             'ticket_hand_over': {boss, mgr}, 'ticket_escalate': {ann, bob, boss, mgr}, 'ticket_cancel': {ann, bob, boss, mgr}},
    'waiting': {'ticket_resume': {ann, bob, boss, mgr}, 'step_finish': set(), 'ticket_wait': set(), 'ticket_hand_over': {ann, boss, mgr}},
    'resolved': {'ticket_close': {ann}, 'ticket_reopen': {ann, bob, boss, mgr}, 'survey_record': {ann, bob, boss, mgr}, 'step_finish': set(), 'ticket_cancel': set()},
    'closed': {'ticket_reopen': {ann, bob, boss, mgr}, 'survey_record': {ann, bob, boss, mgr}, 'note_add': {ann, bob, boss, mgr}, 'ticket_close': set(), 'ticket_take': set()},
}
RIGHTS['free']['step_finish'].add(mgr)
ARGS = {'step_finish': (None, ANSWER), 'step_skip': ('S01',), 'ticket_wait': ('customer',), 'ticket_hand_over': (None, bob.id, 'H01'), 'ticket_escalate': ('E01',),
        'ticket_cancel': ('C01',), 'priority_set': (1,), 'category_set': (t.category('consult.order'),), 'note_add': ('备注',), 'contact_add': ('来电', 'phone'),
        'ticket_reopen': ('O01',), 'survey_record': ({'solved': True},)}
WITHOUT_REV = ('note_add', 'contact_add', 'survey_record')
CAN = {'step_finish': 'finish', 'step_skip': 'skip', 'priority_set': 'priority', 'category_set': 'category', 'note_add': 'note', 'contact_add': 'contact',
       'survey_record': 'survey'}


def prepared(state):
    i = opened(channel='web', filer=None if state == 'free' else ann, team='service', holder=None if state == 'free' else ann)
    if state == 'waiting':
        do(ann, 'ticket_wait', i, 'customer')
    elif state in ('resolved', 'closed'):
        do(ann, 'step_finish', i, None, ANSWER)
        if state == 'closed':
            do(ann, 'ticket_close', i)
    return i


def test_rights():
    """every write, as every role, in every state: allowed or refused as the page's own answer says"""
    for state, functions in RIGHTS.items():
        for function, allowed in functions.items():
            for desk in STAFF:
                i = prepared(state)
                args = (() if function in WITHOUT_REV else (rev(i),)) + tuple(ARGS.get(function, ()))
                sees = desk in (ann, bob, boss, mgr)
                try:
                    can = desk.call('ticket', i)['can'][CAN.get(function, function.replace('ticket_', ''))]
                    assert sees, f'{desk.login} sees a ticket of another team'
                except Exception as error:  # not theirs to see
                    assert not sees and error.pgcode == 'AM404', (desk.login, error)
                    can = 'ticket.unknown'
                if desk in allowed:
                    assert can is True, (state, function, desk.login, can)
                    desk.call(function, t.request(), i, *args)
                    whole(i)
                else:
                    assert can is not True, (state, function, desk.login, can)
                    try:
                        desk.call(function, t.request(), i, *args)
                    except Exception as error:
                        assert error.pgcode in ('AM403', 'AM404', 'AM409', 'AM423'), (state, function, desk.login, error)
                        assert error.diag.message_primary == can, (state, function, desk.login, error.diag.message_primary, can)
                    else:
                        raise AssertionError(f'{desk.login} could {function} a ticket that is {state}, the page says {can}')


def test_mention():
    """who is mentioned in a note sees the ticket from now on and is told; an unknown person is refused"""
    i = opened()
    tom.call_refused('AM404', 'ticket.unknown', 'ticket', i)
    ann.call('note_add', t.request(), i, '请看一下', [tom.id])
    assert tom.call('ticket', i)['can']['note'] is True and tom.call('ticket', i)['can']['finish'] == 'ticket.not_yours'
    assert root.value("SELECT count(*) FROM amends.notice WHERE recipient_id = %s AND kind = 'mention' AND ticket_id = %s", tom.id, i) == 1
    free = opened(channel='web', filer=None, team='service')
    ann.call('note_add', t.request(), free, '请看一下', [tom.id, bob.id])
    assert tom.call('ticket', free)['can']['take'] == tom.call('ticket', free)['can']['wait'] == 'team.not_yours'
    tom.call_refused('AM403', 'team.not_yours', 'ticket_take', t.request(), free, rev(free))
    for who in ([999999], [adm.id], [None]):
        ann.call_refused('AM422', 'person.unknown', 'note_add', t.request(), i, '请看', who)


def test_bad_input():
    """text too long, control characters, a field that is none, an outcome that is none: refused with the field's name"""
    i = opened('quality.malfunction')
    for record, outcome, code, field in (({'finding': 'x' * 2001}, 'repair', 'text.too_long', 'finding'), ({'finding': 'a\x07'}, 'repair', 'text.control_characters', 'finding'),
                                         ({'finding': ' '}, 'repair', 'text.missing', 'finding'), ({'finding': 'x', 'hardware': 'maybe'}, 'repair', 'choice.unknown', 'hardware'),
                                         ({'finding': 'x'}, None, 'outcome.missing', 'outcome'), ({'finding': 'x'}, 'fly', 'outcome.unknown', 'outcome'),
                                         ({'finding': {'a': 1}}, 'repair', 'record.bad', 'finding')):
        detail = lead.call_refused('AM422', code, 'step_finish', t.request(), i, rev(i), outcome, record)
        assert detail['field'] == field, detail
    do(lead, 'step_finish', i, 'repair', {'finding': "引号 ' \" 反斜杠 \\ 百分号 %s", 'other': '不认识的字段'})
    record = root.value("SELECT record FROM amends.ticket_step WHERE ticket_id = %s AND ordinal = 2", i)
    assert record == {'finding': "引号 ' \" 反斜杠 \\ 百分号 %s"}, record
    money = [{'code': 'cost', 'kind': 'money', 'required': True}]
    assert root.value('SELECT amends.record_check(%s, %s)', t.wrap(money), {'cost': 12345})['cost'] == '12345'
    for bad in ('12.5', '-1', 'NaN', '1' * 16, '1e3'):
        root.refused('AM422', 'amount.bad', 'SELECT amends.record_check(%s, %s)', t.wrap(money), {'cost': bad})
    ann.call_refused('AM422', 'text.too_long', 'note_add', t.request(), i, 'x' * 10_000_000)
    ann.call_refused('AM422', 'text.missing', 'note_add', t.request(), i, '  ')
    ann.call_refused('AM422', 'channel.unknown', 'contact_add', t.request(), i, 'x', 'pigeon')
    ann.call_refused('AM422', 'direction.unknown', 'contact_add', t.request(), i, 'x', 'phone', 'up')
    ann.call_refused('AM403', 'ticket.not_yours', 'ticket_wait', t.request(), i, rev(i), 'weather')
    lou.call_refused('AM422', 'reason.unknown', 'ticket_wait', t.request(), i, rev(i), 'weather')


def test_isolation():
    """other isolation levels are refused by reads and writes"""
    i = opened()
    for level in ('REPEATABLE READ', 'SERIALIZABLE'):
        for function, args in (('ticket', (i,)), ('ticket_take', (t.request(), i, 1)), ('queue_list', ())):
            with t.Desk('t_li_ann', autocommit=False) as desk:
                desk.run(f'SET TRANSACTION ISOLATION LEVEL {level}')
                desk.call_refused('AM425', 'isolation.level', function, *args)


def test_append_only():
    """nobody changes history or ledger: not staff, not the functions' own roles"""
    for role in ('amends_core', 'amends_api'):
        for sql in ("UPDATE amends.event SET text = 'x'", 'DELETE FROM amends.event', 'DELETE FROM amends.segment', "UPDATE amends.segment SET from_at = now()",
                    'DELETE FROM amends.ticket', 'TRUNCATE amends.event', 'DELETE FROM amends.escalation'):
            with t.Desk(autocommit=False) as desk:
                desk.run(f'SET ROLE {role}')
                desk.refused('42501', None, sql)
    ann.refused('42501', None, 'SELECT * FROM amends.ticket')


def test_all_whole():
    """every ticket these tests left behind has a whole ledger"""
    for row in root.run('SELECT id FROM amends.ticket WHERE customer_id = %s', customer):
        whole(row['id'])


t.main()
