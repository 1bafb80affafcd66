"""A desk: the real program on a virtual display, signed in to a real server, with its settings given.

One desk a Python process (libatspi keeps process-wide state); more programs on the same display are more `app()` calls.
"""
import contextlib
import os
import re
import signal
import subprocess
import sys
import time
import uuid

import psycopg2

sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))
import gtkdrive  # noqa: E402
from gi.repository import GLib  # noqa: E402
from gtkdrive import wait, xdo  # noqa: E402,F401

BUILD = os.environ.get('AMENDS_BUILD', 'build')
ROOT = os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__))))


def program():
    """The installed copy in the build folder: it finds its own translations, icons and settings schema."""
    return os.path.join(BUILD, 'root', 'bin', 'amends')


class Desk(gtkdrive.Session):
    """Virtual display + bus + notification daemon; `settings` are GSettings values in GVariant text."""

    def __init__(self, size=(1440, 900), wm='openbox', notify=True, settings=None):
        super().__init__(wm=wm, screen=f'{size[0]}x{size[1]}x24', notify=notify)
        values = {'window-maximized': 'true', 'window-width': str(size[0]), 'window-height': str(size[1]), **(settings or {})}
        folder = os.path.join(self.tmp, 'config', 'glib-2.0', 'settings')
        os.makedirs(folder, exist_ok=True)
        with open(os.path.join(folder, 'keyfile'), 'w', encoding='utf-8') as f:
            f.write('[org/amends/Amends]\n' + ''.join(f'{k}={v}\n' for k, v in values.items()))
        share = os.path.join(BUILD, 'root', 'share')
        self.env.update(GSETTINGS_BACKEND='keyfile', GSETTINGS_SCHEMA_DIR=os.path.join(share, 'glib-2.0', 'schemas'),
                        XDG_DATA_DIRS=f'{share}:/usr/local/share:/usr/share', XDG_STATE_HOME=os.path.join(self.tmp, 'state'))

    def amends(self, *args, lang='zh_CN', dark=False, high_contrast=False, env=None):
        """Starts the program; returns the gtkdrive.App."""
        more = {'LANGUAGE': lang, 'PANGO_LANGUAGE': lang.replace('_', '-'), 'G_MESSAGES_DEBUG': os.environ.get('G_MESSAGES_DEBUG', '')}
        if dark:
            more['ADW_DEBUG_COLOR_SCHEME'] = 'prefer-dark'
        if high_contrast:
            more['ADW_DEBUG_HIGH_CONTRAST'] = '1'
        return self.app(program(), *args, env={**more, **(env or {})})

    def app(self, *cmd, env={}):
        """As the driver's, with a file of its own for what each program says; app.err is that of the last one."""
        self.started = getattr(self, 'started', 0) + 1
        path = os.path.join(self.tmp, f'app-{self.started}.err')
        last = os.path.join(self.tmp, 'app.err')
        with contextlib.suppress(FileNotFoundError):
            os.unlink(last)
        os.symlink(path, last)
        with open(path, 'wb') as err:
            process = subprocess.Popen(cmd, env={**self.env, **env}, stdout=subprocess.DEVNULL, stderr=err)
        self.procs.append(process)
        app = gtkdrive.App(self, process)
        app.err = path
        return app

    def own_bus(self):
        """One more session bus with a notification daemon of its own, seen by the same accessibility bus: environment, daemon."""
        import dbus
        seen_by = str(dbus.SessionBus().get_object('org.a11y.Bus', '/org/a11y/bus').GetAddress(dbus_interface='org.a11y.Bus'))
        bus = self._spawn(['dbus-daemon', '--session', '--nofork', '--print-address=1'], self.env, stdout=subprocess.PIPE)
        bus_address = bus.stdout.readline().decode().strip()
        notes = gtkdrive.NotifyServer(bus_address)
        self.procs.append(notes.p)
        return {'DBUS_SESSION_BUS_ADDRESS': bus_address, 'AT_SPI_BUS_ADDRESS': seen_by}, notes

    def sign_in(self, dsn, login, **kwargs):
        """Starts the program signed in as `login` and waits for its window."""
        server = ' '.join(part for part in dsn.split() if not part.startswith('user='))
        app = self.amends('--server', server, '--as', login, **kwargs)
        app.find('frame', timeout=20)
        return app


class Seat(contextlib.AbstractContextManager):
    """One person at the program, found, read and acted on by what stands on the screen; more than one may share a display.

    Leaving the block ends the program, which has to end cleanly and without a warning."""

    def __init__(self, desk, login, lang='en', beside=False, way=None, own=False):
        """`beside` another one: the program is one a bus unless it has another name there. `way` in: the test's server if not said.
        On a computer of their `own`: with a session bus, notifications and a memory of what was told that nobody shares."""
        self.login = login
        name = ['--gapplication-app-id', f'org.amends.Amends.{login.capitalize()}'] if beside else []
        self.notes, self.heard = None, 0
        env = {'G_DEBUG': 'fatal-warnings'}
        if own:
            bus, self.notes = desk.own_bus()
            env.update(bus, XDG_STATE_HOME=os.path.join(desk.tmp, f'state-{login}'))
        self.app = desk.amends(*name, *(way or ('--server', address())), '--as', login, lang=lang, env=env)
        self.app.find('list', re.compile('^(Places|去处)'), timeout=90)

    def __exit__(self, kind, error, trace):
        ended = self.app.p.poll()
        if ended is None:
            self.app.p.terminate()
            ended = self.app.p.wait(15)
        if kind is None and ended != 0:
            with open(self.app.err, encoding='utf-8', errors='replace') as f:
                raise AssertionError(f'the program of {self.login} ended with {ended}: {f.read()[-2000:]}')

    def front(self):
        """Keys go to the window in front."""
        frame = self.app.find('frame')
        xdo('windowactivate', wait(lambda: self.app.xwin(frame.get_name()), what='window'))
        wait(lambda: self.active(frame), what='the window in front')

    def active(self, frame):
        frame.clear_cache()     # else its states are those it had when it was seen first
        return 'active' in self.app.states(frame)

    def labels(self):
        return [n.get_name() for n in self.app.walk() if n.get_role_name() == 'label' and n.get_name()]

    def says(self, pattern, timeout=8):
        """The first text on the screen that matches."""
        try:
            return wait(lambda: next((t for t in self.labels() if re.search(pattern, t)), None), timeout, pattern)
        except TimeoutError as error:
            raise TimeoutError(f'{error}; the screen says {self.labels()}') from None

    def silent(self, pattern, timeout=8):
        wait(lambda: not any(re.search(pattern, t) for t in self.labels()), timeout, f'{pattern} gone')

    def button(self, pattern, timeout=8):
        return self.app.find('push button', re.compile(pattern), timeout=timeout)

    def field(self, pattern, timeout=8):
        return self.app.find('text', re.compile(pattern), timeout=timeout)

    def has_focus(self, node):
        """Whether the keyboard is in a widget, or in one of its parts as in a drop-down."""
        node.clear_cache()
        return any('focused' in self.app.states(n) for n in self.app.walk(node))

    def focus(self, pattern, role='text', timeout=8):
        """Waits until the keyboard is there."""
        wait(lambda: self.has_focus(self.app.find(role, re.compile(pattern), timeout=1)), timeout, f'keyboard in {pattern}')

    def text(self, pattern):
        return self.app.text(self.field(pattern))

    def reach(self, node):
        """Scrolls, by the wheel, until the middle of the widget can be seen."""
        pane = node
        while pane is not None and pane.get_role_name() != 'scroll pane':
            pane = pane.get_parent()
        for _ in range(40 if pane is not None else 0):
            node.clear_cache()
            area, box = (n.get_extents(gtkdrive.Atspi.CoordType.WINDOW) for n in (pane, node))
            middle = box.y + box.height // 2
            if area.y + 8 <= middle <= area.y + area.height - 8:
                break
            x, y = self.app.center(pane)
            xdo('mousemove', x - 3, y, 'mousemove', x, y, 'click', 4 if middle < area.y + 8 else 5)
            time.sleep(.06)
        return node

    @staticmethod
    def stir():
        """After a popover the display knows where the pointer is only when it has moved about: a press would be lost."""
        xdo('mousemove', 900, 36, 'sleep', .06, 'mousemove', 920, 40, 'sleep', .06)

    def click(self, node):
        """With the mouse, wherever the widget is."""
        self.reach(node)
        self.stir()
        self.app.mouse_click(node)

    def press(self, pattern, timeout=8):
        """A pane that hears of a change makes its buttons anew: one that has just gone is looked for again, nothing was clicked."""
        for tries_left in (2, 1, 0):
            try:
                return self.click(self.button(pattern, timeout))
            except GLib.GError:
                if not tries_left:
                    raise
                time.sleep(.3)

    def keys(self, *keys):
        self.app.key(*keys)

    def fill(self, pattern, text):
        """Clicks into a field and replaces what stands there."""
        node = self.field(pattern)
        self.click(node)
        wait(lambda: self.has_focus(node), 5, f'keyboard in {pattern}')
        self.app.key('ctrl+a', 'BackSpace')
        self.enter(text)
        wait(lambda: self.app.text(node) == text, 5, f'{text} in {pattern}, there is {self.app.text(node)}')
        return node

    def enter(self, text):
        """Types what a keyboard has; everything else comes by the clipboard, as from an input method."""
        if text.isascii() and '\n' not in text:
            self.app.type(text)
        else:
            self.app.paste(text)

    def place(self, pattern):
        """A place of the sidebar."""
        self.click(self.app.find('list item', re.compile(f'^({pattern})(,|$)'), timeout=10))

    def open(self, number):
        """A ticket by its number, through the search."""
        self.front()
        for _ in range(3):
            with contextlib.suppress(TimeoutError):
                self.app.key('ctrl+f')
                wait(lambda: self.typing_into('entry'), 5, 'the search')
                self.app.key('ctrl+a')
                self.app.type(number)
                self.app.key('Return')
                self.app.find('frame', re.compile(f'^{number}'), timeout=6)
                break
        self.app.find('list', re.compile('^(Timeline|时间线)'), timeout=8)
        return self

    def entries(self, button, timeout=8):
        """Opens the menu of a button; its entries, which stand below it in the tree."""
        self.click(button)
        return wait(lambda: self.app.find('menu item', under=button, all=True), timeout, f'the menu of {button.get_name()}')

    def menu(self, item, of='^More Actions', timeout=8):
        """An entry of a menu."""
        entries = self.entries(self.button(of, timeout))
        self.app.act(next(n for n in entries if re.search(item, n.get_name())))

    def offers(self):
        """What the page of a ticket lets this person do: its buttons, and the entries of its menus."""
        # parts of a page that just opened may be made anew meanwhile: all of it is read once more then
        buttons = wait(lambda: [(n.get_name(), n, n.get_extents(gtkdrive.Atspi.CoordType.WINDOW).width) for n in self.app.find('push button', all=True)],
                       8, 'the buttons')
        names = [name for name, _, _ in buttons]
        for of in ('^More Actions', '^More about this refund'):
            button = next((n for name, n, width in buttons if width > 0 and re.search(of, name)), None)
            if button is None:
                continue
            names += [n.get_name() for n in self.entries(button)]
            self.app.key('Escape')
            wait(lambda: not self.app.find('menu item', under=button, all=True), 5, 'the menu closed')
        return names

    def row(self, pattern, timeout=8):
        """A row of the timeline."""
        rows = []

        def found():
            rows[:] = [n.get_name() for n in self.app.find('list item', under=self.app.find('list', 'Timeline'), all=True)]
            return next((row for row in rows if re.search(pattern, row)), None)
        try:
            return wait(found, timeout, pattern)
        except TimeoutError as error:
            raise TimeoutError(f'{error}; the timeline says {rows}') from None

    def choose(self, box, entry, timeout=8):
        """Opens a drop-down, goes down to an entry and takes it."""
        node = self.app.find('combo box', re.compile(box), timeout=timeout)
        self.click(node)

        def entries():
            rows = self.app.find('list item', under=node, all=True)
            return [next((n.get_name() for n in self.app.walk(row) if n.get_role_name() == 'label'), '') for row in rows]
        at = wait(lambda: next((i for i, name in enumerate(entries()) if re.search(entry, name)), -1) + 1, timeout, f'{entry} in {box}') - 1
        self.app.key('Home', *['Down'] * at, 'Return')
        time.sleep(.3)

    def drag(self, card, onto):
        """A card of a board, by the mouse, to the middle of a widget; the button stays down: drop() lets go."""
        self.stir()
        (x, y), (to_x, to_y) = self.app.center(card, .3), self.app.center(onto, .4)
        moves = ['mousemove', x - 3, y, 'sleep', .05, 'mousemove', x, y, 'sleep', .1, 'mousedown', 1, 'sleep', .1]
        for i in range(1, 11):
            moves += ['mousemove', x + (to_x - x) * i // 10, y + (to_y - y) * i // 10, 'sleep', .03]
        xdo(*moves, 'sleep', .15)

    @staticmethod
    def drop():
        xdo('mouseup', 1)

    def told(self, summary, timeout=10):
        """The next notification this desk showed that says so, behind those told before: its number, summary, body, actions."""
        heard = wait(lambda: next(((n, *call) for n, call in enumerate(self.notes.calls(), 1) if n > self.heard and re.search(summary, call[0])), None),
                     timeout, f'{summary} behind {self.heard} in {self.notes.calls()}')
        self.heard = heard[0]       # the daemon counts from 1
        return heard

    def typing_into(self, role):
        return any('focused' in self.app.states(n) for n in self.app.walk() if n.get_role_name() == role)


class Office:
    """Everybody's desk, each occupied when its person is needed first."""

    def __init__(self, desk):
        self.desk, self.seats = desk, {}

    def at(self, login):
        """The person's window, in front."""
        if login not in self.seats:
            self.seats[login] = Seat(self.desk, login, own=True)
        seat = self.seats[login]
        seat.front()
        return seat

    def follow(self, login, summary, number):
        """The person reads the notification and follows it to the page of the ticket."""
        seat = self.seats[login]
        n, _, _, actions = seat.told(summary)
        assert 'open' in actions, actions
        seat.notes.invoke(n, 'open')
        seat.app.find('frame', re.compile(f'^{number}'), timeout=10)
        seat.front()
        seat.app.find('list', 'Timeline', timeout=8)
        return seat

    def close(self):
        """Ends every program; each has to end cleanly."""
        for seat in self.seats.values():
            seat.__exit__(None, None, None)


def address():
    """The test's server, as a person would type it."""
    return f'postgresql://?host={os.environ["AMENDS_TEST_DIR"]}&dbname=amends'


def sql(statement, *values, user='postgres'):
    """Rows of one statement, on a connection of its own."""
    connection = psycopg2.connect(f'host={os.environ["AMENDS_TEST_DIR"]} dbname=amends user={user}')
    try:
        connection.autocommit = True
        cursor = connection.cursor()
        cursor.execute(statement, values or None)
        return cursor.fetchall() if cursor.description else None
    finally:
        connection.close()


def call(user, function, *values):
    """What another desk does: the same function of the interface, then the wake-up."""
    marks = ', '.join(['%s'] * (len(values) + 1))
    answer = sql(f'SELECT api.{function}({marks})', str(uuid.uuid4()), *values, user=user)[0][0]
    sql('SELECT api.poke()', user=user)
    return answer


def sweep():
    """Whatever is late so far is told."""
    while sql('SELECT api.sweep()', user='quyuan')[0][0]['more']:
        pass


def person(login):
    return sql('SELECT id, name FROM amends.person WHERE login = %s', login)[0]


@contextlib.contextmanager
def frozen_server():
    """Postmaster and backends stopped for as long as the block."""
    with open(os.path.join(os.environ['AMENDS_TEST_DIR'], 'data', 'postmaster.pid'), encoding='ascii') as f:
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


def shot(path):
    """A picture of the whole display."""
    os.makedirs(os.path.dirname(path), exist_ok=True)
    subprocess.run(['import', '-window', 'root', path], check=True)


def settle(seconds=0.6):
    time.sleep(seconds)
