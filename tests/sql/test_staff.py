#!/usr/bin/python3
"""Accounts: making, changing, losing and getting back a login; first passwords; two administrators; old and new servers."""

import time

import psycopg2

import amendstest as t

root = t.superuser()
NEW_ROLES = root.db.server_version >= 160000  # a login can be changed only by who made it, or was given it


_boss = None


def boss():
    """The one administrator."""
    global _boss
    if _boss is None:
        _boss = t.person('st_admin', 'admin', team=None)
    return _boss


def ended(desk):
    """Whether the server has ended a session, within a moment."""
    deadline = time.monotonic() + 5
    while time.monotonic() < deadline:
        try:
            desk.run('SELECT 1')
        except psycopg2.Error as error:
            return error.pgcode in (None, '57P01')
        time.sleep(0.02)
    return False


def until(login):
    """Seconds until a login's password ends, None when it stays."""
    return root.value("SELECT extract(epoch FROM nullif(rolvaliduntil, 'infinity') - now())::float8 FROM pg_roles WHERE rolname = %s", login)


VERIFIER = 'SCRAM-SHA-256$4096:c2FsdHNhbHRzYWx0c2FsdA==$' + 'A' * 43 + '=:' + 'B' * 43 + '='


def signs_in(login):
    """Whether the login gets a connection."""
    try:
        t.Desk(login).close()
        return True
    except psycopg2.OperationalError:
        return False


def staff_args(login, role, number, verifier=VERIFIER, team='service'):
    return [t.request(), login, number, '新人', role, team, None, None, '', None, verifier]


def test_accounts():
    "accounts: verifier only, no reserved or foreign name, one role, the last administrator stays"
    admin = boss()
    for bad in ('secret', 'md5' + '0' * 32, '', VERIFIER + ' '):
        admin.call_refused('AM422', 'account.password', 'staff_create', *staff_args('t_newone', 'agent', 'N1', bad))
    admin.call_refused('AM422', 'account.password', 'staff_create', *staff_args('t_newone', 'agent', 'N1', None))
    for bad in ('amends_owner', 'pg_monitor', 'postgres', 'a', 'Wang', 'x"; DROP ROLE t_worker; --', "x' SUPERUSER", 'a' * 40, '王强'):
        admin.call_refused('AM422', 'account.login', 'staff_create', *staff_args(bad, 'agent', 'N1'))
    for bad in ('amends_owner', 'postgres', 'root', None, ''):
        admin.call_refused('AM422', 'account.role', 'staff_create', *staff_args('t_newone', bad, 'N1'))
    t.person('worker', 'agent')
    admin.call_refused('AM409', 'account.login_taken', 'staff_create', *staff_args('t_worker', 'agent', 'N1'))
    admin.call_refused('AM409', 'account.employee_taken', 'staff_create', *staff_args('t_newone', 'agent', 'T-worker'))
    root.refused('AM423', 'account.last_admin', 'SELECT amends.account_disable(NULL, %s, %s)', admin.id, 'x')
    root.refused('AM423', 'account.last_admin', 'SELECT amends.account_role(NULL, %s, %s)', admin.id, 'agent')
    admin.call_refused('AM403', 'account.self', 'staff_set_groups', t.request(), admin.id, 'finance', None, None, None)
    made = admin.call('staff_create', *staff_args('t_newone', 'agent', 'N1'))
    row = root.row('SELECT * FROM pg_roles WHERE rolname = %s', 't_newone')
    assert row['rolcanlogin'] and row['rolconnlimit'] == 4
    assert not any(row[k] for k in ('rolsuper', 'rolcreaterole', 'rolcreatedb', 'rolreplication', 'rolbypassrls'))
    desk = t.Desk('t_newone')
    assert desk.call('hello', 1)['person']['role'] == 'agent' and not made['pending']
    admin.call('staff_set_groups', t.request(), made['id'], 'specialist', 'logistics', None, None)
    assert desk.call('hello', 1)['person']['role'] == 'specialist'
    groups = root.run('''SELECT o.rolname FROM pg_auth_members a JOIN pg_roles o ON o.oid = a.roleid JOIN pg_roles m ON m.oid = a.member
                          WHERE m.rolname = 't_newone' ''')
    assert [g['rolname'] for g in groups] == ['amends_specialist'], groups
    admin.call('staff_disable', t.request(), made['id'], '离职')
    assert ended(desk), 'the running session is ended at once'
    assert not signs_in('t_newone'), 'a leaver signed in'
    assert admin.rows('staff_list')[-1]['active'] is False


def test_second_administrator():
    "finance and manager need a second administrator once there are two"
    one = boss()
    first = one.call('staff_create', *staff_args('t_money1', 'finance', 'N2', team='finance'))
    assert first['pending'] is False, 'with a single administrator nobody else could agree'
    two = t.person('admin_two', 'admin', team=None)
    second = one.call('staff_create', *staff_args('t_money2', 'finance', 'N3', team='finance'))
    assert second['pending']
    assert not signs_in('t_money2'), 'no group, no database'
    ask = [r for r in one.rows('staff_list') if r['login'] == 't_money2'][0]['pending_id']
    one.call_refused('AM403', 'account.second_needed', 'staff_confirm', t.request(), ask, True)
    assert two.call('staff_confirm', t.request(), ask, True)['granted']
    assert t.Desk('t_money2').call('hello', 1)['person']['role'] == 'finance'
    one.call_refused('AM409', 'account.request_decided', 'staff_confirm', t.request(), ask, True)
    up = one.call('staff_set_groups', t.request(), first['id'], 'manager', 'finance', None, None)
    assert up['pending'] and t.Desk('t_money1').call('hello', 1)['person']['role'] == 'finance', 'the old role holds until then'
    one.call_refused('AM403', 'account.self', 'staff_disable', t.request(), one.id, 'x')
    root.run('UPDATE amends.person SET active = false WHERE id = %s', two.id)


def test_first_password():
    "a password given by somebody else is good for a day, one's own stays; the desk and the list tell until when"
    admin = boss()
    made = admin.call('staff_create', *staff_args('t_fresh', 'agent', 'N10'))
    assert 86000 < until('t_fresh') < 86500
    with t.Desk('t_fresh') as desk:
        told = desk.value("SELECT (api.hello(1) #>> '{person,password_until}')::timestamptz")
        assert told == root.value("SELECT rolvaliduntil FROM pg_roles WHERE rolname = 't_fresh'")
        assert [r['password_until'] for r in admin.rows('staff_list') if r['login'] == 't_fresh'] == [told]
        desk.call_refused('AM422', 'account.password', 'staff_password', t.request(), 'clear text')
        desk.call_refused('AM422', 'account.password', 'staff_password', t.request(), None)
        assert until('t_fresh') is not None
        desk.call('staff_password', t.request(), VERIFIER)
        assert until('t_fresh') is None and desk.value("SELECT api.hello(1) #> '{person,password_until}'") is None
    assert root.value("SELECT rolpassword FROM pg_authid WHERE rolname = 't_fresh'") == VERIFIER
    admin.call('staff_reset_password', t.request(), made['id'], VERIFIER)
    assert 86000 < until('t_fresh') < 86500
    events = root.run("SELECT actor_id = person_id AS own, body ->> 'own' AS says FROM amends.account_event WHERE person_id = %s AND kind = 'password' ORDER BY id",
                      made['id'])
    assert events == [{'own': True, 'says': 'true'}, {'own': False, 'says': 'false'}], events
    admin.call('staff_reset_password', t.request(), admin.id, VERIFIER)
    assert until('t_st_admin') is None, 'one\'s own'
    root.value("SELECT amends.account_create(NULL, 't_badge', 'N11', '证件', 'agent', 'service', NULL, NULL, '', NULL, NULL)")
    assert until('t_badge') is None, 'without a password there is none to change'


def test_self_only_by_the_function():
    "nobody makes the own first password last otherwise"
    with t.Desk('t_fresh') as desk:
        for sql in ("ALTER ROLE t_fresh VALID UNTIL 'infinity'", "ALTER ROLE CURRENT_USER VALID UNTIL '2099-01-01'", 'ALTER ROLE t_fresh CONNECTION LIMIT 50'):
            desk.refused('42501', None, sql)
        desk.run(f"ALTER ROLE t_fresh PASSWORD '{VERIFIER}'")  # cannot be forbidden, and does not make it last
        assert until('t_fresh') is not None


def test_back_again():
    "somebody who left comes back with history, teams and superior, a new first password, and in another role if it has to be"
    admin = boss()
    made = admin.call('staff_create', t.request(), 't_boomerang', 'N12', '回来', 'agent', 'service', ['tech'], admin.id, '客服', None, VERIFIER)
    admin.call_refused('AM423', 'account.enabled', 'staff_enable', t.request(), made['id'], None, VERIFIER)
    root.run("ALTER ROLE t_boomerang VALID UNTIL 'infinity'")
    admin.call('staff_disable', t.request(), made['id'], '离职')
    assert not signs_in('t_boomerang')
    admin.call_refused('AM422', 'account.password', 'staff_enable', t.request(), made['id'], None, None)
    admin.call_refused('AM422', 'account.role', 'staff_enable', t.request(), made['id'], 'king', VERIFIER)
    admin.call_refused('AM423', 'account.disabled', 'staff_reset_password', t.request(), made['id'], VERIFIER)
    assert admin.call('staff_enable', t.request(), made['id'], 'specialist', VERIFIER)['pending'] is False
    with t.Desk('t_boomerang') as desk:
        person = desk.call('hello', 1)['person']
        assert (person['id'], person['role'], person['superior']) == (made['id'], 'specialist', admin.id), person
        assert set(person['teams']) == {t.team('service'), t.team('tech')}
    assert 86000 < until('t_boomerang') < 86500
    kinds = [r['kind'] for r in root.run('SELECT kind FROM amends.account_event WHERE person_id = %s ORDER BY id', made['id'])]
    assert kinds == ['created', 'disabled', 'enabled'], kinds
    assert root.run('SELECT * FROM amends.account_request WHERE person_id = %s', made['id']) == []


def test_back_with_money():
    "whoever comes back to finance needs the second administrator as if new"
    admin, two = boss(), t.person('st_two', 'admin', team=None)
    made = admin.call('staff_create', *staff_args('t_cashier', 'agent', 'N13', team='finance'))
    admin.call('staff_disable', t.request(), made['id'], None)
    assert admin.call('staff_enable', t.request(), made['id'], 'finance', VERIFIER)['pending']
    assert not signs_in('t_cashier'), 'no group, no database'
    ask = [r for r in admin.rows('staff_list') if r['id'] == made['id']][0]['pending_id']
    admin.call_refused('AM403', 'account.second_needed', 'staff_confirm', t.request(), ask, True)
    two.call('staff_confirm', t.request(), ask, True)
    with t.Desk('t_cashier') as desk:
        assert desk.call('hello', 1)['person']['role'] == 'finance'
    root.run('UPDATE amends.person SET active = false WHERE id = %s', two.id)


def test_leaving_what_is_left():
    "whoever disables somebody is told what is left: open tickets, people below, teams led"
    admin = boss()
    lead = t.person('st_lead', 'supervisor', lead=True)
    below = t.person('st_below', 'agent', superior=lead)
    ticket = below.call('ticket_file', t.request(), {'channel': 'phone', 'customer': {'name': '某'}, 'words': '咨询一下', 'category': 'consult.order'})
    root.run('UPDATE amends.ticket SET assignee_id = %s WHERE id = %s', lead.id, ticket['id'])
    answer = admin.call('staff_disable', t.request(), lead.id, None)
    assert answer['left'] == {'tickets': 1, 'people': 1, 'teams': 1} and answer['ended'] == 1, answer
    assert admin.call('staff_disable', t.request(), lead.id, None)['ended'] == 0, 'again: nothing more to end'
    assert root.value("SELECT count(*) FROM amends.account_event WHERE person_id = %s AND kind = 'disabled'", lead.id) == 1


def test_leaving_against_ones_will():
    "open transactions of the leaver that hold the own row, or the own login, do not keep the account open"
    admin = boss()
    for n, hold in enumerate(("SELECT api.duty_set(gen_random_uuid(), true)", f"ALTER ROLE CURRENT_USER PASSWORD '{VERIFIER}'")):
        stubborn = t.person(f'st_stubborn{n}', 'agent', on_duty=False)
        with t.Desk(stubborn.login, autocommit=False) as holder:
            holder.run(hold)
            started = time.monotonic()
            admin.call('staff_disable', t.request(), stubborn.id, '离职')
            assert time.monotonic() - started < 2, hold
            assert ended(holder) and not signs_in(stubborn.login), hold
            holder.db.close()


def test_logins_made_by_hand():
    "logins that a superuser made, as the demo people's, can be changed and disabled: at once on old servers, once handed over on new ones"
    admin = boss()
    root.run('CREATE ROLE t_byhand LOGIN; GRANT amends_agent TO t_byhand')
    person = root.value("""INSERT INTO amends.person (employee_no, login, name, role, home_team_id) SELECT 'N20', 't_byhand', '手工', 'agent', id
                             FROM amends.team WHERE code = 'service' RETURNING id""")
    if NEW_ROLES:
        for call, args in (('staff_set_groups', ('specialist', 'service', None, None)), ('staff_reset_password', (VERIFIER,)), ('staff_disable', ('x',))):
            assert admin.call_refused('AM423', 'account.out_of_reach', call, t.request(), person, *args) == {'login': 't_byhand'}
        assert root.value('SELECT amends.account_adopt()') == 1
    assert root.value('SELECT amends.account_adopt()') == 0
    admin.call('staff_set_groups', t.request(), person, 'specialist', 'tech', None, None)
    groups = root.run("""SELECT o.rolname FROM pg_auth_members a JOIN pg_roles o ON o.oid = a.roleid JOIN pg_roles m ON m.oid = a.member
                          WHERE m.rolname = 't_byhand' """)
    assert [g['rolname'] for g in groups] == ['amends_specialist'], groups
    admin.call('staff_reset_password', t.request(), person, VERIFIER)
    admin.call('staff_disable', t.request(), person, 'x')
    assert not signs_in('t_byhand')
    root.run("UPDATE amends.person SET login = NULL WHERE id = %s", person)


def test_no_help_for_the_owner():
    "a caller's createrole_self_grant makes the owner of the account functions no member of the new login"
    admin = boss()
    if NEW_ROLES:
        admin.run("SET createrole_self_grant = 'set, inherit'")
    admin.call('staff_create', *staff_args('t_plain', 'agent', 'N21'))
    lent = root.run("""SELECT to_jsonb(a) AS row FROM pg_auth_members a JOIN pg_roles r ON r.oid = a.roleid WHERE r.rolname = 't_plain'""")
    assert len(lent) == NEW_ROLES
    assert not any(r['row']['inherit_option'] or r['row']['set_option'] for r in lent), lent
    if NEW_ROLES:
        admin.run('RESET createrole_self_grant')


if __name__ == '__main__':
    t.main()
