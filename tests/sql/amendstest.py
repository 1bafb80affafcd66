"""What the SQL tests share: connections as the installing superuser or as a person, people to be, errors as codes.

AMENDS_TEST_DSN is a superuser's connection to a database with Amends and its starter content. A person of a
test is a login role t_… (the throw-away server trusts it) with a row in amends.person. Typical file:

    import amendstest as t
    def test_queue():
        "a supervisor sees the queue"
        boss = t.person('boss', 'supervisor', team='service')
        assert boss.value('SELECT count(*) FROM api.queue_list()') > 0
    t.main()
"""

import json
import os
import pathlib
import sys
import uuid

import psycopg2
import psycopg2.extensions
import psycopg2.extras

HERE = pathlib.Path(__file__).resolve().parent
sys.path.insert(0, str(HERE.parent))
import tap  # noqa: E402
from tap import Skip  # noqa: E402,F401

DSN = os.environ.get('AMENDS_TEST_DSN', '')
GROUPS = ('agent', 'specialist', 'finance', 'supervisor', 'manager', 'admin')


class Refused(AssertionError):
    """A statement that should have been refused was not, or with another code."""


class Desk:
    """One connection, autocommit unless asked otherwise; `id` and `login` are those of its person."""

    def __init__(self, login=None, dsn=None, person_id=None, autocommit=True):
        parameters = psycopg2.extensions.parse_dsn(dsn or DSN)
        if login:
            parameters['user'] = login
        self.db = psycopg2.connect(**parameters)
        self.db.autocommit = autocommit
        self.login = login
        self.id = person_id

    def run(self, sql, *args):
        """Runs a statement; returns its rows as dictionaries, [] when it has none."""
        with self.db.cursor(cursor_factory=psycopg2.extras.RealDictCursor) as cursor:
            cursor.execute(sql, [wrap(a) for a in args] or None)
            return [dict(r) for r in cursor.fetchall()] if cursor.description else []

    def row(self, sql, *args):
        """The first row as a dictionary, None when there is none."""
        rows = self.run(sql, *args)
        return rows[0] if rows else None

    def value(self, sql, *args):
        """The first column of the first row."""
        row = self.row(sql, *args)
        return next(iter(row.values())) if row else None

    def call(self, function, *args, **named):
        """api.function(…): positional, then named arguments; a write gets a new request id by p_request=t.request()."""
        places = ['%s'] * len(args) + [f'{n} => %s' for n in named]
        return self.value(f'SELECT api.{function}({", ".join(places)})', *args, *named.values())

    def rows(self, function, *args, **named):
        """SELECT * FROM api.function(…) for functions that return rows."""
        places = ['%s'] * len(args) + [f'{n} => %s' for n in named]
        return self.run(f'SELECT * FROM api.{function}({", ".join(places)})', *args, *named.values())

    def refused(self, state, code, sql, *args):
        """Checks that a statement fails with this SQLSTATE and message code; returns the DETAIL as an object."""
        try:
            self.run(sql, *args)
        except psycopg2.Error as error:
            got = (error.pgcode, error.diag.message_primary)
            if self.db.autocommit is False:
              self.db.rollback()
            if got[0] != state or (code is not None and got[1] != code):
              raise Refused(f'wanted {state} {code}, got {got[0]} {got[1]} for {sql}') from error
            return json.loads(error.diag.message_detail) if error.diag.message_detail and state.startswith('AM') else {}
        raise Refused(f'wanted {state} {code}, but it went through: {sql}')

    def call_refused(self, state, code, function, *args, **named):
        """refused() for a call of schema api."""
        places = ['%s'] * len(args) + [f'{n} => %s' for n in named]
        return self.refused(state, code, f'SELECT api.{function}({", ".join(places)})', *args, *named.values())

    def close(self):
        self.db.close()

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.close()


def wrap(value):
    """Dictionaries travel as jsonb, uuids as text, lists as arrays."""
    if isinstance(value, dict) or (isinstance(value, list) and value and isinstance(value[0], dict)):
        return psycopg2.extras.Json(value, dumps=lambda v: json.dumps(v, ensure_ascii=False, default=str))
    return str(value) if isinstance(value, uuid.UUID) else value


_admin = None


def superuser():
    """The installing superuser's connection, one a process."""
    global _admin
    if _admin is None or _admin.db.closed:
        _admin = Desk()
    return _admin


def request():
    """A new request id."""
    return str(uuid.uuid4())


def team(code):
    """id of a team."""
    return superuser().value('SELECT id FROM amends.team WHERE code = %s', code)


def category(code):
    """id of a category."""
    return superuser().value('SELECT id FROM amends.category WHERE code = %s', code)


def leave_groups(login_name):
    """Takes every group from a login, whoever granted it: from PostgreSQL 16 on that has to be said."""
    for row in superuser().run("""SELECT g.rolname AS grp, to_jsonb(m) ->> 'grantor' AS grantor FROM pg_auth_members m JOIN pg_roles g ON g.oid = m.roleid
                                    JOIN pg_roles r ON r.oid = m.member WHERE r.rolname = %s""", login_name):
        by = superuser().value('SELECT rolname FROM pg_roles WHERE oid = %s::oid', row['grantor'])
        granted = f'GRANTED BY "{by}"' if by and superuser().db.server_version >= 160000 else ''
        superuser().run(f'REVOKE "{row["grp"]}" FROM "{login_name}" {granted}')


def login(name, role, active=True):
    """Makes the login role t_NAME, member of the group role; a role left by an earlier run is taken over."""
    name = 't_' + name
    root = superuser()
    if root.value('SELECT 1 FROM pg_roles WHERE rolname = %s', name) is None:
        root.run(f'CREATE ROLE "{name}" LOGIN CONNECTION LIMIT -1')
    leave_groups(name)
    if role and active:
        root.run(f'GRANT "amends_{role}" TO "{name}"')
    return name


def person(name, role, team='service', superior=None, on_duty=True, skills=(), teams=(), lead=False):
    """Makes a person with a login and returns their Desk.

    team: code of the home team, None for none; teams: codes of more; superior: a Desk or an id;
    lead: makes this person the lead of the home team."""
    root = superuser()
    who = login(name, role)
    boss = superior.id if isinstance(superior, Desk) else superior
    person_id = root.value('''
        INSERT INTO amends.person (employee_no, login, name, role, department_id, home_team_id, superior_id, skills, on_duty)
        SELECT 'T-' || %s, %s, %s, %s, (SELECT department_id FROM amends.team WHERE code = %s),
                 (SELECT id FROM amends.team WHERE code = %s), %s, %s::text[], %s
        ON CONFLICT (employee_no) DO UPDATE SET login = excluded.login, role = excluded.role, home_team_id = excluded.home_team_id,
            superior_id = excluded.superior_id, skills = excluded.skills, on_duty = excluded.on_duty, active = true
        RETURNING id''', name, who, name, role, team, team, boss, list(skills), on_duty)
    root.run('DELETE FROM amends.team_member WHERE person_id = %s', person_id)
    for code in ([team] if team else []) + list(teams):
        root.run('''INSERT INTO amends.team_member (team_id, person_id)
                      SELECT id, %s FROM amends.team WHERE code = %s ON CONFLICT DO NOTHING''', person_id, code)
    if lead:
        root.run('UPDATE amends.team SET lead_id = %s WHERE code = %s', person_id, team)
    root.run('SELECT amends.account_adopt()')
    return Desk(who, person_id=person_id)


def customer(name='客户甲', phone='10012340001', tier='normal'):
    """Makes a customer; returns the id."""
    return superuser().value('SELECT amends.customer_add(%s, %s, NULL, %s)', name, phone, tier)


def order(customer_id, paid_minor=129900, ref=None, product='空气净化器 A3', serial='A3-24-118307'):
    """Makes an order of a customer with its payment; returns the id."""
    return superuser().value('''
        WITH o AS (INSERT INTO amends.customer_order (customer_id, ref, product, serial, paid_minor, paid_at)
                     VALUES (%s, %s, %s, %s, %s, now() - interval '4 days') RETURNING id, paid_minor, paid_at)
        INSERT INTO amends.payment (order_id, kind, method, amount_minor, at)
        SELECT id, 'payment', 'wechat', paid_minor, paid_at FROM o RETURNING order_id''',
                                 customer_id, ref or 'T' + uuid.uuid4().hex[:12], product, serial, paid_minor)


def know(desk, *customers):
    """Lets a person file for customers, as if each had been looked up by a complete value."""
    for customer_id in customers:
        superuser().run('''INSERT INTO amends.known_customer (person_id, customer_id) VALUES (%s, %s)
                             ON CONFLICT (person_id, customer_id) DO UPDATE SET at = now()''', desk.id, customer_id)


def main(**fixtures):
    """Runs the test_* functions of the calling file and prints TAP."""
    if not DSN:
        print('1..0 # SKIP AMENDS_TEST_DSN is not set')
        sys.exit(0)
    tap.main('__main__', **fixtures)
