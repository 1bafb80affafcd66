"""Amends on this computer: the private cluster is made, filled, used by one person after another, and stopped with the last program.

Started by root the cluster lives under /var/lib/amends: there the test has a folder of its own in a mount namespace, so that one
that is in use on this machine is neither seen nor touched."""
import glob
import os
import pwd
import re
import shutil
import subprocess
import sys
import tempfile
import time

import psycopg2

sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))
sys.path.insert(0, os.path.dirname(os.path.dirname(os.path.abspath(__file__))))
import tap  # noqa: E402
from desk import Desk, Seat, wait  # noqa: E402

SHARED = '/var/lib/amends'
WAY = ('--local',)
CAST = ('郗岚', '逄宁', '佘砚', '亓朗', '缪青', '郏衡', '仝毅', '忻舟', '瞿沅', '阚立')
facts = {}


def alone():
    """As root: starts this file again where /var/lib/amends is an empty folder; removes what was made for that."""
    made = not os.path.exists(SHARED)
    os.makedirs(SHARED, mode=0o755, exist_ok=True)
    folder = tempfile.mkdtemp(prefix='amends-local-')
    os.chmod(folder, 0o755)
    try:
        return subprocess.run(['unshare', '-m', 'sh', '-c', f'mount --bind "$1" {SHARED} && shift && exec "$@"', 'sh', folder,
                               sys.executable, os.path.abspath(__file__)], env={**os.environ, 'AMENDS_LOCAL_ALONE': '1'}).returncode
    finally:
        shutil.rmtree(folder, ignore_errors=True)
        if made:
            os.rmdir(SHARED)


def folder(desk):
    return os.path.join(SHARED, 'local') if os.getuid() == 0 else os.path.join(desk.tmp, 'data', 'amends', 'local')


def postmaster(desk):
    """Its process, or None when no server runs."""
    try:
        with open(os.path.join(folder(desk), 'data', 'postmaster.pid'), encoding='ascii') as f:
            pid = int(f.readline())
        os.kill(pid, 0)
        return pid
    except (FileNotFoundError, ProcessLookupError):
        return None


def test_first_start(desk):
    """the first start makes the cluster, fills the demo department and signs in, telling what it does, and the window stays alive"""
    if not glob.glob('/usr/lib/postgresql/*/bin/postgres'):
        raise tap.Skip('PostgreSQL is not installed')
    begun = time.monotonic()
    app = desk.amends(*WAY, '--as', 'xilan', lang='en')
    facts['app'] = app
    app.find('label', re.compile('^Filling the demo department|^Making a database|^Starting the database'), timeout=30)
    longest = 0
    while not app.find('list', 'Places', all=True):
        asked = time.monotonic()
        wait(lambda: app.root().get_name(), 20, 'an answer of the window')
        longest = max(longest, time.monotonic() - asked)     # the window's own loop answers
        assert asked - begun < 300, 'no end of the first start'
        time.sleep(.2)
    facts['first'] = time.monotonic() - begun
    print(f'# first start {facts["first"]:.1f} s, longest silence of the window {longest:.2f} s')
    app.find('label', '郗岚', timeout=10)
    assert longest < 3, longest


def test_private(desk):
    """the server listens on no network, its folders are closed, and it runs as an unprivileged account"""
    pid = postmaster(desk)
    assert pid
    data = os.stat(os.path.join(folder(desk), 'data'))
    assert data.st_uid == os.stat(f'/proc/{pid}').st_uid != 0
    assert data.st_mode & 0o077 == 0 and os.stat(folder(desk)).st_mode & 0o077 == 0
    if os.getuid() == 0:
        assert pwd.getpwuid(data.st_uid).pw_name in ('amends', 'postgres')
    inodes = {os.readlink(f) for f in glob.glob(f'/proc/{pid}/fd/*') if os.path.islink(f)}
    sockets = {i[8:-1] for i in inodes if i.startswith('socket:')}
    assert sockets
    for table in ('/proc/net/tcp', '/proc/net/tcp6'):
        if os.path.exists(table):
            with open(table, encoding='ascii') as f:
                assert not sockets & {line.split()[9] for line in list(f)[1:]}, f'the server is in {table}'


def leave(app):
    app.p.terminate()
    assert app.p.wait(40) == 0


def test_stops_with_the_last(desk):
    """the server stops when the last program ends, not before"""
    other = Seat(desk, 'tongyi', way=WAY, beside=True)
    leave(facts['app'])
    time.sleep(1)
    assert postmaster(desk), 'stopped under the other program'
    leave(other.app)
    wait(lambda: postmaster(desk) is None, 20, 'no server')


def people(app):
    """The demo people offered, by name."""
    return [n.get_name() for n in app.find('label', re.compile('^(' + '|'.join(CAST) + ')'), all=True)]


def test_second_start(desk):
    """a second start finds everything there, takes a fraction of the first, and without a login asks who to be"""
    begun = time.monotonic()
    app = desk.amends(*WAY, lang='en', env={'G_DEBUG': 'fatal-warnings'})
    app.find('list', 'People of the demo department', timeout=60)
    took = time.monotonic() - begun
    print(f'# second start {took:.1f} s')
    assert took < max(facts['first'] / 2, 10), (took, facts['first'])
    assert set(people(app)) >= set(CAST), people(app)
    time.sleep(1)
    assert not app.find('list', 'Places', all=True), 'nobody was chosen'
    app.mouse_click(app.find('label', '缪青'))
    app.find('list', 'Places', timeout=30)
    app.find('label', '缪青', timeout=10)
    facts['app'] = app


def test_another_person(desk):
    """signing out leads back to the people of the demo department; another one is chosen and sits down"""
    app = facts['app']
    pid = postmaster(desk)
    app.mouse_click(app.find('push button', 'Main menu'))
    app.act(app.find('menu item', re.compile('^Sign Out'), timeout=5))
    app.find('label', 'Try it on this computer', timeout=15)
    app.mouse_click(app.find('label', re.compile('^Choose a person of the demo department'), timeout=5))
    wait(lambda: 'focused' in app.states(app.find('list item', re.compile('^郗岚'), timeout=1)), 30, 'the keyboard on the first person')
    app.key('Return')
    app.find('list', 'Places', timeout=30)
    app.find('label', '郗岚', timeout=10)
    assert postmaster(desk) == pid
    leave(app)
    wait(lambda: postmaster(desk) is None, 20, 'no server')


def as_admin(desk, *statements):
    """What the private server says to who looks after it; where a path would be too long its socket stands elsewhere."""
    with open(os.path.join(folder(desk), 'data', 'postmaster.pid'), encoding='ascii') as f:
        port, socket = f.read().split('\n')[3:5]
    connection = psycopg2.connect(host=socket, port=port, user='postgres', dbname='amends')
    try:
        connection.autocommit = True
        cursor = connection.cursor()
        for statement in statements:
            cursor.execute(statement)
        return cursor.fetchall() if cursor.description else None
    finally:
        connection.close()


def source(desk):
    return as_admin(desk, "SELECT prosrc FROM pg_proc WHERE oid = 'api.poke()'::regprocedure")[0][0]


def test_functions_changed(desk):
    """a program that brings other functions, on the same tables, brings the private database up to date"""
    with Seat(desk, 'xilan', way=WAY):
        right = source(desk)
        as_admin(desk, "CREATE OR REPLACE FUNCTION api.poke() RETURNS boolean LANGUAGE sql AS 'SELECT false'",
                 "UPDATE amends.schema_version SET sha256 = 'of another program' WHERE name = 'order'")
        assert source(desk) != right
    wait(lambda: postmaster(desk) is None, 20, 'no server')
    with Seat(desk, 'xilan', way=WAY):
        assert source(desk) == right
        kept = as_admin(desk, "SELECT max(id) FROM amends.ticket")
    wait(lambda: postmaster(desk) is None, 20, 'no server')
    assert kept[0][0] > 0


QUESTION = 'Make the demo department anew?'


def ask_anew(app):
    app.mouse_click(app.find('push button', 'Make It Anew…'))
    app.find('label', QUESTION, timeout=8)
    time.sleep(.6)      # the question is there before it has the keyboard


def test_made_anew(desk):
    """what another version has left and this one cannot mend is said; it is made anew only when that is wanted"""
    with Seat(desk, 'xilan', way=WAY):
        as_admin(desk, "UPDATE amends.schema_version SET sha256 = 'of another program' WHERE name = 'order' OR version = 1",
                 "UPDATE amends.site SET name = 'before'")
    wait(lambda: postmaster(desk) is None, 20, 'no server')
    app = desk.amends(*WAY, lang='en', env={'G_DEBUG': 'fatal-warnings'})
    app.find('label', re.compile('was run here in another form'), timeout=30)
    ask_anew(app)
    app.key('Escape')
    wait(lambda: not app.find('label', QUESTION, all=True), 8, 'no question')
    assert as_admin(desk, 'SELECT name FROM amends.site') == [('before',)]
    ask_anew(app)
    app.key('alt+m')
    app.find('label', re.compile('^Filling the demo department'), timeout=20)
    app.find('list', 'People of the demo department', timeout=100)
    assert as_admin(desk, 'SELECT name FROM amends.site') != [('before',)]
    app.mouse_click(app.find('label', '仝毅'))
    app.find('list', 'Places', timeout=30)
    leave(app)
    wait(lambda: postmaster(desk) is None, 20, 'no server')


if __name__ == '__main__':
    if os.getuid() == 0 and 'AMENDS_LOCAL_ALONE' not in os.environ:
        sys.exit(alone())
    with Desk(size=(1280, 800)) as display:
        tap.main(desk=display)
