#!/usr/bin/python3
"""Scorecards worked out by hand: points, weights, bands, intervals, bridge; who may open whose."""
import datetime
import math

import amendstest as t

UTC = datetime.timezone.utc
ZONE = datetime.timezone(datetime.timedelta(hours=8))
REFUND = APPRAISAL = None
ann = bob = cid = boss = other_boss = manager = fin = admin = None
number = 0


def world():
    global REFUND, APPRAISAL, ann, bob, cid, boss, other_boss, manager, fin, admin
    root = t.superuser()
    REFUND, APPRAISAL = (root.value('SELECT id FROM amends.scheme WHERE code = %s', c) for c in ('refund', 'appraisal'))
    manager = t.person('sc_manager', 'manager', team=None)
    boss = t.person('sc_boss', 'supervisor', superior=manager, lead=True)
    other_boss = t.person('sc_boss2', 'supervisor', team='tech', superior=manager, lead=True)
    ann = t.person('sc_ann', 'agent', superior=boss)
    bob = t.person('sc_bob', 'agent', superior=boss)
    cid = t.person('sc_cid', 'specialist', team='tech', superior=other_boss)
    fin = t.person('sc_fin', 'finance', team='finance', superior=manager)
    admin = t.person('sc_admin', 'admin', team=None)
    world.version = root.value("SELECT v.id FROM amends.procedure_version v JOIN amends.procedure p ON p.id = v.procedure_id WHERE p.code = 'refund'")
    world.customer = t.customer('记分客户', '10050000001')
    world.order = t.order(world.customer, 10 ** 9)
    world.clause = root.row('SELECT id, policy_version_id FROM amends.policy_clause ORDER BY id LIMIT 1')
    world.reason = root.value("SELECT code FROM amends.reason WHERE kind = 'refund' ORDER BY position LIMIT 1")
    world.error = root.value("SELECT code FROM amends.reason WHERE kind = 'refund_error' ORDER BY position LIMIT 1")


def refund(who, day, hours, followed=False, wrong_by=None, survey=None, team='service'):
    """A refund paid at noon of a site day of 2022, asked for so many hours before, on a ticket of its own."""
    global number
    number += 1
    root = t.superuser()
    paid = datetime.datetime(2022, day[0], day[1], 12, tzinfo=ZONE)
    opened = paid - datetime.timedelta(hours=hours)
    tid = root.value('''INSERT INTO amends.ticket (day, n, channel, customer_id, order_id, category_id, priority_id, subject, words, state,
                          procedure_version_id, team_id, opened_at, resolved_at, first_resolved_at, closed_at)
                        VALUES (%s, %s, 'email', %s, %s, %s, 3, '退款', '退款', 'closed', %s, %s, %s, %s, %s, %s) RETURNING id''',
                     opened.date(), 700 + number, world.customer, world.order, t.category('refund.apply'), world.version, t.team(team),
                     opened, paid, paid, paid)
    for kind, when in (('filed', opened), ('resolve', paid), ('close', paid)):
        root.run('INSERT INTO amends.event (ticket_id, kind, happened_at, actor_id) VALUES (%s, %s, %s, %s)', tid, kind, when, fin.id)
    rid = root.value('''INSERT INTO amends.refund (ticket_id, order_id, state, currency, requested_minor, amount_minor, reason, clause_id, policy_version_id,
                          requested_at, reviewed_at, reviewed_by, confirmed_at, confirmed_by, paid_at, paid_by, decided_at, method, payment_ref)
                        VALUES (%s, %s, 'paid', 'CNY', 100, 100, %s, %s, %s, %s, %s, %s, %s, %s, %s, %s, %s, 'bank', %s) RETURNING id''',
                     tid, world.order, world.reason, world.clause['id'], world.clause['policy_version_id'], opened, opened, who.id, paid, fin.id,
                     paid, fin.id, paid, f'SC{number}')
    if wrong_by:
        root.run('''INSERT INTO amends.refund_error (refund_id, kind, happened_at, found_at, made_by, note) VALUES (%s, %s, %s, %s, %s, '错')''',
                 rid, world.error, paid, paid, wrong_by.id)
    if followed:
        root.run('''INSERT INTO amends.followup (ticket_id, kind, holder_id, created_at, done_at, done_by) VALUES (%s, 'refund', %s, %s, %s, %s)''',
                 tid, who.id, paid, paid + datetime.timedelta(days=1), who.id)
    if survey is not None:
        root.run('''INSERT INTO amends.survey (ticket_id, sent_at, answered_at, via, solved, speed, attitude, overall, credited_id)
                    VALUES (%s, %s, %s, 'phone', true, %s, 5, 5, %s)''', tid, paid, paid, 5 if survey else 3, fin.id)
    root.run('SELECT amends.fact_refresh(%s)', [tid])
    return tid


def fill():
    # January: 5 refunds, too few. February: 20 at 48 h, no survey, no follow-up.
    for i in range(5):
        refund(ann, (1, 10 + i), 30)
    for i in range(20):
        refund(ann, (2, 1 + i), 48)
    # March: 25 refunds: 10 at 24 h, 15 at 36 h (mean 31.2 h); one mistake of her own; 17 followed up; 18 of 20 answers satisfied
    for i in range(25):
        refund(ann, (3, 1 + i), 24 if i < 10 else 36, followed=i < 17, wrong_by=ann if i == 24 else None, survey=None if i >= 20 else i < 18)
    # bob's March: 20 quick ones, all followed up, all satisfied
    for i in range(20):
        refund(bob, (3, 1 + i), 10, followed=True, survey=True)
    # cid of another team: 20 whose tickets lie with the technical team
    for i in range(20):
        refund(cid, (3, 1 + i), 60, team='tech')


def card(desk, person, month, scheme=None, kind='month', team=None):
    return desk.call('scorecard', person and person.id, team, scheme or REFUND, kind, datetime.date(2022, month, 1))


def parts(c):
    return {p['measure']: p for p in c['parts']}


def test_arithmetic():
    "points, rounding half up, Wilson's interval and the interval of a mean, against figures worked out elsewhere"
    root = t.superuser()
    point = lambda *a: float(root.value('SELECT amends.score_points(%s, %s, %s, %s)', *a))
    assert point(112320, 86400, 216000, 30) == 24.0
    assert point('0.9404', '0.96', '0.60', 25) == 23.6 and point('0.9063', '0.95', '0.50', 20) == 18.1
    assert point(1, 0, 5, 15) == 12.0 and point('0.6761', '0.80', '0.40', 10) == 6.9
    assert point(0, 86400, 216000, 30) == 30 and point(10 ** 9, 86400, 216000, 30) == 0, 'capped at both ends'
    assert point('0.0025', 1, 0, 20) == 0.1 and point('0.0024', 1, 0, 20) == 0.0, '0.05 is rounded up'
    assert root.value('SELECT amends.score_points(NULL, 1, 0, 20)') is None
    # percent as printed beside the design's pictures, computed in floating point there
    for hits, n, low, high in ((142, 151, 89.1, 96.8), (58, 64, 81.0, 95.6), (96, 142, 59.5, 74.8), (0, 10, 0.0, 27.8), (10, 10, 72.2, 100.0)):
        row = root.row('SELECT * FROM amends.wilson(%s, %s)', hits, n)
        assert abs(float(row['low']) * 100 - low) < 0.06 and abs(float(row['high']) * 100 - high) < 0.06, (hits, n, row)
    row = root.row('SELECT * FROM amends.mean_interval(%s, %s, %s)', 40, 4 * 100 + 2 * 4, 4)     # 9 9 11 11… : mean 10, s² = 8/3
    assert abs(float(row['low']) - (10 - 1.96 * math.sqrt(8 / 3) / 2)) < 0.0001 and row['low'] is not None
    assert root.row('SELECT * FROM amends.mean_interval(5, 25, 1)')['low'] is None


def test_card():
    "a month's card: every value, weight and point, the exact sum, the band"
    c = card(ann, ann, 3)
    p = parts(c)
    want = {'refund_time': (30, 112320, 24.0), 'refund_success': (25, 0.96, 25.0), 'refund_csat': (20, 0.9, 17.8), 'refund_errors': (15, 1, 12.0),
            'refund_followup': (10, 0.68, 7.0)}
    assert {m: (x['weight_used'], float(x['value']), float(x['points'])) for m, x in p.items()} == want, p
    assert all(x['state'] == 'scored' for x in p.values())
    assert c['score'] == 85.8 == round(sum(x['points'] for x in c['parts']), 1) and c['band']['code'] == 'bonus' and c['weight_used'] == 100
    assert [b['min'] for b in c['bands']] == [0, 70, 80, 90] and c['period']['done'] is True and c['period']['label']['zh_CN'] == '2022年3月'
    assert (p['refund_csat']['n'], p['refund_csat']['numerator']) == (20, 18) and p['refund_time']['n'] == 25
    assert p['refund_time']['definition']['zh_CN']['what'] and p['refund_time']['label']['en']


def test_interval():
    "the score's interval: each part's distance in points, combined in quadrature; a count has none"
    c = card(ann, ann, 3)
    p = parts(c)
    assert p['refund_errors']['low'] is None and p['refund_errors']['points_low'] == p['refund_errors']['points']
    s = math.sqrt((10 * (7.2 * 3600) ** 2 + 15 * (4.8 * 3600) ** 2) / 24)
    assert abs(p['refund_time']['high'] - (112320 + 1.96 * s / 5)) < 0.001 and abs(p['refund_time']['low'] - (112320 - 1.96 * s / 5)) < 0.001
    down = math.sqrt(sum((x['points'] - x['points_low']) ** 2 for x in c['parts']))
    up = math.sqrt(sum((x['points_high'] - x['points']) ** 2 for x in c['parts']))
    assert abs(c['interval']['low'] - (85.8 - down)) <= 0.051 and abs(c['interval']['high'] - min(100, 85.8 + up)) <= 0.051, c['interval']
    assert c['interval']['low'] < c['score'] < c['interval']['high'] <= 100


def test_absent_part():
    "a part without data gives its weight to the others by largest remainder"
    c = card(ann, ann, 2)
    p = parts(c)
    assert p['refund_csat']['state'] == 'absent' and p['refund_csat']['points'] is None and p['refund_csat']['weight_used'] == 0
    # 37.5 31.25 18.75 12.5: the two percent left go to .75 and to the first of the .5
    assert {m: x['weight_used'] for m, x in p.items()} == {'refund_time': 38, 'refund_success': 31, 'refund_csat': 0, 'refund_errors': 19, 'refund_followup': 12}
    assert (p['refund_time']['points'], p['refund_success']['points'], p['refund_errors']['points'], p['refund_followup']['points']) == (12.7, 31.0, 19.0, 0.0)
    assert c['score'] == 62.7 and c['weight_used'] == 80 and c['band']['code'] == 'training'


def test_small_sample():
    "too few cases: the value is shown, not scored; under the scheme's share of weight there is no band"
    c = card(ann, ann, 1)
    p = parts(c)
    assert p['refund_time']['state'] == 'small' and p['refund_time']['value'] == 108000 and p['refund_time']['points'] is None
    assert p['refund_errors']['state'] == 'scored', 'every mistake is looked into: no smallest n'
    assert c['weight_used'] == 15 and c['band'] is None
    empty = card(ann, ann, 12)
    assert empty['score'] is None and empty['interval'] is None and empty['previous'] is None and empty['bridge'] == []
    assert all(x['state'] == 'absent' for x in empty['parts'])


def test_bridge():
    "the bridge leads exactly from last period's score to this one's"
    c = card(ann, ann, 3)
    assert c['previous']['score'] == 62.7 and c['previous']['band']['code'] == 'training'
    steps = {s['measure']: s['points'] for s in c['bridge']}
    assert steps == {'refund_time': 11.3, 'refund_success': -6.0, 'refund_csat': 17.8, 'refund_errors': -7.0, 'refund_followup': 7.0}
    assert round(62.7 + sum(steps.values()), 1) == c['score']
    assert parts(c)['refund_time']['previous_value'] == 172800


def test_quarter_and_year():
    "a quarter and a year are scored over all their tickets, not by averaging months"
    c = card(ann, ann, 1, kind='quarter')
    p = parts(c)
    assert p['refund_time']['n'] == 50 and p['refund_time']['value'] == (5 * 30 + 20 * 48 + 25 * 31.2) * 3600 / 50
    assert c['period']['to'] == '2022-04-01' and c['period']['label']['en'] == 'Q1 2022'
    assert parts(card(ann, ann, 1, kind='year'))['refund_errors']['value'] == 1
    ann.call_refused('AM422', 'period.bad', 'scorecard', ann.id, None, REFUND, 'month', datetime.date(2022, 3, 2))
    ann.call_refused('AM422', 'period.bad', 'scorecard', ann.id, None, REFUND, 'week', datetime.date(2022, 3, 1))
    ann.call_refused('AM404', 'scheme.unknown', 'scorecard', ann.id, None, 999999, 'month', datetime.date(2022, 3, 1))
    ann.call_refused('AM422', 'scorecard.person_or_team', 'scorecard', None, None, REFUND, 'month', datetime.date(2022, 3, 1))


def test_appraisal_scheme():
    "the appraisal's parts without a source are shown as absent and re-weighted"
    c = card(cid, cid, 3, APPRAISAL)
    p = parts(c)
    assert p['work_quality']['source'] is False and p['work_quality']['state'] == 'absent' and p['csat']['source'] is True
    assert [x['weight'] for x in c['parts']] == [30, 20, 20, 20, 10]
    rate = parts(card(fin, fin, 3, APPRAISAL))['resolution_rate']
    assert rate['state'] == 'scored' and rate['weight_used'] == 40 and rate['points'] == 40.0, rate     # csat 30 → 60 %, resolution 20 → 40 %


def test_team_card():
    "a team's card counts all its people together; each person is in one team"
    c = card(boss, None, 3, team=t.team('service'))
    p = parts(c)
    assert p['refund_time']['n'] == 45 and p['refund_time']['value'] == 78400 and p['refund_errors']['value'] == 1
    assert p['refund_csat']['numerator'] == 38 and c['team']['code'] == 'service'


def test_trend():
    "twelve periods, oldest first: the total and every measure, equal to the cards"
    rows = ann.rows('score_trend', ann.id, None, REFUND, 'month', datetime.date(2022, 4, 1), 12)
    assert len(rows) == 12 * 6 and rows[0]['period'] == datetime.date(2021, 5, 1) and rows[-1]['period'] == datetime.date(2022, 4, 1)
    total = {r['period'].month: r for r in rows if r['measure'] is None and r['period'].year == 2022}
    assert float(total[2]['points']) == 62.7 and float(total[3]['points']) == 85.8 and total[4]['points'] is None
    time = {r['period'].month: float(r['value']) for r in rows if r['measure'] == 'refund_time' and r['value'] is not None}
    assert time == {1: 108000, 2: 172800, 3: 112320}
    ann.call_refused('AM422', 'period.count', 'score_trend', ann.id, None, REFUND, 'month', datetime.date(2022, 4, 1), 61)


def test_team_page():
    "the superior sees names; an agent sees the own row and nameless others; the order is by score"
    rows = boss.rows('scorecard_team', t.team('service'), REFUND, 'month', datetime.date(2022, 3, 1))
    mine = {r['person_id']: r for r in rows}
    assert float(mine[ann.id]['score']) == 85.8 and float(mine[bob.id]['score']) == 100.0 and mine[bob.id]['band']['code'] == 'bonus_letter'
    assert [r['person_id'] for r in rows if r['score'] is not None][:2] == [bob.id, ann.id]
    seen = ann.rows('scorecard_team', t.team('service'), REFUND, 'month', datetime.date(2022, 3, 1))
    assert [r['name'] for r in seen if r['is_me']] == ['sc_ann'] and all(r['name'] is None and r['person_id'] is None for r in seen if not r['is_me'])
    assert sorted(r['score'] for r in seen if r['score'] is not None) == sorted(r['score'] for r in rows if r['score'] is not None)
    everybody = manager.rows('scorecard_team', None, REFUND, 'month', datetime.date(2022, 3, 1))
    assert {ann.id, bob.id, cid.id} <= {r['person_id'] for r in everybody}


def test_rights():
    "one's own, the teams below, all; never a colleague's, never an administrator"
    day = datetime.date(2022, 3, 1)
    for desk, person in ((ann, bob), (bob, ann), (boss, cid), (other_boss, ann), (fin, ann), (cid, ann)):
        desk.call_refused('AM403', 'scorecard.forbidden', 'scorecard', person.id, None, REFUND, 'month', day)
        desk.call_refused('AM403', 'scorecard.forbidden', 'score_trend', person.id, None, REFUND, 'month', day, 3)
        desk.call_refused('AM403', 'scorecard.forbidden', 'contributions', 'refund_time', day, datetime.date(2022, 4, 1), person.id)
    for desk, team in ((ann, 'tech'), (boss, 'tech'), (cid, 'service')):
        desk.call_refused('AM403', 'scorecard.forbidden', 'scorecard', None, t.team(team), REFUND, 'month', day)
        desk.call_refused('AM403', 'scorecard.forbidden', 'scorecard_team', t.team(team), REFUND, 'month', day)
    for desk, person in ((boss, ann), (other_boss, cid), (manager, ann), (manager, cid), (manager, boss)):
        assert card(desk, person, 3)['person']['id'] == person.id
    for function in ('scorecard(NULL, NULL, NULL, NULL, NULL)', 'scorecard_people()', "measures('2022-03-01', '2022-04-01')"):
        admin.refused('42501', None, 'SELECT * FROM api.' + function)
    ann.refused('42501', None, 'SELECT * FROM amends.ticket_fact')
    ann.refused('42501', None, "SELECT * FROM amends.measure_contributions('csat', '2022-01-01', '2023-01-01', 'ended', '{}')")
    assert [r['person_id'] for r in ann.rows('scorecard_people')] == [ann.id]
    below = [r['person_id'] for r in boss.rows('scorecard_people')]
    assert below[0] == boss.id and {ann.id, bob.id} <= set(below) and cid.id not in below
    assert {ann.id, bob.id, cid.id, fin.id} <= {r['person_id'] for r in manager.rows('scorecard_people')}
    assert [r['team_id'] for r in ann.rows('scorecard_teams')] == [t.team('service')]


def test_drill_down():
    "the rows behind a part are what the part counts; a ticket one may not see has no number"
    rows = ann.rows('contributions', 'refund_time', datetime.date(2022, 3, 1), datetime.date(2022, 4, 1), ann.id)
    p = parts(card(ann, ann, 3))['refund_time']
    assert sum(r['numerator'] for r in rows if r['counted']) == p['numerator'] and len(rows) == p['n']
    assert all(r['number'] and r['subject'] for r in rows) and rows[0]['numerator'] == 36 * 3600, 'slowest first'
    rows = other_boss.rows('contributions', 'refund_time', datetime.date(2022, 3, 1), datetime.date(2022, 4, 1), cid.id)
    assert len(rows) == 20 and all(r['number'] for r in rows)
    rows = fin.rows('contributions', 'csat', datetime.date(2022, 3, 1), datetime.date(2022, 4, 1), fin.id)
    assert len(rows) == 40 and all(r['number'] is None and r['ticket_id'] for r in rows), 'credited, but the tickets are not of her team'
    rows = ann.rows('contributions', 'refund_time', datetime.date(2022, 3, 1), datetime.date(2022, 4, 1), None, t.team('service'))
    assert {r['person'] for r in rows} == {None, 'sc_ann'} and len(rows) == 45
    ann.call_refused('AM422', 'measure.unknown', 'contributions', 'work_quality', datetime.date(2022, 3, 1), datetime.date(2022, 4, 1), ann.id)


def test_measures():
    "measures by the same rule: an agent gets the own, a supervisor those below, a manager all"
    ask = lambda desk, by='none', **kw: desk.rows('measures', datetime.date(2022, 3, 1), datetime.date(2022, 4, 1), by, 'ended', ['refund_time'], **kw)
    assert ask(ann)[0]['n'] == 25 and ask(boss)[0]['n'] == 45 and ask(manager)[0]['n'] == 65
    row = ask(ann)[0]
    assert (row['mean'], row['median'], row['p90'], row['min'], row['max']) == (112320, 129600, 129600, 86400, 129600)
    names = {r['grp_label']['zh_CN']: r['n'] for r in ask(manager, 'staff')}
    assert names == {'sc_ann': 25, 'sc_bob': 20, 'sc_cid': 20}
    assert {r['grp_label']['zh_CN'] for r in ask(manager, 'team')} == {'客服', '技术'}
    every = manager.rows('measures', datetime.date(2022, 3, 1), datetime.date(2022, 4, 1))
    assert {'refund_time', 'csat', 'refund_errors'} <= {r['measure'] for r in every}
    manager.call_refused('AM422', 'measure.unknown', 'measures', datetime.date(2022, 3, 1), datetime.date(2022, 4, 1), 'none', 'ended', ['nope'])


def test_periods():
    "periods are those with data, newest first, by name"
    rows = ann.rows('scorecard_periods')
    months = [r['start'] for r in rows if r['kind'] == 'month']
    assert months == sorted(months, reverse=True) and datetime.date(2022, 3, 1) in months and {r['kind'] for r in rows} == {'month', 'quarter', 'year'}
    assert next(r['label'] for r in rows if r['kind'] == 'quarter' and r['start'] == datetime.date(2022, 1, 1))['zh_CN'] == '2022年第1季度'


def test_band_edges():
    "there is no hole between the bands: 89.9 and 90.0 are neighbours"
    root = t.superuser()
    version = root.value('SELECT amends.scheme_version_at(%s, %s)', REFUND, datetime.date(2022, 3, 1))
    band = lambda points: root.value('SELECT code FROM amends.scheme_band WHERE scheme_version_id = %s AND min_points <= %s ORDER BY min_points DESC LIMIT 1', version, points)
    assert [band(p) for p in ('69.9', '70', '79.9', '80', '89.9', '90', '100')] == ['training', 'none', 'none', 'bonus', 'bonus', 'bonus_letter', 'bonus_letter']


if t.DSN:
    world()
    fill()
t.main()
