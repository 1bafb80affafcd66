"""Signing in through the real form: SCRAM over TCP, TLS, everything that can be wrong, what is remembered, the keyring.

The test's own server is started anew on a port of the loopback, with passwords asked there and a certificate of its own."""
import contextlib
import os
import re
import shutil
import socket
import subprocess
import sys
import time

import psycopg2

sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))
sys.path.insert(0, os.path.dirname(os.path.dirname(os.path.abspath(__file__))))
import cluster  # noqa: E402
import tap  # noqa: E402
from desk import Desk, sql, wait, xdo  # noqa: E402

DIR = os.environ['AMENDS_TEST_DIR']
DATA = os.path.join(DIR, 'data')
LOGIN, PASSWORD = 'tongyi', "Sim sala 'bim\" \\ 善后"
WRONG = 'not this one'


def free_port():
    with socket.socket() as s:
        s.bind(('127.0.0.1', 0))
        return s.getsockname()[1]


def certify(name, *extensions, signed_by=None):
    """A key and a certificate in the server's folder; self-signed unless signed by another of them."""
    run = lambda *argv: subprocess.run(argv, check=True, capture_output=True)  # noqa: E731
    path = os.path.join(DIR, name)
    extra = [word for e in extensions for word in ('-addext', e)]
    if signed_by is None:
        run('openssl', 'req', '-x509', '-newkey', 'rsa:2048', '-nodes', '-days', '30', '-subj', f'/CN={name}', *extra,
            '-keyout', f'{path}.key', '-out', f'{path}.crt')
        return
    run('openssl', 'req', '-newkey', 'rsa:2048', '-nodes', '-subj', f'/CN={name}', *extra, '-keyout', f'{path}.key', '-out', f'{path}.csr')
    run('openssl', 'x509', '-req', '-days', '30', '-copy_extensions', 'copyall', '-CA', f'{DIR}/{signed_by}.crt', '-CAkey', f'{DIR}/{signed_by}.key',
        '-CAcreateserial', '-in', f'{path}.csr', '-out', f'{path}.crt')


def listen(port, certificate):
    """The server once more, on the loopback too."""
    for suffix, name in (('crt', 'server.crt'), ('key', 'server.key')):
        target = os.path.join(DATA, name)
        shutil.copyfile(os.path.join(DIR, f'{certificate}.{suffix}'), target)
        os.chmod(target, 0o600)
        owner = os.stat(DATA)
        os.chown(target, owner.st_uid, owner.st_gid)
    with open(os.path.join(DATA, 'pg_hba.conf'), 'w', encoding='ascii') as f:
        f.write('local all all trust\nhost all all 127.0.0.1/32 scram-sha-256\n')
    options = cluster.OPTIONS.replace("listen_addresses=''", "listen_addresses='127.0.0.1'")
    cluster.run(f'{cluster.BIN}/pg_ctl', '-D', DATA, '-l', f'{DIR}/log', '-w', '-t', '30', '-m', 'fast', '-o',
                f'-k {DIR} -p {port} {options} -c ssl=on', 'restart')
    os.environ['PGPORT'] = str(port)


class Form:
    """The program at its sign-in page."""

    def __init__(self, desk, lang='en'):
        self.app = desk.amends(lang=lang, env={'G_DEBUG': 'fatal-warnings', 'PGPORT': ''})
        try:
            self.app.find('label', {'en': 'Sign in to your department', 'zh_CN': '登录部门服务器'}[lang], timeout=20)
            wait(lambda: 'active' in self.app.states(self.app.find('frame')), 8, 'the window in front')
        except TimeoutError:
            self.app.p.kill()
            raise

    def __enter__(self):
        return self

    def __exit__(self, kind, error, trace):
        self.app.p.terminate()
        assert self.app.p.wait(15) == 0 or kind, open(self.app.err, encoding='utf-8').read()

    def labels(self):
        self.app.root().clear_cache()
        return [n.get_name() for n in self.app.walk() if n.get_role_name() == 'label' and n.get_name()]

    def says(self, words, timeout=15):
        try:
            return wait(lambda: next((t for t in self.labels() if words in t), None), timeout, words)
        except TimeoutError as error:
            raise TimeoutError(f'{error}; the screen says {self.labels()}') from None

    def text(self, name):
        return self.app.text(self.app.find('text', name))

    def fill(self, name, value):
        node = self.app.find('text', name)
        self.app.mouse_click(node)
        time.sleep(.2)
        self.app.key('ctrl+a', 'BackSpace')
        self.app.type(value) if value.isascii() else self.app.paste(value)
        wait(lambda: len(self.app.text(node)) == len(value), 5, f'{value} in {name}')

    def sign_in(self, address=None, login=LOGIN, password=PASSWORD):
        if address is not None:
            self.fill('Host, service or connection URI', address)
        if login is not None:
            self.fill('Login', login)
        self.fill('Password', password)
        self.app.key('Return')

    def kept(self, address, password, login=LOGIN):
        """Whether everything typed still stands in the form."""
        assert self.text('Host, service or connection URI') == address and self.text('Login') == login
        assert len(self.text('Password')) == len(password)

    def desk(self):
        """Signed in."""
        self.app.find('list', re.compile('^Places'), timeout=20)
        return self.app

    def leave(self):
        self.app.mouse_click(self.app.find('push button', 'Main menu'))
        self.app.act(self.app.find('menu item', re.compile('^Sign Out'), timeout=5))
        self.app.find('label', 'Sign in to your department', timeout=15)


def refused(desk, address, title, then, password=PASSWORD):
    """The title and what to do are said, and the form keeps what was typed."""
    with Form(desk) as form:
        form.sign_in(address, password=password)
        form.says(title)
        text = ' '.join(form.labels())
        assert then in text, text
        form.kept(address, password)


def test_password(desk, port):
    """the right password, by SCRAM over TCP; the server and the login are remembered, the password is not"""
    with Form(desk) as form:
        form.sign_in(f'127.0.0.1:{port}')
        form.desk()
        assert sql("SELECT count(*) FROM pg_stat_activity WHERE usename = %s AND client_addr = '127.0.0.1'", LOGIN)[0][0] >= 1
        form.leave()
        form.says('127.0.0.1')
        assert (form.text('Login'), form.text('Password')) == (LOGIN, '')
    with Form(desk) as form:
        assert form.text('Login') == LOGIN
        assert not form.app.find('text', 'Host, service or connection URI', all=True)
        form.sign_in(None, None)
        form.desk()
    forget(desk)


def forget(desk):
    """The next form knows no server."""
    path = os.path.join(desk.tmp, 'config', 'glib-2.0', 'settings', 'keyfile')
    with open(path, encoding='utf-8') as f:
        lines = [line for line in f if not line.startswith(('servers=', 'logins=', 'root-certificates=', 'keep-password='))]
    with open(path, 'w', encoding='utf-8') as f:
        f.writelines(lines)


def test_wrong_password(desk, port):
    """a wrong password: said, the form keeps what was typed, and the right one then signs in"""
    with Form(desk) as form:
        form.sign_in(f'127.0.0.1:{port}', password=WRONG)
        form.says('Wrong login or password')
        form.says(f'The server refused {LOGIN}')
        form.kept(f'127.0.0.1:{port}', WRONG)
        form.app.key('ctrl+a')      # the keyboard is where the password has to be mended
        form.app.paste(PASSWORD)
        form.app.key('Return')
        form.desk()
    forget(desk)


def test_wrong_password_in_chinese(desk, port):
    """the same in Chinese"""
    with Form(desk, 'zh_CN') as form:
        names = [n.get_name() for n in form.app.walk() if n.get_role_name() == 'text']
        for name, value in zip(names, (f'127.0.0.1:{port}', LOGIN, WRONG)):
            form.fill(name, value)
        form.app.key('Return')
        form.says('登录名或密码不对')
        assert LOGIN in form.says('大写锁定')
        assert [len(form.text(n)) for n in names] == [len(f'127.0.0.1:{port}'), len(LOGIN), len(WRONG)]
        assert not [t for t in form.labels() if re.search('[A-Za-z]{4}', t.replace(LOGIN, ''))], form.labels()


def test_wrong_login(desk, port):
    """a login the server does not know is told from nothing else"""
    with Form(desk) as form:
        form.sign_in(f'127.0.0.1:{port}', login='nobody_here')
        form.says('Wrong login or password')
        form.kept(f'127.0.0.1:{port}', PASSWORD, 'nobody_here')


def test_wrong_host(desk):
    """a host that no name server knows"""
    refused(desk, 'no-such-host.invalid', 'The server cannot be reached', 'No computer named “no-such-host.invalid”')


def test_wrong_port(desk):
    """a port where nothing listens, and one where something else does"""
    refused(desk, f'127.0.0.1:{free_port()}', 'The server cannot be reached', 'Check host and port')
    with socket.socket() as other:
        other.bind(('127.0.0.1', 0))
        other.listen()
        with other_service(other):
            refused(desk, f'127.0.0.1:{other.getsockname()[1]}', 'The server cannot be reached', 'not a PostgreSQL server')


@contextlib.contextmanager
def other_service(listener):
    """Greets everybody as a mail server does."""
    import threading

    def serve():
        with contextlib.suppress(OSError):
            while True:
                connection, _ = listener.accept()
                connection.sendall(b'220 mail.example ESMTP\r\n')
                connection.close()
    threading.Thread(target=serve, daemon=True).start()
    try:
        yield
    finally:
        with contextlib.suppress(OSError):
            listener.shutdown(socket.SHUT_RDWR)


def test_bad_address(desk):
    """an address that is none, and one with a word libpq does not know"""
    refused(desk, 'postgresql://a:b:c:d/', 'This address cannot be used', 'port')
    refused(desk, 'host=127.0.0.1 colour=green', 'This address cannot be used', 'colour')


def test_certificate(desk, port):
    """verify-full: an unknown certificate is refused and the root certificate can be given; a certificate of another name is refused"""
    address = f'postgresql://127.0.0.1:{port}/amends?sslmode=verify-full'
    with Form(desk) as form:
        form.sign_in(address)
        form.says('This server’s certificate is not trusted')
        form.kept(address, PASSWORD)
        form.app.mouse_click(form.app.find('push button', 'Choose Root Certificate…'))
        xdo('windowfocus', '--sync', wait(lambda: form.app.xwin('Root Certificate'), 8, 'the choice of a file'))
        time.sleep(.8)
        form.app.type(f'{DIR}/root.crt')
        time.sleep(.8)
        form.app.key('Return')
        form.says('This certificate is used for the server from now on')
        form.kept(address, PASSWORD)
        form.app.mouse_click(form.app.find('push button', 'Sign In'))
        form.desk()
        ssl = sql('SELECT bool_and(s.ssl) FROM pg_stat_ssl s JOIN pg_stat_activity a USING (pid) WHERE a.usename = %s', LOGIN)
        assert ssl == [(True,)], ssl
    forget(desk)
    refused(desk, f'postgresql://localhost:{port}/amends?sslmode=verify-full&hostaddr=127.0.0.1&sslrootcert={DIR}/root.crt',
            'This server’s certificate is not trusted', 'localhost')


def test_other_databases(desk, port):
    """no such database, an empty one, and one of another program, whether or not it has functions of the same names"""
    admin = psycopg2.connect(f'host={DIR} port={port} user=postgres dbname=postgres')
    admin.autocommit = True
    for name in ('empty', 'shop', 'alike'):
        admin.cursor().execute(f'CREATE DATABASE {name} TEMPLATE template0')
    admin.close()
    for name, statement in (('shop', 'CREATE TABLE orders (id int)'),
                            ('alike', "CREATE SCHEMA api; GRANT USAGE ON SCHEMA api TO PUBLIC; "
                                      "CREATE FUNCTION api.hello(int) RETURNS jsonb LANGUAGE sql AS $$ SELECT '{\"hello\": \"world\"}'::jsonb $$")):
        other = psycopg2.connect(f'host={DIR} port={port} user=postgres dbname={name}')
        other.autocommit = True
        other.cursor().execute(statement)
        other.close()
    refused(desk, f'127.0.0.1:{port}/nowhere', 'There is no such database', 'Check its name')
    for name in ('empty', 'shop', 'alike'):
        refused(desk, f'127.0.0.1:{port}/{name}', 'This is not a database of Amends', 'Check the name of the database')


def test_versions(desk, port):
    """a schema that needs a newer program, and one older than the program: what each is, and who can mend it"""
    sql('UPDATE amends.site SET min_client = min_client + 1000')
    try:
        refused(desk, f'127.0.0.1:{port}', 'This Amends is too old', 'Ask the administrator for the newer program')
    finally:
        sql('UPDATE amends.site SET min_client = min_client - 1000')
    newest = sql('SELECT max(version) FROM amends.schema_version')[0][0]
    sql('UPDATE amends.schema_version SET version = -version WHERE version = %s', newest)
    try:
        refused(desk, f'127.0.0.1:{port}', 'The database is too old', 'amendsctl upgrade')
    finally:
        sql('UPDATE amends.schema_version SET version = -version WHERE version = %s', -newest)


def no_keyring(desk):
    """The bus of this desk cannot start a keyring, whatever is installed."""
    folder = os.path.join(desk.tmp, 'data', 'dbus-1', 'services')
    os.makedirs(folder, exist_ok=True)
    with open(os.path.join(folder, 'org.freedesktop.secrets.service'), 'w', encoding='ascii') as f:
        f.write('[D-BUS Service]\nName=org.freedesktop.secrets\nExec=/bin/false\n')
    desk.notes.bus.get_object('org.freedesktop.DBus', '/org/freedesktop/DBus').ReloadConfig(dbus_interface='org.freedesktop.DBus')


def test_no_keyring(desk, port):
    """kept on a computer without a keyring: signing in works, and that the password is not kept is said"""
    no_keyring(desk)
    with Form(desk) as form:
        form.app.mouse_click(form.app.find('check box', re.compile('^Keep in the keyring')))
        form.sign_in(f'127.0.0.1:{port}')
        form.desk()
        form.says('The password was not kept')
        form.leave()
        assert (form.text('Login'), form.text('Password')) == (LOGIN, '')
    forget(desk)


def test_keyring(desk, port):
    """with a keyring the password is kept there and nowhere else, fills itself in, and is gone when it is not to be kept any more"""
    program = shutil.which('gnome-keyring-daemon')
    if not program:
        raise tap.Skip('gnome-keyring is not installed')
    daemon = subprocess.Popen([program, '--foreground', '--unlock', '--components=secrets'], env=desk.env, stdin=subprocess.PIPE,
                              stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    try:
        daemon.stdin.write(b'keyring password')
        daemon.stdin.close()
        wait(lambda: desk.notes.bus.name_has_owner('org.freedesktop.secrets'), 10, 'the keyring')
        with Form(desk) as form:
            form.app.mouse_click(form.app.find('check box', re.compile('^Keep in the keyring')))
            form.sign_in(f'127.0.0.1:{port}')
            form.desk()
            time.sleep(1)
            form.leave()
            wait(lambda: len(form.text('Password')) == len(PASSWORD), 8, 'the password from the keyring')
        found = subprocess.run(['grep', '-rlF', "Sim sala", desk.tmp], capture_output=True, text=True).stdout
        assert not found, found
        with Form(desk) as form:
            wait(lambda: len(form.text('Password')) == len(PASSWORD), 8, 'the password from the keyring')
            form.app.mouse_click(form.app.find('check box', re.compile('^Keep in the keyring')))
            form.app.mouse_click(form.app.find('push button', 'Sign In'))
            form.desk()
            form.leave()
        with Form(desk) as form:
            assert form.text('Login') == LOGIN
            time.sleep(1.5)
            assert form.text('Password') == ''
    finally:
        daemon.terminate()
        daemon.wait(10)
    forget(desk)


def test_frozen(desk, port):
    """a server that takes the connection and says nothing: the window lives, the same button stops it, and what was typed stays"""
    with socket.socket() as silent:
        silent.bind(('127.0.0.1', 0))
        silent.listen()
        address = f'127.0.0.1:{silent.getsockname()[1]}'
        with Form(desk) as form:
            form.sign_in(address)
            form.app.mouse_click(form.app.find('push button', 'Stop', timeout=5))
            form.app.find('push button', 'Sign In', timeout=5)
            form.kept(address, PASSWORD)
            form.app.mouse_click(form.app.find('push button', 'Sign In'))
            form.says('The server does not answer', 30)
            form.kept(address, PASSWORD)


if __name__ == '__main__':
    certify('root')
    certify('server', 'subjectAltName=IP:127.0.0.1', signed_by='root')
    the_port = free_port()
    listen(the_port, 'server')
    sql("SET password_encryption = 'scram-sha-256'; ALTER ROLE " + LOGIN + ' PASSWORD %s', PASSWORD)
    with Desk(size=(1280, 860)) as the_desk:
        tap.main(desk=the_desk, port=the_port)
