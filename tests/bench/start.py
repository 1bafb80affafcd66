#!/usr/bin/python3
"""Start: exec to the first frame that shows a queue's cards, beside an empty AdwApplicationWindow in the same run.

usage: tests/bench/start.py BUILDDIR [RUNS]
The server runs; the program is started signed in, its way to the board asked for as soon as there is a window.
Aim: median ≤ 300 ms over the empty window.
"""
import os
import statistics
import subprocess
import sys
import time

import bench  # also puts the helpers of the tests on the path
import probe
from desk import Desk

LOGIN = 'tongyi'


def milliseconds(paint, start, name, command):
    """Starts a program; returns it, and the time from its exec to the frame waited for, with the processor time in it."""
    paint.await_class(name)
    paint.ask(command)
    began = time.clock_gettime_ns(time.CLOCK_MONOTONIC)
    app = start()
    return app, ((paint.painted() - began) / 1e6, paint.cpu())


def pss(pid):
    """Proportional set size in MB: memory of its own, and its share of what others use too."""
    with open(f'/proc/{pid}/smaps_rollup', encoding='ascii') as f:
        return next(int(line.split()[1]) for line in f if line.startswith('Pss:')) / 1024


def medians(runs):
    return [statistics.median(column) for column in zip(*runs)]


def end(process):
    process.terminate()
    process.wait(15)


def main():
    runs = int(sys.argv[2]) if len(sys.argv) > 2 else 9
    cluster = bench.make(0)
    try:
        db = cluster.connect()
        cursor = db.cursor()
        cursor.execute("SELECT id FROM amends.team WHERE code = 'service'")
        place = f'go queue:{cursor.fetchone()[0]}'
        server = ' '.join(part for part in cluster.dsn().split() if not part.startswith('user='))
        with Desk() as desk:
            paint = probe.Paint(desk.tmp)
            empty = probe.compile_c(desk.tmp, 'emptywindow.c', 'libadwaita-1', shared=False)
            windows, boards, works, memory = [], [], [], []
            for run in range(runs + 1):
                process, window = milliseconds(paint, lambda: subprocess.Popen([empty], env={**desk.env, **paint.env}), '', '')
                end(process)
                app, board = milliseconds(paint, lambda: desk.amends('--server', server, '--as', LOGIN, env=paint.env), 'AmendsTicketCard', place)
                time.sleep(1)
                memory.append(pss(app.p.pid))
                end(app.p)
                app, work = milliseconds(paint, lambda: desk.amends('--server', server, '--as', LOGIN, env=paint.env), 'AmendsWorkRow', '')
                end(app.p)
                if run > 0:  # the first fills caches
                    windows.append(window)
                    boards.append(board)
                    works.append(work)
        (window, window_cpu), (board, board_cpu), (work, work_cpu) = map(medians, (windows, boards, works))
        print(f'start: empty window {window:.0f} ms, first painted board {board:.0f} ms = {board - window:+.0f} ms, '
              f'My work {work:.0f} ms = {work - window:+.0f} ms (medians of {runs}, load {os.getloadavg()[0]:.1f}; '
              f'processor time {window_cpu:.0f}, {board_cpu:.0f}, {work_cpu:.0f} ms)')
        print(f'start: memory with the board open {statistics.median(memory):.0f} MB PSS')
    finally:
        cluster.close()


if __name__ == '__main__':
    main()
