#!/usr/bin/python3
"""Measures the product, each figure beside the best this very machine could do in the same run. Never part of the tests.

usage: tests/bench/bench.py BUILDDIR [PART…] [--tickets N]
PART: create, queue, score, feed, demo, start, stall, paint
"""
import os
import re
import statistics
import subprocess
import sys
import threading
import time

HERE = os.path.dirname(os.path.abspath(__file__))
ROOT = os.path.dirname(os.path.dirname(HERE))
sys.path[:0] = [os.path.join(ROOT, 'tests'), os.path.join(ROOT, 'tests', 'ui')]
import cluster  # noqa: E402

BUILD = os.environ['AMENDS_BUILD'] = os.path.abspath(sys.argv[1])
CTL = os.path.join(BUILD, 'src', 'ctl', 'amendsctl')
SECONDS = int(os.environ.get('BENCH_SECONDS', '10'))
WARM = 5  # seconds in which every connection loads its functions and plans; a desk does that once a day
# a server as in production but for its size: durable, with autovacuum
SERVER = '-c fsync=on -c synchronous_commit=on -c full_page_writes=on -c autovacuum=on -c shared_buffers=1GB -c work_mem=16MB -c max_wal_size=4GB'


def percentile(values, share):
    values = sorted(values)
    return values[min(len(values) - 1, int(len(values) * share))]


def make(tickets, staff=200, months=13):
    """A server with the demo world, or with generated history of the wanted size."""
    server = cluster.Cluster(options=SERVER)
    db = server.connect('postgres')
    db.cursor().execute('CREATE DATABASE amends TEMPLATE template0')
    db.close()
    subprocess.run([CTL, 'init', '--db', server.dsn(), '--demo'], check=True)
    if tickets:
        started = time.monotonic()
        subprocess.run([CTL, 'demo', '--db', server.dsn(), '--tickets', str(tickets), '--staff', str(staff), '--months', str(months), '--seed', '7'], check=True)
        took = time.monotonic() - started
        print(f'demo: {tickets} tickets in {took:.0f} s ({took / tickets * 1e6 / 60:.1f} min a million; load {os.getloadavg()[0]:.1f})', flush=True)
    return server


def pgbench(server, script, clients, **variables):
    # several statements in one round trip are for the simple protocol only; everything else is prepared, as by the program
    argv = [f'{cluster.BIN}/pgbench', '-n', '-M', 'simple' if script == 'ceiling.sql' else 'prepared', '-c', str(clients), '-j', '2',
            '-T', str(WARM + SECONDS), '-P', '1', '-f', os.path.join(HERE, script)]
    for name, value in variables.items():
        argv += ['-D', f'{name}={value}']
    done = subprocess.run(argv + ['-h', server.dir, '-U', 'postgres', 'amends'], capture_output=True, text=True)
    rates = [float(rate) for rate in re.findall(r'^progress: .*?, ([0-9.]+) tps', done.stderr, re.M)][WARM:]
    if len(rates) < SECONDS - 1 or done.returncode or 'aborted' in done.stderr:
        raise SystemExit(done.stdout + done.stderr)
    return statistics.mean(rates)


def make_desks(cursor, desks):
    """So many agents with logins, each with customers they have found; returns what the scripts of pgbench need to know."""
    for i in range(desks):
        cursor.execute(f'CREATE ROLE bench_{i} LOGIN IN ROLE amends_agent')
    cursor.execute("INSERT INTO amends.person (employee_no, login, name, role, department_id, home_team_id) "
                   "SELECT 'B-' || i, 'bench_' || i, '测试' || i, 'agent', t.department_id, t.id FROM amends.team t, generate_series(0, %s - 1) i "
                   "WHERE t.code = 'service' ORDER BY i RETURNING id", (desks,))
    people = [row[0] for row in cursor.fetchall()]
    cursor.execute("INSERT INTO amends.team_member (team_id, person_id) SELECT t.id, unnest(%s) FROM amends.team t WHERE t.code = 'service'", (people,))
    # as many customers as a department has, or everybody would have thousands of open tickets
    customers = 800 * desks
    cursor.execute("INSERT INTO amends.customer (mask_name, mask_phone) SELECT '张**', '***' || lpad((i %% 10000)::text, 4, '0') "
                   'FROM generate_series(1, %s) i RETURNING id', (customers,))
    first = min(row[0] for row in cursor.fetchall())
    cursor.execute("INSERT INTO amends.customer_pii (customer_id, name, phone) SELECT id, '张', (10090000000 + id)::text FROM amends.customer WHERE id >= %s", (first,))
    cursor.execute('INSERT INTO amends.known_customer (person_id, customer_id) SELECT %s + (id - %s) %% %s, id FROM amends.customer WHERE id >= %s',
                   (people[0], first, desks, first))
    cursor.execute("SELECT c.id, v.id, p.id FROM amends.category c, amends.procedure_version v, amends.person p "
                   "WHERE c.code = 'quality.malfunction' AND v.procedure_id = c.procedure_id AND p.role = 'specialist' ORDER BY v.ver DESC, p.id LIMIT 1")
    category, procedure, holder = cursor.fetchone()
    cursor.execute('CREATE SEQUENCE amends.bench_number')
    cursor.execute('VACUUM ANALYZE')
    return {'filer0': people[0], 'customer0': first, 'customers': customers, 'category': category, 'procedure': procedure, 'holder': holder, 'begun': 0}


def bench_create(server):
    """Ticket creations per second as a share of the same rows by plain SQL, at 1, 16 and 64 connections, each a person's own."""
    db = server.connect()
    cursor = db.cursor()
    known = make_desks(cursor, 64)
    for clients in (1, 16, 64):
        rates = {}
        for script in ('ceiling.sql', 'file.sql', 'onerow.sql'):
            rates[script] = pgbench(server, script, clients, **known)
            # a department finishes what it begins: nobody holds thousands
            cursor.execute("UPDATE amends.ticket SET state = 'cancelled', next_escalation_at = NULL WHERE customer_id >= %s AND state <> 'cancelled'", (known['customer0'],))
            cursor.execute('VACUUM ANALYZE amends.ticket')
            cursor.execute('CHECKPOINT')
        plain, filed, row = rates.values()
        print(f'create: {clients:>2} connections: {filed:7.0f}/s of {plain:7.0f}/s plain = {filed / plain:.0%} '
              f'(one row of a ticket alone: {row:.0f}/s; load {os.getloadavg()[0]:.1f})', flush=True)
    db.close()


def timed(cursor, statement, arguments=(), runs=30):
    cursor.execute(statement, arguments)
    cursor.fetchall()
    times = []
    for _ in range(runs):
        started = time.perf_counter()
        cursor.execute(statement, arguments)
        cursor.fetchall()
        times.append((time.perf_counter() - started) * 1000)
    return f'p50 {percentile(times, .5):6.1f} ms, p95 {percentile(times, .95):6.1f} ms'


def bench_demo(server):
    """Whether what was made is true."""
    cursor = server.connect().cursor()
    started = time.monotonic()
    cursor.execute('SELECT code, count(*), min(detail) FROM amends.invariants() GROUP BY 1')
    broken = cursor.fetchall()
    print(f'demo: {broken or "all invariants true"} (asked in {time.monotonic() - started:.0f} s)', flush=True)
    cursor.connection.close()


def bench_queue(server):
    """Opening a queue and counting the queues, as an agent, a supervisor and a manager see them."""
    for login in ('xilan', 'tongyi', 'quyuan'):
        db = server.connect(user=login)
        cursor = db.cursor()
        cursor.execute('SELECT team_id, open FROM api.queue_list() ORDER BY open DESC LIMIT 1')
        team, number = cursor.fetchone()
        print(f'queue: {login}: page of 200 ({number} open): {timed(cursor, "SELECT * FROM api.queue_page(%s, NULL, NULL, 200)", (team,))}')
        print(f'queue: {login}: people: {timed(cursor, "SELECT * FROM api.queue_people(%s)", (team,))}')
        print(f'queue: {login}: counts: {timed(cursor, "SELECT * FROM api.queue_list()")}')
        print(f'queue: {login}: my work: {timed(cursor, "SELECT * FROM api.my_work()")}')
        db.close()


def bench_score(server):
    """One month's scorecards of everybody, one card, its trend."""
    db = server.connect(user='quyuan')
    cursor = db.cursor()
    cursor.execute("SELECT start FROM api.scorecard_periods() WHERE kind = 'month' ORDER BY start DESC OFFSET 1 LIMIT 1")
    start = cursor.fetchone()[0]
    cursor.execute("SELECT count(*) FROM api.scorecard_team(NULL, 1, 'month', %s)", (start,))
    people = cursor.fetchone()[0]
    print(f'score: month of {people} people: {timed(cursor, "SELECT * FROM api.scorecard_team(NULL, 1, %s, %s)", ("month", start), 10)}')
    print(f'score: one card: {timed(cursor, "SELECT api.scorecard(5, NULL, 1, %s, %s)", ("month", start), 10)}')
    print(f'score: its trend: {timed(cursor, "SELECT * FROM api.score_trend(5, NULL, 1, %s, %s, 12)", ("month", start), 5)}')
    db.close()


def bench_feed(server, desks=100, rate=10, seconds=30):
    """A change seen on other desks: desks LISTEN and poll as the program does; the writer changes `rate` a second."""
    import select
    import random
    admin = server.connect()
    admin.cursor().execute("ALTER ROLE xilan CONNECTION LIMIT -1")
    seen, lock, stop = {}, threading.Lock(), threading.Event()

    def desk():
        db = server.connect(user='xilan')
        cursor = db.cursor()
        cursor.execute('LISTEN amends')
        cursor.execute("SELECT api.hello(1)->>'cursor'")
        cursor_text = cursor.fetchone()[0]
        while not stop.is_set():
            if select.select([db], [], [], 5)[0]:
                db.poll()
                db.notifies.clear()
                time.sleep(random.uniform(0, .3))
            cursor.execute('SELECT api.feed(%s, NULL, NULL, 500)', (cursor_text,))
            page = cursor.fetchone()[0]
            cursor_text = page['next']
            now = time.perf_counter()
            with lock:
                for change in page['changes']:
                    if change['kind'] == 'ticket':
                        seen.setdefault(change['ref'], []).append(now)
        db.close()

    threads = [threading.Thread(target=desk) for _ in range(desks)]
    for thread in threads:
        thread.start()
    time.sleep(3)
    writer = server.connect(user='xilan')
    cursor = writer.cursor()
    cursor.execute('SELECT id FROM api.my_work() LIMIT 1')
    made, waits = {}, []
    for _ in range(rate * seconds):
        started = time.perf_counter()
        cursor.execute("SELECT api.ticket_file(gen_random_uuid(), jsonb_build_object('channel', 'phone', 'customer', jsonb_build_object('id', 1), "
                       "'words', '空气净化器无法开机，请尽快处理'))")
        made[cursor.fetchone()[0]['id']] = time.perf_counter()
        cursor.execute('SELECT api.poke()')
        time.sleep(max(0, 1 / rate - (time.perf_counter() - started)))
    time.sleep(6)
    stop.set()
    cursor.execute('SELECT api.poke()')
    for thread in threads:
        thread.join()
    for ticket, at in made.items():
        waits += [(then - at) * 1000 for then in seen.get(ticket, [])]
    expected = len(made) * desks
    print(f'feed: {desks} desks, {rate} changes/s: seen p50 {percentile(waits, .5):.0f} ms, p95 {percentile(waits, .95):.0f} ms '
          f'({len(waits)} of {expected} sightings)')
    writer.close()
    admin.close()


def main():
    argv = sys.argv[2:]
    tickets = int(argv[argv.index('--tickets') + 1]) if '--tickets' in argv else 1_000_000
    parts = [a for a in argv if a in ('create', 'queue', 'score', 'feed', 'demo', 'start', 'stall', 'paint')]
    parts = parts or ['create', 'feed', 'start', 'stall', 'demo', 'queue', 'score', 'paint']
    small = [p for p in parts if p in ('create', 'feed')]
    windows = [p for p in parts if p in ('start', 'stall', 'paint')]
    large = [p for p in parts if p in ('demo', 'queue', 'score')]
    if small:
        server = make(0)
        try:
            for part in small:
                globals()[f'bench_{part}'](server)
        finally:
            server.close()
    if large:
        server = make(tickets)
        try:
            for part in large:
                globals()[f'bench_{part}'](server)
        finally:
            server.close()
    for part in windows:
        subprocess.run([sys.executable, os.path.join(HERE, f'{part}.py'), BUILD], check=True)


if __name__ == '__main__':
    main()
