#!/usr/bin/python3
"""The demo world and amendsctl demo: the cast, living work in every state, a history that is true, alike and different."""
import json

import ctltest
from ctltest import NO_RIGHT, OK, USAGE, ctl, dsn, main

WORLD = 'demo_world'


def sql(statement, db=WORLD):
    return ctltest.sql(statement, dbname=db)


def column(statement, db=WORLD):
    return [row[0] for row in sql(statement, db)]


def value(statement, db=WORLD):
    return sql(statement, db)[0][0]


# The world --------------------------------------------------------------------------------------

def test_install():
    "init --demo makes a world in which everything that must hold holds"
    ctl('init', '--demo', db=ctltest.new_database(WORLD), code=OK)
    assert sql('SELECT code, ref, detail FROM amends.invariants()') == []
    assert sql('SELECT demo, zone, currency FROM amends.site') == [(True, 'Asia/Shanghai', 'CNY')]


def test_cast():
    "the ten people, their roles, teams and superiors; one is off duty"
    assert sql('SELECT p.login, p.name, p.role, t.code, s.login FROM amends.person p LEFT JOIN amends.team t ON t.id = p.home_team_id '
               "LEFT JOIN amends.person s ON s.id = p.superior_id ORDER BY p.employee_no") == [
        ('xilan', '郗岚', 'agent', 'service', 'tongyi'), ('pangning', '逄宁', 'agent', 'service', 'tongyi'),
        ('sheyan', '佘砚', 'specialist', 'tech', 'xinzhou'), ('qilang', '亓朗', 'specialist', 'logistics', 'quyuan'),
        ('miaoqing', '缪青', 'finance', 'finance', 'quyuan'), ('jiaheng', '郏衡', 'finance', 'finance', 'quyuan'),
        ('tongyi', '仝毅', 'supervisor', 'service', 'quyuan'), ('xinzhou', '忻舟', 'supervisor', 'tech', 'quyuan'),
        ('quyuan', '瞿沅', 'manager', 'service', None), ('kanli', '阚立', 'admin', None, None)]
    assert column("SELECT login FROM amends.person WHERE NOT on_duty") == ['jiaheng']
    for login, role in sql("SELECT login, 'amends_' || role FROM amends.person"):
        assert value(f"SELECT pg_has_role('{login}', '{role}', 'MEMBER') AND NOT rolsuper AND rolcanlogin FROM pg_roles WHERE rolname = '{login}'"), login


def test_worked_tickets():
    "the two tickets of 10 May 2024 stand as told, to the minute, with their answers"
    assert sql("SELECT t.number, c.code, t.state, s.speed, s.attitude, to_char(t.opened_at AT TIME ZONE 'Asia/Shanghai', 'HH24:MI') FROM amends.ticket t "
               'JOIN amends.category c ON c.id = t.category_id JOIN amends.survey s ON s.ticket_id = t.id WHERE t.day = \'2024-05-10\' ORDER BY 1') == [
        ('20240510001', 'quality.malfunction', 'closed', 4, 5, '09:30'), ('20240510002', 'refund.apply', 'closed', 5, 5, '14:20')]
    story = sql("SELECT e.kind, to_char(e.happened_at AT TIME ZONE 'Asia/Shanghai', 'HH24:MI'), p.login FROM amends.event e JOIN amends.ticket t ON t.id = e.ticket_id "
                "LEFT JOIN amends.person p ON p.id = e.actor_id WHERE t.number = '20240510001' AND e.happened_at < '2024-05-10 11:00+08' ORDER BY e.happened_at, e.id")
    for event in (('filed', '09:30', 'xilan'), ('take', '09:35', 'xinzhou'), ('step_done', '10:00', 'xinzhou'), ('note', '10:30', 'qilang'), ('hand_over', '10:30', 'qilang')):
        assert event in story, (event, story)
    times = sql("SELECT to_char(requested_at AT TIME ZONE 'Asia/Shanghai', 'HH24:MI'), to_char(reviewed_at AT TIME ZONE 'Asia/Shanghai', 'HH24:MI'), "
                "to_char(confirmed_at AT TIME ZONE 'Asia/Shanghai', 'HH24:MI'), to_char(paid_at AT TIME ZONE 'Asia/Shanghai', 'HH24:MI') "
                "FROM amends.refund r JOIN amends.ticket t ON t.id = r.ticket_id WHERE t.number = '20240510002'")
    assert times == [('14:20', '14:30', '15:00', '15:30')], times


def test_living_work():
    "every queue has work; every due state, flag and refund state is there"
    assert sorted(column("SELECT DISTINCT tm.code FROM amends.ticket t JOIN amends.team tm ON tm.id = t.team_id WHERE t.state NOT IN ('closed', 'cancelled')")) == [
        'finance', 'logistics', 'service', 'tech']
    for code in ('service', 'tech', 'logistics', 'finance'):
        late, soon, calm = sql("SELECT count(*) FILTER (WHERE t.due_at < now()), count(*) FILTER (WHERE t.due_at >= now() AND t.warn_at < now()), "
                               'count(*) FILTER (WHERE t.warn_at >= now()) FROM amends.ticket t JOIN amends.team tm ON tm.id = t.team_id '
                               f"WHERE tm.code = '{code}' AND t.state IN ('new', 'open', 'resolved', 'waiting')")[0]
        assert late and soon and calm, (code, late, soon, calm)
    assert set(column("SELECT DISTINCT wait_reason FROM amends.ticket WHERE state = 'waiting'")) >= {'customer', 'part', 'carrier'}
    assert 60 <= value("SELECT count(*) FROM amends.ticket WHERE state NOT IN ('closed', 'cancelled')") <= 160
    assert value("SELECT count(*) FROM amends.ticket WHERE state = 'new' AND assignee_id IS NULL") >= 8
    assert set(column("SELECT r.state FROM amends.refund r JOIN amends.ticket t ON t.id = r.ticket_id WHERE t.state NOT IN ('closed', 'cancelled')")) >= {
        'requested', 'reviewed', 'confirmed', 'paid'}
    assert value("SELECT count(*) FROM amends.followup WHERE kind = 'callback' AND done_at IS NULL") >= 2
    assert value("SELECT count(*) FROM amends.ticket t JOIN amends.customer c ON c.id = t.customer_id WHERE c.tier = 'vip' AND t.state = 'open'") >= 5
    assert value("SELECT count(*) FROM amends.ticket WHERE scope = 'batch' AND state IN ('new', 'open')") >= 1
    assert value("SELECT count(*) FROM amends.ticket t WHERE t.state IN ('open', 'new') AND (SELECT count(*) FROM amends.ticket_fact f WHERE f.customer_id = t.customer_id "
                 "AND f.complaint AND f.opened_at > now() - interval '30 days') > 1") >= 1
    assert value("SELECT bool_and(phone LIKE '100%') FROM amends.customer_pii WHERE phone IS NOT NULL")


def test_people_see_their_work():
    "each person's own login finds work to do"
    for login in ('xilan', 'pangning', 'sheyan', 'qilang', 'miaoqing', 'tongyi', 'xinzhou', 'quyuan'):
        connection = ctltest.connect(WORLD, login)
        try:
            with connection.cursor() as cursor:
                cursor.execute('SELECT count(*) FROM api.my_work()')
                assert cursor.fetchone()[0] > 0, login
        finally:
            connection.close()


# The history ------------------------------------------------------------------------------------

def test_trends():
    "thirteen finished months with tickets, answers, refunds, and a shape"
    months = sql("SELECT date_trunc('month', opened_at AT TIME ZONE 'Asia/Shanghai')::date, count(*) FROM amends.ticket WHERE opened_at > now() - interval '15 months' GROUP BY 1 ORDER BY 1")
    assert len(months) == 14 and all(n > 100 for _, n in months[:-1]), months
    assert max(n for _, n in months[:-1]) > 1.3 * min(n for _, n in months[:-1])
    answered = value("SELECT avg((s.answered_at IS NOT NULL)::int) FROM amends.survey s")
    assert 0.5 < answered < 0.7, answered
    for what, low, high in (("reopened > 0", 0.01, 0.08), ("state = 'cancelled'", 0.003, 0.03)):
        share = value(f'SELECT avg(({what})::int) FROM amends.ticket')
        assert low < share < high, (what, share)
    for table in ('refund_error', 'coupon', 'followup'):
        assert value(f'SELECT count(*) FROM amends.{table}') > 5, table
    assert set(column('SELECT DISTINCT state FROM amends.refund')) >= {'paid', 'refused', 'withdrawn'}
    assert value("SELECT count(DISTINCT kind) FROM amends.event") >= 20


def test_people_differ():
    "people differ by more than chance; every measure of the starter schemes has data last month"
    agents = sql("SELECT p.login, avg(extract(epoch FROM f.resolved_at - f.opened_at)), count(*) FROM amends.ticket_fact f JOIN amends.person p ON p.id = f.resolver "
                 "GROUP BY 1 HAVING count(*) > 100")
    times = [float(a[1]) for a in agents]
    assert len(times) >= 5 and max(times) > 1.3 * min(times), agents
    month = value("SELECT to_char(date_trunc('month', now() AT TIME ZONE 'Asia/Shanghai') - interval '1 month', 'YYYY-MM')")
    rows = {r['measure']: r for r in json.loads(ctl('measures', '--month', month, '--format', 'json', db=dsn(WORLD), code=OK).stdout)}
    for part in column("SELECT DISTINCT p.measure FROM amends.scheme_part p WHERE p.measure NOT IN ('work_quality', 'teamwork')"):
        assert part in rows and rows[part]['denominator'] and rows[part]['denominator'] > 0, part


def test_working_hours():
    "staff act from nine to nine by the site's clock"
    assert value("SELECT count(*) FROM amends.event e JOIN amends.ticket t ON t.id = e.ticket_id WHERE e.actor_id IS NOT NULL AND t.opened_at < now() - interval '8 days' "
                 "AND (e.happened_at AT TIME ZONE 'Asia/Shanghai')::time NOT BETWEEN '09:00' AND '21:00'") == 0


def generate(name, tickets, staff, months, seed):
    if not ctltest.sql("SELECT 1 FROM pg_database WHERE datname = 'demo_plain'", dbname='postgres'):
        ctl('init', db=ctltest.new_database('demo_plain'), code=OK)
    ctltest.new_database(name, 'TEMPLATE demo_plain')
    ctltest.sql(f"SELECT amends.demo_generate({tickets}, {staff}, {months}, {seed}, '2024-06-20 15:00+08')", dbname=name)
    return ctltest.sql("SELECT md5(string_agg(concat_ws('|', t.number, t.subject, t.words, t.state, t.opened_at, t.closed_at, t.assignee_id, t.due_at, "
                       "(SELECT count(*) FROM amends.event e WHERE e.ticket_id = t.id)), ';' ORDER BY t.number)) FROM amends.ticket t", dbname=name)[0][0]


def test_seed():
    "the same seed makes the same history, another one another; both are true"
    first = generate('demo_a', 1500, 30, 4, 11)
    assert generate('demo_b', 1500, 30, 4, 11) == first
    assert generate('demo_c', 1500, 30, 4, 12) != first
    for name in ('demo_a', 'demo_c'):
        assert sql('SELECT code, ref, detail FROM amends.invariants()', name) == []
    assert value("SELECT count(*) FROM amends.person WHERE role IN ('agent', 'specialist', 'finance', 'supervisor')", 'demo_a') == 30


def test_due_times():
    "limits of open tickets are those the engine counts"
    rows = sql("""SELECT t.id, s.due_at, amends.step_clock(s, t.opened_at), t.response_due_at,
                         (SELECT r.due_at FROM amends.segment g, amends.response_due(g.calendar_version_id, t.opened_at, t.channel, t.priority_id, t.procedure_version_id) r
                           WHERE g.ticket_id = t.id AND g.ordinal = 1)
                    FROM amends.ticket t JOIN amends.ticket_step s ON s.id = t.step_id
                   WHERE t.state IN ('new', 'open', 'resolved') AND NOT EXISTS (SELECT FROM amends.segment w WHERE w.ticket_id = t.id AND w.step_id = s.id AND w.state = 'waiting')""", 'demo_a')
    assert len(rows) > 5
    for ticket, due, _, response, counted in rows:
        assert response == counted, (ticket, response, counted)
        assert value(f'SELECT (amends.step_clock(s, t.opened_at)).due_at FROM amends.ticket t JOIN amends.ticket_step s ON s.id = t.step_id WHERE t.id = {ticket}', 'demo_a') == due, ticket


# The verb ---------------------------------------------------------------------------------------

def test_verb():
    "amendsctl demo adds to the demo world, and never to real tickets"
    before = value('SELECT count(*) FROM amends.ticket')
    report = json.loads(ctl('demo', '--tickets', '300', '--staff', '12', '--months', '2', '--seed', '5', '--format', 'json', db=dsn(WORLD), code=OK).stdout)
    assert 280 <= report['tickets'] <= 300 and report['people'] == 4, report
    assert value('SELECT count(*) FROM amends.ticket') == before + report['tickets']
    assert sql('SELECT code, ref, detail FROM amends.invariants()') == []
    ctl('demo', '--tickets', '0', db=dsn(WORLD), code=USAGE)
    ctl('demo', '--months', '999', db=dsn(WORLD), code=USAGE)
    ctl('demo', db=dsn(WORLD, 'quyuan'), code=NO_RIGHT)
    ctltest.sql('UPDATE amends.site SET demo = false', dbname='demo_b')
    ctl('demo', '--tickets', '10', db=dsn('demo_b'), code=NO_RIGHT)


def test_numbers_go_on():
    "a ticket filed afterwards gets the next number of its day"
    top = value('SELECT max(n) FROM amends.ticket WHERE day = amends.site_day(now())')
    ticket = value("SELECT amends.ticket_open('phone', (SELECT min(id) FROM amends.customer), NULL, (SELECT id FROM amends.category WHERE code = 'consult.order'), 3, 'one', 's', 'w', "
                   "NULL, (SELECT id FROM amends.person WHERE login = 'xilan'), NULL, NULL, now())")
    assert value(f'SELECT n FROM amends.ticket WHERE id = {ticket}') == (top or 0) + 1


if __name__ == '__main__':
    main()
