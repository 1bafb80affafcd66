#!/usr/bin/python3
"""Security posture: a clean installation has no finding; each flaw planted here is found, and nothing else with it."""

import pathlib

import amendstest as t

SQL = (pathlib.Path(__file__).resolve().parents[2] / 'data' / 'sql' / 'posture.sql').read_text(encoding='utf-8')
root = t.superuser()

# A flaw, the finding it must give, and the object named. All are planted in a transaction that is rolled back.
FLAWS = [
    ('ALTER FUNCTION api.hello(int) RESET search_path', 'function.search_path', 'hello'),
    ('ALTER FUNCTION api.hello(int) SET search_path = amends', 'function.search_path', 'hello'),
    ('GRANT EXECUTE ON FUNCTION api.hello(int) TO PUBLIC', 'function.public', 'hello'),
    ('GRANT EXECUTE ON FUNCTION amends.me() TO PUBLIC', 'function.public', 'me'),
    ('GRANT EXECUTE ON FUNCTION amends.customer_find(text, int) TO amends_agent', 'function.staff', 'customer_find'),
    ('GRANT EXECUTE ON FUNCTION api.hello(int) TO t_outsider', 'function.grantee', 'hello'),
    ('ALTER FUNCTION api.hello(int) OWNER TO postgres', 'function.owner', 'hello'),
    ('ALTER FUNCTION amends.me() OWNER TO t_outsider', 'function.owner', 'me'),
    ('ALTER FUNCTION amends.customer_find(text, int) OWNER TO amends_roleadmin', 'function.roleadmin', 'customer_find'),
    ('CREATE FUNCTION public.power() RETURNS int LANGUAGE sql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$ SELECT 1 $$',
     'function.owner', 'power'),
    ('''CREATE FUNCTION api.open_door() RETURNS int LANGUAGE sql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$ SELECT 1 $$;
        ALTER FUNCTION api.open_door() OWNER TO amends_api; REVOKE ALL ON FUNCTION api.open_door() FROM PUBLIC''', 'function.guard', 'open_door'),
    ('ALTER FUNCTION api.hello(int) SECURITY INVOKER', 'function.guard', 'hello'),
    ('ALTER DEFAULT PRIVILEGES FOR ROLE amends_api GRANT EXECUTE ON FUNCTIONS TO PUBLIC', 'function.default', 'amends_api'),
    ('GRANT SELECT ON amends.ticket TO amends_agent', 'table.staff', 'amends.ticket'),
    ('GRANT SELECT (number) ON amends.ticket TO t_outsider', 'table.staff', 'amends.ticket.number'),
    ('GRANT SELECT ON amends.site TO PUBLIC', 'table.staff', 'amends.site'),
    ('GRANT USAGE ON SEQUENCE amends.ticket_id_seq TO amends_staff', 'table.staff', 'amends.ticket_id_seq'),
    ('CREATE VIEW api.all_tickets AS SELECT number FROM amends.ticket; GRANT SELECT ON api.all_tickets TO amends_staff',
     'view.barrier', 'api.all_tickets'),
    ('GRANT UPDATE ON amends.ticket TO amends_api', 'table.api_writes', 'amends.ticket'),
    ('GRANT INSERT (subject) ON amends.ticket TO amends_api', 'table.api_writes', 'amends.ticket.subject'),
    ('GRANT DELETE ON amends.event TO amends_core', 'table.append_only', 'amends.event'),
    ('GRANT UPDATE (text) ON amends.event TO amends_core', 'table.append_only', 'amends.event.text'),
    ('GRANT TRUNCATE ON amends.account_event TO amends_roleadmin', 'table.append_only', 'amends.account_event'),
    ('GRANT SELECT ON amends.customer_pii TO amends_api', 'table.personal', 'amends.customer_pii'),
    ('GRANT SELECT ON amends.secret TO amends_api', 'table.personal', 'amends.secret'),
    ('ALTER TABLE amends.ticket DISABLE ROW LEVEL SECURITY', 'table.rls', 'amends.ticket'),
    ('ALTER TABLE amends.survey DISABLE ROW LEVEL SECURITY', 'table.rls', 'amends.survey'),
    ('CREATE TABLE amends.aside (ticket_id bigint); GRANT SELECT ON amends.aside TO amends_api', 'table.rls', 'amends.aside'),
    ('CREATE TABLE amends.beside (customer_id bigint); GRANT INSERT ON amends.beside TO amends_core', 'table.detail', 'amends.beside'),
    ('CREATE POLICY wide ON amends.ticket USING (true)', 'policy.public', 'amends.ticket.wide'),
    ('DROP POLICY ticket_core ON amends.ticket', 'policy.missing', 'amends.ticket'),
    ('ALTER ROLE amends_owner LOGIN', 'role.power', 'amends_owner'),
    ('ALTER ROLE amends_core BYPASSRLS', 'role.power', 'amends_core'),
    ('ALTER ROLE amends_agent CREATEROLE', 'role.power', 'amends_agent'),
    ('GRANT amends_owner TO t_outsider', 'role.owner_member', 't_outsider'),
    ('GRANT amends_core TO amends_staff', 'role.owner_member', 'amends_staff'),
    ('ALTER ROLE t_insider CREATEROLE', 'login.power', 't_insider'),
    ('ALTER ROLE t_insider BYPASSRLS', 'login.power', 't_insider'),
    ('ALTER ROLE t_insider SUPERUSER', 'login.super', 't_insider'),
    ('GRANT pg_read_all_data TO t_insider', 'login.server_role', 't_insider'),
    ('GRANT pg_execute_server_program TO t_insider', 'login.server_role', 't_insider'),
    ('GRANT amends_finance TO t_insider', 'login.two_groups', 't_insider'),
    (f"ALTER ROLE t_insider PASSWORD 'md5{'0' * 32}'", 'login.md5', 't_insider'),
    ("UPDATE amends.person SET active = false WHERE login = 't_insider'", 'login.leaver', 't_insider'),
    ("UPDATE amends.person SET role = 'manager' WHERE login = 't_insider'", 'login.role_differs', 't_insider'),
    ("DO $$ BEGIN EXECUTE format('GRANT CONNECT ON DATABASE %I TO PUBLIC', current_database()); END $$", 'database.rights', None),
    ("DO $$ BEGIN EXECUTE format('GRANT TEMP ON DATABASE %I TO amends_staff', current_database()); END $$", 'database.rights', None),
    ('GRANT CREATE ON SCHEMA public TO PUBLIC', 'schema.rights', 'public'),
    ('GRANT USAGE ON SCHEMA amends TO amends_staff', 'schema.rights', 'amends'),
    ('GRANT CREATE ON SCHEMA api TO amends_agent', 'schema.rights', 'api'),
    ('GRANT USAGE ON LANGUAGE plpgsql TO PUBLIC', 'language.public', 'plpgsql'),
    ('GRANT EXECUTE ON FUNCTION pg_catalog.pg_notify(text, text) TO PUBLIC', 'builtin.public', 'pg_notify(text,text)'),
    ('GRANT EXECUTE ON FUNCTION pg_catalog.pg_advisory_lock(bigint) TO PUBLIC', 'builtin.public', 'pg_advisory_lock(bigint)'),
    ('GRANT EXECUTE ON FUNCTION pg_catalog.lo_create(oid) TO PUBLIC', 'builtin.public', 'lo_create(oid)'),
    ("SET LOCAL password_encryption = 'md5'", 'setting', 'password_encryption'),
    ("SET LOCAL lo_compat_privileges = on", 'setting', 'lo_compat_privileges'),
]

if root.db.server_version >= 160000:  # from here on a login belongs to whoever made it
    FLAWS += [
        ('REVOKE t_insider FROM amends_roleadmin', 'login.out_of_reach', 't_insider'),
        ('GRANT t_insider TO amends_roleadmin WITH INHERIT TRUE', 'login.lent', 't_insider'),
        ('GRANT t_insider TO amends_roleadmin WITH SET TRUE', 'login.lent', 't_insider'),
    ]
if root.db.server_version >= 170000:
    FLAWS += [('GRANT MAINTAIN ON amends.ticket TO amends_api', 'table.api_writes', 'amends.ticket')]


def findings():
    return {(r['code'], r['object']) for r in root.run(SQL)}


def test_clean():
    "a clean installation has no finding, with a person of every role at work"
    t.login('outsider', None)
    t.person('insider', 'agent')
    for role in t.GROUPS:
        t.person('posture_' + role, role, team=None if role == 'admin' else 'service')
    found = root.run(SQL)
    assert not found, found


def test_flaws():
    "every planted flaw is found"
    for sql, code, name in FLAWS:
        root.db.autocommit = False
        try:
            root.run(sql)
            found = findings()
        finally:
            root.db.rollback()
            root.db.autocommit = True
        assert any(c == code and (name is None or name in o) for c, o in found), f'{code} not found after: {sql}; found {found}'
        assert {c for c, _ in found} <= {code} | COMPANIONS.get(code, set()), f'more than {code} after: {sql}; found {found}'


# What comes with a flaw by its nature: a role that gained a right shows it wherever that right counts.
COMPANIONS = {
    'function.public': {'function.staff', 'function.grantee'},
    'function.grantee': set(),
    'function.owner': {'function.public', 'function.guard', 'function.staff', 'function.grantee', 'table.staff'},
    'function.roleadmin': {'function.staff'},
    'function.guard': set(),
    'view.barrier': {'table.staff'},
    'table.personal': set(),
    'table.append_only': set(),
    'role.power': {'login.power', 'login.super'},
    'role.owner_member': {'login.server_role', 'login.power', 'function.staff', 'table.staff', 'login.two_groups', 'database.rights', 'schema.rights'},
    'login.super': {'login.power'},
    'login.two_groups': {'login.role_differs'},
}


def test_clean_again():
    "nothing of the flaws stayed"
    assert not findings()


def test_version_floor():
    "a server below the patch floor is a finding, one above it is not"
    floors = {'150018': True, '150019': False, '160014': True, '160015': False, '170010': True, '170011': False, '180005': True, '180006': False,
              '140099': True, '190000': False}
    text = SQL.split('-- functions')[0]
    for number, wanted in floors.items():
        sql = text.replace("current_setting('server_version_num')", f"'{number}'")
        assert bool(root.run(sql)) == wanted, number


if __name__ == '__main__':
    t.main()
