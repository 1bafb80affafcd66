#!/usr/bin/python3
"""amendsctl staff on a server that asks for passwords: people, logins, second words, what a terminal shows."""
import os
import pty
import time

import psycopg2

from ctltest import BAD_DATA, CTL, ENV, FAILED, NO_CONNECTION, NO_RIGHT, OK, USAGE, connect, ctl, dsn, main, new_database, rows, sql, value


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
    ctl('staff', 'disable', 'ctl_boss', db=dsn('ctl_staff'), code=USAGE)
    ctl('staff', 'disable', 'nobody', db=boss, env=BOSS, code=FAILED)
    ctl('staff', 'reset-password', 'ctl_agent', '--password-stdin', stdin='long enough\n', db=boss, env=BOSS, code=USAGE)
    ctl('staff', 'confirm', '1', db=dsn('ctl_staff'), code=NO_RIGHT)
    assert staff()['ctl_boss']['active'] is True


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
