#!/usr/bin/python3
"""A queue's page: opened from the server, beside the same rows painted from memory, in the same window.

usage: tests/bench/paint.py BUILDDIR [RUNS]
From the server: a board that this program has not shown yet (others have been: fonts, styles and classes are warm), from the
choice of its place to the first frame with its cards. From memory: the lists of the same page lose their rows and get them back;
from then to the first frame that shows as many cards again.
Aim: from the server ≤ 2 × from memory.
"""
import os
import statistics
import sys
import time

import bench  # also puts the helpers of the tests on the path
import probe
from desk import Desk

LOGIN = 'quyuan'


def main():
    runs = int(sys.argv[2]) if len(sys.argv) > 2 else 7
    cluster = bench.make(100_000, staff=20, months=13)
    try:
        cursor = cluster.connect(user=LOGIN).cursor()
        cursor.execute('SELECT team_id, open FROM api.queue_list() ORDER BY open DESC LIMIT 2')
        (team, number), (other, _) = cursor.fetchall()
        server = ' '.join(part for part in cluster.dsn().split() if not part.startswith('user='))
        with Desk() as desk:
            paint = probe.Paint(desk.tmp)
            firsts, memories, agains = [], [], []
            for _ in range(runs):
                paint.await_class('AmendsTicketCard')
                paint.ask(f'go queue:{other}')
                app = desk.amends('--server', server, '--as', LOGIN, env=paint.env)
                paint.painted()
                time.sleep(1)
                pid = app.p.pid
                paint.took(pid, 'go my-work', 'AmendsWorkPage')
                time.sleep(1)
                firsts.append(paint.took(pid, f'go queue:{team}', 'AmendsTicketCard'))
                time.sleep(1)
                cards = paint.get(3)
                paint.took(pid, 'hide', '')
                time.sleep(.5)
                memories.append(paint.took(pid, 'show', 'AmendsTicketCard', cards))
                time.sleep(.5)
                paint.took(pid, 'go my-work', 'AmendsWorkPage')
                time.sleep(.5)
                agains.append(paint.took(pid, f'go queue:{team}', 'AmendsTicketCard', cards))
                app.p.terminate()
                app.p.wait(15)
        (first, first_cpu), (memory, memory_cpu), (again, again_cpu) = ([statistics.median(c) for c in zip(*runs_of)]
                                                                        for runs_of in (firsts, memories, agains))
        print(f'paint: board of {number} open tickets, {cards} cards in the window: from the server {first:.0f} ms, from memory {memory:.0f} ms '
              f'= {first / memory:.1f} ×; come back to {again:.0f} ms (medians of {runs}, load {os.getloadavg()[0]:.1f}; '
              f'processor time {first_cpu:.0f}, {memory_cpu:.0f}, {again_cpu:.0f} ms)')
    finally:
        cluster.close()


if __name__ == '__main__':
    main()
