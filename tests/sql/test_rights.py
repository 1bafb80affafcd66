#!/usr/bin/python3
"""Rights: as each role try every table, view and function there is. What is new is found in the catalogue and must be in MATRIX."""

import psycopg2

import amendstest as t

# Who may call what in schema api; "all" is every group of people. A function that stands nowhere here is a finding.
ALL = set(t.GROUPS)
DESK = {'agent', 'specialist', 'finance', 'supervisor', 'manager'}
FILING = {'agent', 'specialist', 'supervisor', 'manager'}
MATRIX = {
    'hello catalogue feed poke notices notices_seen demo_people sweep': ALL,
    'queue_list queue_page queue_people my_counts my_work ticket_cards search ticket ticket_timeline deadline_explain': ALL,
    'assign assign_preview assign_undo ticket_take': ALL,
    'step_finish step_skip ticket_wait ticket_resume ticket_hand_over ticket_escalate ticket_reopen ticket_close ticket_cancel': ALL,
    'note_add contact_add category_set priority_set survey_record callback_record coupon_cancel': ALL,
    'duty_set customer_find recent_customers reveal_request reveal_fetch': DESK,
    'measures contributions scorecard scorecard_team scorecard_teams score_trend scorecard_people scorecard_periods': DESK,
    'intake_propose ticket_file refund_request refund_withdraw': FILING,
    'refund_review followup_record': {'agent', 'supervisor', 'manager'},
    'refund_confirm refund_pay': {'finance'},
    'refund_send_back': {'finance', 'manager'},
    'refund_manager_confirm': {'manager'},
    'refund_refuse': {'agent', 'finance', 'supervisor', 'manager'},
    'refund_error_record refund_error_correct': {'finance', 'supervisor', 'manager'},
    'export_tickets export_segments export_events export_refunds export_surveys': {'supervisor', 'manager'},
    'staff_create staff_set_groups staff_confirm staff_reset_password staff_disable staff_enable staff_disconnect': {'admin'},
    'staff_list': {'admin', 'manager', 'supervisor'},
    'staff_password': ALL,
}
EXPECTED = {name: roles for names, roles in MATRIX.items() for name in names.split()}
UNGUARDED = {'demo_people'}  # asked before anybody is signed in; empty but in the demo world

root = t.superuser()
people = {}


def everybody():
    """One person a role, made once."""
    if not people:
        boss = people['manager'] = t.person('manager', 'manager')
        lead = people['supervisor'] = t.person('supervisor', 'supervisor', superior=boss, lead=True)
        people['agent'] = t.person('agent', 'agent', superior=lead)
        people['specialist'] = t.person('specialist', 'specialist', team='logistics', superior=boss)
        people['finance'] = t.person('finance', 'finance', team='finance', superior=boss)
        people['admin'] = t.person('admin', 'admin', team=None)
    return people


def relations():
    return root.run('''SELECT c.oid::regclass::text AS name, c.relkind AS kind FROM pg_class c
                        WHERE c.relnamespace IN ('amends'::regnamespace, 'api'::regnamespace) AND c.relkind IN ('r', 'p', 'v', 'm', 'S')''')


def functions(schema):
    return root.run('''
        SELECT p.proname AS name, p.oid AS oid, p.prorettype = 'trigger'::regtype AS is_trigger,
               p.oid::regproc::text || '(' || coalesce((SELECT string_agg('NULL::' || format_type(a.t, NULL), ', ' ORDER BY a.i)
                 FROM unnest(p.proargtypes) WITH ORDINALITY a (t, i)), '') || ')' AS call
          FROM pg_proc p WHERE p.pronamespace = %s::regnamespace ORDER BY 1''', schema)


def outcome(desk, sql):
    """SQLSTATE of a statement, '' when it goes through; nothing stays."""
    desk.db.autocommit = False
    try:
        with desk.db.cursor() as cursor:
            cursor.execute(sql)
        return ''
    except psycopg2.Error as error:
        return error.pgcode or 'lost'
    finally:
        desk.db.rollback()
        desk.db.autocommit = True


def test_tables():
    "no role reads or writes any table, view or sequence"
    found = []
    for role, desk in everybody().items():
        for relation in relations():
            name = relation['name']
            tries = [f'SELECT * FROM {name} LIMIT 1'] if relation['kind'] == 'S' else [
                f'SELECT * FROM {name} LIMIT 1', f'INSERT INTO {name} DEFAULT VALUES', f'DELETE FROM {name}', f'TRUNCATE {name}',
                f'COPY {name} TO STDOUT', f'LOCK TABLE {name}']
            found += [(role, sql) for sql in tries if outcome(desk, sql) != '42501']
    assert not found, found[:10]


def test_table_grants():
    "no role holds a right on any table, column or sequence, even where the schema would hide it"
    found = root.run('''
        SELECT r.rolname, c.oid::regclass::text AS name FROM pg_class c, pg_roles r
         WHERE c.relnamespace IN ('amends'::regnamespace, 'api'::regnamespace) AND r.rolname LIKE 't\\_%%' AND NOT r.rolsuper
           AND CASE WHEN c.relkind = 'S' THEN has_sequence_privilege(r.oid, c.oid, 'USAGE, SELECT, UPDATE')
                    WHEN c.relkind IN ('r', 'p', 'v', 'm') THEN has_table_privilege(r.oid, c.oid, 'SELECT, INSERT, UPDATE, DELETE, TRUNCATE, REFERENCES, TRIGGER')
                                                            OR has_any_column_privilege(r.oid, c.oid, 'SELECT, INSERT, UPDATE, REFERENCES') END''')
    everybody()
    assert not found, found[:10]


def test_inner_functions():
    "no role executes a function of schema amends"
    found = []
    for role, desk in everybody().items():
        for fn in functions('amends'):
            if not fn['is_trigger'] and outcome(desk, f'SELECT {fn["call"]}') != '42501':
                found.append((role, fn['call']))
        found += [(role, f['name']) for f in root.run('''
            SELECT p.oid::regprocedure::text AS name FROM pg_proc p
             WHERE p.pronamespace = 'amends'::regnamespace AND has_function_privilege(%s, p.oid, 'EXECUTE')''', desk.login)]
    assert not found, found[:10]


def test_matrix_complete():
    "every function of schema api stands in the matrix, and nothing else does"
    there = {f['name'] for f in functions('api')}
    assert there == set(EXPECTED), f'not in the matrix: {there - set(EXPECTED)}; not in the database: {set(EXPECTED) - there}'


def test_matrix():
    "every function of schema api is granted on purpose, or refused"
    wrong = []
    for role, desk in everybody().items():
        for fn in functions('api'):
            may = role in EXPECTED.get(fn['name'], set())
            state = outcome(desk, f'SELECT {fn["call"]}')
            if may == (state == '42501') or root.value('SELECT has_function_privilege(%s, %s::oid, %s)', desk.login, fn['oid'], 'EXECUTE') != may:
                wrong.append((role, fn['name'], state))
    assert not wrong, wrong


def test_nulls():
    "called with nothing at all, every function answers or fails with an Amends error"
    wrong = []
    for role, desk in everybody().items():
        for fn in functions('api'):
            if role in EXPECTED.get(fn['name'], set()):
                state = outcome(desk, f'SELECT {fn["call"]}')
                if state and not state.startswith('AM'):
                    wrong.append((role, fn['name'], state))
    assert not wrong, wrong


def test_isolation():
    "every function refuses the isolation levels under which a check may read an old world"
    wrong = []
    for role, desk in everybody().items():
        for level in ('REPEATABLE READ', 'SERIALIZABLE'):
            for fn in functions('api'):
                if fn['name'] in UNGUARDED or role not in EXPECTED.get(fn['name'], set()):
                    continue
                desk.db.autocommit = False
                try:
                    with desk.db.cursor() as cursor:
                        cursor.execute(f'SET TRANSACTION ISOLATION LEVEL {level}')
                        cursor.execute(f'SELECT {fn["call"]}')
                    wrong.append((role, fn['name'], level, 'went through'))
                except psycopg2.Error as error:
                    if error.pgcode != 'AM425':
                        wrong.append((role, fn['name'], level, error.pgcode))
                finally:
                    desk.db.rollback()
                    desk.db.autocommit = True
    assert not wrong, wrong[:10]


def test_nobody():
    "a login of no person, of a leaver, and of a person whose group was taken away gets AM401"
    stranger = t.Desk(t.login('stranger', 'agent'))
    stranger.refused('AM401', 'person.unknown', 'SELECT api.hello(1)')
    leaver = t.person('leaver', 'agent')
    assert leaver.call('hello', 1)['person']['role'] == 'agent'
    root.run('UPDATE amends.person SET active = false WHERE id = %s', leaver.id)
    leaver.refused('AM401', 'person.unknown', 'SELECT api.hello(1)')
    demoted = t.person('demoted', 'finance', team='finance')
    t.leave_groups('t_demoted')
    root.run('GRANT amends_staff TO t_demoted')
    demoted.refused('AM401', 'person.unknown', 'SELECT api.hello(1)')
    demoted.refused('42501', None, 'SELECT api.refund_pay(NULL, NULL, NULL, NULL, NULL)')
    root.run('REVOKE amends_staff FROM t_demoted')


def test_role_in_row_is_not_enough():
    "the group decides: an agent whose row says manager is nobody"
    climber = t.person('climber', 'agent')
    root.run("UPDATE amends.person SET role = 'manager' WHERE id = %s", climber.id)
    climber.refused('AM401', 'person.unknown', 'SELECT api.hello(1)')
    root.run("UPDATE amends.person SET role = 'agent' WHERE id = %s", climber.id)


def test_becoming_somebody_else():
    "nobody sets another role or session user; the search path and settings change nothing"
    agent = everybody()['agent']
    for sql in ('SET ROLE amends_core', 'SET ROLE amends_owner', 'SET ROLE amends_api', 'SET ROLE amends_roleadmin', 'SET ROLE t_manager',
                'SET SESSION AUTHORIZATION t_manager', 'SET SESSION AUTHORIZATION postgres', 'GRANT amends_manager TO t_agent',
                "ALTER ROLE t_manager PASSWORD 'x'", 'ALTER ROLE t_agent CREATEROLE', 'ALTER ROLE t_agent CONNECTION LIMIT 100'):
        assert outcome(agent, sql) in ('42501', '22023'), sql
    agent.run('SET search_path = amends, public, pg_temp')
    agent.run("SET row_security = off")
    assert agent.call('hello', 1)['person']['login'] == 't_agent'
    agent.run('RESET ALL')


def test_built_ins():
    "no code, no objects, no locks, no files, no mass notification by a person's login"
    agent = everybody()['agent']
    for sql in ('DO $$ BEGIN END $$', 'CREATE TEMP TABLE x (a int)', 'CREATE TABLE public.x (a int)', 'CREATE SCHEMA x', 'CREATE TABLE api.x (a int)',
                'CREATE FUNCTION api.x() RETURNS int LANGUAGE sql AS $$ SELECT 1 $$', 'SELECT pg_advisory_lock(1)', 'SELECT pg_try_advisory_xact_lock(1)',
                'SELECT lo_create(0)', "SELECT lo_from_bytea(0, 'x')", 'SELECT pg_sleep(0)', "SELECT pg_notify('amends', 'x')",
                "SELECT pg_logical_emit_message(false, 'x', 'x')", 'SELECT pg_export_snapshot()', "COPY (SELECT 1) TO PROGRAM 'true'",
                "COPY (SELECT 1) TO '/tmp/t_amends'", "SELECT pg_read_file('PG_VERSION')", 'SELECT pg_reload_conf()', 'CREATE EXTENSION dblink',
                "SELECT database_to_xml(true, true, '')", 'CREATE ROLE x', 'CREATE DATABASE x', 'CHECKPOINT',
                'SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE usename = \'postgres\' AND pid <> pg_backend_pid()'):
        assert outcome(agent, sql) in ('42501', '25001', '42883'), (sql, outcome(agent, sql))


def rights():
    """All grants in the database and the memberships of roles."""
    return root.run("""SELECT 'function' AS of, p.oid::text AS what, p.proacl::text AS acl FROM pg_proc p WHERE p.pronamespace IN ('api'::regnamespace, 'amends'::regnamespace)
                       UNION ALL SELECT 'schema', n.nspname, n.nspacl::text FROM pg_namespace n WHERE n.nspname IN ('api', 'amends')
                       UNION ALL SELECT 'database', d.datname, d.datacl::text FROM pg_database d WHERE d.datname = current_database()
                       UNION ALL SELECT 'policy', p.polname, p.polroles::text FROM pg_policy p
                       UNION ALL SELECT 'member', m.roleid::text, m.member::text FROM pg_auth_members m ORDER BY 1, 2, 3""")


def test_a_group_is_no_tool():
    "a member can act as the group role, but takes nothing from it, gives nothing by it, and locks nobody out"
    agent, before = everybody()['agent'], rights()
    for sql in ('DROP OWNED BY amends_agent CASCADE', 'DROP OWNED BY amends_staff CASCADE', 'DROP OWNED BY t_agent', 'REASSIGN OWNED BY amends_agent TO t_agent',
                'SET ROLE amends_staff', 'REVOKE EXECUTE ON FUNCTION api.poke() FROM amends_staff', 'DROP OWNED BY amends_staff CASCADE', 'RESET ROLE',
                'SET ROLE amends_agent', 'GRANT amends_agent TO t_agent WITH ADMIN OPTION', 'REVOKE amends_staff FROM amends_agent',
                "ALTER ROLE amends_agent SET search_path = 'amends'", "ALTER ROLE amends_agent LOGIN", 'ALTER DEFAULT PRIVILEGES GRANT EXECUTE ON FUNCTIONS TO PUBLIC',
                'RESET ROLE'):
        state = outcome(agent, sql) if 'GRANT' in sql or 'LOGIN' in sql or 'REVOKE amends' in sql else agent.run(sql) and ''
        assert not state or state == '42501' or 'DEFAULT' in sql, (sql, state)
    assert rights() == before
    assert not root.value("SELECT rolcanlogin OR rolpassword IS NOT NULL FROM pg_authid WHERE rolname = 'amends_agent'")
    with t.Desk(agent.login) as again:
        assert again.call('hello', 1)['person']['login'] == 't_agent' and again.value('SHOW search_path') == 'pg_catalog'


DRAFT = {'channel': 'phone', 'customer': {'name': '欧阳秘密', 'phone': '10055550123', 'email': 'secret@example.org'},
         'words': '咨询一下发票怎么开。', 'category': 'consult.order'}


def test_tickets_between_teams():
    "a ticket is seen by its team, its participants, those above and managers; by nobody else, and by no administrator"
    who = everybody()
    filed = who['agent'].call('ticket_file', t.request(), DRAFT)
    for role in ('agent', 'supervisor', 'manager'):
        assert who[role].call('ticket', filed['id'])['number'] == filed['number'], role
        assert len(who[role].rows('ticket_cards', [filed['id']])) == 1, role
    for role in ('specialist', 'finance'):
        who[role].refused('AM404', None, 'SELECT api.ticket(%s)', filed['id'])
        assert not who[role].rows('ticket_cards', [filed['id']]), role
    colleague = t.person('elsewhere', 'agent', team='tech')
    colleague.refused('AM404', None, 'SELECT api.ticket(%s)', filed['id'])


def test_admin_sees_no_customer():
    "an administrator gets no ticket, no queue entry and no customer out of any function"
    who = everybody()
    filed = who['agent'].call('ticket_file', t.request(), DRAFT)
    admin = who['admin']
    assert 'AM' in outcome(admin, f'SELECT api.ticket({filed["id"]})')
    for fn, args in (('queue_list', ()), ('my_work', ()), ('search', (filed['number'],)), ('ticket_cards', ([filed['id']],)),
                     ('ticket_timeline', (filed['id'], None, 100)), ('queue_page', (t.team('service'), None, None, 100))):
        places = ', '.join(['%s'] * len(args))
        try:
            assert not admin.run(f'SELECT * FROM api.{fn}({places})', *args), fn
        except psycopg2.Error as error:
            assert error.pgcode in ('AM403', 'AM404'), (fn, error.pgcode)
    for sql in ("api.customer_find('10055550123')", "api.reveal_request(gen_random_uuid(), 1, NULL, 'x')", 'api.recent_customers()'):
        assert outcome(admin, f'SELECT {sql}') == '42501', sql


def test_customer_through_ticket():
    "a customer is revealed to those who see a ticket of theirs, in two transactions, once, within a minute"
    who = everybody()
    filed = who['agent'].call('ticket_file', t.request(), DRAFT)
    customer = root.value('SELECT customer_id FROM amends.ticket WHERE id = %s', filed['id'])
    who['specialist'].call_refused('AM404', 'customer.unknown', 'reveal_request', t.request(), customer, None, '核对电话')
    who['finance'].call_refused('AM404', 'customer.unknown', 'reveal_request', t.request(), customer, filed['id'], '核对电话')
    who['agent'].call_refused('AM422', 'text.missing', 'reveal_request', t.request(), customer, filed['id'], ' ')
    asked = who['agent'].call('reveal_request', t.request(), customer, filed['id'], '回电核对地址')
    who['supervisor'].call_refused('AM404', 'reveal.unknown', 'reveal_fetch', asked['id'])
    full = who['agent'].call('reveal_fetch', asked['id'])
    assert full == {'name': '欧阳秘密', 'phone': '10055550123', 'email': 'secret@example.org'}, full
    who['agent'].call_refused('AM423', 'reveal.used', 'reveal_fetch', asked['id'])
    late = who['agent'].call('reveal_request', t.request(), customer, None, '回电核对地址')
    root.run("UPDATE amends.reveal SET at = at - interval '61 seconds' WHERE id = %s", late['id'])
    who['agent'].call_refused('AM423', 'reveal.expired', 'reveal_fetch', late['id'])


def test_reveal_needs_a_commit():
    "asking and looking in one transaction that is then rolled back shows nothing"
    agent = everybody()['agent']
    filed = agent.call('ticket_file', t.request(), DRAFT)
    customer = root.value('SELECT customer_id FROM amends.ticket WHERE id = %s', filed['id'])
    agent.db.autocommit = False
    asked = agent.call('reveal_request', t.request(), customer, filed['id'], '不留痕迹')
    agent.refused('AM423', 'reveal.not_committed', 'SELECT api.reveal_fetch(%s)', asked['id'])
    agent.db.autocommit = True
    agent.call_refused('AM404', 'reveal.unknown', 'reveal_fetch', asked['id'])


def test_no_filing_for_unseen_customers():
    "a customer neither seen nor found cannot be named by id: filing number after number opens no file"
    who = everybody()
    stranger = t.customer('尉迟外人', '10055550999', 'vip')
    order = t.order(stranger)
    draft = {'channel': 'phone', 'customer': {'id': stranger}, 'order': {'id': order}, 'words': '咨询发票'}
    who['agent'].call_refused('AM422', 'draft.customer', 'ticket_file', t.request(), draft)
    shown = who['agent'].call('intake_propose', draft)
    assert shown['left_minor'] is None and not shown['duplicates'] and shown['priority']['code'] == 'general', shown
    agent = who['agent']
    agent.db.autocommit = False  # a look-up that is rolled back opens nothing either
    agent.call('customer_find', '10055550999')
    agent.db.rollback()
    agent.db.autocommit = True
    agent.call_refused('AM422', 'draft.customer', 'ticket_file', t.request(), draft)
    agent.call('customer_find', '10055550999')
    assert agent.call('ticket_file', t.request(), draft)['number']


def test_request_ids_are_ones_own():
    "another person's request id answers nothing"
    who = everybody()
    request = t.request()
    first = who['agent'].call('ticket_file', request, DRAFT)
    again = who['agent'].call('ticket_file', request, DRAFT)
    assert again['number'] == first['number'] and again['replayed'], again
    who['supervisor'].call_refused('AM409', 'request.reused', 'ticket_file', request, DRAFT)
    who['agent'].call_refused('AM409', 'request.reused', 'ticket_file', request, {**DRAFT, 'words': '别的话'})


if __name__ == '__main__':
    t.main()
