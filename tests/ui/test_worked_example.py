"""The worked example: two tickets of one day from the call to the survey, each step in the window of the person whose step it is.

Six people at six desks on one display, a real server, real mouse and keys; what each is told arrives on a bus of their own. It is a
test of order, states and people: after every act the database is asked where the ticket stands, who holds it, what its ledger and its
history say. Only the hours between the acts are left out.
"""
import os
import re
import sys

sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))
sys.path.insert(0, os.path.dirname(os.path.dirname(os.path.abspath(__file__))))
import tap  # noqa: E402
from desk import Desk, Office, call, person, settle, sql, sweep, wait  # noqa: E402

AGENT, TECHNICIAN, COLLEAGUE, LOGISTICS, FINANCE, MANAGER = 'xilan', 'xinzhou', 'sheyan', 'qilang', 'miaoqing', 'quyuan'
ZHANG, LI = '10000000001', '10000000002'
FINDING, PART = '远程检测完成，需要更换配件', '减震器'


class Case:
    """One ticket and what is expected of it so far."""

    def __init__(self, phone):
        self.id, self.number = sql("""SELECT t.id, t.number FROM amends.ticket t JOIN amends.customer_pii i ON i.customer_id = t.customer_id
                                       WHERE i.phone = %s ORDER BY t.id DESC LIMIT 1""", phone)[0]
        self.events, self.ledger = [], []

    def stands(self):
        """State, step, holder, team."""
        return sql("""SELECT t.state, d.code, p.login, m.code FROM amends.ticket t
                      LEFT JOIN amends.ticket_step s ON s.ticket_id = t.id AND s.state = 'current'
                      LEFT JOIN amends.procedure_step d ON d.procedure_version_id = t.procedure_version_id AND d.ordinal = s.proc_ordinal
                      LEFT JOIN amends.person p ON p.id = t.assignee_id LEFT JOIN amends.team m ON m.id = t.team_id WHERE t.id = %s""", self.id)[0]

    def happened(self):
        """Kind and actor of every event, in the order in which they happened."""
        rows = sql("""SELECT e.kind, p.login, e.id, e.happened_at FROM amends.event e LEFT JOIN amends.person p ON p.id = e.actor_id
                       WHERE e.ticket_id = %s ORDER BY e.happened_at, e.id""", self.id)
        assert rows == sorted(rows, key=lambda row: row[2]), 'written in the order in which it happened'
        return [(kind, actor) for kind, actor, _, _ in rows]

    def segments(self):
        """State, step, holder, team of every segment; without a gap, and only the last may still run."""
        rows = sql("""SELECT g.state, d.code, p.login, m.code, g.from_at, g.to_at FROM amends.segment g JOIN amends.ticket t ON t.id = g.ticket_id
                       LEFT JOIN amends.ticket_step s ON s.id = g.step_id
                       LEFT JOIN amends.procedure_step d ON d.procedure_version_id = t.procedure_version_id AND d.ordinal = s.proc_ordinal
                       LEFT JOIN amends.person p ON p.id = g.holder_id LEFT JOIN amends.team m ON m.id = g.team_id
                      WHERE g.ticket_id = %s ORDER BY g.ordinal""", self.id)
        assert all(a[5] == b[4] for a, b in zip(rows, rows[1:])), rows
        return [row[:4] for row in rows], rows[-1][5] is None

    def expect(self, events, stands=None, ledger=()):
        """What the act has added to the history; where the ticket stands now if that has changed; the ledger turns with it."""
        self.events += events
        self.ledger += ledger or ([stands] if stands and stands[0] != 'closed' else [])
        wait(lambda: len(self.happened()) >= len(self.events), 10, f'{events}, there is {self.happened()}')
        assert self.happened() == self.events, self.happened()
        assert stands is None or self.stands() == stands, self.stands()
        assert self.segments() == (self.ledger, self.stands()[0] != 'closed'), self.segments()

    def record(self, code):
        return sql("""SELECT s.record FROM amends.ticket_step s JOIN amends.ticket t ON t.id = s.ticket_id
                        JOIN amends.procedure_step d ON d.procedure_version_id = t.procedure_version_id AND d.ordinal = s.proc_ordinal
                       WHERE t.id = %s AND d.code = %s""", self.id, code)[0][0]

    def survey(self):
        return sql("""SELECT v.solved, v.speed, v.attitude, v.overall, v.what, v.suggestion, p.login, c.login FROM amends.survey v
                        JOIN amends.person p ON p.id = v.recorded_by JOIN amends.person c ON c.id = v.credited_id WHERE v.ticket_id = %s""", self.id)[0]

    def refund(self):
        return sql("""SELECT r.state, r.requested_minor, r.amount_minor, o.paid_minor, o.committed_minor, o.refunded_minor, o.state
                        FROM amends.refund r JOIN amends.customer_order o ON o.id = r.order_id WHERE r.ticket_id = %s""", self.id)[0]


def duty(seat, on):
    """The person comes or goes."""
    switch = seat.app.find('check box', 'On duty')
    assert ('checked' in seat.app.states(switch)) != on
    seat.click(switch)
    wait(lambda: sql('SELECT on_duty FROM amends.person WHERE login = %s', seat.login) == [(on,)], 8, 'duty')


def new_ticket(seat, channel, phone):
    """The form with the customer in it; the keyboard goes on to the words."""
    seat.keys('ctrl+n')
    seat.app.find('frame', re.compile('^New Ticket'), timeout=8)
    seat.press(f'^{channel}')
    seat.click(seat.field('^Customer'))
    seat.app.type(phone)
    seat.focus('^Words of the customer')


def file_it(seat, phone):
    before = sql('SELECT max(id) FROM amends.ticket')[0][0]
    seat.keys('ctrl+Return')
    wait(lambda: sql('SELECT max(id) FROM amends.ticket')[0][0] > before, 10, 'filed')
    return Case(phone)


def answer(seat, solved, speed, attitude, overall, what, suggestion=None):
    """The dialog of closing, filled in as the customer answers on the phone."""
    seat.button('^Is the problem solved\\?: Solved')
    for button in (f'^Is the problem solved\\?: {"Solved" if solved else "Not solved"}$', f'^How fast was it\\?: {speed}', f'^How were we\\?: {attitude}'):
        seat.press(button)
    seat.click(seat.app.find('radio button', overall))
    seat.fill('^What happened', what)
    if suggestion:
        seat.fill('^Suggestion', suggestion)
    seat.keys('ctrl+Return')


def test_zhang_received(office, cases):
    """09:30: Mr Zhang calls; the agent files his malfunction; nobody technical is on duty, so the manager has it and is told"""
    technician = office.at(TECHNICIAN)
    duty(technician, False)
    call(COLLEAGUE, 'duty_set', False)
    boss, agent = office.at(MANAGER), office.at(AGENT)
    assert not any('notifications' in told[0] for told in boss.notes.calls()), 'who sits here for the first time is not told the past'
    new_ticket(agent, 'Phone', ZHANG)
    agent.app.paste('洗衣机脱水时有很大的异响，停了又开还是这样，能不能来人看看。')
    agent.says('^Malfunction$')
    agent.says('^Nobody found')
    case = cases['zhang'] = file_it(agent, ZHANG)
    today = sql("SELECT to_char(now() AT TIME ZONE 'Asia/Shanghai', 'YYYYMMDD')")[0][0]
    assert re.fullmatch(today + r'\d{3,}', case.number), case.number
    agent.says(f'^{case.number} is filed')
    case.expect([('filed', AGENT), ('contact', AGENT), ('assigned', None)], ('open', 'check', MANAGER, 'tech'),
                [('new', 'intake', AGENT, 'service'), ('open', 'check', MANAGER, 'tech')])
    office.follow(MANAGER, f'^{case.number} was assigned to you', case.number).says('异响')


def test_zhang_assigned(office, cases):
    """09:35: the technical lead comes to work; the manager drags the card onto him, and he is told"""
    case, name = cases['zhang'], person(TECHNICIAN)[1]
    duty(office.at(TECHNICIAN), True)
    boss = office.at(MANAGER)
    boss.place('Technical')
    column = boss.app.find('list', re.compile(f'^{name} · On duty'), timeout=10)
    boss.drag(boss.app.find('panel', re.compile(f'^{case.number}, '), timeout=10), column)
    boss.says(f'→ {name} · on duty')
    boss.drop()
    case.expect([('assigned', MANAGER)], ('open', 'check', TECHNICIAN, 'tech'))
    boss.says(f'^{case.number} assigned to {name}')
    office.follow(TECHNICIAN, f'^{case.number} was assigned to you', case.number).button(f'^Owner: {name}')


def test_zhang_checked(office, cases):
    """10:00: the technical lead has checked it from afar: a part is needed; it goes on to logistics, with 72 hours as hardware is involved"""
    case, seat = cases['zhang'], office.at(TECHNICIAN)
    seat.fill('^Finding', FINDING)
    seat.fill('^Part needed', PART)
    seat.click(seat.app.find('radio button', re.compile('^Yes')))
    seat.click(seat.app.find('radio button', re.compile('^Repair or replace')))
    seat.press('^Record Check')
    case.expect([('step_done', TECHNICIAN), ('assigned', None)], ('open', 'repair', LOGISTICS, 'logistics'))
    assert case.record('check') == {'finding': FINDING, 'part': PART, 'hardware': 'yes'}, case.record('check')
    assert sql("SELECT s.due_at = t.opened_at + interval '72 h' FROM amends.ticket t JOIN amends.ticket_step s ON s.id = t.step_id WHERE t.id = %s",
               case.id) == [(True,)]
    seat.says('finished “Remote technical check”: Repair or replace on site')


def test_zhang_in_stock(office, cases):
    """10:30: logistics confirms the part in stock by a note that mentions the technical lead, and hands the ticket over to him"""
    case, name = cases['zhang'], person(TECHNICIAN)[1]
    office.at(LOGISTICS)
    seat = office.at(LOGISTICS).open(case.number)
    seat.keys('n')
    seat.focus('^Write a note')
    seat.app.paste('仓库确认有货，已备件 ')
    seat.app.type('@')
    seat.app.find('list item', re.compile(name), timeout=5)
    seat.app.paste(name)
    settle(.5)
    seat.keys('Return', 'ctrl+Return')
    case.expect([('note', LOGISTICS)])
    seat.says(f'仓库确认有货，已备件 @{name}')
    office.seats[TECHNICIAN].told(f'^You are mentioned in {case.number}')

    seat.press('^All$')
    seat.keys('h')
    seat.app.find('entry', 'To whom?', timeout=8)
    seat.app.paste(name)
    settle(.5)
    seat.click(seat.app.find('radio button', 'Belongs to another department'))
    seat.keys('ctrl+Return')
    case.expect([('hand_over', LOGISTICS)], ('open', 'repair', TECHNICIAN, 'tech'))
    owner = office.follow(TECHNICIAN, f'^{case.number} was assigned to you', case.number)
    owner.says('^In progress$')
    owner.button(f'^Owner: {name}')


def test_zhang_repaired(office, cases):
    """the technical lead replaces the part: the ticket is resolved and goes back to the agent who took it in"""
    case, seat = cases['zhang'], office.at(TECHNICIAN)
    seat.fill('^Part replaced', PART)
    seat.fill('^Serial of the new part', 'DP-11-20391')
    seat.fill('^Result', '更换减震器，试机正常')
    seat.press('^Record Repair')
    case.expect([('step_done', TECHNICIAN), ('resolve', TECHNICIAN), ('assigned', None)], ('resolved', 'confirm', AGENT, 'service'))
    assert case.record('repair') == {'part': PART, 'serial': 'DP-11-20391', 'result': '更换减震器，试机正常'}


def test_zhang_closed(office, cases):
    """the agent calls Mr Zhang and closes with his answers: speed 4, attitude 5, what he missed and what he suggests"""
    case = cases['zhang']
    seat = office.follow(AGENT, f'^{case.number} was assigned to you', case.number)
    seat.keys('f')
    answer(seat, True, 4, 5, 'Satisfied', '维修时间略长，没有说明新配件怎么使用', '维修时附一份纸质说明')
    case.expect([('step_done', AGENT), ('close', AGENT), ('survey', AGENT)], ('closed', None, AGENT, 'service'))
    assert case.survey() == (True, 4, 5, 4, '维修时间略长，没有说明新配件怎么使用', '维修时附一份纸质说明', AGENT, TECHNICIAN), case.survey()
    assert not sql('SELECT 1 FROM amends.followup WHERE ticket_id = %s', case.id)
    seat.says('^Closed$')


def test_li_received(office, cases):
    """14:20: Ms Li wants her money back; her only order is refunded already, so the agent types in the other one"""
    agent = office.at(AGENT)
    new_ticket(agent, 'Online chat', LI)
    agent.app.paste('买回来没拆封，家里人已经买过了，想退款。')
    agent.click(agent.app.find('check box', 'Another order…'))
    agent.focus('^Order number')
    agent.app.type('DD261120000014')
    agent.fill('^Product', '破壁机')
    agent.fill('^Amount paid', '499.00')
    agent.says('^Refund request$')
    agent.choose('^Reason for the refund', '^Returned unopened')
    if agent.text('^Amount of the refund') != '499.00':
        agent.fill('^Amount of the refund', '499.00')
    case = cases['li'] = file_it(agent, LI)
    assert int(case.number) == int(cases['zhang'].number) + 1, case.number
    case.expect([('filed', AGENT), ('contact', AGENT), ('assigned', None), ('refund_requested', AGENT)], ('open', 'review', AGENT, 'service'),
                [('new', 'intake', AGENT, 'service'), ('open', 'review', AGENT, 'service')])
    assert case.refund() == ('requested', 49900, 49900, 49900, 0, 0, 'paid'), case.refund()


def test_li_approved(office, cases):
    """14:30: the agent approves by the clause for unopened goods, with what was offered instead; finance is told"""
    case = cases['li']
    office.at(FINANCE)
    seat = office.at(AGENT).open(case.number)
    seat.choose('^Clause of the policy', '^3.2 ')
    seat.fill('^Offered instead|^Exchange, coupon', '换购其他商品：客户不需要')
    seat.press('^Approve$')
    case.expect([('refund_reviewed', AGENT), ('step_done', AGENT), ('assigned', None)], ('open', 'confirm', FINANCE, 'finance'))
    assert case.refund() == ('reviewed', 49900, 49900, 49900, 0, 0, 'paid'), case.refund()
    seat.says('^The next act is for Finance')
    assert not seat.app.find('push button', re.compile('^(Confirm|Record Payment)'), all=True)


def test_li_confirmed(office, cases):
    """15:00: finance says what the payment record says, and confirms the amount"""
    case = cases['li']
    seat = office.follow(FINANCE, f'^{case.number} was assigned to you', case.number)
    seat.says('typed in ¥499.00 as paid')
    seat.fill('^Paid by the payment record', '499.00')
    seat.press('^Confirm ¥499.00')
    case.expect([('refund_confirmed', FINANCE), ('step_done', FINANCE), ('assigned', None)], ('open', 'pay', FINANCE, 'finance'))
    assert case.refund() == ('confirmed', 49900, 49900, 49900, 49900, 0, 'paid'), case.refund()
    assert sql('SELECT p.login FROM amends.customer_order o JOIN amends.person p ON p.id = o.checked_by JOIN amends.ticket t ON t.order_id = o.id WHERE t.id = %s',
               case.id) == [(FINANCE,)]


def test_li_refunded(office, cases):
    """15:30: the money is sent; finance records the payment: resolved by the finance specialist"""
    case, seat = cases['li'], office.at(FINANCE)
    seat.choose('^Paid by', '^WeChat')
    seat.fill('^Payment reference|^WeChat or bank reference', 'TK20261120153000')
    seat.press('^Record Payment')
    case.expect([('refund_paid', FINANCE), ('step_done', FINANCE), ('resolve', FINANCE), ('assigned', None)], ('resolved', 'rate', AGENT, 'service'))
    assert case.refund() == ('paid', 49900, 49900, 49900, 49900, 49900, 'refunded'), case.refund()
    assert sql("SELECT p.method, p.amount_minor FROM amends.payment p JOIN amends.ticket t ON t.order_id = p.order_id WHERE t.id = %s AND p.kind = 'refund'",
               case.id) == [('wechat', -49900)]
    seat.says('^Refunded$')


def test_li_closed(office, cases):
    """the agent calls Ms Li: the money has arrived; closed with 5 and 5, and the call after the refund is recorded"""
    case = cases['li']
    seat = office.follow(AGENT, f'^{case.number} was assigned to you', case.number)
    seat.press('^Confirm Arrival and Close')
    answer(seat, True, 5, 5, 'Very satisfied', '退款很快到账')
    case.expect([('step_done', AGENT), ('close', AGENT), ('survey', AGENT)], ('closed', None, AGENT, 'service'))
    assert case.survey() == (True, 5, 5, 5, '退款很快到账', None, AGENT, FINANCE), case.survey()
    seat.button('^Record Call…')
    seat.press('^All$')
    seat.keys('f')
    seat.fill('^What the customer said', '客户确认款项已到账。')
    seat.keys('ctrl+Return')
    case.expect([('refund_followup', AGENT)])
    assert sql('SELECT kind, result FROM amends.followup WHERE ticket_id = %s', case.id) == [('refund', '客户确认款项已到账。')]


STORY = ('took it in: Malfunction', '异响', '^Passed to 瞿沅', '^瞿沅 gave it to 忻舟', '^忻舟 finished “Remote technical check”', '^Passed to 亓朗',
         '^亓朗, .*仓库确认有货', '^亓朗 handed it over to 忻舟', '^忻舟 finished “On-site repair', '^忻舟 gave the solution', '^Passed to 郗岚',
         '^郗岚 finished “Customer confirms”', '^郗岚 closed it', 'speed 4, attitude 5')


def test_story(office, cases):
    """the manager opens Mr Zhang's ticket by its number and reads the whole story in its order"""
    seat = office.at(MANAGER)
    seat.place('My work')       # a queue has a search of its own
    seat.open(cases['zhang'].number)
    rows = wait(lambda: [n.get_name() for n in seat.app.find('list item', under=seat.app.find('list', 'Timeline'), all=True)], 8, 'timeline')
    places = [next((i for i, row in enumerate(rows) if re.search(words, row)), None) for words in STORY]
    assert None not in places and places == sorted(places), (places, rows)


def test_ends_cleanly(office):
    """no program warned"""
    office.close()


if __name__ == '__main__':
    with Desk(size=(1440, 900)) as display:
        sweep()
        tap.main(office=Office(display), cases={})
