"""Acts that are rarer than the main job, each done by a person in the window and asked of the database and of the timeline.

And each with somebody to whom it is not offered: the button is not there, nor the entry of the menu.
"""
import os
import re
import sys

sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))
sys.path.insert(0, os.path.dirname(os.path.dirname(os.path.abspath(__file__))))
import tap  # noqa: E402
from desk import Desk, Office, call, person, settle, sql, sweep, wait  # noqa: E402

AGENT, MATE, LEAD, LOGISTICS, FINANCE, PAYER, MANAGER = 'xilan', 'pangning', 'tongyi', 'qilang', 'miaoqing', 'jiaheng', 'quyuan'


class Ticket:
    """A ticket of this test's own, opened by the engine as the desks would have done it."""
    count = 0

    def __init__(self, category, filer=AGENT, to=None, channel='phone', minutes=10, paid=49900, team=None):
        Ticket.count += 1
        customer = sql("INSERT INTO amends.customer (tier, mask_name, mask_phone) VALUES ('normal', '祝**', '***0000') RETURNING id")[0][0]
        sql('INSERT INTO amends.customer_pii (customer_id, name, phone) VALUES (%s, %s, %s)', customer, f'祝女士{Ticket.count}', f'1009998{Ticket.count:04}')
        self.order = sql("""INSERT INTO amends.customer_order (customer_id, ref, product, paid_minor, paid_at) VALUES (%s, %s, '破壁机', %s, now() - interval '3 days')
                             RETURNING id""", customer, f'DDA{Ticket.count:09}', paid)[0][0]
        self.id = sql("""SELECT amends.ticket_open(%s, %s, %s, (SELECT id FROM amends.category WHERE code = %s), 3, 'one', %s, '破壁机的事情，请处理。', NULL,
                           (SELECT id FROM amends.person WHERE login = %s), (SELECT id FROM amends.person WHERE login = %s),
                           (SELECT id FROM amends.team WHERE code = %s), now() - make_interval(mins => %s))""",
                      channel, customer, self.order, category, f'案例 {Ticket.count}', filer, to, team, minutes)[0][0]
        self.number = sql('SELECT number FROM amends.ticket WHERE id = %s', self.id)[0][0]
        self.start()

    def start(self):
        """From here on events are new."""
        self.seen = sql('SELECT max(id) FROM amends.event WHERE ticket_id = %s', self.id)[0][0]
        sql('SELECT api.poke()', user=MANAGER)

    def engine(self, act, *values):
        """What happened before the test begins, told by the function that does it."""
        answer = sql(f'SELECT amends.{act}', *values)[0][0]
        self.start()
        return answer

    def refunded(self, *acts, amount=49900):
        """A refund with the first of its acts behind it: reviewed, confirmed, paid."""
        who = {login: person(login)[0] for login in (AGENT, FINANCE)}
        self.refund_id = self.engine("refund_open(%s, %s, 'R03', %s, %s, clock_timestamp())", self.id, self.order, amount, who[AGENT])
        for act in acts:
            if act == 'review':
                self.engine("refund_review(%s, NULL, %s, (SELECT id FROM amends.policy_clause WHERE code = '3.2'), NULL, NULL, %s, clock_timestamp())",
                            self.refund_id, amount, who[AGENT])
            elif act == 'confirm':
                self.engine('refund_confirm(%s, NULL, %s, %s, clock_timestamp())', self.refund_id, amount, who[FINANCE])
            else:
                self.engine("refund_pay(%s, NULL, 'wechat', %s, %s, clock_timestamp())", self.refund_id, f'TKA{self.refund_id}', who[FINANCE])
        return self

    def refund(self):
        """State of the refund, what is set aside on the order, who confirmed as manager, the note of the decision."""
        return sql("""SELECT r.state, o.committed_minor, p.login, r.decision_note FROM amends.refund r JOIN amends.customer_order o ON o.id = r.order_id
                        LEFT JOIN amends.person p ON p.id = r.manager_by WHERE r.id = %s""", self.refund_id)[0]

    def stands(self):
        """State, kind and round of the current step, holder."""
        return sql("""SELECT t.state, s.kind, s.round, p.login FROM amends.ticket t LEFT JOIN amends.ticket_step s ON s.ticket_id = t.id AND s.state = 'current'
                        LEFT JOIN amends.person p ON p.id = t.assignee_id WHERE t.id = %s""", self.id)[0]

    def new(self):
        return sql("""SELECT e.kind, p.login FROM amends.event e LEFT JOIN amends.person p ON p.id = e.actor_id
                       WHERE e.ticket_id = %s AND e.id > %s ORDER BY e.id""", self.id, self.seen)

    def expect(self, events, *stands):
        """What the act has added to the history, and where the ticket stands now."""
        wait(lambda: len(self.new()) >= len(events), 10, f'{events}, there is {self.new()}')
        assert self.new() == events, self.new()
        assert not stands or self.stands() == stands, self.stands()
        ends = sql('SELECT from_at, to_at FROM amends.segment WHERE ticket_id = %s ORDER BY ordinal', self.id)
        assert all(a[1] == b[0] for a, b in zip(ends, ends[1:])), ends
        self.start()

    def body(self, kind):
        """Text and reason of the last event of a kind."""
        return sql("SELECT e.text, e.body ->> 'reason' FROM amends.event e WHERE e.ticket_id = %s AND e.kind = %s ORDER BY e.id DESC LIMIT 1", self.id, kind)[0]


def lacks(seat, *patterns):
    """What is not offered, on a page that is complete: what everybody may do is there. An act's answer may be on its way."""
    def found():
        offers = seat.offers()
        assert any(re.search('^Add Note', name) for name in offers) and any(re.search('^Copy Number', name) for name in offers), offers
        return [name for name in offers for pattern in patterns if re.search(pattern, name)]
    still = found() and (settle(1) or found())
    assert not still, still


def radio(seat, pattern):
    seat.click(seat.app.find('radio button', re.compile(pattern), timeout=8))


def find_in(seat, field, text):
    """A long list: typed into its search, the first that is left."""
    seat.app.find('entry', field, timeout=8)
    seat.enter(text)
    settle(.5)


def test_take_from_a_row(office):
    """work nobody holds is taken from its row, by its button and by F; the work of others says Open"""
    first, second, held = (Ticket('consult.product', filer=None, channel='web', minutes=400 * 60 + n) for n in (9, 6, 3))
    held.engine('ticket_assign(%s, (SELECT team_id FROM amends.ticket WHERE id = %s), %s, %s, clock_timestamp())',
                held.id, held.id, person(MATE)[0], person(LEAD)[0])
    sweep()     # long overdue: told before anybody sits down
    for ticket in (first, second):
        ticket.start()
    seat = office.at(AGENT)
    seat.place('Overdue')
    seat.button(f'^Open {held.number}$')
    assert not seat.app.find('push button', f'Take {held.number}', all=True)
    # the most overdue stands first and has the keyboard
    wait(lambda: seat.has_focus(seat.app.find('list item', re.compile(f', {first.number}, '))), 8, 'the first row')
    seat.keys('f')
    first.expect([('take', AGENT)], 'open', 'work', 1, AGENT)
    seat.press(f'^Take {second.number}$')
    second.expect([('take', AGENT)], 'open', 'work', 1, AGENT)
    seat.open(first.number).row(f'^{person(AGENT)[1]} took it over')


def test_wait_and_resume(office):
    """waiting for the customer stops the clock, going on gives the rest of the time back; a colleague of the team has no Wait"""
    ticket = Ticket('consult.product')
    lacks(office.at(MATE).open(ticket.number), '^Wait', '^Escalate', '^Leave Out', '^Hand Over', '^Change (Category|Priority)', '^Cancel')
    seat = office.at(AGENT).open(ticket.number)
    seat.menu('^Wait')
    radio(seat, '^(waiting: )?customer$')
    seat.fill('^Note', '等客户找发票')
    seat.keys('ctrl+Return')
    ticket.expect([('wait', AGENT)], 'waiting', 'work', 1, AGENT)
    assert ticket.body('wait') == ('等客户找发票', 'customer')
    assert sql('SELECT due_at, remaining_s > 85000 FROM amends.ticket_step WHERE ticket_id = %s AND state = %s', ticket.id, 'current') == [(None, True)]
    seat.row('等客户找发票')
    seat.menu('^Resume')
    ticket.expect([('resume', AGENT)], 'open', 'work', 1, AGENT)
    seat.row(f'^{person(AGENT)[1]} goes on')
    states = [state for state, in sql('SELECT state FROM amends.segment WHERE ticket_id = %s ORDER BY ordinal', ticket.id)]
    assert states == ['new', 'open', 'waiting', 'open'], states
    lacks(seat, '^Resume')


def test_escalate(office):
    """the holder escalates with a reason: the superior has it and is told so"""
    ticket = Ticket('complaint.general')
    lead = office.at(LEAD)
    seat = office.at(AGENT).open(ticket.number)
    seat.menu('^Escalate')
    radio(seat, '^The customer asks for a superior')
    seat.fill('^Note', '客户要求主管回电')
    seat.keys('ctrl+Return')
    ticket.expect([('escalate', AGENT)], 'open', 'work', 1, LEAD)
    assert ticket.body('escalate') == ('客户要求主管回电', 'E01')
    seat.row(f'^{person(AGENT)[1]} escalated it to {person(LEAD)[1]}: The customer asks for a superior')
    lead.told(f'^{ticket.number} ')
    lacks(office.at(MATE).open(ticket.number), '^Escalate')


def test_leave_out_a_step(office):
    """a step is left out with a reason that stays visible; not while a refund runs at it"""
    ticket, refund = Ticket('exchange.return'), Ticket('refund.apply').refunded()
    seat = office.at(AGENT).open(refund.number)
    lacks(seat, '^Leave Out')
    seat.open(ticket.number)
    seat.menu('^Leave Out')
    radio(seat, '^The customer is calmed first')
    seat.keys('ctrl+Return')
    ticket.expect([('step_skipped', AGENT), ('assigned', None)], 'open', 'work', 1, LOGISTICS)
    assert sql("SELECT d.code, s.reason FROM amends.ticket_step s JOIN amends.ticket t ON t.id = s.ticket_id JOIN amends.procedure_step d "
               "ON d.procedure_version_id = t.procedure_version_id AND d.ordinal = s.proc_ordinal WHERE t.id = %s AND s.state = 'skipped'", ticket.id) == [('material', 'S01')]
    seat.row(f'^{person(AGENT)[1]} .*Review material.*The customer is calmed first')
    lacks(seat, '^Leave Out')     # it is logistics' step now


def test_category_and_priority(office):
    """who took it in changes category and priority, each with a reason; another procedure starts its own steps"""
    ticket = Ticket('consult.policy')
    seat = office.at(AGENT).open(ticket.number)
    seat.menu('^Change Category')
    find_in(seat, 'Category', 'General complaint')
    seat.fill('^Why', '其实是投诉')
    seat.keys('ctrl+Return')
    ticket.expect([('category', AGENT), ('assigned', None)], 'open', 'work', 1, AGENT)
    assert sql('SELECT c.code FROM amends.ticket t JOIN amends.category c ON c.id = t.category_id WHERE t.id = %s', ticket.id) == [('complaint.general',)]
    seat.row('changed the category from Policy and offers to General complaint: 其实是投诉')
    seat.menu('^Change Priority')
    radio(seat, '^Urgent$')
    seat.fill('^Why', '客户在现场')
    seat.keys('ctrl+Return')
    ticket.expect([('priority', AGENT)], 'open', 'work', 1, AGENT)
    assert sql('SELECT priority_id FROM amends.ticket WHERE id = %s', ticket.id) == [(1,)]
    seat.row('changed the priority from General to Urgent: 客户在现场')
    lacks(office.at(MATE).open(ticket.number), '^Change Category', '^Change Priority')


def test_cancel(office):
    """a ticket entered twice ends without a solution; a resolved one cannot be cancelled, a cancelled one not reopened"""
    ticket, resolved = Ticket('consult.product'), Ticket('consult.product')
    resolved.engine("step_advance(%s, %s, clock_timestamp(), NULL, '{\"answer\": \"好的\"}')", resolved.id, person(AGENT)[0])
    seat = office.at(AGENT).open(resolved.number)
    lacks(seat, '^Cancel This Ticket')
    seat.open(ticket.number)
    seat.menu('^Cancel This Ticket')
    radio(seat, '^Entered twice')
    seat.keys('ctrl+Return')
    ticket.expect([('cancel', AGENT)], 'cancelled', None, None, AGENT)
    assert sql("SELECT bool_and(state IN ('done', 'skipped')) FROM amends.ticket_step WHERE ticket_id = %s", ticket.id) == [(True,)]
    assert sql('SELECT count(*) FROM amends.segment WHERE ticket_id = %s AND to_at IS NULL', ticket.id) == [(0,)]
    seat.row(f'^{person(AGENT)[1]} cancelled it: Entered twice')
    lacks(seat, '^Reopen', '^Cancel This Ticket', '^Wait', '^Escalate')


def test_reopen(office):
    """a closed ticket is reopened: its work comes again in a second round; a specialist who was mentioned cannot"""
    ticket = Ticket('consult.product')
    ticket.engine("step_advance(%s, %s, clock_timestamp(), NULL, '{\"answer\": \"好的\"}')", ticket.id, person(AGENT)[0])
    ticket.engine('ticket_close(%s, %s, clock_timestamp(), NULL, NULL)', ticket.id, person(AGENT)[0])
    ticket.engine("note_add(%s, %s, clock_timestamp(), '请看一下', ARRAY[%s])", ticket.id, person(AGENT)[0], person(LOGISTICS)[0])
    other = office.at(LOGISTICS)
    other.place('My work')
    lacks(other.open(ticket.number), '^Reopen')
    seat = office.at(AGENT).open(ticket.number)
    seat.menu('^Reopen')
    radio(seat, '^The problem came back')
    seat.fill('^What the customer said', '又坏了')
    seat.keys('ctrl+Return')
    ticket.expect([('reopen', AGENT), ('assigned', None)], 'open', 'work', 2, AGENT)
    assert ticket.body('reopen') == ('又坏了', 'O01')
    states = [state for state, in sql('SELECT state FROM amends.segment WHERE ticket_id = %s ORDER BY ordinal', ticket.id)]
    assert states == ['new', 'open', 'resolved', 'closed', 'open'], states
    seat.row(f'^{person(AGENT)[1]} reopened it: The problem came back')


def test_coupon(office):
    """a parcel more than three days late books the coupon by itself; who took the ticket in takes it back with a reason"""
    ticket = Ticket('logistics.late')
    carrier = office.at(LOGISTICS).open(ticket.number)
    carrier.fill('^Where it is and why', '停在中转仓')
    radio(carrier, '^More than 3 days')
    carrier.press('^Record Trace')
    ticket.expect([('step_done', LOGISTICS), ('coupon', None), ('assigned', None)], 'open', 'work', 1, AGENT)
    carrier.row('^Coupon of ¥5.00 booked')
    lacks(carrier, '^Take Back')
    seat = office.at(AGENT).open(ticket.number)
    seat.press('^Take Back')
    seat.fill('^Why', '客户已改为换货')
    seat.keys('ctrl+Return')
    ticket.expect([('coupon_cancelled', AGENT)], 'open', 'work', 1, AGENT)
    assert sql('SELECT amount_minor, cancel_reason FROM amends.coupon WHERE ticket_id = %s', ticket.id) == [(500, '客户已改为换货')]
    seat.row(f'^{person(AGENT)[1]} took the coupon back: 客户已改为换货')
    lacks(seat, '^Take Back')


def test_large_refund(office):
    """above the tier a manager confirms too, and a colleague of who confirmed it pays it: neither the agent nor the confirmer can"""
    ticket = Ticket('refund.apply', paid=599900).refunded('review', 'confirm', amount=599900)
    assert ticket.refund() == ('confirmed', 599900, None, None) and ticket.stands()[1] == 'refund_confirm'
    lacks(office.at(AGENT).open(ticket.number), '^Confirm (¥|Amount)', '^Record Payment')
    confirmer = office.at(FINANCE).open(ticket.number)
    lacks(confirmer, '^Confirm (¥|Amount)', '^Record Payment')
    call(PAYER, 'duty_set', True)
    try:
        boss = office.at(MANAGER)
        boss.place('My work')
        boss.open(ticket.number)
        boss.press('^Confirm ¥5,999.00')
        ticket.expect([('refund_manager_confirmed', MANAGER), ('step_done', MANAGER), ('assigned', None)], 'open', 'refund_pay', 1, PAYER)
        assert ticket.refund() == ('confirmed', 599900, MANAGER, None)
        boss.row(f'^{person(MANAGER)[1]} confirmed ¥5,999.00 as manager')
        lacks(boss, '^Confirm (¥|Amount)')
        office.at(FINANCE).row('as manager')
        lacks(confirmer, '^Record Payment')
        payer = office.at(PAYER).open(ticket.number)
        payer.fill('^Payment reference|^WeChat or bank reference', 'TKA5999')
        payer.press('^Record Payment')
        ticket.expect([('refund_paid', PAYER), ('step_done', PAYER), ('resolve', PAYER), ('assigned', None)], 'resolved', 'close', 1, AGENT)
        payer.row(f'^{person(PAYER)[1]} recorded the payment of ¥5,999.00: .*TKA5999')
    finally:
        call(PAYER, 'duty_set', False)


def test_send_back(office):
    """finance sends a refund back to review with what has to be looked at: the reviewer has it again; the agent has no such button"""
    ticket = Ticket('refund.apply').refunded('review')
    agent = office.at(AGENT).open(ticket.number)
    lacks(agent, '^Send Back', '^Refuse')
    seat = office.at(FINANCE).open(ticket.number)
    seat.press('^Send Back')
    seat.fill('^What has to be looked at', '金额与订单不符，请核对')
    seat.keys('ctrl+Return')
    ticket.expect([('refund_sent_back', FINANCE), ('sent_back', FINANCE), ('assigned', None)], 'open', 'refund_review', 2, AGENT)
    assert ticket.refund() == ('requested', 0, None, '金额与订单不符，请核对')
    seat.row(f'^{person(FINANCE)[1]} sent the refund back to review: 金额与订单不符，请核对')
    agent.button('^Approve$')


def test_refuse(office):
    """the agent refuses by a clause and with an explanation: what is left of the refund's steps falls away"""
    ticket = Ticket('refund.apply').refunded()
    ticket.engine("note_add(%s, %s, clock_timestamp(), '请看一下', ARRAY[%s])", ticket.id, person(AGENT)[0], person(LOGISTICS)[0])
    lacks(office.at(LOGISTICS).open(ticket.number), '^Refuse', '^Approve', '^The Customer Withdraws')
    seat = office.at(AGENT).open(ticket.number)
    seat.press('^Refuse')
    find_in(seat, 'Clause of the policy', '7.1')
    seat.fill('^Explanation', '已拆封的定制商品')
    seat.keys('ctrl+Return')
    ticket.expect([('refund_refused', AGENT), ('step_done', AGENT), ('assigned', None)])
    assert ticket.stands()[1:] == ('close', 1, AGENT) and ticket.refund() == ('refused', 0, None, '已拆封的定制商品')
    assert sql('SELECT c.code FROM amends.refund r JOIN amends.policy_clause c ON c.id = r.clause_id WHERE r.id = %s', ticket.refund_id) == [('7.1',)]
    assert sql("SELECT kind FROM amends.ticket_step WHERE ticket_id = %s AND state = 'skipped' ORDER BY ordinal", ticket.id) == [('refund_confirm',), ('refund_pay',)]
    seat.row(f'^{person(AGENT)[1]} refused the refund under 7.1 .*已拆封的定制商品')
    lacks(seat, '^Refuse', '^Approve')


def test_withdraw(office):
    """the customer withdraws after the amount was confirmed: what was set aside is free again; finance has no such entry"""
    ticket = Ticket('refund.apply').refunded('review', 'confirm')
    assert ticket.refund()[:2] == ('confirmed', 49900)
    lacks(office.at(FINANCE).open(ticket.number), '^The Customer Withdraws')
    seat = office.at(AGENT).open(ticket.number)
    seat.menu('^The Customer Withdraws', of='^More about this refund')
    seat.fill('^What the customer said', '家里人想留下')
    seat.keys('ctrl+Return')
    ticket.expect([('refund_withdrawn', AGENT), ('step_done', AGENT), ('resolve', AGENT), ('assigned', None)])
    assert ticket.stands()[1:] == ('close', 1, AGENT) and ticket.refund() == ('withdrawn', 0, None, '家里人想留下')
    seat.row(f'^{person(AGENT)[1]} recorded that the customer withdrew the refund: 家里人想留下')


def test_refund_error(office):
    """a mistake with the money is recorded with whose it was, and how it was put right; the agent cannot"""
    ticket = Ticket('refund.apply').refunded('review', 'confirm', 'pay')
    lacks(office.at(AGENT).open(ticket.number), '^Record a Refund Error', '^Record Correction')
    boss = office.at(MANAGER).open(ticket.number)
    boss.press('^Record a Refund Error')
    radio(boss, '^Wrong payee')
    radio(boss, f'^{person(FINANCE)[1]}$')
    boss.fill('^What went wrong', '退到了旧账户')
    boss.keys('ctrl+Return')
    ticket.expect([('refund_error', MANAGER)])
    boss.row(f'^{person(MANAGER)[1]} recorded a refund error of {person(FINANCE)[1]} \\(Wrong payee\\): 退到了旧账户')
    boss.press('^Record Correction')
    boss.fill('^How it was put right', '已追回并重新退款')
    boss.keys('ctrl+Return')
    ticket.expect([('refund_error_corrected', MANAGER)])
    assert sql("""SELECT e.kind, m.login, f.login, e.note, c.login, e.correction FROM amends.refund_error e JOIN amends.person m ON m.id = e.made_by
        JOIN amends.person f ON f.id = e.found_by JOIN amends.person c ON c.id = e.corrected_by WHERE e.refund_id = %s""", ticket.refund_id) == [
            ('X02', FINANCE, MANAGER, '退到了旧账户', MANAGER, '已追回并重新退款')]
    boss.row(f'^{person(MANAGER)[1]} corrected the refund error: 已追回并重新退款')
    lacks(boss, '^Record Correction')


def card_menu(seat, ticket):
    """The menu of a card."""
    card = seat.app.find('panel', re.compile(f'^{ticket.number}, '), timeout=20)
    seat.click(card)
    seat.keys('Menu')
    return wait(lambda: [n.get_name() for n in seat.app.find('menu item', all=True)], 8, 'the menu of the card')


def test_without_the_skill(office):
    """a card may be dropped on somebody without its skill: the hint says so beforehand"""
    ticket = Ticket('complaint.general', filer=None, channel='web', team='service', minutes=100)
    boss = office.at(MANAGER)
    boss.place('Customer service')
    column = boss.app.find('list', re.compile(f'^{person(MATE)[1]} · On duty'), timeout=20)
    card = boss.app.find('panel', re.compile(f'^{ticket.number}, '), timeout=20)
    boss.drag(boss.reach(card), column)
    boss.says('^without the skill “')
    boss.drop()
    ticket.expect([('assigned', MANAGER)], 'open', 'work', 1, MATE)


def test_assign_anyway(office):
    """the manager gives work to somebody off duty, with a reason; an agent's menu has no such entry"""
    ticket = Ticket('complaint.general', filer=None, channel='web', team='service', minutes=110)
    call(MATE, 'duty_set', False)
    try:
        agent = office.at(AGENT)
        agent.place('Customer service')
        entries = card_menu(agent, ticket)
        assert any(re.search('Take', entry) for entry in entries) and not any(re.search('Any.?way', entry) for entry in entries), entries
        agent.keys('Escape', 'Escape')

        boss = office.at(MANAGER)
        boss.place('Customer service')
        boss.app.find('push button', re.compile(f'^{person(MATE)[1]} · Off duty'), timeout=20)
        entries = card_menu(boss, ticket)
        boss.app.act(boss.app.find('menu item', re.compile('Any.?way')))
        wait(lambda: boss.has_focus(boss.app.find('entry', 'Name of a colleague', timeout=1)), 8, 'the picker')
        boss.enter(person(MATE)[1])
        settle(.5)
        boss.keys('Return')
        boss.says(f'^Assign to {person(MATE)[1]} Although Off Duty')
        boss.keys('Return')
        ticket.expect([('assigned', MANAGER)], 'open', 'work', 1, MATE)
        assert ticket.body('assigned')[1] in [code for code, in sql("SELECT code FROM amends.reason WHERE kind = 'hand_over'")]
    finally:
        call(MATE, 'duty_set', True)
    boss.place('My work')
    boss.open(ticket.number).row(f'^{person(MANAGER)[1]} gave it to {person(MATE)[1]}')


def test_ends_cleanly(office):
    """no program warned"""
    office.close()


if __name__ == '__main__':
    with Desk(size=(1440, 900)) as display:
        tap.main(office=Office(display))
