#!/usr/bin/python3
"""Queues, cards, people, my work, search, the ticket's page and the sum behind its deadline: what each person sees."""

import amendstest as t

root = t.superuser()
mgr = t.person('qu_mgr', 'manager', team=None)
boss = t.person('qu_boss', 'supervisor', superior=mgr, lead=True, skills=('complaint',))
ann = t.person('qu_ann', 'agent', superior=boss)
bob = t.person('qu_bob', 'agent', superior=boss, on_duty=False)
tom = t.person('qu_tom', 'specialist', team='tech', superior=mgr, skills=('support',))
fay = t.person('qu_fay', 'finance', team='finance', superior=mgr)
adm = t.person('qu_adm', 'admin', team=None)
customer = t.customer('队列客', '10055500004')
SERVICE, TECH = t.team('service'), t.team('tech')
CARD = ('id rev number subject customer tier category_id category priority_id priority scope state wait_reason wait_label team_id assignee_id assignee '
        'step_id step_no step_count step_label step_kind step_role action_label due_at warn_at due_kind opened_at changed_at complaints effort_min mine can_act '
        'row_kind followup_id').split()


def opened(category='consult.product', channel='phone', filer=ann, holder=None, team='service', hours_ago=0, who=None):
    return root.value('''SELECT amends.ticket_open(%s, %s, NULL, %s, 3, 'one', '队列', '原话', NULL, %s, %s, %s, now() - make_interval(hours => %s))''',
                      channel, who or customer, t.category(category), filer.id if filer else None, holder.id if holder else None, t.team(team), hours_ago)


def counts(desk):
    return {r['code']: (r['open'], r['overdue'], r['soon'], r['unassigned'], r['mine']) for r in desk.rows('queue_list')}


def pages(desk, team, size):
    """Every card of a queue, read page by page."""
    cards, after = [], (None, None)
    while True:
        page = desk.rows('queue_page', team, after[0], after[1], size)
        cards += page
        if len(page) < size:
            return cards
        after = (page[-1]['due_at'], page[-1]['id'])


def test_which_queues():
    """each sees the queues of own teams, a supervisor those below, a manager all, an admin none"""
    assert [set(counts(d)) for d in (ann, boss, tom, fay, adm)] == [{'service'}, {'service'}, {'tech'}, {'finance'}, set()]
    assert set(counts(mgr)) == {'service', 'tech', 'logistics', 'finance'}
    for desk, team in ((ann, TECH), (tom, SERVICE), (adm, SERVICE), (ann, None), (mgr, 9999)):
        desk.call_refused('AM404', 'team.unknown', 'queue_page', team)
        desk.call_refused('AM404', 'team.unknown', 'queue_people', team)


def test_counts():
    """open, overdue, soon, unassigned and mine are counted from the deadline that counts"""
    before = counts(ann)['service']
    opened(holder=ann), opened(holder=bob, hours_ago=30), opened(holder=bob, hours_ago=20), opened()
    waiting = opened(holder=ann, hours_ago=30)
    root.run("SELECT amends.ticket_wait(%s, %s, now(), 'customer', NULL)", waiting, ann.id)
    done = opened(holder=ann)
    root.run("SELECT amends.ticket_cancel(%s, %s, now(), 'C02', NULL)", done, ann.id)
    after = counts(ann)['service']
    assert tuple(b - a for a, b in zip(before, after)) == (5, 1, 1, 1, 2), (before, after)
    assert ann.rows('my_counts')[0]['mine'] == after[4]


def test_keyset():
    """pages by due and id hold every open ticket once, none due last, whatever their size"""
    for n in range(7):
        i = opened(holder=ann, hours_ago=n)
        if n % 3 == 0:
            root.run("SELECT amends.ticket_wait(%s, %s, now(), 'customer', NULL)", i, ann.id)
    same = root.value('SELECT due_at FROM amends.ticket WHERE id = %s', opened())
    for _ in range(3):
        root.run('UPDATE amends.ticket SET due_at = %s WHERE id = %s', same, opened())
    everything = [r['id'] for r in root.run('''SELECT id FROM amends.ticket WHERE team_id = %s AND step_id IS NOT NULL
        AND state NOT IN ('closed', 'cancelled', 'merged') ORDER BY due_at NULLS LAST, id''', SERVICE)]
    assert len(everything) > 12
    for size in (1, 2, 3, 5, 200):
        assert [c['id'] for c in pages(ann, SERVICE, size)] == everything, size
    assert list(pages(ann, SERVICE, 200)[0]) == CARD
    assert len(ann.rows('queue_page', SERVICE, None, None, 10 ** 9)) <= 200


def test_can_act():
    """I can act on what I hold, and on what nobody holds in my team when my role fits"""
    held, other, free = opened(holder=ann), opened(holder=bob), opened()
    cards = {c['id']: c for c in ann.rows('ticket_cards', [held, other, free])}
    assert [(cards[i]['mine'], cards[i]['can_act']) for i in (held, other, free)] == [(True, True), (False, False), (False, True)]
    money = opened('refund.apply')
    root.run("SELECT amends.ticket_assign(%s, %s, NULL, %s, now())", money, TECH, mgr.id)
    assert tom.rows('ticket_cards', [money])[0]['can_act'] is False, 'a specialist reviews no refund'
    for desk in (ann, tom, mgr, boss):
        for card in desk.rows('ticket_cards', [held, other, free, money]):
            acts = desk.call('ticket', card['id'])['can']['wait'] is True
            assert acts or not card['can_act'], (desk.login, card)


def test_cards_of_others():
    """cards of tickets one may not see are missing, not refused; at most 200"""
    mine, theirs = opened(), opened('support.use', team='tech', filer=tom)
    assert [c['id'] for c in ann.rows('ticket_cards', [mine, theirs, 10 ** 12])] == [mine]
    assert [c['id'] for c in tom.rows('ticket_cards', [mine, theirs])] == [theirs]
    assert adm.rows('ticket_cards', [mine, theirs]) == []
    ann.call_refused('AM422', 'list.too_long', 'ticket_cards', list(range(201)))


def test_everywhere_alike():
    """a ticket of another team is nowhere: not on its page, history, deadline, queue, search or preview"""
    i = opened('support.use', team='tech', filer=tom)
    number = root.value('SELECT number FROM amends.ticket WHERE id = %s', i)
    for function in ('ticket', 'ticket_timeline', 'deadline_explain'):
        ann.call_refused('AM404', 'ticket.unknown', function, i)
        adm.call_refused('AM404', 'ticket.unknown', function, i)
    assert ann.rows('search', number) == [] and [r['ticket_id'] for r in tom.rows('search', number)] == [i]
    assert i not in [c['id'] for c in ann.rows('my_work')]
    assert ann.call('assign_preview', [i], TECH, tom.id)['count'] == 0
    ann.call_refused('AM404', 'ticket.unknown', 'ticket_take', t.request(), i, 1)


def test_my_work():
    """what I hold by due, and the calls I have promised"""
    i = opened(holder=ann, hours_ago=2)
    assert i in [c['id'] for c in ann.rows('my_work')]
    root.run("""SELECT amends.step_advance(%s, %s, now(), NULL, '{}')""", i, ann.id)
    root.run("""SELECT amends.ticket_close(%s, %s, now(), '{"solved": false}', NULL)""", i, ann.id)
    assert i not in [c['id'] for c in ann.rows('my_work')]
    followup = root.row('SELECT * FROM amends.followup WHERE ticket_id = %s', i)
    root.run('UPDATE amends.followup SET holder_id = %s WHERE id = %s', mgr.id, followup['id'])
    card = [c for c in mgr.rows('my_work') if c['row_kind'] == 'callback' and c['followup_id'] == followup['id']]
    assert len(card) == 1 and list(card[0]) == CARD and card[0]['due_at'] == followup['due_at'] and card[0]['mine'] and card[0]['id'] == i
    dues = [c['due_at'] for c in mgr.rows('my_work') if c['due_at']]
    assert dues == sorted(dues)


def test_people():
    """members and lead with duty, skills and load; load counts the minutes of steps that do not wait"""
    people = {p['name']: p for p in boss.rows('queue_people', SERVICE)}
    assert {'qu_boss', 'qu_ann', 'qu_bob'} <= set(people)
    assert people['qu_bob']['on_duty'] is False and people['qu_boss']['is_me'] is True and people['qu_boss']['skills'] == ['complaint']
    before = people['qu_bob']
    opened(holder=bob, hours_ago=30), opened(holder=bob)
    waiting = opened(holder=bob)
    root.run("SELECT amends.ticket_wait(%s, %s, now(), 'part', NULL)", waiting, bob.id)
    after = {p['name']: p for p in ann.rows('queue_people', SERVICE)}['qu_bob']
    assert (after['open'] - before['open'], after['overdue'] - before['overdue'], after['load_min'] - before['load_min']) == (3, 1, 20), (before, after)


def test_preview():
    """a drop says beforehand who would get it, the load before and after, skills, and why not"""
    one, two = opened('complaint.general'), opened('complaint.general', holder=ann)
    said = boss.call('assign_preview', [one, two], None, ann.id)
    load = root.row('SELECT * FROM amends.person_load(%s)', ann.id)
    assert said['count'] == 2 and said['person'] == 'qu_ann' and said['on_duty'] is True and said['cap_min'] == 480
    assert (said['open'], said['load_min'], said['after_open'], said['after_load_min']) == (load['open'], load['load_min'], load['open'] + 1, load['load_min'] + 20), said
    assert said['skills'] == [{'skill': 'complaint', 'has': False}] and said['allowed'] is False and said['code'] == 'assign.same'
    assert boss.call('assign_preview', [one], None, boss.id)['skills'] == [{'skill': 'complaint', 'has': True}]
    off = boss.call('assign_preview', [one], None, bob.id)
    assert off['allowed'] is False and off['code'] == 'assign.off_duty' and off['detail']['anyway'] is True, off
    assert ann.call('assign_preview', [one], None, bob.id)['code'] == 'team.not_yours'
    assert ann.call('assign_preview', [two], None, boss.id) ['needs_reason'] is True
    queue = mgr.call('assign_preview', [one], TECH, None)
    assert queue['allowed'] is True and queue['people_on_duty'] >= 1 and queue['team_open'] >= 0 and queue['person'] is None
    result = boss.call('assign', t.request(), [{'id': one, 'rev': 1}], None, ann.id)
    assert result['rows'][0]['ok'] and root.row('SELECT * FROM amends.person_load(%s)', ann.id)['load_min'] == said['after_load_min'], 'the preview came true'


def test_rules():
    """rules by position: lead on duty, filer, least loaded with the skill, queue for web forms, the manager when nobody is found"""
    def pick(category, kind, role, team, channel='phone', filer=None):
        row = root.row('SELECT * FROM amends.assign_pick(%s, %s, %s, %s, %s, %s, %s)', t.category(category), kind, role, team, channel, filer, SERVICE)
        return row['person_id'], row['rule']['pick'], row['candidates']
    assert pick('consult.product', 'work', 'agent', 'intake', filer=ann.id) == (ann.id, 'filer', 1)
    assert pick('consult.product', 'work', 'agent', 'intake', 'web') == (None, 'queue', 0)
    assert pick('consult.product', 'work', 'agent', 'intake', 'phone', bob.id)[1] == 'least_loaded', 'the filer is off duty'
    assert pick('complaint.general', 'work', 'supervisor', 'service')[:2] == (boss.id, 'lead')
    root.run('UPDATE amends.team SET lead_id = NULL WHERE code = %s', 'tech')
    eve = t.person('qu_eve', 'specialist', team='tech', superior=mgr)
    person, how, candidates = pick('support.use', 'work', 'specialist', 'tech')
    assert (person, how, candidates) == (tom.id, 'least_loaded', 2), 'the one with the skill'
    for _ in range(3):
        opened('support.use', team='tech', holder=tom, filer=tom)
    assert pick('support.use', 'work', 'specialist', 'tech')[0] == tom.id, 'the skill goes before the load'
    assert pick('quality.cosmetic', 'work', 'specialist', 'tech')[0] == eve.id, 'no skill wanted of the two: the least loaded'
    root.run('UPDATE amends.person SET on_duty = false WHERE id IN (%s, %s)', tom.id, eve.id)
    person, how, candidates = pick('support.use', 'work', 'specialist', 'tech')
    assert (person, how, candidates) == (root.value('SELECT amends.pick_manager()'), 'manager', 0)
    root.run('UPDATE amends.person SET on_duty = true WHERE id IN (%s, %s)', tom.id, eve.id)


def test_search():
    """the whole number, its end of today, or one complete value of a customer; lookups are counted, numbers are not"""
    i = opened()
    number = root.value('SELECT number FROM amends.ticket WHERE id = %s', i)
    looked = lambda: root.value('SELECT count(*) FROM amends.lookup WHERE person_id = %s', ann.id)
    before = looked()
    assert [r['ticket_id'] for r in ann.rows('search', number)] == [i]
    assert i in [r['ticket_id'] for r in ann.rows('search', number[-3:])]
    assert looked() == before
    row = [r for r in ann.rows('search', '10055500004') if r['ticket_id'] == i]
    assert row and row[0]['customer'] == '队**' and looked() == before + 1
    assert i in [r['ticket_id'] for r in ann.rows('search', '队列客')]
    assert ann.rows('search', '队列') == [] and ann.rows('search', '1005550000') == [], 'parts of a value find nothing'
    assert all(r['team_id'] == TECH for r in tom.rows('search', '10055500004')), 'nor a customer tickets of other teams'
    ann.call_refused('AM422', 'text.missing', 'search', ' ')
    ann.call_refused('AM422', 'text.too_long', 'search', 'x' * 201)
    for odd in ("'; DROP TABLE amends.ticket; --", '%', '\\', '*', '00000000000000000000'):
        assert ann.rows('search', odd) == []


def test_page():
    """the page holds steps, customer, order, what one may do; ids with names and labels"""
    buyer = t.customer('页面客', '10055500005', 'vip')
    order = t.order(buyer, 5000)
    i = root.value("SELECT amends.ticket_open('phone', %s, %s, %s, 1, 'batch', '主题', '原话', 'SN1', %s, NULL, NULL, now())", buyer, order, t.category('refund.apply'), ann.id)
    twin = opened('complaint.general', team='service', who=buyer)
    page = ann.call('ticket', i)
    assert page['number'] and page['words'] == '原话' and page['serial'] == 'SN1' and page['scope'] == 'batch' and page['channel'] == 'phone'
    assert page['customer']['name'] == '页**' and page['customer']['tier'] == 'vip' and page['customer']['complaints'] == 1 and page['customer']['tickets'] == 2
    assert page['order']['paid_minor'] == 5000 and page['order']['left_minor'] == 5000 and page['order']['payments'][0]['method'] == 'wechat'
    assert [s['kind'] for s in page['steps']] == ['intake', 'refund_review', 'refund_confirm', 'refund_pay', 'close']
    assert page['steps'][1]['amount'] == 1 and page['steps'][1]['unit'] == 'h' and page['steps'][1]['assignee'] == 'qu_ann'
    assert page['assignee']['name'] == 'qu_ann' and page['team']['label']['zh_CN'] == '客服' and page['priority']['code'] == 'urgent'
    assert [d['ticket_id'] for d in page['duplicates']] == [twin] and page['duplicates'][0]['visible'] is True
    assert page['can']['finish'] == 'step.refund' and page['can']['wait'] is True and 'refund_review' in page['can']
    assert '页面客' not in str(page) and '10055500005' not in str(page), 'masks only'
    tom.call_refused('AM404', 'ticket.unknown', 'ticket', i)
    seen = tom.call('ticket', opened('support.use', team='tech', filer=tom, who=buyer))['duplicates']
    assert len(seen) == 2 and all(d['category'] is None and d['opened_at'] is None and d['number'] and not d['visible'] for d in seen), seen


def test_timeline():
    """history is newest last, ids have names beside them, and goes on behind the last event seen"""
    i = opened(holder=ann)
    ann.call('ticket_hand_over', t.request(), i, 1, None, boss.id, 'H03', '下班')
    events = boss.rows('ticket_timeline', i)
    assert [e['kind'] for e in events] == ['filed', 'contact', 'assigned', 'hand_over']
    last = events[-1]
    assert last['actor'] == 'qu_ann' and last['text'] == '下班'
    assert last['body']['person_name'] == 'qu_boss' and last['body']['from_name'] == 'qu_ann' and last['body']['reason_label']['en'] == 'Going off duty or on leave'
    boss.call('note_add', t.request(), i, '收到', [ann.id])
    newer = boss.rows('ticket_timeline', i, last['id'])
    assert [e['kind'] for e in newer] == ['note'] and newer[0]['body']['names'] == ['qu_ann']
    assert [e['kind'] for e in boss.rows('ticket_timeline', i, None, 2)] == ['hand_over', 'note'], 'the last two'


def test_explain_wait():
    """the sum shows where the clock stood, and its parts add up to what was used"""
    i = root.value("SELECT amends.ticket_open('phone', %s, NULL, %s, 3, 'one', 's', 'w', NULL, %s, NULL, NULL, '2024-05-10 09:30+08')",
                   customer, t.category('quality.malfunction'), ann.id)
    root.run("SELECT amends.ticket_wait(%s, %s, '2024-05-10 10:00+08', 'customer', NULL)", i, ann.id)
    root.run("SELECT amends.ticket_resume(%s, %s, '2024-05-10 12:00+08')", i, ann.id)
    root.run("SELECT amends.step_advance(%s, %s, '2024-05-10 13:00+08', 'repair', '{}')", i, ann.id)
    done = root.value('SELECT id FROM amends.ticket_step WHERE ticket_id = %s AND ordinal = 2', i)
    said = mgr.call('deadline_explain', i, done)
    assert [(r['kind'], r['seconds']) for r in said['rows']] == [('running', 1800), ('waiting', 7200), ('running', 3600)], said['rows']
    assert (said['limit_s'], said['used_s'], said['left_s']) == (86400, 5400, 81000)
    assert said['rows'][1]['label']['en'] == 'customer' and said['due_at'] == '2024-05-11T03:30:00+00:00'
    now = mgr.call('deadline_explain', i)
    assert now['rows'][-1]['kind'] == 'late' and now['used_s'] == sum(r['seconds'] for r in now['rows'] if r['kind'] in ('running', 'late')), now['rows']
    assert now['left_s'] == now['limit_s'] - now['used_s'] < 0


def test_explain_calendar():
    """working days: lunch breaks, a make-up Saturday and a free Sunday stand in the sum; the running total ends at the limit"""
    i = root.value("SELECT amends.ticket_open('phone', %s, NULL, %s, 3, 'one', 's', 'w', NULL, %s, NULL, NULL, '2024-05-10 09:30+08')",
                   customer, t.category('complaint.general'), ann.id)
    root.run("SELECT amends.step_advance(%s, %s, '2024-05-10 16:00+08', 'tech', '{}')", i, ann.id)
    said = mgr.call('deadline_explain', i)
    # Friday the 10th from 16:00, the make-up Saturday, a free Sunday, Monday to its close
    kinds = [(r['day'], r['kind'], r['seconds']) for r in said['rows'] if r['kind'] != 'late']
    assert kinds == [('2024-05-10', 'running', 7200), ('2024-05-11', 'make_up', 10800), ('2024-05-11', 'make_up', 16200), ('2024-05-12', 'off', 0),
                     ('2024-05-13', 'running', 10800), ('2024-05-13', 'running', 16200)], kinds
    assert said['due_at'] == '2024-05-13T10:00:00+00:00' and said['limit_s'] == 61200 == [r for r in said['rows'] if r['kind'] != 'late'][-1]['running']
    assert said['calendar']['code'] == 'cn-office' and said['calendar']['zone'] == 'Asia/Shanghai'


def test_explain_response():
    """before the first contact the sum is that of the response, with the norm it comes from"""
    i = opened(channel='email')
    said = ann.call('deadline_explain', i)
    assert said['of'] == 'response' and said['by'] == 'priority' and said['limit_s'] == 86400 and said['rows'][-1]['running'] == 86400, said
    closed = opened(holder=ann)
    root.run("SELECT amends.ticket_cancel(%s, %s, now(), 'C02', NULL)", closed, ann.id)
    ann.call_refused('AM423', 'deadline.none', 'deadline_explain', closed)


def test_feed():
    """every write puts the ticket into the change feed"""
    i = opened(holder=ann)
    for function, args in (('ticket_wait', ('part',)), ('ticket_resume', ()), ('priority_set', (1,)), ('step_finish', (None, {'answer': '好'}))):
        cursor = root.value('SELECT max(seq) FROM amends.change')
        ann.call(function, t.request(), i, root.value('SELECT rev FROM amends.ticket WHERE id = %s', i), *args)
        assert root.value("SELECT count(*) FROM amends.change WHERE seq > %s AND kind = 'ticket' AND ref = %s", cursor, i) >= 1, function


t.main()
