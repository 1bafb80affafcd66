#!/usr/bin/python3
"""Working time: the calendar functions against another engine's answers and an independent counter.

The counter shares no idea with the product: it walks the real time line minute by minute, asks what the
local clock shows, and looks that reading up in the rule. The product lays periods out in local time
and turns their ends into instants. Prints TAP; AMENDS_TEST_DSN is a superuser's connection URI to a
database with Amends installed. What it writes is rolled back or removed.
"""

import array
import bisect
import datetime
import itertools
import json
import os
import pathlib
import random
import threading
import zoneinfo

import psycopg2

UTC = datetime.timezone.utc
DAYS = ('mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun')
DATA = pathlib.Path(__file__).resolve().parent.parent / 'data' / 'deadlines.json'
RANDOM_INTERVALS = 10000

# Clocks that change at midnight, by half an hour, in the south, and in the middle of a period.
ODD_CALENDARS = {
  'cairo_midnight': {
    'zone': 'Africa/Cairo',
    'week': {d: [['00:00', '02:00'], ['09:00', '17:00'], ['22:00', '24:00']] for d in DAYS},
    'holidays': ['2026-01-07'], 'shifts': {}},
  'lordhowe_half': {
    'zone': 'Australia/Lord_Howe',
    'week': {'sat': [['20:00', '24:00']], 'sun': [['00:00', '05:45']], 'tue': [['11:11', '13:13']]},
    'holidays': [], 'shifts': {}},
  'santiago_south': {
    'zone': 'America/Santiago',
    'week': {d: [['00:00', '24:00']] for d in ('sat', 'sun', 'mon')},
    'holidays': ['2026-04-04'], 'shifts': {'2026-04-02': [['10:00', '10:05']]}},
  'london_skipped': {
    'zone': 'Europe/London',
    'week': {'thu': [['08:30', '12:30']]},
    'holidays': [],
    'shifts': {'2026-03-29': [['00:30', '01:10'], ['01:15', '01:40'], ['01:50', '03:00']],
               '2025-03-30': [['01:30', '09:00']]}},
}


# TAP ----------------------------------------------------------------------------------------------

class Tap:
    def __init__(self):
        self.lines = []
        self.failed = 0

    def check(self, good, name, note=''):
        self.lines.append(f'{"ok" if good else "not ok"} {len(self.lines) + 1} - {name}')
        print(self.lines[-1], flush=True)
        if not good:
            self.failed += 1
            for line in str(note).splitlines()[:12]:
                print(f'# {line}')

    def same(self, name, got, expected, labels=None):
        """One line for a whole list; the first differences are shown."""
        labels = labels or range(len(expected))
        wrong = [f'{l}: got {g}, expected {e}' for l, g, e in zip(labels, got, expected) if g != e]
        if len(got) != len(expected):
            wrong.insert(0, f'{len(got)} answers for {len(expected)} questions')
        self.check(not wrong and len(expected) > 0, name, f'{len(wrong)} differ\n' + '\n'.join(wrong))


# The independent counter --------------------------------------------------------------------------

def clock_minutes(text):
    hours, minutes = text.split(':')
    return int(hours) * 60 + int(minutes)


def day_mask(periods):
    mask = bytearray(1440)
    for first, last in periods:
        for minute in range(clock_minutes(first), clock_minutes(last)):
            mask[minute] = 1
    return bytes(mask)


class Counter:
    """Counts the minutes of a stretch of the real time line whose local reading is inside the rule."""

    def __init__(self, rule, first, last):
        zone = zoneinfo.ZoneInfo(rule['zone'])
        self.zone = zone
        self.rule = rule
        self.base = int(datetime.datetime.combine(first, datetime.time(), UTC).timestamp())
        end = int(datetime.datetime.combine(last, datetime.time(), UTC).timestamp())
        masks = {}
        line = bytearray()
        self.closing = {}
        # every change of every clock falls on a quarter of an hour
        for quarter in range(self.base, end, 900):
            local = datetime.datetime.fromtimestamp(quarter, zone)
            day = local.date()
            if day not in masks:
                masks[day] = day_mask(self.periods(day))
            minute = local.hour * 60 + local.minute
            part = masks[day][minute:minute + 15]
            if any(part):
                self.closing[day] = quarter + 60 * (part.rindex(1) + 1)
            line += part
        self.line = line
        self.sums = array.array('q', itertools.accumulate(line, initial=0))
        self.working_days = sorted(self.closing)

    def periods(self, day):
        if self.rule.get('always'):
            return [['00:00', '24:00']]
        text = day.isoformat()
        if text in self.rule['holidays']:
            return []
        if text in self.rule['shifts']:
            return self.rule['shifts'][text]
        return self.rule['week'].get(DAYS[day.weekday()], [])

    def position(self, at):
        minute, second = divmod(at - self.base, 60)
        return self.sums[minute] * 60 + (second if self.line[minute] else 0)

    def between(self, since, until):
        return self.position(until) - self.position(since)

    def at(self, position):
        """First instant with that many working seconds behind it: the end of a period on a boundary."""
        if position % 60:
            minute = bisect.bisect_right(self.sums, position // 60) - 1
            return self.base + minute * 60 + position % 60
        return self.base + bisect.bisect_left(self.sums, position // 60) * 60

    def after(self, start, seconds):
        return self.at(self.position(start) + seconds)

    def local_day(self, at):
        return datetime.datetime.fromtimestamp(at, self.zone).date()

    def close_of_day(self, start, n):
        index = bisect.bisect_right(self.working_days, self.local_day(start)) + n - 1
        return self.closing[self.working_days[index]]


# The database -------------------------------------------------------------------------------------

def connect():
    return psycopg2.connect(os.environ['AMENDS_TEST_DSN'])


def query(db, sql, *args):
    with db.cursor() as cursor:
        cursor.execute(sql, args)
        return cursor.fetchall()


def value(db, sql, *args):
    return query(db, sql, *args)[0][0]


def error_of(db, sql, *args):
    """(SQLSTATE, message) of a statement that must fail; the transaction goes on."""
    with db.cursor() as cursor:
        cursor.execute('SAVEPOINT s')
        try:
            cursor.execute(sql, args)
        except psycopg2.Error as error:
            cursor.execute('ROLLBACK TO s')
            return error.pgcode, error.diag.message_primary
        cursor.execute('RELEASE s')
    return None, None


def create_draft(db, code, rule):
    calendar = value(db, "INSERT INTO amends.calendar (code, label) VALUES (%s, '{}') RETURNING id", code)
    version = value(db, """INSERT INTO amends.calendar_version (calendar_id, ver, zone, week, always)
                           VALUES (%s, 1, %s, %s, %s) RETURNING id""",
                    calendar, rule['zone'], json.dumps(rule['week']), rule.get('always', False))
    with db.cursor() as cursor:
        for day in rule['holidays']:
            cursor.execute("INSERT INTO amends.calendar_day VALUES (%s, %s, 'holiday', NULL)", (version, day))
        for day, periods in rule['shifts'].items():
            cursor.execute("INSERT INTO amends.calendar_day VALUES (%s, %s, 'work', %s)",
                           (version, day, json.dumps(periods)))
    return version


def create_calendar(db, code, rule, first, last):
    version = create_draft(db, code.replace('_', '-'), rule)
    query(db, 'SELECT amends.calendar_publish(%s, %s, %s)', version, first, last)
    return version


def ask(db, expression, *columns):
    """Evaluates an expression over rows a, b, c … (instants as seconds) in one round trip."""
    names = 'abcdef'[:len(columns)]
    arrays = ', '.join('%s::bigint[]' for _ in columns)
    rows = query(db, f"""SELECT {expression}
                           FROM unnest({arrays}) WITH ORDINALITY AS q({', '.join(names)}, i)
                          ORDER BY q.i""", *[list(c) for c in columns])
    return [row[0] for row in rows]


def seconds(expression):
    return f'extract(epoch FROM {expression})::bigint'


def stamp(text):
    return int(datetime.datetime.fromisoformat(text.replace('Z', '+00:00')).timestamp())


def show(at):
    return datetime.datetime.fromtimestamp(at, UTC).isoformat()


# Checks -------------------------------------------------------------------------------------------

def check_vectors(tap, db, vectors, worlds):
    for code in vectors['calendars']:
        version, counter, _, _ = worlds[code]
        rows = [r for r in vectors['within'] if r[0] == code]
        since, until = [stamp(r[1]) for r in rows], [stamp(r[2]) for r in rows]
        got = ask(db, f'amends.work_between({version}, to_timestamp(a), to_timestamp(b))', since, until)
        tap.same(f'{code}: {len(rows)} vectors of working time within', got, [r[3] for r in rows], rows)

        rows = [r for r in vectors['after'] if r[0] == code]
        start, amount = [stamp(r[1]) for r in rows], [r[2] for r in rows]
        got = ask(db, seconds(f'amends.work_at({version}, amends.work_position({version}, to_timestamp(a)) + b)'),
                  start, amount)
        # The file gives the start of the next period on a boundary; no work lies between, and ours is the end.
        either = [e if g == e or (g < e and counter.between(g, e) == 0) else g for g, e in
                  zip(got, (stamp(r[3]) for r in rows))]
        tap.same(f'{code}: {len(rows)} vectors of a due time after', either, [stamp(r[3]) for r in rows], rows)
        tap.same(f'{code}: on a boundary the end of the period', got,
                 [counter.after(s, a) for s, a in zip(start, amount)], rows)
        whole = [(s, a // 60, g) for s, a, g in zip(start, amount, got) if a % 60 == 0]
        tap.same(f'{code}: due_at gives the same', ask(db, seconds(f"""amends.due_at({version}, to_timestamp(a),
                                                                    b::int, 'wmin')"""),
                                                       [w[0] for w in whole], [w[1] for w in whole]),
                 [w[2] for w in whole])


def check_random(tap, db, rng, worlds, n):
    for code, (version, counter, first, last) in worlds.items():
        since = [rng.randrange(first, last - 90 * 86400) for _ in range(n)]
        until = [s + rng.randrange(0, rng.choice((3600, 86400, 90 * 86400))) for s in since]
        expected = [counter.between(s, u) for s, u in zip(since, until)]
        got = ask(db, f'amends.work_between({version}, to_timestamp(a), to_timestamp(b))', since, until)
        tap.same(f'{code}: {n} random intervals counted', got, expected, list(zip(map(show, since), map(show, until))))

        # the counted sum leads back to the last working instant, boundaries included
        some = [(s, e) for s, e in zip(since, expected) if e > 0]
        starts, sums = [s for s, _ in some], [e for _, e in some]
        got = ask(db, seconds(f'amends.work_at({version}, amends.work_position({version}, to_timestamp(a)) + b)'),
                  starts, sums)
        tap.same(f'{code}: {len(some)} random sums lead back', got,
                 [counter.after(s, e) for s, e in some], list(zip(map(show, starts), sums)))


def check_clock_changes(tap, db, worlds):
    """Every seventh minute around every change of the clocks."""
    for code, (version, counter, first, last) in worlds.items():
        offset = lambda at: datetime.datetime.fromtimestamp(at, counter.zone).utcoffset()
        changes = [at for at in range(first, last, 900) if offset(at) != offset(at - 900)]
        if changes:
            moments = [m for at in changes for m in range(at - 2 * 86400, at + 2 * 86400, 420)]
            got = ask(db, f'amends.work_position({version}, to_timestamp(a))', moments)
            zero = got[0] - counter.position(moments[0])
            tap.same(f'{code}: counted through {len(changes)} changes of the clocks', [g - zero for g in got],
                     [counter.position(m) for m in moments], list(map(show, moments)))


def check_limits(tap, db, rng, worlds):
    for code, (version, counter, first, last) in worlds.items():
        start = [rng.randrange(first, last - 200 * 86400) for _ in range(250)]
        days = [rng.randrange(1, 15) for _ in start]
        got = ask(db, seconds(f"amends.due_at({version}, to_timestamp(a), b::int, 'wd')"), start, days)
        tap.same(f'{code}: working days close as counted', got,
                 [counter.close_of_day(s, n) for s, n in zip(start, days)], list(zip(map(show, start), days)))
        hours = [rng.randrange(1, 60) for _ in start]
        got = ask(db, seconds(f"amends.due_at({version}, to_timestamp(a), b::int, 'wh')"), start, hours)
        tap.same(f'{code}: working hours due as counted', got,
                 [counter.after(s, n * 3600) for s, n in zip(start, hours)], list(zip(map(show, start), hours)))

    version = worlds['berlin_dst'][0]
    start = stamp('2026-03-28T12:00:00Z')
    tap.same('h and min run through the change of clocks',
             ask(db, seconds(f"amends.due_at({version}, to_timestamp(a), 24, 'h')"), [start])
             + ask(db, seconds(f"amends.due_at({version}, to_timestamp(a), 90, 'min')"), [start]),
             [start + 86400, start + 5400])


def check_pauses(tap, db, rng, worlds):
    """However often a clock is stopped, what ran between the stops adds up to the limit."""
    for code, (version, counter, first, last) in worlds.items():
        for unit, scale in (('wh', 3600), ('wd', 1), ('h', 3600)):
            start = [rng.randrange(first, last - 400 * 86400) for _ in range(120)]
            amount = [rng.randrange(1, 6 if unit == 'wd' else 40) for _ in start]
            due = ask(db, seconds(f"amends.due_at({version}, to_timestamp(a), b::int, '{unit}')"), start, amount)
            ran = (lambda s, u: u - s) if unit == 'h' else counter.between
            limit = [ran(s, d) for s, d in zip(start, due)]
            used, now = [0] * len(start), list(start)
            for _ in range(3):
                pause = [n + rng.randrange(0, max(1, d - n)) for n, d in zip(now, due)]
                resume = [p + rng.randrange(0, 12 * 86400) for p in pause]
                used = [u + ran(n, p) for u, n, p in zip(used, now, pause)]
                left = ask(db, f"amends.clock_remaining({version}, to_timestamp(a), to_timestamp(b), '{unit}')", pause, due)
                same = ask(db, seconds(f"amends.clock_resume({version}, to_timestamp(a), b, '{unit}')"), pause, left)
                due = ask(db, seconds(f"amends.clock_resume({version}, to_timestamp(a), b, '{unit}')"), resume, left)
                if unit == 'h':
                    moved = [s == p + l for s, p, l in zip(same, pause, left)]
                else:
                    # a pause of no length gives the due time back; a due time is never at the start of a period
                    moved = [s == counter.at(counter.position(p) + l) for s, p, l in zip(same, pause, left)]
                if not all(moved):
                    break
                now = resume
            total = [u + ran(n, d) for u, n, d in zip(used, now, due)]
            tap.same(f'{code}: {unit} paused three times still runs its limit', total if all(moved) else [],
                     limit, list(zip(map(show, start), amount)))


def check_hand_over(tap, db, rng, worlds):
    one, _, first, last = worlds['cn_lunch']
    two, other, _, _ = worlds['berlin_dst']
    start = [rng.randrange(first, last - 200 * 86400) for _ in range(200)]
    due = ask(db, seconds(f"amends.due_at({one}, to_timestamp(a), 30, 'wh')"), start)
    now = [rng.randrange(s, d) for s, d in zip(start, due)]
    left = ask(db, f"amends.clock_remaining({one}, to_timestamp(a), to_timestamp(b), 'wh')", now, due)
    got = ask(db, seconds(f"amends.clock_resume({two}, to_timestamp(a), b, 'wh')"), now, left)
    tap.same('a hand-over to another calendar carries the seconds left', got,
             [other.after(n, l) for n, l in zip(now, left)])

    late = [d + 50 * 86400 for d in due]
    left = ask(db, f"amends.clock_remaining({one}, to_timestamp(a), to_timestamp(b), 'wh')", late, due)
    back = ask(db, seconds(f"amends.clock_resume({one}, to_timestamp(a), b, 'wh')"), late, left)
    tap.check(max(left) < 0 and back == due, 'an overdue clock stays as overdue as it was', (left[:3], back[:3], due[:3]))


def check_warnings(tap, db, rng, worlds):
    for code in ('cn-office', 'newyork_late'):
        version, counter, first, last = worlds[code]
        start = [rng.randrange(first, last - 200 * 86400) for _ in range(200)]
        for unit in ('wh', 'wd', 'h'):
            due = ask(db, seconds(f"amends.due_at({version}, to_timestamp(a), 5, '{unit}')"), start)
            got = ask(db, seconds(f"amends.warn_at({version}, to_timestamp(a), to_timestamp(b), '{unit}', 80)"), start, due)
            if unit == 'h':
                expected = [s + 4 * 3600 for s in start]
            else:
                share = [-(-counter.between(s, d) * 80 // 100) for s, d in zip(start, due)]
                expected = [max(s, counter.after(s, n)) for s, n in zip(start, share)]
            tap.same(f'{code}: {unit} warns when 80 % of its own clock has passed', got, expected,
                     list(zip(map(show, start), map(show, due))))
            moved = ask(db, seconds(f"""amends.warn_before({version}, to_timestamp(b),
                          amends.clock_remaining({version}, to_timestamp(a), to_timestamp(b), '{unit}'), '{unit}', 80)"""),
                        start, due)
            tap.check(moved == got, f'{code}: {unit} counted back from the due moment is the same', (moved[:3], got[:3]))


def check_explain(tap, db, rng, worlds):
    for code in ('cn-office', 'always', 'newyork_late', 'cairo_midnight'):
        version, counter, first, last = worlds[code]
        wrong = []
        for _ in range(40):
            since = rng.randrange(first, last - 60 * 86400)
            until = since + rng.randrange(1, 20 * 86400)
            rows = query(db, """SELECT day, extract(epoch FROM starts)::bigint, extract(epoch FROM ends)::bigint,
                                       seconds, running, kind
                                  FROM amends.calendar_explain(%s, to_timestamp(%s), to_timestamp(%s))""",
                         version, since, until)
            total = counter.between(since, until)
            day, until_day = counter.local_day(since), counter.local_day(until - 1)
            every = [day + datetime.timedelta(n) for n in range((until_day - day).days + 1)]
            expected = [counter.between(r[1], r[2]) if r[1] is not None else 0 for r in rows]
            if (sum(r[3] for r in rows) != total or rows[-1][4] != total
                or [r[3] for r in rows] != expected
                or [r[4] for r in rows] != list(itertools.accumulate(expected))
                or sorted({r[0] for r in rows}) != every
                or any(r[1] is not None and not since <= r[1] < r[2] <= until for r in rows)
                or any((r[5] in ('work', 'makeup')) != bool(counter.periods(r[0])) for r in rows)):
                wrong.append(f'{show(since)} {show(until)} {total} {rows}')
        tap.check(not wrong, f'{code}: explained sums add up, day by day', '\n'.join(wrong[:2]))

    rows = query(db, """SELECT day::text, kind, sum(seconds)::int, min(label ->> 'zh_CN')
                          FROM amends.calendar_explain(%s, '2026-09-18 17:00+08', '2026-10-10 10:00+08')
                         GROUP BY day, kind ORDER BY day""", worlds['cn-office'][0])
    kinds = {r[0]: r[1:] for r in rows}
    tap.same('an explanation names holidays and make-up days',
             [kinds.get(d) for d in ('2026-09-18', '2026-09-19', '2026-09-20', '2026-09-25', '2026-10-02', '2026-10-10')],
             [('work', 3600, None), ('off', 0, None), ('makeup', 27000, '国庆节调休上班'),
              ('holiday', 0, '中秋节'), ('holiday', 0, '国庆节'), ('makeup', 3600, '国庆节调休上班')])


def check_starters(tap, db):
    """By hand from the announced days: working days of each month, 09:00-12:00 and 13:30-18:00."""
    got = query(db, """SELECT to_char(d.day, 'YYYY-MM'), count(*)::int
                         FROM amends.work_day d
                        WHERE d.calendar_version_id = amends.calendar_latest('cn-office')
                          AND d.day BETWEEN '2024-01-01' AND '2024-12-31'
                        GROUP BY 1 ORDER BY 1""")
    tap.same('cn-office: working days of 2024 by month', [g[1] for g in got],
             [22, 18, 21, 22, 21, 19, 23, 22, 21, 19, 21, 22])
    tap.check(value(db, """SELECT count(*) = 3 FROM amends.calendar_version v JOIN amends.calendar c ON c.id = v.calendar_id
                            WHERE c.code IN ('always', 'cn-office', 'cn-desk') AND v.published_at IS NOT NULL
                              AND v.valid_from <= '2023-01-01' AND v.valid_to >= '2028-12-31'
                              AND c.label ? 'en' AND c.label ? 'zh_CN'"""), 'starter calendars are published with range and names')
    due = value(db, """SELECT amends.due_at(amends.calendar_latest('cn-office'), '2024-05-10 14:20+08', 3, 'wd')
                              = '2024-05-14 18:00+08'""")
    # Friday; Saturday the 11th is a make-up day, so Sat, Mon, Tue
    tap.check(due, 'three working days from Friday 2024-05-10 close on Tuesday, for Saturday is a make-up day')


def check_extension(tap, db, rng, rule):
    whole = create_calendar(db, 'grown-whole', rule, '2024-01-01', '2030-12-31')
    grown = create_calendar(db, 'grown-parts', rule, '2026-06-01', '2026-09-15')
    past = "'2024-03-01 10:00+00'::timestamptz"
    far = "'2026-09-15 10:00+00'::timestamptz"
    for sql in (f"SELECT amends.work_position(%s, {past})", f"SELECT amends.due_at(%s, {far}, 300, 'wh')",
                f"SELECT amends.due_at(%s, {far}, 40, 'wd')", f"SELECT amends.work_at(%s, 1000000000)",
                f"SELECT amends.due_at(%s, {past}, 1, 'wd')", "SELECT amends.work_position(%s, NULL)"):
        got = error_of(db, sql, grown)
        tap.check(got == ('AM422', 'calendar.out_of_range'), f'beyond the range: {sql[7:48]}…', got)
    before = value(db, f"SELECT amends.work_position(%s, '2026-08-01 10:00+00')", grown)
    for sql, name in ((f"amends.due_at_extend(%s, {far}, 300, 'wh')", 'working hours'),
                      (f"amends.due_at_extend(%s, {far}, 900, 'wd')", 'working days'),
                      (f"amends.clock_resume_extend(%s, '2029-05-05 10:00+00', 900000, 'wh')", 'a resumed clock'),
                      (f"amends.due_at_extend(%s, {past}, 5, 'wd')", 'a start before the range')):
        # the whole one is asked the same; it needs no extending
        tap.check(value(db, 'SELECT ' + sql, grown) == value(db, 'SELECT ' + sql, whole), f'writers extend for {name}')
    tap.check(value(db, f"SELECT amends.work_position(%s, '2026-08-01 10:00+00')", grown) == before,
              'positions already in use keep their value')
    start = [rng.randrange(stamp('2024-01-02T00:00:00Z'), stamp('2029-12-01T00:00:00Z')) for _ in range(500)]
    a, b = ([p - q for p, q in zip(v, v[1:])] for v in
            (ask(db, f'amends.work_position({version}, to_timestamp(a))', start) for version in (whole, grown)))
    tap.same('a range grown in parts equals one made at once', a, b)
    rows = query(db, """SELECT cum, extract(epoch FROM ends - starts)::bigint FROM amends.work_interval
                         WHERE calendar_version_id = %s ORDER BY starts""", grown)
    tap.same('its sums follow each other without a gap', [r[0] for r in rows],
             list(itertools.accumulate((r[1] for r in rows[:-1]), initial=rows[0][0])))
    days = [r[0] for r in query(db, 'SELECT n FROM amends.work_day WHERE calendar_version_id = %s ORDER BY day', grown)]
    tap.same('its working days are numbered without a gap', days, list(range(days[0], days[0] + len(days))))


def check_refusals(tap, db, rule):
    version = create_calendar(db, 'refusing', rule, '2026-01-01', '2026-12-31')
    noon = "'2026-05-05 12:00+00'"
    for sql, message in (
        (f"SELECT amends.due_at({version}, {noon}, 5, 'days')", 'calendar.bad_unit'),
        (f"SELECT amends.due_at({version}, {noon}, 5, NULL)", 'calendar.bad_unit'),
        (f"SELECT amends.due_at({version}, {noon}, 0, 'wh')", 'calendar.bad_amount'),
        (f"SELECT amends.due_at({version}, {noon}, -3, 'h')", 'calendar.bad_amount'),
        (f"SELECT amends.due_at({version}, 'infinity', 3, 'h')", 'calendar.bad_time'),
        (f"SELECT amends.due_at_extend({version}, 'infinity', 3, 'wh')", 'calendar.bad_time'),
        (f"SELECT amends.due_at_extend({version}, {noon}, 100001, 'wh')", 'calendar.bad_amount'),
        (f"SELECT amends.due_at_extend({version}, '2199-12-31 12:00+00', 3, 'wh')", 'calendar.out_of_range'),
        (f"SELECT amends.clock_remaining({version}, {noon}, {noon}, 'x')", 'calendar.bad_unit'),
        (f"SELECT amends.calendar_build({version}, '2027-01-01', '2026-01-01')", 'calendar.bad_range'),
        (f"UPDATE amends.calendar_version SET week = '{{}}' WHERE id = {version}", 'calendar.published'),
        (f"UPDATE amends.calendar_version SET published_at = NULL WHERE id = {version}", 'calendar.published'),
        (f"INSERT INTO amends.calendar_day VALUES ({version}, '2026-07-01', 'holiday')", 'calendar.published'),
        (f"DELETE FROM amends.calendar_day WHERE calendar_version_id = {version}", 'calendar.published')):
        got = error_of(db, sql)
        tap.check(got == ('AM422', message), f'refused with {message}: {sql[:60]}', got)
    got = error_of(db, "SELECT amends.calendar_build(-1, '2026-01-01', '2026-12-31')")
    tap.check(got == ('AM404', 'calendar.unknown'), 'a version that does not exist is named', got)

    for name, week in (('overlap', {'mon': [['09:00', '12:00'], ['11:00', '13:00']]}),
                       ('backwards', {'mon': [['22:00', '06:00']]}),
                       ('no time', {'mon': [['9', '12']]}), ('after 24:00', {'mon': [['09:00', '24:30']]}),
                       ('no list', {'mon': '09:00'}), ('no pair', {'mon': [['09:00']]}),
                       ('number', {'mon': [[9, 12]]}), ('weekday', {'funday': []})):
        draft = create_draft(db, 'bad-' + name.replace(' ', '-').replace(':', ''), {**rule, 'week': week})
        got = error_of(db, "SELECT amends.calendar_build(%s, '2026-01-01', '2026-12-31')", draft)
        tap.check(got == ('AM422', 'calendar.bad_periods'), f'periods refused: {name}', got)
    draft = create_draft(db, 'bad-zone', {**rule, 'zone': 'Mars/Olympus'})
    got = error_of(db, "SELECT amends.calendar_build(%s, '2026-01-01', '2026-12-31')", draft)
    tap.check(got == ('AM422', 'calendar.bad_zone'), 'a time zone nobody knows is refused', got)

    empty = create_calendar(db, 'no-hours', {'zone': 'UTC', 'week': {}, 'holidays': [], 'shifts': {}},
                            '2026-01-01', '2026-12-31')
    for unit in ('wmin', 'wh', 'wd'):
        got = error_of(db, f"SELECT amends.due_at_extend({empty}, {noon}, 1, '{unit}')")
        tap.check(got == ('AM422', 'calendar.no_hours'), f'a calendar without hours has no {unit}', got)


def check_rights(tap, db):
    loose = query(db, """SELECT p.oid::regprocedure::text
                           FROM pg_proc p
                          WHERE p.pronamespace = 'amends'::regnamespace
                            AND p.proname ~ '^(calendar_|work_|due_at|clock_|warn_|local_instant)'
                            AND (p.proconfig IS DISTINCT FROM '{"search_path=pg_catalog, pg_temp"}'
                                 OR has_function_privilege('public', p.oid, 'EXECUTE')
                                 OR obj_description(p.oid, 'pg_proc') IS NULL)""")
    tap.check(not loose, 'functions have a fixed search path, a comment, and nothing for the public', loose)
    with db.cursor() as cursor:
        cursor.execute('SET LOCAL ROLE amends_core')
        cursor.execute("SELECT amends.due_at_extend(amends.calendar_latest('cn-office'), '2031-05-05 12:00+00', 5, 'wd')")
        tap.check(cursor.fetchone()[0] is not None, 'the owner of the functions may extend a calendar')
        cursor.execute('RESET ROLE; SET LOCAL ROLE amends_api')
        cursor.execute("SELECT amends.due_at(amends.calendar_latest('cn-office'), '2024-05-05 12:00+00', 5, 'wd')")
        tap.check(cursor.fetchone()[0] is not None, 'the interface may compute a deadline')
        got = error_of(db, "SELECT amends.due_at_extend(amends.calendar_latest('cn-office'), '2099-05-05 12:00+00', 5, 'wd')")
        tap.check(got[0] == '42501', 'but not extend a calendar', got)
        cursor.execute('RESET ROLE')


def check_writers(tap, rule):
    """Writers that need the same missing years at the same moment."""
    with connect() as db:
        version = create_calendar(db, 'crowded', rule, '2026-01-01', '2026-12-31')
    db.close()
    answers, gate = [], threading.Barrier(6)

    def extend():
        with connect() as own:
            gate.wait()
            answers.append(value(own, "SELECT amends.due_at_extend(%s, '2029-11-11 11:11+00', 200, 'wh')", version))
        own.close()

    threads = [threading.Thread(target=extend) for _ in range(6)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    with connect() as db:
        days = value(db, "SELECT count(*) = count(DISTINCT n) AND count(*) = max(n) FROM amends.work_day WHERE calendar_version_id = %s",
                     version)
        with db.cursor() as cursor:
            cursor.execute('DELETE FROM amends.calendar_version WHERE id = %s', (version,))
            cursor.execute("DELETE FROM amends.calendar WHERE code = 'crowded'")
    db.close()
    tap.check(len(answers) == 6 and len(set(answers)) == 1 and days, 'six writers extend a calendar once', (answers, days))


# Main ---------------------------------------------------------------------------------------------

def starter_rules(db):
    """The rule of each starter calendar in the form of the file, read from the stored definition."""
    rules = {}
    for code, version, zone, week, always in query(db, """SELECT c.code, v.id, v.zone, v.week, v.always
                                                   FROM amends.calendar c, amends.calendar_version v
                                                  WHERE v.id = amends.calendar_latest(c.code)
                                                    AND c.code IN ('always', 'cn-office', 'cn-desk')"""):
        days = query(db, """SELECT day::text, kind, periods FROM amends.calendar_day
                             WHERE calendar_version_id = %s""", version)
        rules[code] = version, {'zone': zone, 'week': week, 'always': always,
                                'holidays': [d for d, kind, _ in days if kind == 'holiday'],
                                'shifts': {d: periods for d, kind, periods in days if kind == 'work'}}
    return rules


def main():
    if 'AMENDS_TEST_DSN' not in os.environ:
        print('Bail out! AMENDS_TEST_DSN must name a database with Amends installed')
        return 1
    tap = Tap()
    rng = random.Random(20240510)
    vectors = json.loads(DATA.read_text(encoding='utf-8'))
    db = connect()
    worlds = {}
    for code, rule in {**vectors['calendars'], **ODD_CALENDARS}.items():
        first, last = datetime.date(2025, 1, 1), datetime.date(2027, 12, 31)
        version = create_calendar(db, code, rule, first, last)
        worlds[code] = version, Counter(rule, first, last), stamp('2025-01-03T00:00:00Z'), stamp('2027-12-28T00:00:00Z')
    for code, (version, rule) in starter_rules(db).items():
        worlds[code] = (version, Counter(rule, datetime.date(2023, 1, 1), datetime.date(2028, 12, 31)),
                        stamp('2023-01-03T00:00:00Z'), stamp('2028-12-28T00:00:00Z'))

    check_vectors(tap, db, vectors, worlds)
    check_random(tap, db, rng, worlds, -(-RANDOM_INTERVALS // len(worlds)))
    check_clock_changes(tap, db, worlds)
    check_limits(tap, db, rng, worlds)
    check_pauses(tap, db, rng, worlds)
    check_hand_over(tap, db, rng, worlds)
    check_warnings(tap, db, rng, worlds)
    check_explain(tap, db, rng, worlds)
    check_starters(tap, db)
    check_extension(tap, db, rng, vectors['calendars']['berlin_dst'])
    check_refusals(tap, db, vectors['calendars']['cn_lunch'])
    check_rights(tap, db)
    db.rollback()
    db.close()
    check_writers(tap, vectors['calendars']['newyork_late'])
    print(f'1..{len(tap.lines)}')
    return 1 if tap.failed else 0


if __name__ == '__main__':
    raise SystemExit(main())
