#!/usr/bin/python3
"""The main job on a virtual display, for a machine without one: what `./dev run` does there.

usage: tests/walk.py BUILDDIR OUTDIR
Starts Amends with its own local server and demo data, files a ticket as an agent by keyboard, looks at the board as a supervisor and at
the scorecards as a manager. One line and one picture a step; exit code 1 when a step fails.
"""
import os
import re
import sys

HERE = os.path.dirname(os.path.abspath(__file__))
sys.path[:0] = [HERE, os.path.join(HERE, 'ui')]
BUILD, OUT = (os.path.abspath(p) for p in sys.argv[1:3])
os.environ['AMENDS_BUILD'] = BUILD
from desk import Desk, settle, shot, wait  # noqa: E402

number = 0


def keep(what):
    """One picture, one line."""
    global number
    number += 1
    path = os.path.join(OUT, f'{number:02}.png')
    shot(path)
    print(f'ok {number:2}  {what:<60} {path}', flush=True)


def sit_down(desk, login):
    """Opens the program as a demo person, on the local server; the first time that installs it."""
    app = desk.amends('--local', '--as', login)
    wait(lambda: app.find('list item', re.compile('^(我的工作|My work)'), timeout=1), timeout=180, what='the window')
    settle(1.5)
    return app


def leave(app):
    app.key('ctrl+q')
    app.p.wait(20)


def place(app, name):
    app.mouse_click(app.find('list item', re.compile(f'^({name})(,|$)')))
    settle(2.5)


def main():
    os.makedirs(OUT, exist_ok=True)
    with Desk(settings={'run-in-background': 'false'}) as desk:
        app = sit_down(desk, 'xilan')
        keep('an agent sees what is due')
        app.key('ctrl+n')
        settle(1.0)
        app.type('10000000001')
        app.key('Return')
        settle(1.5)
        app.paste('空气净化器无法开机，滤芯是新的，家里有老人很着急，请尽快上门。')
        settle(1.5)
        keep('a ticket is proposed while the words are typed')
        app.key('ctrl+Return')
        wait(lambda: app.find('label', re.compile('已提交|is filed'), timeout=1), timeout=15, what='the ticket filed')
        keep('the ticket is filed')
        leave(app)
        app = sit_down(desk, 'tongyi')
        place(app, '客服|Customer service')
        keep('a supervisor sees the board')
        leave(app)
        app = sit_down(desk, 'quyuan')
        place(app, '绩效|Scorecards')
        keep('a manager opens the scorecards')
        leave(app)
    print('The same on a display: ./dev run')


if __name__ == '__main__':
    try:
        main()
    except Exception as error:  # every failure is told in one line
        shot(os.path.join(OUT, 'failed.png'))
        sys.exit(f'failed after step {number}: {error}')
