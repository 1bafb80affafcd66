"""Throw-away PostgreSQL clusters for the tests: initialised once, installed once, then copied for every test file.

A copy of a data directory takes a fraction of a second, and roles are cluster-wide: every test file has a server of its own.
"""
import glob
import os
import pwd
import shutil
import subprocess
import tempfile

import psycopg2

HERE = os.path.dirname(os.path.abspath(__file__))
ROOT = os.path.dirname(HERE)
# AMENDS_PG_BIN: the programs of another release, to run the tests on it
BIN = os.environ.get('AMENDS_PG_BIN') or max(glob.glob('/usr/lib/postgresql/*/bin'), key=lambda p: int(p.split('/')[4]))
OPTIONS = ("-c listen_addresses='' -c fsync=off -c synchronous_commit=off -c full_page_writes=off -c shared_buffers=128MB "
           "-c max_connections=330 -c autovacuum=off -c max_prepared_transactions=0 -c timezone=UTC -c log_min_messages=warning")


def _user():
    """PostgreSQL refuses to run as root: then as the distribution's own user."""
    if os.getuid() != 0:
        return None
    return pwd.getpwnam('postgres')


def run(*argv, **kwargs):
    """Runs a server program as an unprivileged user."""
    user = _user()
    env = {'PATH': f'{BIN}:/usr/bin:/bin', 'LC_ALL': 'C.UTF-8', 'HOME': '/tmp', **kwargs.pop('env', {})}
    if user:
        argv = ('setpriv', f'--reuid={user.pw_uid}', f'--regid={user.pw_gid}', '--clear-groups') + argv
    return subprocess.run(argv, env=env, check=True, stdout=subprocess.DEVNULL, stdin=subprocess.DEVNULL, **kwargs)


class Cluster:
    """One server on a unix socket; with `template` a copy of that data directory."""

    def __init__(self, template=None, options=''):
        self.dir = tempfile.mkdtemp(prefix='amt', dir='/tmp')
        os.chmod(self.dir, 0o755)
        user = _user()
        if user:
            os.chown(self.dir, user.pw_uid, user.pw_gid)
        self.data = os.path.join(self.dir, 'data')
        if template:
            subprocess.run(['cp', '-a', '--reflink=auto', template, self.data], check=True)
        else:
            run(f'{BIN}/initdb', '-D', self.data, '-U', 'postgres', '-A', 'trust', '-E', 'UTF8', '--locale=C.UTF-8', '-N')
        self.options = f'-k {self.dir} {OPTIONS} {options}'
        self.start()

    def start(self):
        try:
            run(f'{BIN}/pg_ctl', '-D', self.data, '-l', f'{self.dir}/log', '-w', '-t', '30', '-o', self.options, 'start')
        except subprocess.CalledProcessError:
            with open(f'{self.dir}/log', encoding='utf-8', errors='replace') as log:
                raise RuntimeError(log.read()[-2000:]) from None

    def halt(self, mode='immediate'):
        run(f'{BIN}/pg_ctl', '-D', self.data, '-m', mode, '-w', 'stop')

    @property
    def pid(self):
        with open(f'{self.data}/postmaster.pid', encoding='ascii') as f:
            return int(f.readline())

    def dsn(self, dbname='amends', user='postgres'):
        return f'host={self.dir} dbname={dbname} user={user}'

    def connect(self, dbname='amends', user='postgres'):
        connection = psycopg2.connect(self.dsn(dbname, user))
        connection.autocommit = True
        return connection

    def close(self):
        if os.path.exists(f'{self.data}/postmaster.pid'):
            try:
                self.halt()
            except subprocess.CalledProcessError:
                pass
        shutil.rmtree(self.dir, ignore_errors=True)

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.close()
