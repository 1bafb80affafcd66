"""Scorecards through the real window: every figure recounted from the tickets, drill-down, periods, teams, and who sees whom."""
import contextlib
import datetime
import os
import re
import signal
import subprocess
import sys
import uuid
from decimal import ROUND_HALF_UP, Decimal

import psycopg2
import psycopg2.extras

sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))
sys.path.insert(0, os.path.dirname(os.path.dirname(os.path.abspath(__file__))))
import tap  # noqa: E402
from desk import Desk, wait  # noqa: E402

DIR = os.environ['AMENDS_TEST_DIR']
SERVER = f'postgresql://?host={DIR}&dbname=amends'
PATIENCE = 30      # seconds; a loaded machine is slow to walk the window
AGENT, SUPERVISOR, MANAGER = 'xilan', 'tongyi', 'quyuan'
REFUND = ['refund_time', 'refund_success', 'refund_csat', 'refund_errors', 'refund_followup']


def sql(statement, *values, user='postgres'):
    connection = psycopg2.connect(f'host={DIR} dbname=amends user={user}', cursor_factory=psycopg2.extras.RealDictCursor)
    try:
        connection.autocommit = True
        cursor = connection.cursor()
        cursor.execute(statement, values)
        return cursor.fetchall() if cursor.description else None
    finally:
        connection.close()


def months(user):
    """Starts and English names of the months there are, the newest first, and the place of the last that has ended."""
    rows = sql("SELECT start, label ->> 'en' AS label FROM api.scorecard_periods() WHERE kind = 'month'", user=user)
    today = sql("SELECT (now() AT TIME ZONE (SELECT zone FROM amends.site))::date AS d")[0]['d']
    ended = next(i for i, r in enumerate(rows) if after(r['start']) <= today)
    return [(r['start'], r['label']) for r in rows], ended


def after(start):
    return (start.replace(day=1) + datetime.timedelta(days=32)).replace(day=1)


def half_up(value, places):
    return Decimal(value).quantize(Decimal(1).scaleb(-places), ROUND_HALF_UP)


def recount(user, person, start):
    """A month's card by the refund scheme, from the rows that make it: measure → value, points, counted, left out, numerator."""
    parts = {r['measure']: r for r in sql("""SELECT sp.measure, sp.weight, sp.target, sp.zero_line, sp.every_one, v.min_n
               FROM amends.scheme s JOIN amends.scheme_version v ON v.scheme_id = s.id
               JOIN amends.scheme_part sp ON sp.scheme_version_id = v.id WHERE s.code = 'refund' ORDER BY sp.position""")}
    card = {}
    for measure, part in parts.items():
        rows = sql('SELECT * FROM api.contributions(%s, %s, %s, %s, NULL)', measure, start, after(start), person, user=user)
        counted = [r for r in rows if r['counted']]
        numerator, denominator = (sum(Decimal(r[k]) for r in counted) for k in ('numerator', 'denominator'))
        count = measure == 'refund_errors'
        value = None if not counted else numerator if count else half_up(numerator / denominator, 4)
        n = denominator if count else len(counted)
        card[measure] = {'value': value, 'numerator': numerator, 'n': len(counted), 'out': len(rows) - len(counted), 'rows': counted,
                         'scored': value is not None and (n >= part['min_n'] or part['every_one']), **part}
    scored = [p for p in card.values() if p['scored']]
    weight = sum(p['weight'] for p in scored)
    for p in scored:        # the weight of the others, by largest remainder
        p['used'], p['rest'] = divmod(p['weight'] * 100, weight)
    for p in sorted(scored, key=lambda p: -p['rest'])[:100 - sum(p['used'] for p in scored)]:
        p['used'] += 1
    for p in scored:
        share = min(Decimal(1), max(Decimal(0), (p['value'] - p['zero_line']) / (p['target'] - p['zero_line'])))
        p['points'] = half_up(p['used'] * share, 1)
    return card, sum(p['points'] for p in scored)


def words(measure, part):
    """The value as the English window writes it."""
    if part['value'] is None:
        return '—'
    if measure == 'refund_errors':
        return str(int(part['value']))
    if measure != 'refund_time':
        return f"{half_up(part['value'] * 100, 1)} %"
    seconds = int(half_up(part['value'], 0))
    if seconds < 3570:
        return f'{(seconds + 30) // 60} min'
    return f'{(seconds + 180) // 360 // 10}.{(seconds + 180) // 360 % 10} h'


class Page:
    """The page of scorecards on the screen, in English."""

    def __init__(self, app):
        self.app = app

    def labels(self):
        return [n.get_name() for n in self.app.walk() if n.get_role_name() == 'label' and n.get_name()]

    def says(self, text, timeout=PATIENCE):
        fits = (lambda t: text.search(t)) if isinstance(text, re.Pattern) else (lambda t: t == text)
        try:
            return wait(lambda: next((t for t in self.labels() if fits(t)), None), timeout, f'“{text}” on the page')
        except TimeoutError:
            if os.environ.get('AMENDS_SHOTS'):
                self.app.shot(os.path.join(os.environ['AMENDS_SHOTS'], re.sub(r'\W+', '-', str(text)) + '.png'))
            raise

    def measure(self, label):
        return self.app.find('list item', re.compile(f'^{re.escape(label)}, Target'), timeout=PATIENCE)

    def button(self, name, timeout=PATIENCE):
        """A button of any kind: GTK tells assistive technology of several."""
        return wait(lambda: next((n for n in self.app.walk() if n.get_name() == name and n.get_role_name().endswith('button')), None), timeout, name)

    def press(self, name):
        self.app.mouse_click(self.button(name))

    def choose(self, name, search):
        """Ctrl+P, then the person or team: by typing where there are many, else by the arrow keys."""
        self.app.key('ctrl+p')
        if search:
            wait(lambda: 'focused' in self.app.states(self.app.find('entry', 'Find a person or team', timeout=1)), PATIENCE, 'the search')
            self.app.paste(name)
            wait(lambda: self.offered()[:1] == [name], PATIENCE, f'{name} first')
            self.app.key('Return')
        else:
            wait(lambda: self.offered(), PATIENCE, 'the list')
            self.app.key(*['Down'] * self.offered().index(name), 'Return')
        self.button(f'Scorecard of {name}')

    def offered(self):
        box = self.app.find('list', 'People and teams', timeout=PATIENCE)
        return [n.get_name() for n in self.app.find('list item', under=box, all=True)]


@contextlib.contextmanager
def page_of(desk, login):
    app = desk.amends('--server', SERVER, '--as', login, lang='en', env={'G_DEBUG': 'fatal-warnings'})
    try:
        app.mouse_click(app.find('list item', 'Scorecards', timeout=PATIENCE))
        yield Page(app)
    finally:
        killed = app.p.poll() is not None
        app.p.terminate()
        code = app.p.wait(15)
    errors = open(f'{desk.tmp}/app.err', encoding='utf-8').read()
    assert not killed and code == 0, errors


def me(login):
    return sql('SELECT id, name FROM amends.person WHERE login = %s', login)[0]


def label_of(measure):
    return sql("SELECT label ->> 'en' AS l FROM amends.measure WHERE code = %s", measure)[0]['l']


def test_own_card(page):
    """one's own card: value, points and sum of every measure are what its tickets add up to"""
    there, ended = months(AGENT)
    start, label = there[ended]
    card, score = recount(AGENT, me(AGENT)['id'], start)
    page.says(label)
    page.says(str(score))
    shown = page.labels()
    assert shown.count(str(score)) >= 2, 'the big number and the sum'
    for measure in REFUND:
        part = card[measure]
        row = page.measure(label_of(measure))
        cells = [n.get_name() for n in page.app.find('label', under=row, all=True)]
        assert words(measure, part) in cells, (measure, words(measure, part), cells)
        assert (str(part['points']) if part['scored'] else '—') in cells, (measure, part, cells)
        assert (f"{part['used']} %" if part['scored'] else '—') in cells, (measure, part, cells)


def test_measure(page):
    """a measure selected: its definition, the sum behind it, how many tickets count and how many are left out"""
    there, ended = months(AGENT)
    card, _ = recount(AGENT, me(AGENT)['id'], there[ended][0])
    for measure in ('refund_followup', 'refund_csat', 'refund_time'):
        part = card[measure]
        page.app.mouse_click(page.measure(label_of(measure)))
        definition = sql("SELECT definition -> 'en' AS d FROM amends.measure WHERE code = %s", measure)[0]['d']
        page.says(definition['what'])
        page.says(f"Counted {part['n']}")
        page.says(f"Left out {part['out']}")
        shown = page.labels()
        for text in (definition['numerator'], definition['denominator'], definition['person'], definition['date'], str(part['n'])):
            assert text in shown, (measure, text)
        if measure != 'refund_time':
            assert str(int(part['numerator'])) in shown, (measure, part['numerator'])


def test_tickets(page):
    """the slowest ticket stands first and opens; the way back leads to the card"""
    there, ended = months(AGENT)
    card, _ = recount(AGENT, me(AGENT)['id'], there[ended][0])
    slowest = max(card['refund_time']['rows'], key=lambda r: r['numerator'])
    page.app.mouse_click(page.measure(label_of('refund_time')))
    page.says(f"Counted {card['refund_time']['n']}")
    box = page.app.find('list', 'Tickets counted', timeout=PATIENCE)
    first = wait(lambda: page.app.find('list item', under=box, all=True)[0], PATIENCE, 'a ticket')
    assert first.get_name().startswith(f"{slowest['number']}, "), (first.get_name(), slowest['number'])
    rows = len(page.app.find('list item', under=box, all=True))
    page.app.mouse_click(page.app.find('list item', re.compile(r'^\d+ more …'), under=box))
    wait(lambda: len(page.app.find('list item', re.compile(r'^\d{11}'), under=box, all=True)) == card['refund_time']['n'] > rows, PATIENCE, 'all tickets')
    page.app.mouse_click(page.app.find('list item', re.compile(f"^{slowest['number']}, "), under=box))
    page.says(re.compile(slowest['number']))
    wait(lambda: not page.app.find('list', 'Measures', all=True), PATIENCE, 'the ticket in place of the card')
    page.app.key('alt+Left')
    page.measure(label_of('refund_time'))


def test_left_out(page):
    """tickets left out stand under their reason, and the reason opens and closes"""
    there, ended = months(AGENT)
    rows = sql('SELECT * FROM api.contributions(%s, %s, %s, %s, NULL) WHERE NOT counted', 'refund_csat', there[ended][0], after(there[ended][0]),
               me(AGENT)['id'], user=AGENT)
    assert rows, 'the demo world leaves some out'
    reason = rows[0]['reason_label']['en']
    same = [r for r in rows if r['reason'] == rows[0]['reason']]
    page.app.mouse_click(page.measure(label_of('refund_csat')))
    page.says(f'Left out {len(rows)}')
    box = page.app.find('list', 'Tickets left out, with the reason')
    shown = lambda: {n.get_name().split(',')[0] for n in page.app.find('list item', re.compile(r'^\d{11}, '), under=box, all=True)}
    assert shown() == set()
    head = page.app.find('list item', re.compile(f'^{re.escape(reason)}, '), under=box)
    assert head.get_name().endswith(f', {len(same)}'), head.get_name()
    page.app.act(head, 'activate') if head.get_n_actions() else page.app.mouse_click(head)
    wait(lambda: shown() == {r['number'] for r in same}, PATIENCE, 'the tickets of the reason')


def test_periods(page):
    """stepping through months, quarters and years: name and score are those of the period"""
    there, ended = months(AGENT)
    person = me(AGENT)['id']
    page.press('Earlier period')
    page.says(there[ended + 1][1])
    page.says(str(recount(AGENT, person, there[ended + 1][0])[1]))
    page.app.mouse_click(page.measure(label_of('refund_time')))
    page.app.key('alt+Page_Down')
    page.says(there[ended][1])
    page.says(str(recount(AGENT, person, there[ended][0])[1]))
    for kind in ('quarter', 'year'):
        page.press(kind.capitalize())
        start = sql("SELECT date_trunc(%s, %s::timestamp)::date AS d", kind, there[ended][0])[0]['d']
        card = sql('SELECT api.scorecard(%s, NULL, NULL, %s, %s) AS c', person, kind, start, user=AGENT)[0]['c']
        page.says(card['period']['label']['en'])
        page.says(f"{card['score']:.1f}")
    page.press('Month')


def test_scheme(page):
    """another scheme: measures without a source look different from bad ones, and their weight is seen to move"""
    page.app.mouse_click(page.app.find('combo box', 'Scheme', timeout=PATIENCE))
    page.app.key('Down', 'Return')
    for measure in ('work_quality', 'teamwork'):
        cells = [n.get_name() for n in page.app.find('label', under=page.measure(label_of(measure)), all=True)]
        assert 'no source yet' in cells and cells.count('—') == 3, cells
    weight = sql("SELECT sp.weight FROM amends.scheme_part sp JOIN amends.scheme_version v ON v.id = sp.scheme_version_id "
                 "JOIN amends.scheme s ON s.id = v.scheme_id WHERE s.code = 'appraisal' AND sp.measure = 'csat'")[0]['weight']
    cells = [n.get_name() for n in page.app.find('label', under=page.measure(label_of('csat')), all=True)]
    assert f'instead of {weight}' in cells, cells
    page.app.mouse_click(page.measure(label_of('teamwork')))
    page.says(re.compile('no source for this measure yet'))
    page.app.mouse_click(page.app.find('combo box', 'Scheme'))
    page.app.key('Up', 'Return')
    page.measure(label_of('refund_time'))


def test_live(page):
    """a mistake recorded at another desk moves the card that is looked at"""
    page.app.mouse_click(page.measure(label_of('refund_errors')))
    page.app.key('alt+Page_Down')
    there, ended = months(AGENT)
    now = there[ended - 1]
    page.says(now[1])
    before = recount(AGENT, me(AGENT)['id'], now[0])[0]['refund_errors']['n']
    paid = sql("SELECT id FROM amends.refund WHERE state = 'paid' AND reviewed_by = %s ORDER BY paid_at DESC LIMIT 1", me(AGENT)['id'])[0]['id']
    kind = sql("SELECT code FROM amends.reason WHERE kind = 'refund_error' ORDER BY position LIMIT 1")[0]['code']
    sql('SELECT api.refund_error_record(%s, %s, %s, %s, %s)', str(uuid.uuid4()), paid, kind, me(AGENT)['id'], '金额多退', user=MANAGER)
    page.says(f'Counted {before + 1}')
    card, score = recount(AGENT, me(AGENT)['id'], now[0])
    assert card['refund_errors']['n'] == before + 1
    page.says(str(score))


def test_agent_team(page):
    """an agent sees the team side by side without any colleague's name, as bars and as a table one key away"""
    others = {r['name'] for r in sql('SELECT name FROM amends.person WHERE login <> %s', AGENT)}
    page.app.key('Escape')
    page.choose('Customer service', search=False)
    box = page.app.find('list', 'People, by group', timeout=PATIENCE)
    wait(lambda: len(page.app.find('list item', under=box, all=True)) > 1, PATIENCE, 'people')
    rows = [n.get_name() for n in page.app.find('list item', under=box, all=True)]
    assert sum(r.startswith(me(AGENT)['name']) for r in rows) == 1 and any(r.startswith('Colleague, ') for r in rows), rows
    assert not others & {name for n in page.app.walk() for name in n.get_name().split(', ')}
    page.app.key('t')
    page.app.find('tree table', 'People, as a table', timeout=PATIENCE)
    wait(lambda: page.labels().count('Colleague') == len(rows) - 1, PATIENCE, 'nameless rows')
    assert not others & set(page.labels())


def test_ends_cleanly(shared):
    """the program ends without a warning"""
    shared.close()


@contextlib.contextmanager
def frozen_server():
    """Postmaster and backends stopped for as long as the block; nothing can be asked of them meanwhile."""
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


def test_lost(desk):
    """a server that stops answering leaves the card readable; what is chosen meanwhile is read when it is back"""
    with page_of(desk, AGENT) as page:
        there, ended = months(AGENT)
        person = me(AGENT)['id']
        now, before = (str(recount(AGENT, person, there[i][0])[1]) for i in (ended, ended + 1))
        first, other = label_of('refund_time'), label_of('refund_csat')
        page.says(now)
        page.app.mouse_click(page.measure(other))
        with frozen_server():
            page.app.key('F5')
            page.says(re.compile('does not answer'))
            assert now in page.labels() and page.measure(first)
            page.press('Earlier period')
            page.says('This Could Not Be Loaded')
            page.says(there[ended + 1][1])
        page.says(before)
        page.measure(first)


def test_refused(desk):
    """where the server refuses, the page says so and tries again when asked"""
    sql('REVOKE EXECUTE ON FUNCTION api.scorecard(int, int, int, text, date) FROM amends_agent')
    try:
        with page_of(desk, AGENT) as page:
            page.says('Your login has no right to do this on the server.')
            sql('GRANT EXECUTE ON FUNCTION api.scorecard(int, int, int, text, date) TO amends_agent')
            page.press('Try Again')
            page.measure(label_of('refund_time'))
    finally:
        sql('GRANT EXECUTE ON FUNCTION api.scorecard(int, int, int, text, date) TO amends_agent')


def test_supervisor(desk):
    """a superior is offered the people and teams below, and nobody else"""
    with page_of(desk, SUPERVISOR) as page:
        people = [r['name'] for r in sql('SELECT name FROM api.scorecard_people()', user=SUPERVISOR)]
        teams = [r['l'] for r in sql("SELECT label ->> 'en' AS l FROM api.scorecard_teams()", user=SUPERVISOR)]
        page.app.find('list', 'People, by group', timeout=PATIENCE)
        page.app.key('ctrl+p')
        wait(lambda: page.offered() == people + teams, PATIENCE, f'{people + teams} on offer')
        assert me(AGENT)['name'] in people and len(teams) == 1


def test_manager(desk):
    """a manager sees everybody: a team's people with their scores, one of them opened from the list, the table one key away"""
    with page_of(desk, MANAGER) as page:
        there, ended = months(MANAGER)
        page.says(there[ended][1])
        team = sql('SELECT team_id FROM api.scorecard_teams() LIMIT 1', user=MANAGER)[0]['team_id']
        rows = sql("SELECT * FROM api.scorecard_team(%s, NULL, 'month', %s)", team, there[ended][0], user=MANAGER)
        assert len(rows) > 1 and all(r['name'] for r in rows)
        for r in rows:
            page.app.find('list item', re.compile(f"^{r['name']}, {r['score'] if r['score'] is not None else '—'}"), timeout=PATIENCE)
        page.app.key('t')
        page.app.find('tree table', 'People, as a table', timeout=PATIENCE)
        shown = page.labels()
        for r in rows:
            assert r['name'] in shown
            for part in r['parts']:
                assert part['points'] is None or f"{part['points']:.1f}" in shown, (r['name'], part)
        page.app.key('t')
        page.app.mouse_click(page.app.find('list item', re.compile(f"^{me(AGENT)['name']}, "), timeout=PATIENCE))
        page.measure(label_of('refund_time'))
        page.says(str(recount(MANAGER, me(AGENT)['id'], there[ended][0])[1]))
        page.app.key('ctrl+p')
        everybody = [r['name'] for r in sql('SELECT name FROM api.scorecard_people()', user=MANAGER)]
        wait(lambda: page.offered()[:len(everybody)] == everybody, PATIENCE, 'everybody on offer')


if __name__ == '__main__':
    with Desk(size=(1440, 900)) as the_desk, contextlib.ExitStack() as stack:
        tap.main(page=stack.enter_context(page_of(the_desk, AGENT)), shared=stack, desk=the_desk)
