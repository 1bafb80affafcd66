#!/usr/bin/python3
"""Pictures of every page, made by the real program on the demo world.

usage: tests/shots.py BUILDDIR [PART…]
The pictures of the README go to data/screenshots/; every combination of language, theme and width to BUILDDIR/shots/.
PART: a page (board, ticket, …) or a variant (zh-light, en-dark, zh-900, …).
"""
import os
import re
import subprocess
import sys

HERE = os.path.dirname(os.path.abspath(__file__))
ROOT = os.path.dirname(HERE)
sys.path[:0] = [HERE, os.path.join(HERE, 'ui')]


VARIANTS = {  # name: language, dark, high contrast, size
    'zh-light': ('zh_CN', False, False, (1440, 900)),
    'zh-dark': ('zh_CN', True, False, (1440, 900)),
    'en-light': ('en', False, False, (1440, 900)),
    'en-dark': ('en', True, False, (1440, 900)),
    'zh-contrast': ('zh_CN', False, True, (1440, 900)),
    'zh-900': ('zh_CN', False, False, (900, 800)),
    'zh-560': ('zh_CN', False, False, (560, 800)),
}
README = {'board', 'list', 'my-work', 'ticket', 'new-ticket', 'scorecard', 'team', 'sign-in'}


def goto(app, name):
    """Chooses a place of the sidebar by its words, where it is folded after bringing it out."""
    from desk import settle
    place = app.find('list item', re.compile(f'^({name})(,|$)'))
    if app.center(place)[0] < 0:
        app.key('F9')
        settle(1.0)
    app.mouse_click(place)
    settle(2.0)


def queue(app, _server):
    goto(app, '客服|Customer service')


def listing(app, server):
    from desk import settle
    queue(app, server)
    app.key('ctrl+1')
    settle(1.5)


def ticket(app, server):
    """The ticket whose refund waits for finance, or any with a refund under way."""
    from desk import settle
    db = server.connect()
    cursor = db.cursor()
    cursor.execute("SELECT t.number FROM amends.ticket t JOIN amends.refund r ON r.ticket_id = t.id "
                   "WHERE r.state IN ('reviewed', 'requested') ORDER BY r.state DESC, t.id LIMIT 1")
    number = cursor.fetchone()[0]
    db.close()
    app.key('ctrl+f')
    settle(0.3)
    app.type(number)
    app.key('Return')
    settle(2.5)


def new_ticket(app, _server):
    from desk import settle
    app.key('ctrl+n')
    settle(1.0)
    app.type('10000000001')
    app.key('Return')
    settle(1.0)
    app.paste('滚筒洗衣机一开机就报警，滚筒一点不转，家里有老人等着用，请尽快上门。')
    settle(1.2)


def scorecard(app, _server):
    """One's own card, with a measure opened down to its tickets."""
    from desk import settle
    goto(app, '绩效|Scorecards')
    app.mouse_click(app.find('list item', re.compile('^(平均退款处理时长|Average refund time)')))
    settle(1.5)


PAGES = [  # page, login, how to get there
    ('my-work', 'xilan', lambda app, server: None),
    ('new-ticket', 'xilan', new_ticket),
    ('board', 'tongyi', queue),
    ('list', 'tongyi', listing),
    ('notices', 'tongyi', lambda app, server: goto(app, '通知|Notifications')),
    ('ticket', 'miaoqing', ticket),
    ('scorecard', 'xilan', scorecard),
    ('team', 'quyuan', lambda app, server: goto(app, '绩效|Scorecards')),
]


def take(build, variant, parts):
    """One variant: every page, each in a fresh program on one display."""
    import cluster
    from desk import Desk, settle, shot
    lang, dark, contrast, size = VARIANTS[variant]
    server = cluster.Cluster(template=os.environ['AMENDS_SHOT_TEMPLATE'])
    look = {'lang': lang, 'dark': dark, 'high_contrast': contrast}

    def keep(name):
        path = os.path.join(build, 'shots', f'{name}-{variant}.png')
        shot(path)
        if name in README and variant == 'zh-light':
            target = os.path.join(ROOT, 'data', 'screenshots', f'{name}-zh.png')
            os.makedirs(os.path.dirname(target), exist_ok=True)
            subprocess.run(['convert', path, '-strip', '-define', 'png:compression-level=9', target], check=True)
        print(path, flush=True)

    try:
        with Desk(size=size) as desk:
            pages = [p for p in PAGES if not parts or p[0] in parts]
            if not parts or 'sign-in' in parts:
                app = desk.amends(**look)
                app.find('frame', timeout=20)
                settle(1.0)
                keep('sign-in')
                app.p.terminate()
                app.p.wait()
            for name, login, way in pages:
                app = desk.sign_in(server.dsn(), login, **look)
                settle(2.0)
                try:
                    way(app, server)
                    subprocess.run(['xdotool', 'mousemove', str(size[0] // 2), str(size[1] - 3)], check=True)  # off everything that lights up
                    settle(0.5)
                    keep(name)
                except Exception as error:  # the other pages are worth having
                    print(f'{name}-{variant}: {error}', file=sys.stderr)
                    shot(os.path.join(build, 'shots', f'failed-{name}-{variant}.png'))
                app.p.terminate()
                app.p.wait()
    finally:
        server.close()


def main():
    build = os.path.abspath(sys.argv[1])
    os.environ['AMENDS_BUILD'] = build
    parts = sys.argv[2:]
    if parts[:1] == ['--one']:
        take(build, parts[1], parts[2:])
        return
    import cluster
    variants = [v for v in VARIANTS if v in parts] or list(VARIANTS)
    pages = [p for p in parts if p not in VARIANTS]
    server = cluster.Cluster()
    try:
        db = server.connect('postgres')
        db.cursor().execute('CREATE DATABASE amends TEMPLATE template0')
        db.close()
        subprocess.run([os.path.join(build, 'src', 'ctl', 'amendsctl'), 'init', '--db', server.dsn(), '--demo'], check=True)
        server.halt('fast')
        os.environ['AMENDS_SHOT_TEMPLATE'] = server.data
        for variant in variants:
            subprocess.run([sys.executable, __file__, build, '--one', variant, *pages], check=True)
    finally:
        server.close()


if __name__ == '__main__':
    main()
