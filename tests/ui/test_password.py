"""A password of one's own, through the real window and a server that asks for it: wanted after a first password, by the menu, with the server away."""
import os
import re
import sys
import urllib.parse

sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))
sys.path.insert(0, os.path.dirname(os.path.dirname(os.path.abspath(__file__))))
import tap  # noqa: E402
from desk import Desk, Seat, frozen_server, settle, sql, wait  # noqa: E402

DIR, LOGIN = os.environ['AMENDS_TEST_DIR'], 'xilan'
FIRST, OWN, NEXT, LAST = 'first-word', '我的"新\\\'密码 9', 'another word 10', 'third-word 11'


def ask_for_passwords():
    """The server asks this one login for a password, everybody else for nothing as before."""
    path = os.path.join(DIR, 'data', 'pg_hba.conf')
    with open(path, encoding='utf-8') as f:
        rules = f.read()
    with open(path, 'w', encoding='utf-8') as f:
        f.write(f'local all {LOGIN} scram-sha-256\n{rules}')
    sql('SELECT pg_reload_conf()')


def sit_down(desk, password):
    host, password = urllib.parse.quote(DIR, safe=''), urllib.parse.quote(password, safe='')
    return Seat(desk, LOGIN, way=('--server', f'postgresql://{LOGIN}:{password}@/amends?host={host}'))


def until():
    return sql('SELECT rolvaliduntil::text FROM pg_roles WHERE rolname = %s', LOGIN)[0][0]


def fill(seat, first, second):
    """The dialog has the keyboard in its first field."""
    seat.says('^Once more$')
    settle(.5)
    for password, way in ((first, 'Return'), (second, None)):
        seat.keys('ctrl+a')
        seat.enter(password)
        settle(.2)
        if way:
            seat.keys(way)


def verifier():
    return sql('SELECT rolpassword FROM pg_authid WHERE rolname = %s', LOGIN)[0][0]


def change(seat, key='ctrl+Return'):
    before = verifier()
    seat.keys(key)
    seat.says('^Your password is changed')
    assert verifier() != before


def by_menu(seat):
    seat.keys('F10')
    seat.app.act(seat.app.find('menu item', re.compile('^Change Password'), timeout=8))


def test_first(desk):
    """a first password: it is said when it ends; short and mistyped ones are refused at the field; one's own is set, and stays"""
    sql(f"ALTER ROLE {LOGIN} PASSWORD '{FIRST}' VALID UNTIL '2099-01-01'")
    with sit_down(desk, FIRST) as seat:
        seat.says('^Somebody else chose your password, so it ends: .*2099')
        fill(seat, 'short', 'short')
        seat.keys('ctrl+Return')
        seat.says('^Take at least 8 characters')
        fill(seat, FIRST, FIRST)
        seat.keys('ctrl+Return')
        seat.says('^That is the password you signed in with')
        fill(seat, OWN, OWN + 'x')
        seat.keys('ctrl+Return')
        seat.says('^The two passwords differ')
        assert until().startswith('2099'), until()
        seat.keys('ctrl+a')
        seat.enter(OWN)     # the keyboard is in the field that is wrong
        change(seat, 'Return')
    assert until() == 'infinity', until()


def test_own(desk):
    """whose password stays is not asked; the menu changes it, Escape leaves it as it is"""
    with sit_down(desk, OWN) as seat:
        settle(1.5)
        assert not any('chose your password' in words for words in seat.labels())
        by_menu(seat)
        fill(seat, 'not this one', 'not this one')
        seat.keys('Escape')
        seat.silent('^Once more$')
    with sit_down(desk, OWN) as seat:
        by_menu(seat)
        fill(seat, NEXT, NEXT)
        change(seat)


def test_lost(desk):
    """with the server stopped: said, the dialog keeps what was typed, the next try goes through; the way back in takes the new password"""
    with sit_down(desk, NEXT) as seat:
        by_menu(seat)
        fill(seat, LAST, LAST)
        with frozen_server():
            seat.keys('ctrl+Return')
            seat.says('outcome|does not answer|did not answer|lost', timeout=20)
        wait(lambda: sql("SELECT count(*) FROM pg_stat_activity WHERE usename = %s AND state = 'idle'", LOGIN)[0][0] > 0, 30, 'the server back')
        settle(3)
        seat.keys('ctrl+Return')    # whether the first try went through or not
        seat.says('^Your password is changed')
        sql('SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE usename = %s', LOGIN)
        wait(lambda: sql("SELECT count(*) FROM pg_stat_activity WHERE usename = %s", LOGIN)[0][0] > 0, 30, 'the way back in')
        seat.silent('signed out by the server')
    with sit_down(desk, LAST) as seat:
        seat.says('^郗岚$')


if __name__ == '__main__':
    with Desk() as the_desk:
        ask_for_passwords()
        tap.main(desk=the_desk)
