"""A desk: the real program on a virtual display, signed in to a real server, with its settings given.

One desk a Python process (libatspi keeps process-wide state); more programs on the same display are more `app()` calls.
"""
import os
import subprocess
import sys
import time

sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))
import gtkdrive  # noqa: E402
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

    def sign_in(self, dsn, login, **kwargs):
        """Starts the program signed in as `login` and waits for its window."""
        server = ' '.join(part for part in dsn.split() if not part.startswith('user='))
        app = self.amends('--server', server, '--as', login, **kwargs)
        app.find('frame', timeout=20)
        return app


def shot(path):
    """A picture of the whole display."""
    os.makedirs(os.path.dirname(path), exist_ok=True)
    subprocess.run(['import', '-window', 'root', path], check=True)


def settle(seconds=0.6):
    time.sleep(seconds)
