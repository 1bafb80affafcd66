#!/usr/bin/python3
"""The window never blocks: the main loop's longest stall with the whole server stopped, beside the same actions with it answering.

usage: tests/bench/stall.py BUILDDIR [PAIRS]
A small library preloaded into the real program measures how long the main loop stays away from poll. Every action is done with
mouse and keyboard; in its middle the postmaster and all backends are stopped by SIGSTOP, and let go again before the next one.
Aim: median of the longest stalls ≤ 1.25 × that of the answering server + 20 ms; a banner within 5 s; nothing done twice.
"""
import contextlib
import json
import os
import re
import signal
import statistics
import subprocess
import sys
import time
import uuid

import bench  # also puts the helpers of the tests on the path
import probe
from desk import Desk, wait, xdo

LOGIN = 'tongyi'
WORDS = ('请问这款空气净化器怎么用，', '滤芯多久换一次，麻烦告诉我一下。')
ANSWER = '已向客户说明滤芯每六个月更换一次，并发送使用说明。'
HELD = 2.0     # seconds the server stands in an action, and has afterwards


class Server:
    """What the desk does not see: the database from its owner's side, and its processes."""

    def __init__(self, cluster):
        self.cluster = cluster
        self.stopped = []

    def sql(self, statement, *values, user='postgres'):
        db = self.cluster.connect(user=user)
        try:
            cursor = db.cursor()
            cursor.execute(statement, values)
            return cursor.fetchall() if cursor.description else None
        finally:
            db.close()

    def stop(self):
        children = subprocess.run(['pgrep', '-P', str(self.cluster.pid)], capture_output=True, text=True).stdout.split()
        for pid in [self.cluster.pid, *map(int, children)]:
            with contextlib.suppress(ProcessLookupError):
                os.kill(pid, signal.SIGSTOP)
                self.stopped.append(pid)

    def go_on(self):
        for pid in self.stopped:
            with contextlib.suppress(ProcessLookupError):
                os.kill(pid, signal.SIGCONT)
        self.stopped = []

    def file(self, mine):
        """A question filed by another desk: held by the person under test, or by nobody. Returns id and number."""
        team = self.sql("SELECT id FROM amends.team WHERE code = 'service'")[0][0]
        draft = {'channel': 'web', 'customer': {'name': '测试', 'phone': f'199{uuid.uuid4().int % 10**8:08d}'}, 'words': ''.join(WORDS),
                 'category': 'consult.product', 'team': team}
        if mine:
            draft['assignee'] = self.sql('SELECT id FROM amends.person WHERE login = %s', LOGIN)[0][0]
        ticket = self.sql('SELECT api.ticket_file(%s, %s)', str(uuid.uuid4()), json.dumps(draft), user=LOGIN)[0][0]
        self.sql('SELECT api.poke()', user=LOGIN)
        return ticket['id'], ticket['number']

    def end(self, ticket):
        """Out of the way for the next run."""
        rev, state = self.sql('SELECT rev, state FROM amends.ticket WHERE id = %s', ticket)[0]
        if state == 'resolved':
            self.sql('SELECT api.ticket_close(%s, %s, %s, NULL, NULL)', str(uuid.uuid4()), ticket, rev, user=LOGIN)
        elif state != 'closed':
            self.sql("SELECT api.ticket_cancel(%s, %s, %s, 'C03', NULL)", str(uuid.uuid4()), ticket, rev, user=LOGIN)
        self.sql('SELECT api.poke()', user=LOGIN)

    def count(self, kind, ticket):
        return self.sql('SELECT count(*) FROM amends.event e JOIN amends.person p ON p.id = e.actor_id '
                        'WHERE e.kind = %s AND e.ticket_id = %s AND p.login = %s', kind, ticket, LOGIN)[0][0]


class Script:
    """The actions, each in two halves; the server is stopped between them or not."""

    def __init__(self, app, server, stall):
        self.app, self.server, self.stall = app, server, stall
        self.stalls = {}
        self.wrong = []

    def act(self, name, first, second, stop):
        """First half, stop, second half, let go: nothing is asked of the program in between that it would have to answer."""
        time.sleep(.5)
        self.stall.clear()
        first()
        if stop:
            self.server.stop()
        second()
        time.sleep(HELD)
        self.server.go_on()
        time.sleep(HELD)
        self.stalls[name] = self.stall.read()

    def expect(self, count, what):
        if count != 1:
            self.wrong.append(f'{what}: {count} times')

    def go(self, name):
        """A place of the sidebar, outside of what is measured."""
        self.app.mouse_click(self.app.find('list item', re.compile(f'^{name}(,|$)'), timeout=15))
        time.sleep(.7)

    def card(self, number):
        return self.app.find('panel', re.compile(f'^{number}, '), timeout=15)

    def board(self, stop):
        """From another page back to the board, by the sidebar."""
        self.go('My work')
        x, y = self.app.center(self.app.find('list item', re.compile('^Customer service,')))
        self.act('open board', lambda: xdo('mousemove', x - 3, y, 'sleep', .05, 'mousemove', x, y, 'sleep', .1, 'mousedown', 1),
                 lambda: xdo('sleep', .05, 'mouseup', 1), stop)

    def drag(self, ticket, number, stop):
        """A card from nobody's column onto a colleague's; the server stands when it is dropped."""
        self.go('Customer service')
        name = self.server.sql("SELECT name FROM amends.person WHERE login = 'xilan'")[0][0]
        x, y = self.app.center(self.card(number), .3)
        to_x, to_y = self.app.center(self.app.find('list', re.compile(f'^{name} ')), .4)
        steps = [(x + (to_x - x) * i // 12, y + (to_y - y) * i // 12) for i in range(1, 13)]

        def move(points):
            xdo(*(word for point in points for word in ('mousemove', *point, 'sleep', .03)))
        self.act('drag a card', lambda: (xdo('mousemove', x - 3, y, 'sleep', .05, 'mousemove', x, y, 'sleep', .1, 'mousedown', 1, 'sleep', .1),
                                         move(steps[:6])),
                 lambda: (move(steps[6:]), xdo('sleep', .15, 'mouseup', 1)), stop)
        self.settle(lambda: self.server.count('assigned', ticket) >= 1, 'assignment after the drag')
        self.expect(self.server.count('assigned', ticket), 'assigned by the drag')

    def type(self, stop):
        """The intake form: the customer is found, half of the words are in when the server stops; filed while it stands."""
        self.app.key('ctrl+n')
        time.sleep(.8)
        self.app.type('10000000001')
        self.app.key('Return')
        time.sleep(.8)
        before = self.server.sql("SELECT count(*) FROM amends.ticket WHERE words = %s", ''.join(WORDS))[0][0]
        self.act('type in the form', lambda: self.app.paste(WORDS[0]),
                 lambda: (self.app.type('mid '), self.app.key('BackSpace', 'BackSpace', 'BackSpace', 'BackSpace'), self.app.paste(WORDS[1])), stop)
        self.act('file the ticket', lambda: time.sleep(.1), lambda: self.app.key('ctrl+Return'), stop)

        def filed():
            return self.server.sql("SELECT count(*) FROM amends.ticket WHERE words = %s", ''.join(WORDS))[0][0] - before
        self.settle(lambda: filed() >= 1, 'the filed ticket')
        self.expect(filed(), 'filed')

    def ticket(self, number, stop):
        """Opens a card by the keyboard; the page comes while the server stands."""
        self.go('Customer service')
        self.app.mouse_click(self.card(number))
        self.act('open a ticket', lambda: xdo('keydown', 'Return'), lambda: xdo('keyup', 'Return'), stop)

    def finish(self, ticket, stop):
        """The answer is typed; the step's button is pressed while the server stands."""
        entry = self.app.find('text', re.compile('What was answered'), timeout=10)
        self.app.mouse_click(entry)
        time.sleep(.2)
        x, y = self.app.center(self.app.find('push button', 'Record Answer', timeout=5))
        self.act('finish a step', lambda: self.app.paste(ANSWER),
                 lambda: xdo('mousemove', x - 3, y, 'sleep', .05, 'mousemove', x, y, 'sleep', .1, 'mousedown', 1, 'sleep', .05, 'mouseup', 1), stop)
        self.settle(lambda: self.server.count('step_done', ticket) >= 1, 'the finished step')
        self.expect(self.server.count('step_done', ticket), 'step finished')

    def scorecard(self, stop):
        """One period back by the keyboard, and afterwards forth again."""
        def periods():
            return [n.get_name() for n in self.app.walk() if n.get_role_name() == 'label' and re.fullmatch(r'[A-Z]\w+ 20\d\d', n.get_name())]
        self.go('Scorecards')
        time.sleep(1)
        before = periods()
        self.act('step a scorecard', lambda: xdo('keydown', 'alt', 'keydown', 'Prior'), lambda: xdo('keyup', 'Prior', 'keyup', 'alt'), stop)
        self.settle(lambda: periods() != before, 'the other period')
        self.app.key('alt+Next')
        time.sleep(1)

    def settle(self, done, what):
        """The work goes on by itself: at most as long as the program waits between two tries to connect."""
        end = time.monotonic() + 30
        while not done():
            if time.monotonic() > end:
                self.wrong.append(f'{what}: not within 30 s')
                return
            time.sleep(.2)

    def run(self, stop):
        """All of it once; returns what each action's longest stall was."""
        self.stalls = {}
        free, held = self.server.file(False), self.server.file(True)
        time.sleep(1.5)
        self.board(stop)
        self.drag(*free, stop)
        self.type(stop)
        self.ticket(held[1], stop)
        self.finish(held[0], stop)
        self.scorecard(stop)
        for ticket in [free[0], held[0]]:
            self.server.end(ticket)
        for (ticket,) in self.server.sql("SELECT id FROM amends.ticket WHERE words = %s AND state NOT IN ('closed', 'cancelled')", ''.join(WORDS)):
            self.server.end(ticket)
        time.sleep(1)
        return dict(self.stalls)


def measure_banner(script):
    """Seconds from the first stop to the words that tell it; a banner that is folded away keeps its words, so only the first tells."""
    app, server = script.app, script.server

    def told():
        return any('does not answer' in n.get_name() for n in app.walk() if n.get_role_name() == 'label')
    script.go('Customer service')
    assert not told(), 'the banner is there before the stop'
    server.stop()
    began = time.monotonic()
    try:
        wait(told, 15, 'banner')
        return time.monotonic() - began
    finally:
        server.go_on()
        time.sleep(5)


def main():
    pairs = int(sys.argv[2]) if len(sys.argv) > 2 else 5
    cluster = bench.make(0)
    server = Server(cluster)
    try:
        with Desk() as desk:
            stall = probe.Stall(desk.tmp)
            script = Script(desk.sign_in(cluster.dsn(), LOGIN, lang='en', env=stall.env), server, stall)
            script.go('Customer service')
            script.run(False)  # every page is mapped once before anything counts
            banner = measure_banner(script)
            report([(script.run(False), script.run(True)) for _ in range(pairs)], script, banner)
    finally:
        server.go_on()
        cluster.close()


def report(runs, script, banner):
    def median(side, name, what=0):
        return statistics.median(run[side][name][what] for run in runs)
    for name in runs[0][0]:
        print(f'stall: {name:<18} answering {median(0, name):6.1f} ms ({median(0, name, 1):6.1f} of processor time), '
              f'stopped {median(1, name):6.1f} ms ({median(1, name, 1):6.1f})')
    answering, stopped = (statistics.median(max(ms for ms, _ in run[side].values()) for run in runs) for side in (0, 1))
    limit = 1.25 * answering + 20
    print(f'stall: longest of a run, median of {len(runs)} pairs: answering {answering:.1f} ms, stopped {stopped:.1f} ms, '
          f'limit {limit:.1f} ms: {"kept" if stopped <= limit else "MISSED"} (load {os.getloadavg()[0]:.1f})')
    print(f'stall: told within {banner:.1f} s of the stop; {"; ".join(script.wrong) or "everything done exactly once"}')


if __name__ == '__main__':
    main()
