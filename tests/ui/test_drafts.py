"""What was typed on a ticket stays: over closing the page, ending or killing the program, losing the server; it is dropped when it is sent."""
import contextlib
import os
import re
import sys
import time

sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))
sys.path.insert(0, os.path.dirname(os.path.dirname(os.path.abspath(__file__))))
import tap  # noqa: E402
from desk import Desk, Seat, frozen_server, person, sql, wait  # noqa: E402

AGENT, COLLEAGUE, FINANCE = 'xilan', 'pangning', 'miaoqing'
NOTE, CONTACT = '^Write a note', '^What the customer said'
SAVED = 1.2     # seconds until a change is on the disk, with room to spare


def pick(condition, login=AGENT, n=0):
    """The n-th ticket the person holds: id and number."""
    rows = sql(f"""SELECT t.id, t.number FROM amends.ticket t JOIN amends.ticket_step s ON s.id = t.step_id
                     LEFT JOIN amends.refund r ON r.ticket_id = t.id AND r.state IN ('requested', 'reviewed', 'confirmed')
                    WHERE t.assignee_id = %s AND t.state = 'open' AND {condition} ORDER BY t.id""", person(login)[0])
    assert len(rows) > n, condition
    return rows[n]


def opened(seat, number):
    """A slow machine may lose the first key to a window that has just come up."""
    with contextlib.suppress(TimeoutError):
        return seat.open(number)
    return seat.open(number)


def events(ticket, kind):
    return [text for text, in sql('SELECT text FROM amends.event WHERE ticket_id = %s AND kind = %s ORDER BY id', ticket, kind)]


def reason(kind, n=0):
    return sql("SELECT label ->> 'en' FROM amends.reason WHERE kind = %s AND active ORDER BY position, code", kind)[n][0]


def write(seat, pattern, text):
    """Types at the end of what stands there."""
    node = seat.field(pattern)
    before = seat.app.text(node)
    seat.click(node)
    wait(lambda: seat.has_focus(node), 5, f'keyboard in {pattern}')
    seat.keys('ctrl+End')
    seat.enter(text)
    wait(lambda: seat.app.text(node) == before + text, 5, f'{text} in {pattern}')


def holds(seat, pattern, text):
    """Waits until the text stands in a field; a page that has just opened is still being filled."""
    wait(lambda: seat.text(pattern) == text, 8, f'{text!r} in {pattern}, there is {seat.text(pattern)!r}')


def leave(seat):
    """Closes the page of the ticket."""
    seat.keys('alt+Left')
    wait(lambda: not seat.app.find('list', 'Timeline', all=True), 8, 'the ticket closed')


def dialog(seat, key, field):
    """Opens a dialog from the page by its key."""
    seat.click(seat.app.find('list', 'Timeline'))
    wait(lambda: seat.has_focus(seat.app.find('list', 'Timeline')), 5, 'keyboard in the timeline')
    seat.keys(key)
    return seat.field(field)


def dismiss(seat, field):
    seat.keys('Escape')
    wait(lambda: not seat.app.find('text', re.compile(field), all=True), 5, 'the dialog closed')


def choose(seat, name):
    node = seat.app.find('radio button', name)
    seat.click(node)
    wait(lambda: 'checked' in seat.app.states(node), 5, f'{name} chosen')


def is_chosen(seat, name):
    return 'checked' in seat.app.states(seat.app.find('radio button', name, timeout=8))


def killed(seat):
    """The program dies at once, as in a crash."""
    time.sleep(SAVED)
    seat.app.p.kill()
    seat.app.p.wait(10)


@contextlib.contextmanager
def doomed(desk, login):
    """A seat whose program is killed at the end."""
    seat = Seat(desk, login)
    try:
        yield seat
    finally:
        killed(seat)


def test_note(desk):
    """a note survives closing the page, ending the program and a crash; sent, it is gone"""
    ticket, number = pick("s.kind = 'work'")
    with Seat(desk, AGENT) as seat:
        opened(seat, number)
        write(seat, NOTE, 'ask for the ')
        leave(seat)
        opened(seat, number)
        holds(seat, NOTE, 'ask for the ')
        write(seat, NOTE, 'serial, ')
    with doomed(desk, AGENT) as seat:
        opened(seat, number)
        holds(seat, NOTE, 'ask for the serial, ')
        write(seat, NOTE, 'then call')
    with Seat(desk, AGENT) as seat:
        opened(seat, number)
        holds(seat, NOTE, 'ask for the serial, then call')
        seat.click(seat.field(NOTE))
        seat.keys('ctrl+Return')
        wait(lambda: events(ticket, 'note')[-1:] == ['ask for the serial, then call'], 8, 'the note')
        wait(lambda: seat.text(NOTE) == '', 5, 'an empty field')
        leave(seat)
        opened(seat, number)
        holds(seat, NOTE, '')
    with Seat(desk, AGENT) as seat:
        opened(seat, number)
        holds(seat, NOTE, '')
        assert len([n for n in events(ticket, 'note') if n.startswith('ask for')]) == 1


def test_contact(desk):
    """a contact comes back as the kind it was, and is nobody else's"""
    _, number = pick("s.kind = 'work'", n=1)
    with Seat(desk, AGENT) as seat:
        opened(seat, number)
        seat.app.act(seat.app.find('push button', 'Contact'))
        seat.app.act(seat.app.find('push button', 'customer → us'))
        write(seat, CONTACT, 'she will be at home on Friday')
    with Seat(desk, COLLEAGUE) as seat:
        opened(seat, number)
        holds(seat, NOTE, '')
    with Seat(desk, AGENT) as seat:
        opened(seat, number)
        holds(seat, CONTACT, 'she will be at home on Friday')
        seat.button('^Record Contact')
        seat.fill(CONTACT, 'x')
        seat.keys('BackSpace')


def test_hand_over(desk):
    """a dialog comes back as it was left, says so, and can be begun afresh; sent, it is empty the next time"""
    ticket, number = pick("s.kind = 'work'")
    field, why, other = '^What the next person should know', reason('hand_over', 1), reason('hand_over', 0)
    with Seat(desk, AGENT) as seat:
        opened(seat, number)
        dialog(seat, 'h', field)
        assert 'Entered before and not sent yet.' not in seat.labels()
        choose(seat, why)
        write(seat, field, 'the invoice is still missing')
        dismiss(seat, field)
        leave(seat)
    with Seat(desk, AGENT) as seat:
        opened(seat, number)
        dialog(seat, 'h', field)
        seat.says('^Entered before and not sent yet')
        holds(seat, field, 'the invoice is still missing')
        assert is_chosen(seat, why)
        seat.press('^Start Afresh')
        wait(lambda: seat.text(field) == '' and not is_chosen(seat, why), 5, 'an empty dialog')
        dismiss(seat, field)
        dialog(seat, 'h', field)
        holds(seat, field, '')
        assert 'Entered before and not sent yet.' not in seat.labels()
        choose(seat, other)
        write(seat, field, 'she asks for you')
        dismiss(seat, field)
        dialog(seat, 'h', field)
        seat.click(seat.app.find('entry', re.compile('^To whom')))
        seat.enter(person(COLLEAGUE)[1])
        wait(lambda: seat.app.find('list item', person(COLLEAGUE)[1]), 5, 'the colleague')
        seat.keys('ctrl+Return')
        wait(lambda: events(ticket, 'hand_over')[-1:] == ['she asks for you'], 8, 'handed over')
        wait(lambda: not seat.app.find('text', re.compile(field), all=True), 5, 'the dialog closed')
    with Seat(desk, COLLEAGUE) as seat:
        opened(seat, number)
        dialog(seat, 'h', field)
        holds(seat, field, '')
        assert 'Entered before and not sent yet.' not in seat.labels()


def test_refuse_without_server(desk):
    """an explanation written while the server does not answer is there when it is back, and is sent once"""
    ticket, number = pick("s.kind = 'refund_review' AND r.state = 'requested'")
    field = '^Explanation'
    with doomed(desk, AGENT) as seat:
        opened(seat, number)
        with frozen_server():
            seat.app.act(seat.button('^Refuse'))
            write(seat, field, 'worn, and the box is gone')
            seat.says('does not answer', 10)
            holds(seat, field, 'worn, and the box is gone')
            time.sleep(SAVED)
    with Seat(desk, AGENT) as seat:
        opened(seat, number)
        seat.app.act(seat.button('^Refuse'))
        wait(lambda: seat.text(field) == 'worn, and the box is gone', 8, 'the explanation')
        seat.click(seat.app.find('list item', re.compile(r'^\d')))
        seat.keys('ctrl+Return')
        wait(lambda: events(ticket, 'refund_refused') == ['worn, and the box is gone'], 8, 'refused')


def test_record(desk):
    """what was entered into a step and into the refund panel comes back; a step that is finished leaves nothing behind"""
    ticket, number = pick("s.kind = 'work' AND EXISTS (SELECT FROM amends.procedure_step p WHERE p.procedure_version_id = t.procedure_version_id "
                          "AND p.ordinal = s.proc_ordinal AND p.record @> '[{\"code\": \"answer\"}]')")
    label = '^What was answered'
    with Seat(desk, AGENT) as seat:
        opened(seat, number)
        write(seat, label, 'it draws 1200 watts')
        leave(seat)
        opened(seat, number)
        holds(seat, label, 'it draws 1200 watts')
    with Seat(desk, AGENT) as seat:
        opened(seat, number)
        holds(seat, label, 'it draws 1200 watts')
        seat.click(seat.field(label))
        seat.keys('ctrl+Return')
        wait(lambda: sql("SELECT state FROM amends.ticket WHERE id = %s", ticket)[0][0] == 'resolved', 8, 'answered')
    _, number = pick("s.kind = 'refund_pay' AND r.state = 'confirmed' AND NOT amends.refund_needs_manager(r)", FINANCE)
    with Seat(desk, FINANCE) as seat:
        opened(seat, number)
        write(seat, '^Payment reference', '4200-77')
        leave(seat)
    with Seat(desk, FINANCE) as seat:
        opened(seat, number)
        holds(seat, '^Payment reference', '4200-77')


def test_nothing_kept(desk):
    """of what was sent nothing stays on this computer"""
    folder = os.path.join(desk.tmp, 'state', 'amends')
    kept = b''
    for name in os.listdir(folder):
        if name.startswith('drafts-'):
            with open(os.path.join(folder, name), 'rb') as f:
                kept += f.read()
    assert b'4200-77' in kept, 'what was not sent is kept'
    for sent in (b'ask for the serial', b'she asks for you', b'worn, and the box', b'1200 watts'):
        assert sent not in kept, sent


if __name__ == '__main__':
    with Desk(size=(1440, 900)) as the_desk:
        tap.main(desk=the_desk)
