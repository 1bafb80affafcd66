"""The shell through its real window: the ways in and why not, a server that stops answering, notifications, pasting."""
import contextlib
import os
import signal
import subprocess
import sys
import time

import psycopg2

sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))
sys.path.insert(0, os.path.dirname(os.path.dirname(os.path.abspath(__file__))))
import tap  # noqa: E402
from desk import Desk, wait  # noqa: E402

DSN = os.environ['AMENDS_TEST_DSN']
DIR = os.environ['AMENDS_TEST_DIR']
SERVER = f'postgresql://?host={DIR}&dbname=amends'
LOGIN = 'tongyi'


def sql(statement, *values, dbname='amends'):
    connection = psycopg2.connect(f'host={DIR} dbname={dbname} user=postgres')
    try:
        connection.autocommit = True
        cursor = connection.cursor()
        cursor.execute(statement, values)
        return cursor.fetchall() if cursor.description else None
    finally:
        connection.close()


def labels(app):
    return [n.get_name() for n in app.walk() if n.get_role_name() == 'label' and n.get_name()]


def has(app, words, timeout=10):
    return wait(lambda: next((t for t in labels(app) if words in t), None), timeout, words)


@contextlib.contextmanager
def desk_of(desk, address=SERVER, login=LOGIN, signed_in=True):
    """The program for as long as the block; it has to end cleanly, unless the block killed it."""
    app = desk.amends('--server', address, '--as', login, lang='en', env={'G_DEBUG': 'fatal-warnings'})
    try:
        if signed_in:
            app.find('check box', 'On duty', timeout=20)
        yield app
    finally:
        killed = app.p.poll() is not None
        app.p.terminate()
        code = app.p.wait(15)
    assert killed or code == 0, open(f'{desk.tmp}/app.err', encoding='utf-8').read()


@contextlib.contextmanager
def frozen_server():
    """Postmaster and backends stopped for as long as the block."""
    with open(f'{DIR}/data/postmaster.pid', encoding='ascii') as f:
        postmaster = int(f.readline())
    children = subprocess.run(['pgrep', '-P', str(postmaster)], capture_output=True, text=True).stdout.split()
    stopped = []
    try:
        for pid in [postmaster] + [int(pid) for pid in children]:
            with contextlib.suppress(ProcessLookupError):
                os.kill(pid, signal.SIGSTOP)
                stopped.append(pid)
        yield
    finally:
        for pid in stopped:
            with contextlib.suppress(ProcessLookupError):
                os.kill(pid, signal.SIGCONT)


def refusal(desk, address, login, title, then):
    with desk_of(desk, address, login, signed_in=False) as app:
        has(app, title, 20)
        text = ' '.join(labels(app))
        assert then in text, text


def test_refusals(desk):
    """wrong host, port, database, login, an empty database and one not on the staff list: each says what to do"""
    sql('CREATE DATABASE empty', dbname='postgres')
    refusal(desk, 'no-such-host.invalid', LOGIN, 'The server cannot be reached', 'Check')
    refusal(desk, 'postgresql://127.0.0.1:1/amends', LOGIN, 'The server cannot be reached', 'port')
    refusal(desk, f'postgresql://?host={DIR}&dbname=nowhere', LOGIN, 'There is no such database', 'Check its name')
    refusal(desk, f'postgresql://?host={DIR}&dbname=empty', LOGIN, 'This is not a database of Amends', 'amendsctl init')
    refusal(desk, SERVER, 'nobody_of_that_name', 'Wrong login or password', 'Check both')
    refusal(desk, SERVER, 'postgres', 'You are not on the staff list', 'administrator')
    refusal(desk, 'postgresql://a:b:c:d/', LOGIN, 'This address cannot be used', 'port')


def test_versions(desk):
    """a schema newer than the program refuses sign-in and says who can help"""
    old = sql('SELECT min_client FROM amends.site')[0][0]
    sql('UPDATE amends.site SET min_client = 9999')
    try:
        refusal(desk, SERVER, LOGIN, 'This Amends is too old', 'newer program')
    finally:
        sql('UPDATE amends.site SET min_client = %s', old)


def on_duty():
    return sql('SELECT on_duty FROM amends.person WHERE login = %s', LOGIN)[0][0]


def writes():
    return sql("SELECT count(*) FROM amends.request WHERE fn = 'duty_set'")[0][0]


def test_silent_server(desk):
    """a server stopped in the middle of an action: told within 5 s, taken up again by itself, done once"""
    before, count = on_duty(), writes()
    with desk_of(desk) as app:
        switch = app.find('check box', 'On duty')
        with frozen_server():
            app.mouse_click(switch)
            begun = time.monotonic()
            has(app, 'does not answer')
            told = time.monotonic() - begun
            has(app, 'is kept and sent once')
            time.sleep(3)
        wait(lambda: on_duty() != before, 40, 'the write')
        wait(lambda: 'live' in labels(app), 40, 'live again')
    assert told < 5, told
    assert writes() == count + 1


def test_killed_program(desk):
    """a write that a killed program could not settle is sent at the next sign-in, once"""
    count = writes()
    with desk_of(desk) as app:
        switch = app.find('check box', 'On duty')
        with frozen_server():
            app.mouse_click(switch)
            has(app, 'is kept and sent once')
            app.p.kill()
            app.p.wait()
    assert writes() in (count, count + 1)
    with desk_of(desk):
        wait(lambda: writes() == count + 1, 20, 'the write of the killed program')
        time.sleep(1)
        assert writes() == count + 1


def notice(*indexes, kind='due'):
    tickets = sql('SELECT id FROM amends.ticket ORDER BY id DESC LIMIT 8')
    person = sql('SELECT id FROM amends.person WHERE login = %s', LOGIN)[0][0]
    sql('SELECT amends.notice_add(%s, t, %s, 0, now(), \'{"step": {"en": "Check"}, "customer": "<b>**"}\') '
        'FROM unnest(%s::bigint[]) t', person, kind, [tickets[i][0] for i in indexes])
    sql('NOTIFY amends')


def told(desk):
    """The notifications about this test's own notices: the sweep of living work may tell others."""
    return [c for c in desk.notes.calls() if 'Check' in c[1] or c[0].endswith('notifications')]


def test_notifications(desk):
    """told on the desktop once each, four at once as one, also without a window; the action opens it; nothing again later"""
    with desk_of(desk) as app:
        time.sleep(3)
        desk.notes.clear()
        notice(0)
        calls = wait(lambda: told(desk), 8, 'one notification')
        assert len(calls) == 1 and calls[0][0].endswith('is overdue') and '&lt;b&gt;' in calls[0][1], calls
        assert 'open' in calls[0][2] and 'default' in calls[0][2]
        desk.notes.clear()
        notice(1, 2, 3, 4)
        calls = wait(lambda: told(desk), 8, 'one for four')
        assert len(calls) == 1 and calls[0][0] in ('4 notifications', '5 notifications'), calls
        desk.notes.clear()
        app.key('alt+F4')
        wait(lambda: not app.find('frame', all=True), 5, 'no window')
        assert app.p.poll() is None
        notice(5)
        assert len(wait(lambda: told(desk), 8, 'one without a window')) == 1
        for number in range(1, 60):
            desk.notes.invoke(number, 'open')
        app.find('frame', timeout=8)
    desk.notes.clear()
    with desk_of(desk):
        time.sleep(3)
        assert not told(desk), told(desk)


def test_shortcuts(desk):
    """the keys are shown when asked for, on one page; Escape leaves, and they can be asked for again"""
    with desk_of(desk) as app:
        for _ in range(2):
            app.key('ctrl+question')
            app.find('frame', 'Keyboard Shortcuts', timeout=8)
            has(app, 'Why this deadline?')
            app.key('Escape')
            wait(lambda: not app.find('frame', 'Keyboard Shortcuts', all=True), 8, 'the window gone')


def test_paste(desk):
    """ten pasted megabytes are refused at once, the window stays alive and what was typed stays"""
    with desk_of(desk) as app:
        app.key('ctrl+f')
        app.type('keep')
        app.key('ctrl+a')
        subprocess.run(['xclip', '-selection', 'clipboard', '-i'], input=('善后' * 1800000).encode(), stdout=subprocess.DEVNULL)
        begun = time.monotonic()
        app.key('ctrl+v')
        has(app, 'Too much text')
        assert time.monotonic() - begun < 3
        app.key('ctrl+a')
        app.key('ctrl+c')
        time.sleep(0.3)
        kept = subprocess.run(['xclip', '-selection', 'clipboard', '-o'], capture_output=True, timeout=5).stdout
        assert kept == b'keep', kept[:80]


if __name__ == '__main__':
    with Desk(settings={'window-maximized': 'false'}) as the_desk:
        tap.main(desk=the_desk)
