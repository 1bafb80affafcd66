#!/usr/bin/python3
"""amendsctl staff on a server that asks for passwords: people, logins, second words, what a terminal shows."""
import json
import os
import pty
import time

import psycopg2

from ctltest import (BAD_DATA, CTL, ENV, FAILED, FINDINGS, NO_CONNECTION, NO_RIGHT, OK, USAGE, connect, ctl, dsn, main, new_database, rows, sql,
                     value)


def scram_only():
    """From here on everybody but the superuser needs a password."""
    sql('CREATE ROLE ctl_probe LOGIN', dbname='postgres')
    with open(os.path.join(os.environ['AMENDS_TEST_DIR'], 'data', 'pg_hba.conf'), 'w', encoding='utf-8') as f:
        f.write('local all postgres trust\nlocal all all scram-sha-256\n')
    sql('SELECT pg_reload_conf()', dbname='postgres')
    deadline = time.monotonic() + 10
    while time.monotonic() < deadline:
        try:
            connect('postgres', 'ctl_probe').close()
        except psycopg2.OperationalError:
            return
    raise AssertionError('pg_hba.conf was not read')


def signs_in(login, password, dbname='ctl_staff'):
    try:
        connect(dbname, login, password=password).close()
    except psycopg2.OperationalError:
        return False
    return True


def test_passwords():
    "a password set by amendsctl signs in by SCRAM, another one does not; PGPASSWORD serves amendsctl too"
    ctl('init', '--admin', 'ctl_boss', '--admin-name', '阚立', '--employee-no', 'A-1', '--password-stdin', stdin='密码密码密码密码\n',
        db=new_database('ctl_staff'), code=OK)
    scram_only()
    assert signs_in('ctl_boss', '密码密码密码密码') and not signs_in('ctl_boss', 'not this')
    boss = dsn('ctl_staff', 'ctl_boss')
    assert 'password' in ctl('staff', 'list', db=boss, code=NO_CONNECTION).stderr
    ctl('staff', 'list', db=boss, env={'PGPASSWORD': 'wrong one'}, code=NO_CONNECTION)
    ctl('staff', 'list', db=boss, env={'PGPASSWORD': '密码密码密码密码'}, code=OK)


BOSS = {'PGPASSWORD': '密码密码密码密码'}


def staff(dbname='ctl_staff', user='ctl_boss', env=None):
    return {r['login']: r for r in rows('staff', 'list', db=dsn(dbname, user), env=env if env is not None else BOSS)}


def test_staff_round_trip():
    "add, list, new password, disable: each takes effect on the server at once"
    boss = dsn('ctl_staff', 'ctl_boss')
    ctl('staff', 'add', 'ctl_agent', '--name', '郗"岚', '--employee-no', '1001', '--role', 'agent', '--team', 'service', '--teams', 'tech,logistics',
        '--superior', 'ctl_boss', '--level', '客服', '--skills', 'refund,exchange', '--password-stdin', stdin='first password\n', db=boss, env=BOSS, code=OK)
    row = staff()['ctl_agent']
    assert (row['name'], row['role'], row['team'], sorted(row['teams']), row['superior'], row['level'], row['skills'], row['active']) == (
        '郗"岚', 'agent', 'service', ['logistics', 'service', 'tech'], '阚立', '客服', ['refund', 'exchange'], True), row
    assert signs_in('ctl_agent', 'first password') and not signs_in('ctl_agent', 'first passworD')
    assert value("SELECT NOT rolsuper AND NOT rolcreaterole AND rolconnlimit = 4 FROM pg_roles WHERE rolname = 'ctl_agent'")

    ctl('staff', 'reset-password', 'ctl_agent', '--password-stdin', stdin='second password\n', db=boss, env=BOSS, code=OK)
    assert signs_in('ctl_agent', 'second password') and not signs_in('ctl_agent', 'first password')

    session = connect('ctl_staff', 'ctl_agent', password='second password')
    done = ctl('staff', 'disable', '1001', '--reason', '离职', db=boss, env=BOSS, code=OK)
    assert 'ended: 1' in done.stdout, done.stdout
    try:
        session.cursor().execute('SELECT 1')
        raise AssertionError('the session of the leaver goes on')
    except psycopg2.Error:
        pass
    assert not signs_in('ctl_agent', 'second password')
    assert staff()['ctl_agent']['active'] is False and 'ctl_agent' not in {r['login'] for r in rows('staff', 'list', '--active', db=boss, env=BOSS)}
    assert value("SELECT body ->> 'reason' FROM amends.account_event WHERE kind = 'disabled'", dbname='ctl_staff') == '离职'


def test_first_password():
    "the first administrator's password stays; one given to somebody else ends after a day unless changed, and not to the same"
    boss, mine = dsn('ctl_staff', 'ctl_boss'), dsn('ctl_staff', 'ctl_new')
    assert staff()['ctl_boss']['password_until'] is None
    done = ctl('staff', 'add', 'ctl_new', '--name', '新人', '--employee-no', '1002', '--role', 'agent', '--team', 'service', '--password-stdin',
               stdin='given password\n', db=boss, env=BOSS, code=OK)
    assert 'day' in done.stdout and staff()['ctl_new']['password_until']
    given = {'PGPASSWORD': 'given password'}
    assert 'another' in ctl('staff', 'password', '--password-stdin', stdin='given password\n', db=mine, env=given, code=BAD_DATA).stderr
    ctl('staff', 'password', '--password-stdin', stdin='short\n', db=mine, env=given, code=BAD_DATA)
    assert staff()['ctl_new']['password_until'] and signs_in('ctl_new', 'given password')
    ctl('staff', 'password', '--password-stdin', stdin='my own password\n', db=mine, env=given, code=OK)
    assert staff()['ctl_new']['password_until'] is None and signs_in('ctl_new', 'my own password') and not signs_in('ctl_new', 'given password')
    ctl('staff', 'reset-password', '新人', '--password-stdin', stdin='given again\n', db=boss, env=BOSS, code=OK)
    assert signs_in('ctl_new', 'given again')
    sql("ALTER ROLE ctl_new VALID UNTIL '2020-01-01'", dbname='postgres')
    assert not signs_in('ctl_new', 'given again'), 'the day is over'
    assert 'superuser' in ctl('staff', 'password', '--password-stdin', stdin='does not matter\n', db=dsn('ctl_staff'), code=NO_RIGHT).stderr
    ctl('staff', 'reset-password', '1002', '--password-stdin', stdin='given a third time\n', db=dsn('ctl_staff'), code=OK)
    assert signs_in('ctl_new', 'given a third time') and staff()['ctl_new']['password_until']


def test_change():
    "role, team, further teams, superior: what is named changes, the rest stays; by an administrator and by a superuser"
    for number, (db, env) in enumerate(((dsn('ctl_staff', 'ctl_boss'), BOSS), (dsn('ctl_staff'), {}))):
        login = f'ctl_moves{number}'
        ctl('staff', 'add', login, '--name', 'M', '--employee-no', f'M-{number}', '--role', 'agent', '--team', 'service', '--teams', 'tech',
            '--superior', 'ctl_boss', '--password-stdin', stdin='long enough\n', db=db, env=env, code=OK)

        def now():
            row = staff()[login]
            return row['role'], row['team'], sorted(row['teams']), row['superior']

        ctl('staff', 'change', login, '--role', 'specialist', db=db, env=env, code=OK)
        assert now() == ('specialist', 'service', ['service', 'tech'], '阚立'), now()
        ctl('staff', 'change', f'M-{number}', '--team', 'logistics', db=db, env=env, code=OK)
        assert now() == ('specialist', 'logistics', ['logistics', 'tech'], '阚立'), now()
        ctl('staff', 'change', login, '--teams', '', '--superior', '', db=db, env=env, code=OK)
        assert now() == ('specialist', 'logistics', ['logistics'], None), now()
        ctl('staff', 'change', login, '--team', '', '--superior', 'ctl_boss', db=db, env=env, code=OK)
        assert now() == ('specialist', None, [], '阚立'), now()
        before = now()
        for words, code in ((['--team', 'moon'], USAGE), (['--superior', login], USAGE), (['--superior', 'nobody'], FAILED)):
            ctl('staff', 'change', login, *words, db=db, env=env, code=code)
            assert now() == before
        assert value("SELECT pg_has_role(%s, 'amends_specialist', 'MEMBER') AND NOT pg_has_role(%s, 'amends_agent', 'MEMBER')", login, login)
    ctl('staff', 'change', 'ctl_boss', '--role', 'manager', db=dsn('ctl_staff', 'ctl_boss'), env=BOSS, code=NO_RIGHT)


def test_enable():
    "a leaver comes back with a new password; the old one does not work, and nobody who is here is enabled"
    boss = dsn('ctl_staff', 'ctl_boss')
    ctl('staff', 'enable', 'ctl_agent', '--password-stdin', stdin='third password\n', db=boss, env=BOSS, code=OK)
    assert signs_in('ctl_agent', 'third password') and not signs_in('ctl_agent', 'second password')
    row = staff()['ctl_agent']
    assert row['active'] and row['role'] == 'agent' and sorted(row['teams']) == ['logistics', 'service', 'tech'] and row['password_until'], row
    assert 'here' in ctl('staff', 'enable', 'ctl_agent', '--password-stdin', stdin='fourth password\n', db=boss, env=BOSS, code=FAILED).stderr
    assert signs_in('ctl_agent', 'third password')
    ctl('staff', 'disable', 'ctl_agent', db=dsn('ctl_staff'), code=OK)
    ctl('staff', 'enable', 'ctl_agent', '--role', 'specialist', '--password-stdin', stdin='fifth password\n', db=dsn('ctl_staff'), code=OK)
    assert staff()['ctl_agent']['role'] == 'specialist' and signs_in('ctl_agent', 'fifth password')
    assert 'ended: 0' in ctl('staff', 'disable', 'ctl_agent', db=boss, env=BOSS, code=OK).stdout


def test_made_by_hand():
    "a login the department's administrator cannot change is told, found by doctor, and within reach after an upgrade (PostgreSQL 16 and newer)"
    boss = dsn('ctl_staff', 'ctl_boss')
    sql("CREATE ROLE ctl_hand LOGIN; GRANT amends_agent TO ctl_hand", dbname='postgres')
    sql("INSERT INTO amends.person (employee_no, login, name, role) VALUES ('H-1', 'ctl_hand', '手工', 'agent')", dbname='ctl_staff')
    if value("SELECT current_setting('server_version_num')::int >= 160000"):
        assert 'amendsctl upgrade' in ctl('staff', 'disable', 'ctl_hand', db=boss, env=BOSS, code=FAILED).stderr
        assert staff()['ctl_hand']['active'] is True
        found = {(f['code'], f['object']) for f in json.loads(ctl('doctor', '--format', 'json', db=dsn('ctl_staff'), code=FINDINGS).stdout)['findings']}
        assert ('login.out_of_reach', 'ctl_hand') in found, found
        ctl('upgrade', db=dsn('ctl_staff'), code=OK)
    ctl('staff', 'disable', 'ctl_hand', db=boss, env=BOSS, code=OK)
    assert staff()['ctl_hand']['active'] is False


def test_staff_refusals():
    "taken logins and numbers, unknown teams and people, the last administrator, agents: refused in words"
    boss, add = dsn('ctl_staff', 'ctl_boss'), ('--name', 'B', '--role', 'agent', '--password-stdin')
    for words, code in ((['ctl_boss', '--employee-no', '7'], FAILED), (['ctl_b', '--employee-no', 'A-1'], FAILED),
                        (['ctl_b', '--employee-no', '7', '--team', 'moon'], USAGE), (['ctl_b', '--employee-no', '7', '--superior', 'nobody'], FAILED),
                        (['ctl_b', '--employee-no', '7', '--skills', 'NOT A CODE'], USAGE)):
        ctl('staff', 'add', *words, *add, stdin='long enough\n', db=boss, env=BOSS, code=code)
    ctl('staff', 'add', 'ctl_b', '--employee-no', '7', *add, stdin='short\n', db=boss, env=BOSS, code=BAD_DATA)
    ctl('staff', 'add', 'ctl_b', '--employee-no', '7', *add[:-1], db=boss, env=BOSS, code=USAGE)
    assert 'ctl_b' not in staff() and value("SELECT count(*) FROM pg_roles WHERE rolname = 'ctl_b'") == 0
    ctl('staff', 'disable', 'ctl_boss', db=boss, env=BOSS, code=NO_RIGHT)
    ctl('staff', 'disable', 'ctl_boss', db=dsn('ctl_staff'), code=FAILED)
    ctl('staff', 'disable', 'nobody', db=boss, env=BOSS, code=FAILED)
    ctl('staff', 'reset-password', 'ctl_agent', '--password-stdin', stdin='long enough\n', db=boss, env=BOSS, code=FAILED)
    ctl('staff', 'confirm', '1', db=dsn('ctl_staff'), code=NO_RIGHT)
    assert staff()['ctl_boss']['active'] is True


QUOTES = '引号"\'\\ <b>%s $1'


def test_odd_words():
    "quotes and backslashes come through whole; control characters, bytes that are no text, what is too long or nothing: refused with the field, nothing made"
    boss, words = dsn('ctl_staff', 'ctl_boss'), ('--role', 'agent', '--team', 'service', '--password-stdin')
    ctl('staff', 'add', 'ctl_odd', '--name', QUOTES, '--employee-no', QUOTES, '--level', QUOTES, *words, stdin='long enough\n', db=boss, env=BOSS, code=OK)
    row = staff()['ctl_odd']
    assert (row['name'], row['employee_no'], row['level']) == (QUOTES,) * 3, row
    people = value('SELECT count(*) FROM amends.person', dbname='ctl_staff')
    for name, number, said in (('a\x01b', '8', 'name: '), ('a\x1b[31mb', '8', 'name: '), ('长' * 101, '8', 'name: '), ('x', '9' * 100000, 'employee-no: '), ('', '8', 'name: '),
                               ('x', '  ', 'employee-no: '), (b'\xff\xfe', '8', 'UTF-8'), ('x', 'a\u0085b', 'employee-no: ')):
        done = ctl('staff', 'add', 'ctl_odd2', b'--name=' + name if isinstance(name, bytes) else '--name=' + name, '--employee-no', number, *words,
                   stdin='long enough\n', db=boss, env=BOSS, code=USAGE)
        assert said in done.stderr and 'Traceback' not in done.stderr, (name, done.stderr)
    for who, code in ((b'\xff\xfe', USAGE), ('x' * 100000, FAILED), ('', FAILED), ("'; DROP TABLE amends.person; --", FAILED)):
        ctl('staff', 'disable', who, db=boss, env=BOSS, code=code)
    for reason in ('r' * 501, 'a\x07'):
        assert 'reason: ' in ctl('staff', 'disable', QUOTES, '--reason', reason, db=boss, env=BOSS, code=USAGE).stderr
    assert staff()['ctl_odd']['active'] is True
    ctl('staff', 'disable', QUOTES, '--reason', QUOTES, db=boss, env=BOSS, code=OK)
    assert value("SELECT body ->> 'reason' FROM amends.account_event WHERE kind = 'disabled' ORDER BY id DESC LIMIT 1", dbname='ctl_staff') == QUOTES
    assert people == value('SELECT count(*) FROM amends.person', dbname='ctl_staff') and not value("SELECT count(*) FROM pg_roles WHERE rolname = 'ctl_odd2'")


def test_odd_passwords():
    "a password is taken whole or refused: never cut short, no control characters, no bytes that are no text"
    root = dsn('ctl_staff')
    for line in (b'', b'\n', b'short\n', b'\xff\xfe\xff\xfe\xff\xfe\xff\xfe\n', b'long enough\0but cut\n', b'x' * 10_000_000, b'x' * 1001 + b'\n', b'tab\tin the middle\n', b'bell\x07 in it\n'):
        ctl('staff', 'reset-password', 'ctl_new', '--password-stdin', stdin=line, db=root, code=BAD_DATA)
    assert signs_in('ctl_new', 'given a third time')
    for line in ('x' * 1000, '长' * 300, QUOTES + QUOTES, '  blanks around  ', 'no line end'):
        ctl('staff', 'reset-password', 'ctl_new', '--password-stdin', stdin=line if line == 'no line end' else line + '\n', db=root, code=OK)
        assert signs_in('ctl_new', line) and not signs_in('ctl_new', line[:-1]), line


def test_second_word():
    "with two administrators a manager waits for the other one's word"
    root, boss = dsn('ctl_staff'), dsn('ctl_staff', 'ctl_boss')
    ctl('staff', 'add', 'ctl_deputy', '--name', '副', '--employee-no', 'A-2', '--role', 'admin', '--password-stdin', stdin='deputy password\n',
        db=root, code=OK)
    done = ctl('staff', 'add', 'ctl_chief', '--name', '瞿沅', '--employee-no', '1009', '--role', 'manager', '--password-stdin', stdin='chief password\n',
               db=boss, env=BOSS, code=OK)
    assert 'confirm' in done.stdout
    request = staff()['ctl_chief']['pending_id']
    assert request and not value("SELECT pg_has_role('ctl_chief', 'amends_manager', 'MEMBER')")
    ctl('staff', 'confirm', request, db=boss, env=BOSS, code=NO_RIGHT)
    ctl('staff', 'confirm', request, db=dsn('ctl_staff', 'ctl_deputy'), env={'PGPASSWORD': 'deputy password'}, code=OK)
    assert value("SELECT pg_has_role('ctl_chief', 'amends_manager', 'MEMBER')")
    ctl('staff', 'confirm', request, db=dsn('ctl_staff', 'ctl_deputy'), env={'PGPASSWORD': 'deputy password'}, code=FAILED)


def test_no_password_login():
    "a login without a password is for a superuser to make, where the server proves people in another way"
    words = ('staff', 'add', 'ctl_peer', '--name', 'P', '--employee-no', '77', '--role', 'agent', '--no-password')
    ctl(*words, db=dsn('ctl_staff', 'ctl_boss'), env=BOSS, code=USAGE)
    ctl(*words, db=dsn('ctl_staff'), code=OK)
    assert value("SELECT rolpassword IS NULL FROM pg_authid WHERE rolname = 'ctl_peer'")


def test_terminal():
    "at a terminal a new password is asked for twice and not shown"
    def ask(first, second):
        pid, fd = pty.fork()
        if pid == 0:
            os.execve(CTL, [CTL, 'staff', 'reset-password', 'ctl_deputy', '--db', dsn('ctl_staff')], ENV)
        shown = b''
        for line, prompt in ((first, b'New password'), (second, b'Once more')):
            while prompt not in shown:
                shown += os.read(fd, 1000)
            time.sleep(0.2)  # the echo goes off right after the prompt
            os.write(fd, line.encode() + b'\n')
        try:
            while part := os.read(fd, 1000):
                shown += part
        except OSError:  # the other side of a terminal is gone
            pass
        return os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1]), shown.decode()

    code, shown = ask('typed by hand', 'typed otherwise')
    assert code == BAD_DATA and 'typed' not in shown, shown
    code, shown = ask('typed by hand', 'typed by hand')
    assert code == OK and 'typed' not in shown, shown
    assert signs_in('ctl_deputy', 'typed by hand')

if __name__ == '__main__':
    main()
