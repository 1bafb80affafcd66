"""A queue through its real window: cards dragged by a real mouse, keyboard, undo, other desks, refusals, a lost server."""
import contextlib
import json
import os
import re
import signal
import subprocess
import sys
import time
import uuid

import psycopg2

sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))
sys.path.insert(0, os.path.dirname(os.path.dirname(os.path.abspath(__file__))))
import tap  # noqa: E402
from desk import Desk, wait, xdo  # noqa: E402

DIR = os.environ['AMENDS_TEST_DIR']
SERVER = f'postgresql://?host={DIR}&dbname=amends'
PATIENCE = 20      # seconds; a loaded machine is slow to walk the window
BOSS, OTHER, AGENT, MATE = 'quyuan', 'tongyi', 'xilan', 'pangning'


def sql(statement, *values, user='postgres'):
    connection = psycopg2.connect(f'host={DIR} dbname=amends user={user}')
    try:
        connection.autocommit = True
        cursor = connection.cursor()
        cursor.execute(statement, values)
        return cursor.fetchall() if cursor.description else None
    finally:
        connection.close()


def person(login):
    return sql('SELECT id, name FROM amends.person WHERE login = %s', login)[0]


def team(code):
    return sql('SELECT id FROM amends.team WHERE code = %s', code)[0][0]


def give(login, numbers, to, queue='service', wake=True):
    """What another desk does: assigns by the same function, and wakes the others or not."""
    rows = sql('SELECT id, rev FROM amends.ticket WHERE number = ANY (%s)', numbers)
    items = json.dumps([{'id': i, 'rev': r} for i, r in rows])
    answer = sql('SELECT api.assign(%s, %s, %s, %s, NULL, false)', str(uuid.uuid4()), items, team(queue), to, user=login)[0][0]
    assert all(row['ok'] for row in answer['rows']), answer
    if wake:
        sql('SELECT api.poke()', user=login)


def holder(number):
    return sql('SELECT p.login FROM amends.ticket t LEFT JOIN amends.person p ON p.id = t.assignee_id WHERE t.number = %s', number)[0][0]


def free_work(n):
    """Numbers of n tickets of customer service that an agent can do, made unassigned where there are not enough."""
    rows = sql("""SELECT t.number, t.assignee_id FROM amends.ticket t JOIN amends.ticket_step s ON s.id = t.step_id
                   WHERE t.team_id = %s AND s.role = 'agent' AND t.state IN ('new', 'open')
                   ORDER BY t.assignee_id NULLS FIRST, t.due_at LIMIT %s""", team('service'), n)
    assert len(rows) == n, rows
    held = [number for number, assignee in rows if assignee is not None]
    if held:
        give(BOSS, held, None)
    return [number for number, _ in rows]


def top_work():
    """The number of the ticket an agent can do that is due first, made unassigned: it stands on top of every list."""
    number, assignee = sql("""SELECT t.number, t.assignee_id FROM amends.ticket t JOIN amends.ticket_step s ON s.id = t.step_id
                               WHERE t.team_id = %s AND s.role = 'agent' AND t.state IN ('new', 'open') AND t.due_at IS NOT NULL
                               ORDER BY t.due_at LIMIT 1""", team('service'))[0]
    if assignee is not None:
        give(BOSS, [number], None)
    return number


class Board:
    """The board of customer service on the screen."""

    def __init__(self, app):
        self.app = app

    def card(self, number, timeout=PATIENCE):
        return self.app.find('panel', re.compile(f'^{number}, '), timeout=timeout)

    def column(self, name, timeout=PATIENCE):
        return self.app.find('list', re.compile(f'^{name} '), timeout=timeout)

    def numbers(self, name):
        cards = self.app.find('panel', re.compile(r'^\d{11,}, '), under=self.column(name), all=True)
        return [c.get_name().split(',')[0] for c in cards]

    def stands(self, number, name, timeout=PATIENCE):
        return wait(lambda: number in self.numbers(name), timeout, f'{number} under {name}')

    def shot(self, name):
        """A picture for whoever looks into a failure."""
        if os.environ.get('AMENDS_SHOTS'):
            self.app.shot(os.path.join(os.environ['AMENDS_SHOTS'], name + '.png'))

    def labels(self):
        return [n.get_name() for n in self.app.walk() if n.get_role_name() == 'label' and n.get_name()]

    def says(self, words, timeout=PATIENCE):
        try:
            return wait(lambda: next((t for t in self.labels() if words in t), None), timeout, words)
        except TimeoutError:
            self.shot(re.sub(r'\W+', '-', words))
            raise

    @staticmethod
    def stir():
        """After a popover the display knows where the pointer is only when it has moved about: a press would be lost."""
        xdo('mousemove', 900, 36, 'sleep', .06, 'mousemove', 920, 40, 'sleep', .06)

    def lift(self, number, to, steps=10, fy=.5, target=None):
        """Presses on a card and moves to the middle of a widget; the button stays down."""
        self.stir()
        x0, y0 = self.app.center(self.card(number), .3)
        x1, y1 = self.app.center(target or to, .4, fy)
        moves = ['mousemove', x0 - 3, y0, 'sleep', .05, 'mousemove', x0, y0, 'sleep', .1, 'mousedown', 1, 'sleep', .1]
        for i in range(1, steps + 1):
            moves += ['mousemove', x0 + (x1 - x0) * i // steps, y0 + (y1 - y0) * i // steps, 'sleep', .03]
        xdo(*moves, 'sleep', .15)

    def drop(self):
        xdo('mouseup', 1)

    def drag(self, number, name):
        self.lift(number, self.column(name))
        self.drop()

    def choose(self, name):
        """A, a name, Enter."""
        self.app.key('a')
        wait(lambda: 'focused' in self.app.states(self.app.find('entry', 'Name of a colleague', timeout=1)), PATIENCE, 'the picker')
        self.app.paste(name)
        time.sleep(.4)
        self.app.key('Return')

    def click(self, number, *modifiers):
        self.stir()
        for key in modifiers:
            xdo('keydown', key)
        self.app.mouse_click(self.card(number))
        for key in modifiers:
            xdo('keyup', key)
        time.sleep(.15)


def press(app, name):
    app.act(app.find('push button', name))


@contextlib.contextmanager
def board_of(desk, login=BOSS):
    """The program at the board of customer service; it has to end cleanly."""
    app = desk.amends('--server', SERVER, '--as', login, lang='en', env={'G_DEBUG': 'fatal-warnings'})
    try:
        app.mouse_click(app.find('list item', re.compile('^Customer service,'), timeout=25))
        board = Board(app)
        board.column('Unassigned', 15)
        wait(lambda: board.numbers('Unassigned') or len(app.find('list', all=True)) > 3, 10, 'columns')
        yield board
    finally:
        killed = app.p.poll() is not None
        app.p.terminate()
        code = app.p.wait(15)
    errors = open(f'{desk.tmp}/app.err', encoding='utf-8').read()
    assert not killed and code == 0, errors


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


def test_every_open_ticket(board):
    """shows every open ticket of the queue in the column of its holder"""
    open_now = sql("""SELECT coalesce(p.name, 'Unassigned'), count(*) FROM amends.ticket t LEFT JOIN amends.person p ON p.id = t.assignee_id
                       WHERE t.team_id = %s AND t.state NOT IN ('closed', 'cancelled', 'merged') AND t.step_id IS NOT NULL GROUP BY 1""",
                   team('service'))
    assert open_now
    for name, n in open_now:
        wait(lambda: f' {n} open ticket' in board.column(name).get_name(), 6, f'{name}: {n}, is {board.column(name).get_name()}')
        wait(lambda: len(board.numbers(name)) == n, PATIENCE, f'{name}: {n} cards')


def test_drag_one(board):
    """a card dragged onto a person says beforehand what would happen, moves at once and is the person's in the database"""
    number = free_work(1)[0]
    board.stands(number, 'Unassigned')
    board.lift(number, board.column(person(AGENT)[1]))
    board.says(f'→ {person(AGENT)[1]} · on duty')
    assert re.search(r'\d+ open, .*\nthen \d+ open|\d+ open, .*\nthen \d+, ', '\n'.join(board.labels())), board.labels()
    board.drop()
    board.stands(number, person(AGENT)[1])
    wait(lambda: holder(number) == AGENT, PATIENCE, 'the database')
    board.says(f'{number} assigned to {person(AGENT)[1]}')


def test_undo_by_toast(board):
    """the toast undoes it"""
    number = board.says(' assigned to ').split()[0]
    press(board.app, re.compile('^Undo'))
    board.stands(number, 'Unassigned')
    wait(lambda: holder(number) is None, PATIENCE, 'the database')


def test_drag_several(board):
    """several picked cards are dragged together, and Ctrl+Z brings all of them back"""
    numbers = free_work(3)
    name = person(AGENT)[1]
    for number in numbers:
        board.stands(number, 'Unassigned')
    board.click(numbers[0])
    board.click(numbers[1], 'ctrl')
    board.click(numbers[2], 'ctrl')
    board.says('3 selected')
    board.lift(numbers[1], board.column(name))
    board.says(f'3 → {name} · on duty')
    board.drop()
    for number in numbers:
        board.stands(number, name)
    wait(lambda: all(holder(n) == AGENT for n in numbers), PATIENCE, 'the database')
    requests = sql("SELECT count(*) FROM amends.request WHERE fn = 'assign' AND person_id = %s AND result -> 'rows' -> 2 IS NOT NULL", person(BOSS)[0])
    assert requests == [(1,)], requests
    board.app.key('ctrl+z')
    for number in numbers:
        board.stands(number, 'Unassigned')
    wait(lambda: all(holder(n) is None for n in numbers), PATIENCE, 'the database')


def test_selection_crosses_columns(board):
    """one selection for all columns: a click elsewhere drops it, Ctrl keeps it, Right goes to the next column, Esc clears"""
    first, second = free_work(2)
    give(BOSS, [second], person(AGENT)[0])
    board.stands(second, person(AGENT)[1])
    board.click(first)
    board.click(second, 'ctrl')
    board.says('2 selected')
    board.click(second)
    board.says('1 selected')
    board.click(first)
    board.app.key('shift+Down')
    board.says('2 selected')
    board.app.key('Right')
    board.says('1 selected')
    board.app.key('Escape')
    board.says('Other queues')


def test_assign_by_keyboard(board):
    """A, a name, Enter"""
    number = free_work(1)[0]
    name = person(AGENT)[1]
    board.stands(number, 'Unassigned')
    board.click(number)
    board.choose(name)
    board.stands(number, name)
    wait(lambda: holder(number) == AGENT, PATIENCE, 'the database')


def test_menu_moves_to_a_queue(board):
    """the menu of a card moves it to another queue"""
    number = free_work(1)[0]
    board.stands(number, 'Unassigned')
    board.click(number)
    board.app.key('Menu')
    wait(lambda: board.app.find('menu item', 'Assign…', timeout=1), PATIENCE, 'menu')
    board.app.key('Escape')
    press(board.app, 'Move to Technical')
    board.says(f'{number} moved to Technical')
    wait(lambda: sql('SELECT team_id FROM amends.ticket WHERE number = %s', number) == [(team('tech'),)], PATIENCE, 'the database')
    wait(lambda: number not in board.numbers('Unassigned'), PATIENCE, 'gone from the board')
    board.app.key('ctrl+z')
    board.stands(number, 'Unassigned')


def test_drag_to_a_queue(board):
    """a card dropped on another queue of the strip goes there unassigned"""
    number = free_work(1)[0]
    board.stands(number, 'Unassigned')
    board.lift(number, board.column('Unassigned'), steps=6)
    time.sleep(.5)      # the strip grows when the drag begins
    x, y = board.app.center(board.app.find('push button', re.compile('Technical$')))
    for i in range(6):
        xdo('mousemove', x - 60 + 10 * i, y - 12 + 2 * i, 'sleep', .05)
    board.says('1 → queue Technical')
    board.drop()
    wait(lambda: sql('SELECT team_id, assignee_id FROM amends.ticket WHERE number = %s', number) == [(team('tech'), None)], PATIENCE, 'the database')
    wait(lambda: number not in board.numbers('Unassigned'), PATIENCE, 'gone from the board')


def test_other_desk_seen(board):
    """what another desk moves, moves here, and the selection stays on it"""
    number = free_work(1)[0]
    name = person(AGENT)[1]
    board.stands(number, 'Unassigned')
    board.click(number)
    began = time.monotonic()
    give(OTHER, [number], person(AGENT)[0])
    board.stands(number, name)
    assert time.monotonic() - began < 10
    board.says('1 selected')
    give(OTHER, [number], None)
    board.stands(number, 'Unassigned')


def test_conflict(board):
    """somebody else was first: nothing is overwritten, who and when is said, and the card stands where it is now"""
    number = free_work(1)[0]
    name = person(AGENT)[1]
    board.stands(number, 'Unassigned')
    board.lift(number, board.column(person(OTHER)[1]))
    give(OTHER, [number], person(AGENT)[0], wake=False)
    board.drop()
    told = board.says(f'{number} stays where it was')
    assert person(OTHER)[1] in told and re.search(r'\d\d:\d\d', told), told
    board.stands(number, name)
    assert holder(number) == AGENT


def test_off_duty_refused(board):
    """a person off duty is a rail that says why nothing can be dropped on it"""
    number = free_work(1)[0]
    away, name = person(MATE)
    board.stands(number, 'Unassigned')
    sql('SELECT api.duty_set(%s, false)', str(uuid.uuid4()), user=MATE)
    sql('SELECT api.poke()', user=MATE)
    try:
        rail = board.app.find('push button', re.compile(f'^{name} · Off duty'), timeout=PATIENCE)
        board.lift(number, rail, fy=.3)
        board.says(f'{name} is off duty')
        board.says('Give it to somebody on duty')
        board.drop()
        time.sleep(.8)
        assert holder(number) is None
        assert number in board.numbers('Unassigned')
    finally:
        sql('SELECT api.duty_set(%s, true)', str(uuid.uuid4()), user=MATE)
        sql('SELECT api.poke()', user=MATE)
    board.column(name)


def test_list(board):
    """the list shows the same tickets; picked rows are assigned by the same key"""
    number = top_work()
    board.stands(number, 'Unassigned')
    board.app.key('ctrl+1')
    time.sleep(.4)
    table = board.app.find('tree table', 'Tickets of the queue', timeout=PATIENCE)
    total = sql("""SELECT count(*) FROM amends.ticket t WHERE t.team_id = %s AND t.state NOT IN ('closed', 'cancelled', 'merged')
                    AND t.step_id IS NOT NULL""", team('service'))[0][0]
    shown = wait(lambda: [n.get_name() for n in board.app.find('label', re.compile(r'^\d{11,}$'), under=table, all=True)], PATIENCE, 'rows')
    assert len(shown) == total, (len(shown), total)
    board.app.key('Escape')
    board.stir()
    board.app.mouse_click(board.app.find('label', number, under=table))
    board.says('1 selected')
    board.choose(person(AGENT)[1])
    wait(lambda: holder(number) == AGENT, PATIENCE, 'the database')
    board.app.key('ctrl+2')
    board.stands(number, person(AGENT)[1])


def test_search_and_chips(board):
    """search and chips keep back what does not match"""
    number = free_work(1)[0]
    board.stands(number, 'Unassigned')
    board.app.key('ctrl+f')
    board.app.find('entry', 'Search in this queue', timeout=PATIENCE)
    board.app.paste(number)
    wait(lambda: board.numbers('Unassigned') == [number], PATIENCE, 'one card')
    board.app.key('Escape')
    wait(lambda: len(board.numbers('Unassigned')) > 1 or not sql(
        'SELECT 1 FROM amends.ticket WHERE team_id = %s AND assignee_id IS NULL AND number <> %s', team('service'), number), PATIENCE, 'all cards')
    vip = sql("""SELECT t.number FROM amends.ticket t JOIN amends.customer c ON c.id = t.customer_id
                  WHERE t.team_id = %s AND c.tier = 'vip' AND t.state NOT IN ('closed', 'cancelled', 'merged')""", team('service'))
    chip = board.app.find('push button', re.compile('^VIP, '))
    board.stir()
    board.app.mouse_click(chip)
    wait(lambda: sorted(n for c in board.app.find('list', re.compile('open ticket'), all=True)
                        for n in [x.get_name().split(',')[0] for x in board.app.find('panel', re.compile(r'^\d{11,}, '), under=c, all=True)])
         == sorted(n for n, in vip), PATIENCE, 'VIP only')
    board.app.mouse_click(chip)


def test_server_gone(board):
    """with the server stopped the board stays readable and nothing can be dragged; afterwards work goes on"""
    number = free_work(1)[0]
    name = person(AGENT)[1]
    board.stands(number, 'Unassigned')
    board.click(number)
    with frozen_server():
        board.says('does not answer')
        wait(lambda: 'sensitive' not in board.app.states(board.app.find('push button', re.compile('Assign…'), timeout=1)), PATIENCE, 'lost')
        assert number in board.numbers('Unassigned')
        board.lift(number, board.column(name))
        assert not any('→' in words for words in board.labels())
        board.drop()
    wait(lambda: 'live' in board.labels(), 40, 'back')
    assert holder(number) is None
    time.sleep(.5)
    board.drag(number, name)
    board.stands(number, name)
    wait(lambda: holder(number) == AGENT, PATIENCE, 'the database')


def agent_hands_over(board):
    me, name = person(AGENT)
    other_name = person(MATE)[1]
    number = sql("""SELECT t.number FROM amends.ticket t JOIN amends.ticket_step s ON s.id = t.step_id
                     WHERE t.assignee_id = %s AND t.team_id = %s AND s.role = 'agent' AND t.state IN ('new', 'open')
                     ORDER BY t.due_at LIMIT 1""", me, team('service'))[0][0]
    board.stands(number, name)
    board.lift(number, board.column(other_name))
    board.says(f'→ {other_name} · on duty')
    board.drop()
    board.says(f'Hand Over to {other_name}?')
    # the dialog holds its buttons twice, for a wide and for a narrow window: one of them is laid out
    verbs = wait(lambda: [b for b in board.app.find('push button', re.compile('^_?Hand Over'), all=True)
                          if b.get_extents(1).width > 0], PATIENCE, 'the verb')
    board.app.act(verbs[0])
    wait(lambda: holder(number) == MATE, PATIENCE, 'the database')
    reason = sql("""SELECT e.body ->> 'reason' FROM amends.event e JOIN amends.ticket t ON t.id = e.ticket_id
                     WHERE t.number = %s AND e.kind = 'hand_over' ORDER BY e.id DESC LIMIT 1""", number)
    assert reason and (reason[0][0],) in sql("SELECT code FROM amends.reason WHERE kind = 'hand_over'"), reason


def agent_work(app):
    """The agent's own page: groups by due, F acts on the row that has the keyboard, Enter opens."""
    app.mouse_click(app.find('list item', re.compile('^My work')))
    rows = sql("""SELECT t.number, t.due_at < now() FROM amends.ticket t WHERE t.assignee_id = %s AND t.step_id IS NOT NULL
                   AND t.state NOT IN ('closed', 'cancelled', 'merged')""", person(AGENT)[0])
    for number, overdue in rows:
        row = app.find('list item', re.compile(f', {number}, '), timeout=PATIENCE)
        group = row.get_parent().get_name()
        assert not overdue or group == 'Overdue', (number, group)


def test_ends_cleanly(shared):
    """the program ends without a warning"""
    shared.close()


def test_agent(desk):
    """an agent gives own work away with a reason, and sees it grouped by due in My work"""
    with board_of(desk, AGENT) as board:
        agent_hands_over(board)
        agent_work(board.app)


def test_large_team(desk):
    """a team wider than the window: cards are made where they can be seen, and the keyboard reaches the last one"""
    numbers = free_work(14)
    sql("""INSERT INTO amends.person (employee_no, login, name, role, department_id, home_team_id, on_duty)
           SELECT 'L-' || i, 'large_' || i, '测' || chr(19968 + i), 'agent', t.department_id, t.id, true
             FROM amends.team t, generate_series(1, 14) i WHERE t.code = 'service'""")
    sql("""INSERT INTO amends.team_member (team_id, person_id)
           SELECT p.home_team_id, p.id FROM amends.person p WHERE starts_with(p.employee_no, 'L-')""")
    people = sql("SELECT id, name FROM amends.person WHERE starts_with(employee_no, 'L-') ORDER BY id")
    for number, (who, _) in zip(numbers, people):
        give(BOSS, [number], who)
    with board_of(desk) as board:
        names = {name for _, name in people}
        wait(lambda: sum(n.get_name().split(' ')[0] in names for n in board.app.find('list', all=True)) == 14, PATIENCE, 'all columns')
        columns = {name: board.column(name) for name in names}
        across = sorted(names, key=lambda name: columns[name].get_extents(1).x)
        first, last = across[0], across[-1]
        assert columns[last].get_extents(1).x > 1440 + 2 * 202
        wait(lambda: len(board.numbers(first)) == 1, PATIENCE, 'a card in view')
        assert board.numbers(last) == [] and ' 1 open ticket' in columns[last].get_name()
        board.click(board.numbers(first)[0])
        for _ in range(across.index(last)):
            board.app.key('Right')
        held = wait(lambda: board.numbers(last), PATIENCE, 'the card of the last column')
        assert holder(held[0]) is not None and columns[last].get_extents(1).x < 1440
        wait(lambda: 'selected' in board.app.states(board.card(held[0]).get_parent()), PATIENCE, 'picked')


if __name__ == '__main__':
    with Desk(size=(1440, 900)) as the_desk, contextlib.ExitStack() as stack:
        tap.main(board=stack.enter_context(board_of(the_desk)), shared=stack, desk=the_desk)
