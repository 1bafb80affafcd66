#!/usr/bin/python3
"""amendsctl on real servers: its command line, setting up, upgrading, looking after, exit codes."""
import json
import os

import psycopg2.extensions
from tap import Skip

from ctltest import (BAD_DATA, DEMO, DSN, FAILED, FINDINGS, NO_CONNECTION, NO_RIGHT, OK, USAGE, VERBS, ctl, dsn, installed, main, new_database, sql,
                     value)


# The command line -------------------------------------------------------------------------------

def test_overview():
    "without a verb the verbs are listed, each with its own help"
    bare = ctl()
    assert bare.returncode == USAGE and 'measures' in bare.stderr
    for words in (['--help'], ['help'], ['-h']):
        text = ctl(*words, code=OK).stdout
        for verb in VERBS:
            assert f'  {verb} ' in text, verb
    assert ctl('--version', code=OK).stdout.startswith('amendsctl ')
    for verb in VERBS:
        assert ctl(verb, '--help', code=OK).stdout == ctl('help', verb, code=OK).stdout
        assert f'amendsctl {verb}' in ctl(verb, '--help', code=OK).stdout, verb
    for word in ('add', 'change', 'disable', 'enable', 'list', 'password', 'reset-password', 'confirm'):
        assert f'amendsctl staff {word}' in ctl('staff', word, '--help', code=OK).stdout, word


def test_usage():
    "a wrong command line is told before anything is connected to"
    nowhere = 'host=/nonexistent'
    for words in (['frob'], ['staff', 'frob'], ['help', 'frob'],
                  ['init', '--frob'], ['init', 'word'], ['init', '--currency', 'cny'], ['init', '--language', 'de'], ['init', '--name', ''],
                  ['init', '--admin', 'Kanli'], ['init', '--admin', 'amends_x'], ['init', '--password-stdin'],
                  ['upgrade', 'now'], ['doctor', '--format', 'csv'], ['doctor', '--format', 'xml'],
                  ['staff', 'add'], ['staff', 'add', 'abc'], ['staff', 'add', 'abc', '--name', 'A', '--employee-no', '1', '--role', 'king'],
                  ['staff', 'add', 'a b', '--name', 'A', '--employee-no', '1', '--role', 'agent'], ['staff', 'disable'], ['staff', 'disable', 'a', 'b'],
                  ['staff', 'change', 'abc'], ['staff', 'change', 'abc', '--role', 'king'], ['staff', 'enable'], ['staff', 'enable', 'abc', '--role', 'king'],
                  ['staff', 'password', 'abc'], ['staff', 'confirm', 'x'], ['staff', 'confirm', '-1'], ['staff', 'list', 'x'],
                  ['measures', '--by', 'moon'], ['measures', '--cohort', 'x'], ['measures', '--month', '2024-13'], ['measures', '--month', '2024-1'],
                  ['measures', '--month', '2024-01x'], ['measures', '--quarter', '2024-Q5'], ['measures', '--quarter', '2024-Q0'],
                  ['measures', '--year', '24'], ['measures', '--from', '2024-02-30'], ['measures', '--from', '2024-02-02', '--to', '2024-02-02'],
                  ['measures', '--month', '2024-01', '--year', '2024'], ['measures', '--set', 'days'], ['measures', '--set', 'days="1"'],
                  ['contributions'], ['contributions', '--measure', 'csat', '--person', 'a', '--team', 'b'],
                  ['scorecard'], ['scorecard', '--from', '2024-01-01'], ['scorecard', '--month', '2024-01', '--person', 'a', '--people'],
                  ['export'], ['export', 'moons'], ['export', 'tickets', '--measure', 'csat'], ['export', 'tickets', 'events'],
                  ['sweep', '--loud']):
        done = ctl(*words, db=nowhere, code=USAGE)
        assert '--help' in done.stderr, words
    ctl('measures', db='host=/x sslmode=perhaps', code=USAGE)
    ctl('measures', db='nonsense=1', code=USAGE)
    ctl('measures', db='service=no_such_service_here', code=USAGE)


def test_language():
    "messages, options and headings come in the person's language"
    if not os.path.exists(os.path.join(os.environ['AMENDS_BUILD'], 'po', 'zh_CN', 'LC_MESSAGES', 'amends.mo')):
        raise Skip('the translations are not built')
    chinese = {'LANGUAGE': 'zh_CN'}
    assert '不是月份' in ctl('measures', '--month', 'x', env=chinese, code=USAGE).stderr
    assert '考核表' in ctl('--help', env=chinese, code=OK).stdout and '时区' in ctl('init', '--help', env=chinese, code=OK).stdout
    assert ctl('staff', 'list', db=dsn(), env=chinese, code=OK).stdout.startswith('工号')


def test_no_connection():
    "no server, no database, no login: exit 3 and words"
    assert ctl('measures', db='host=/nonexistent dbname=amends', code=NO_CONNECTION).stderr.startswith('amendsctl: ')
    ctl('measures', db='postgresql://nobody@127.0.0.1:1/amends', code=NO_CONNECTION)
    ctl('doctor', db=dsn('no_such_database'), code=NO_CONNECTION)
    ctl('sweep', db=dsn(user='no_such_login'), code=NO_CONNECTION)


def test_environment():
    "PG* variables do for --db, a URI and a service too"
    parts = psycopg2.extensions.parse_dsn(DSN)
    variables = {'PGHOST': parts['host'], 'PGDATABASE': 'amends', 'PGUSER': 'postgres'}
    ctl('measures', env=variables, code=OK)
    ctl('measures', db='postgresql:///amends?user=postgres&host=' + parts['host'].replace('/', '%2F'), code=OK)
    ctl('measures', db='amends', env={'PGHOST': parts['host'], 'PGUSER': 'postgres'}, code=OK)
    path = os.path.join(os.environ['AMENDS_TEST_DIR'], 'pg_service.conf')
    with open(path, 'w', encoding='utf-8') as f:
        f.write(f"[desk]\nhost={parts['host']}\ndbname=amends\nuser=postgres\n")
    ctl('measures', db='service=desk', env={'PGSERVICEFILE': path}, code=OK)
    ctl('measures', env={'PGSERVICEFILE': path, 'PGSERVICE': 'desk'}, code=OK)


# Setting up -------------------------------------------------------------------------------------

def test_init_twice():
    "a second init is refused and changes nothing"
    before = sql('SELECT * FROM amends.schema_version ORDER BY name'), sql('SELECT * FROM amends.site')
    done = ctl('init', '--name', '另一个', '--zone', 'UTC', db=dsn(), code=FAILED)
    assert 'upgrade' in done.stderr
    assert before == (sql('SELECT * FROM amends.schema_version ORDER BY name'), sql('SELECT * FROM amends.site'))


def test_init_refusals():
    "init on a foreign or non-UTF-8 database, by a non-superuser, or with an unknown zone leaves no trace"
    foreign = new_database('ctl_foreign')
    sql('CREATE TABLE public.order_of_another_program (id int)', dbname='ctl_foreign')
    assert 'empty' in ctl('init', db=foreign, code=FAILED).stderr
    latin = new_database('ctl_ascii', "ENCODING 'SQL_ASCII' LC_COLLATE 'C' LC_CTYPE 'C' TEMPLATE template0")
    assert 'UTF' in ctl('init', db=latin, code=FAILED).stderr
    empty = new_database('ctl_empty')
    sql('CREATE ROLE ctl_plain LOGIN; GRANT ALL ON DATABASE ctl_empty TO ctl_plain', dbname='postgres')
    assert 'superuser' in ctl('init', db=dsn('ctl_empty', 'ctl_plain'), code=NO_RIGHT).stderr
    assert 'Mars/Olympus' in ctl('init', '--zone', 'Mars/Olympus', db=empty, code=USAGE).stderr
    assert 'ctl_plain' in ctl('init', '--admin', 'ctl_plain', '--password-stdin', stdin='long enough\n', db=empty, code=FAILED).stderr
    ctl('init', '--admin', 'ctl_boss', '--password-stdin', stdin='short\n', db=empty, code=BAD_DATA)
    ctl('init', '--admin', 'ctl_boss', '--password-stdin', stdin='', db=empty, code=BAD_DATA)
    ctl('init', '--admin', 'ctl_boss', db=empty, code=USAGE)  # no terminal, no question
    for name in ('ctl_foreign', 'ctl_ascii', 'ctl_empty'):
        assert not installed(name), name
    assert value("SELECT count(*) FROM pg_roles WHERE rolname = 'ctl_boss'") == 0


def test_init_settings():
    "init keeps what it was told, and makes the first administrator with a SCRAM verifier"
    db = dsn('ctl_empty')
    done = ctl('init', '--name', '售后"部\\', '--zone', 'Europe/Berlin', '--currency', 'EUR', '--language', 'en', '--admin', 'ctl_boss',
               '--admin-name', '阚立', '--employee-no', 'A-1', '--password-stdin', stdin='密码密码密码密码\nnot this\n', db=db, code=OK)
    assert 'ctl_boss' in done.stdout
    assert sql('SELECT name, zone, currency, language, demo FROM amends.site', dbname='ctl_empty') == [('售后"部\\', 'Europe/Berlin', 'EUR', 'en', False)]
    assert sql('SELECT login, name, employee_no, role FROM amends.person', dbname='ctl_empty') == [('ctl_boss', '阚立', 'A-1', 'admin')]
    assert value("SELECT rolpassword LIKE 'SCRAM-SHA-256$%%' FROM pg_authid WHERE rolname = 'ctl_boss' AND NOT rolsuper")
    assert 'ctl_boss' in ctl('staff', 'list', db=dsn('ctl_empty', 'ctl_boss'), code=OK).stdout
    assert ctl('doctor', db=db, code=OK)


def test_other_databases():
    "a database without Amends is told from one with it, by every verb"
    for words in (['upgrade'], ['doctor'], ['sweep'], ['measures'], ['staff', 'list'], ['export', 'tickets']):
        ctl(*words, db=dsn('ctl_foreign'), code=FAILED)
        assert not installed('ctl_foreign')


def test_upgrade():
    "upgrade changes nothing that is up to date, and makes functions and rights whole again"
    before = sql('SELECT name, sha256, applied_at FROM amends.schema_version ORDER BY name')
    ctl('upgrade', db=dsn(), code=OK)
    assert before == sql('SELECT name, sha256, applied_at FROM amends.schema_version ORDER BY name')
    sql('DROP FUNCTION api.my_counts(); ALTER FUNCTION api.hello(int) RESET search_path')
    assert ctl('doctor', db=dsn(), code=FINDINGS)
    ctl('upgrade', db=dsn(), code=OK)
    assert value("SELECT to_regprocedure('api.my_counts()') IS NOT NULL")
    ctl('doctor', db=dsn(), code=OK)
    ctl('upgrade', db=dsn('amends', 'ctl_boss'), code=NO_RIGHT)


def test_newer_database():
    "a database of a newer Amends is left alone"
    sql("INSERT INTO amends.schema_version (name, version, sha256) VALUES ('schema/990-later.sql', 99, 'x')")
    try:
        assert '990-later' in ctl('upgrade', db=dsn(), code=FAILED).stderr
        assert 'newer' in ctl('measures', db=dsn(), code=FAILED).stderr
        found = json.loads(ctl('doctor', '--format', 'json', db=dsn(), code=FINDINGS).stdout)['findings']
        assert [f['code'] for f in found] == ['schema.new'], found
    finally:
        sql('DELETE FROM amends.schema_version WHERE version = 99')


def test_older_database():
    "a database of an older Amends is asked to be upgraded first"
    old = sql('SELECT name, version, sha256 FROM amends.schema_version ORDER BY version DESC NULLS LAST LIMIT 1')[0]
    sql('DELETE FROM amends.schema_version WHERE version = %s', old[1])
    try:
        assert 'amendsctl upgrade' in ctl('measures', db=dsn(), code=FAILED).stderr
        assert [f['code'] for f in json.loads(ctl('doctor', '--format', 'json', db=dsn(), code=FINDINGS).stdout)['findings']] == ['schema.old']
    finally:
        sql('INSERT INTO amends.schema_version (name, version, sha256) VALUES (%s, %s, %s)', *old)


def test_changed_file():
    "a schema file that was run in another form is told, nothing is run over it"
    row = sql('SELECT name, sha256 FROM amends.schema_version WHERE version = 1')[0]
    sql("UPDATE amends.schema_version SET sha256 = 'other' WHERE version = 1")
    try:
        assert row[0] in ctl('upgrade', db=dsn(), code=FAILED).stderr
    finally:
        sql('UPDATE amends.schema_version SET sha256 = %s WHERE name = %s', row[1], row[0])


def test_demo():
    "init --demo: the cast, their tickets, and a clean bill of health"
    ctl('init', '--name', '演示', '--demo', db=new_database(DEMO), code=OK)
    assert value('SELECT count(*) FROM amends.person WHERE login IS NOT NULL', dbname=DEMO) == 10
    assert value('SELECT count(*) FROM amends.ticket', dbname=DEMO) > 100
    ctl('sweep', db=dsn(DEMO), code=OK)
    healthy = json.loads(ctl('doctor', '--format', 'json', db=dsn(DEMO), code=OK).stdout)
    assert healthy['findings'] == [] and healthy['schema'] == healthy['program'] and healthy['encoding'] == 'UTF8', healthy


# Looking after ----------------------------------------------------------------------------------

def findings(dbname=DEMO):
    return {f['code'] for f in json.loads(ctl('doctor', '--format', 'json', db=dsn(dbname), code=FINDINGS).stdout)['findings']}


def test_doctor_findings():
    "doctor finds a right too many, reminders that wait, an unswept feed, logins that are gone"
    assert ctl('doctor', db=dsn(DEMO, 'xilan'), code=NO_RIGHT)
    sql('GRANT SELECT ON amends.ticket TO amends_agent', dbname=DEMO)
    assert findings() == {'table.staff'}
    text = ctl('doctor', db=dsn(DEMO), code=FINDINGS).stdout
    assert 'table.staff' in text and 'amends.ticket' in text and '1 finding' in text
    sql('REVOKE SELECT ON amends.ticket FROM amends_agent', dbname=DEMO)

    sql("UPDATE amends.ticket SET next_escalation_at = now() - interval '10 minutes' WHERE id = "
        "(SELECT max(id) FROM amends.ticket WHERE state = 'open')", dbname=DEMO)
    assert findings() == {'sweep.late'}
    sql("UPDATE amends.mutex SET last_run = '-infinity' WHERE name = 'sweep'", dbname=DEMO)
    ctl('sweep', db=dsn(DEMO), code=OK)
    ctl('doctor', db=dsn(DEMO), code=OK)

    sql("UPDATE amends.mutex SET last_run = now() - interval '2 hours' WHERE name = 'sweep'", dbname=DEMO)
    assert findings() == {'sweep.stopped'}
    sql("INSERT INTO amends.change (kind, ref, at) SELECT 'ticket', 1, now() - interval '20 days' FROM generate_series(1, 3)", dbname=DEMO)
    assert findings() == {'sweep.stopped', 'feed.old'}
    ctl('sweep', db=dsn(DEMO), code=OK)

    sql("UPDATE amends.person SET login = 'gone_person' WHERE login = 'qilang'", dbname=DEMO)
    assert findings() == {'staff.no_login'}
    sql("UPDATE amends.person SET login = 'qilang' WHERE login = 'gone_person'", dbname=DEMO)
    sql("UPDATE amends.person SET active = false WHERE role = 'admin'; ALTER ROLE kanli NOLOGIN", dbname=DEMO)
    assert findings() == {'staff.no_admin'}
    sql("UPDATE amends.person SET active = true WHERE role = 'admin'; ALTER ROLE kanli LOGIN", dbname=DEMO)
    ctl('doctor', db=dsn(DEMO), code=OK)


def test_doctor_deep():
    "doctor --deep recomputes what is derived, and finds a fact that was tampered with"
    if not value("SELECT to_regprocedure('amends.invariants()') IS NOT NULL", dbname=DEMO):
        assert 'deep.missing' in ctl('doctor', '--deep', db=dsn(DEMO), code=FINDINGS).stdout
        return
    ctl('doctor', '--deep', db=dsn(DEMO), code=OK)
    sql("UPDATE amends.ticket_fact SET resolved_at = resolved_at + interval '1 hour' WHERE ticket_id = "
        "(SELECT min(ticket_id) FROM amends.ticket_fact WHERE resolved_at IS NOT NULL)", dbname=DEMO)
    try:
        assert ctl('doctor', '--deep', db=dsn(DEMO), code=FINDINGS)
    finally:
        sql("UPDATE amends.ticket_fact SET resolved_at = resolved_at - interval '1 hour' WHERE ticket_id = "
            "(SELECT min(ticket_id) FROM amends.ticket_fact WHERE resolved_at IS NOT NULL)", dbname=DEMO)


def test_sweep():
    "sweep goes on until nothing is left, also as the timer's own login"
    sql('CREATE ROLE ctl_sweeper LOGIN; GRANT amends_service TO ctl_sweeper', dbname='postgres')
    sql("UPDATE amends.ticket SET next_escalation_at = now() - interval '1 minute', due_at = now() - interval '1 minute', warn_at = now() - interval '2 minutes' "
        "WHERE state = 'open' AND step_id IS NOT NULL", dbname=DEMO)
    sql("UPDATE amends.mutex SET last_run = '-infinity' WHERE name = 'sweep'", dbname=DEMO)
    before = value('SELECT count(*) FROM amends.escalation', dbname=DEMO)
    assert 'Swept' in ctl('sweep', db=dsn(DEMO, 'ctl_sweeper'), code=OK).stdout
    assert value('SELECT count(*) FROM amends.escalation', dbname=DEMO) > before
    assert value('SELECT count(*) FROM amends.ticket WHERE next_escalation_at < now()', dbname=DEMO) == 0
    assert ctl('sweep', '--quiet', db=dsn(DEMO, 'ctl_sweeper'), code=OK).stdout == ''
    ctl('measures', db=dsn(DEMO, 'ctl_sweeper'), code=NO_RIGHT)
    sql('CREATE ROLE ctl_stranger LOGIN', dbname='postgres')
    ctl('sweep', db=dsn(DEMO, 'ctl_stranger'), code=NO_RIGHT)

if __name__ == '__main__':
    main()
