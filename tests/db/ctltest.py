"""What the tests of amendsctl share: running it, its answers as rows, the superuser's SQL beside them."""
import csv
import io
import json
import os
import subprocess
import sys

import psycopg2
import psycopg2.extensions

sys.path.insert(0, os.path.dirname(os.path.dirname(os.path.abspath(__file__))))
import tap  # noqa: E402

DSN = os.environ.get('AMENDS_TEST_DSN', '')
CTL = os.path.join(os.environ.get('AMENDS_BUILD', 'build'), 'src', 'ctl', 'amendsctl')
OK, FAILED, USAGE, NO_CONNECTION, NO_RIGHT, FINDINGS, BAD_DATA = range(7)
ENV = {k: v for k, v in os.environ.items() if not k.startswith('PG')} | {'LC_ALL': 'C.UTF-8', 'LANGUAGE': 'en'}
DEMO = 'ctl_demo'
VERBS = ('init', 'upgrade', 'doctor', 'staff', 'sweep', 'measures', 'contributions', 'scorecard', 'export', 'import', 'demo')


def dsn(dbname='amends', user='postgres', **more):
    return psycopg2.extensions.make_dsn(DSN, dbname=dbname, user=user, **more)


def ctl(*argv, stdin='', db=None, env=None, code=None):
    """Runs amendsctl; `code` is the exit code that has to come."""
    words = [CTL, *argv] + (['--db', db] if db else [])
    done = subprocess.run(words, input=stdin if isinstance(stdin, bytes) else stdin.encode(), capture_output=True, env=ENV | (env or {}), timeout=300, check=False)
    # decoded here: reading as text would turn CRLF into LF
    done.stdout, done.stderr = done.stdout.decode(), done.stderr.decode(errors='replace')
    if code is not None and done.returncode != code:
        raise AssertionError(f'{argv}: exit {done.returncode}, wanted {code}\n{done.stdout[-2000:]}{done.stderr[-2000:]}')
    if code not in (None, OK, FINDINGS):
        assert done.stderr.strip(), f'{argv}: exit {code} without a word'
        assert not done.stdout.strip(), f'{argv}: failed, yet printed {done.stdout!r}'
    return done


def rows(*argv, db=None, env=None):
    """The rows of a verb by JSON, numbers as their text."""
    text = ctl(*argv, '--format', 'json', db=db or dsn(DEMO), env=env, code=OK).stdout
    return json.loads(text, parse_float=str, parse_int=str)


def table(*argv, db=None):
    """The rows of a verb by CSV, strictly read, as dictionaries."""
    text = ctl(*argv, '--format', 'csv', db=db or dsn(DEMO), code=OK).stdout
    return list(csv.DictReader(io.StringIO(text, newline=''), strict=True))


def connect(dbname='amends', user='postgres', **more):
    connection = psycopg2.connect(dsn(dbname, user, **more))
    connection.autocommit = True
    return connection


def sql(statement, *args, dbname='amends'):
    """Rows of a statement run by the superuser."""
    connection = connect(dbname)
    try:
        with connection.cursor() as cursor:
            cursor.execute(statement, args or None)
            return cursor.fetchall() if cursor.description else []
    finally:
        connection.close()


def value(statement, *args, dbname='amends'):
    return sql(statement, *args, dbname=dbname)[0][0]


def new_database(name, options='TEMPLATE template0'):
    sql(f'CREATE DATABASE {name} {options}', dbname='postgres')
    return dsn(name)


def installed(name):
    return value("SELECT to_regnamespace('amends') IS NOT NULL", dbname=name)


def make_demo():
    """The demo world in a database of its own."""
    ctl('init', '--demo', db=new_database(DEMO), code=OK)


def last_month():
    """First day of the last finished month of the demo world, and of the one after it."""
    return sql("SELECT (date_trunc('month', now()) - interval '1 month')::date, date_trunc('month', now())::date", dbname=DEMO)[0]


def as_person(login):
    """A demo person's own connection."""
    return dsn(DEMO, login)


def main():
    if not DSN:
        print('1..0 # SKIP AMENDS_TEST_DSN is not set')
        sys.exit(0)
    tap.main()
