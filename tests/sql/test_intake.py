#!/usr/bin/python3
"""Intake: classification, priority, proposal, filing, customers, duplicates, bad input, the feed, ticket numbers."""

import datetime
import json
import threading
import time

import psycopg2

import amendstest as t

root = t.superuser()
desks = {}


def desk(name):
    if not desks:
        boss = desks['manager'] = t.person('i_manager', 'manager')
        lead = desks['supervisor'] = t.person('i_supervisor', 'supervisor', superior=boss, lead=True)
        desks['techlead'] = t.person('i_techlead', 'supervisor', team='tech', superior=boss, lead=True)
        desks['agent'] = t.person('i_agent', 'agent', superior=lead, skills=['refund'])
        desks['colleague'] = t.person('i_colleague', 'agent', superior=lead)
        desks['tech'] = t.person('i_tech', 'specialist', team='tech', superior=desks['techlead'])
        desks['mover'] = t.person('i_mover', 'specialist', team='logistics', superior=boss)
        desks['finance'] = t.person('i_finance', 'finance', team='finance', superior=boss)
    return desks[name]


def draft(words='想咨询一下发票。', **more):
    return {'channel': 'phone', 'customer': {'name': '司空甲', 'phone': '10011112222'}, 'words': words, **more}


def classified(words):
    row = root.row('SELECT c.code, k.words FROM amends.classify(%s, NULL) k LEFT JOIN amends.category c ON c.id = k.category_id', words)
    return row['code'], row['words'] or []


# Classification -------------------------------------------------------------------------------------

SAID = [
    ('洗碗机昨晚洗到一半突然断电，现在按开关完全没反应，插座换过也不行。', 'quality.malfunction'),
    ('空气净化器昨天到的，箱子没拆，想把这台退款。上次差价退款没人告诉我进度。', 'refund.apply'),
    ('箱子没拆，想把这台退款。', 'refund.apply'),
    ('买三天就降价了，申请退差价', 'refund.price'),
    ('同一笔订单扣了两次钱', 'refund.charge'),
    ('退款少了 120 元运费，第三次来电', 'refund.dispute'),
    ('维修师傅进门没穿鞋套', 'service.visit'),
    ('电话里客服直接挂断', 'service.attitude'),
    ('收到的颜色和下单不一样，想换货', 'exchange.swap'),
    ('不合适，想退货退款', 'exchange.return'),
    ('外壳有一道划痕', 'quality.cosmetic'),
    ('快递三天还没到', 'logistics.late'),
    ('显示签收了但没收到', 'logistics.lost'),
    ('App 连不上设备', 'support.network'),
    ('保修期内报修，麻烦上门维修', 'repair.warranty'),
    ('延保能不能补买，多少钱', 'consult.policy'),
    ('发票抬头写错了', 'consult.order'),
    ('我要投诉你们', 'complaint.general'),
    ('The dishwasher does not start, I tried other sockets', 'quality.malfunction'),
    ('I WANT A REFUND', 'refund.apply'),
    ('I was charged twice and want it refunded', 'refund.charge'),
    ('the agent hung up on me', 'service.attitude'),
    ("it doesn't work any more", 'quality.malfunction'),
    ('我的机器 refund 一下', 'refund.apply'),
]


def test_classification():
    "words in Chinese and English lead to their category"
    wrong = [(words, code, classified(words)) for words, code in SAID if classified(words)[0] != code]
    assert not wrong, wrong


def test_classification_rules():
    "rank first, then the longest word; Latin words at the start of a word; nothing from nothing"
    assert classified('客服骂人，我要退款')[0] == 'service.attitude', 'conduct ranks before money'
    assert classified('重复扣款，请退款')[0] == 'refund.charge', 'the longer word within a rank'
    assert classified('by default it is off')[0] is None, '"fault" must not match in "default"'
    assert classified('two faults at once')[0] == 'quality.malfunction'
    for nothing in ('', ' ', '你好', '1234', 'hello there'):
        assert classified(nothing) == (None, []), nothing
    code, words = classified('按开关完全没反应，断电了')
    assert code == 'quality.malfunction' and words == ['完全没反应', '没反应', '断电'], words


def test_classification_is_data():
    "a new keyword counts at once, an inactive category never"
    root.db.autocommit = False
    try:
        root.run("INSERT INTO amends.keyword (rank, word, category_id) SELECT 1, '嗡嗡响', id FROM amends.category WHERE code = 'quality.malfunction'")
        assert classified('嗡嗡响，要退款')[0] == 'quality.malfunction'
        root.run("UPDATE amends.category SET active = false WHERE code = 'quality.malfunction'")
        assert classified('嗡嗡响，要退款')[0] == 'refund.apply'
    finally:
        root.db.rollback()
        root.db.autocommit = True


def test_priority():
    "words, category, tier and scope make the priority; one level for VIP or batch, never above urgent; the reason comes with it"
    def priority(words, category=None, tier='normal', scope='one'):
        row = root.row('''SELECT p.code, x.because FROM amends.priority_propose(%s, %s, %s, %s) x
                          JOIN amends.priority p ON p.id = x.priority_id''', words, t.category(category) if category else None, tier, scope)
        return row['code'], [b['code'] for b in row['because']]
    assert priority('问个问题') == ('general', ['default'])
    assert priority('机器冒烟了') == ('urgent', ['word'])
    assert priority('不太高兴', 'service.attitude') == ('important', ['category'])
    assert priority('我要投诉', 'refund.apply') == ('important', ['word'])
    assert priority('问个问题', tier='vip') == ('important', ['default', 'tier'])
    assert priority('问个问题', scope='batch') == ('important', ['default', 'scope'])
    assert priority('问个问题', tier='vip', scope='batch') == ('important', ['default', 'tier', 'scope']), 'one level, not two'
    assert priority('不高兴', 'service.attitude', 'vip') == ('urgent', ['category', 'tier'])
    assert priority('冒烟了', None, 'vip', 'batch') == ('urgent', ['word']), 'what is urgent needs nothing more'


def test_subject():
    "the first sentence, at most 40 characters"
    subject = lambda words: root.value('SELECT amends.subject_of(%s)', words)  # noqa: E731
    assert subject('洗碗机断电了。请尽快上门。') == '洗碗机断电了'
    assert subject('  \n It died. Help!') == 'It died'
    assert subject('version 2.5 fails') == 'version 2.5 fails'
    assert len(subject('很' * 100)) == 40 and subject('很' * 100).endswith('…')
    assert subject('。。。') and subject('？') == '？'


# Proposal -------------------------------------------------------------------------------------------

def test_proposal():
    "everything the form shows: category with its words, priority, response, procedure with due moments, assignee and why"
    shown = desk('agent').call('intake_propose', draft('机器完全没反应', customer={'name': '司空甲', 'phone': '10011112222', 'tier': 'vip'}))
    assert shown['category']['code'] == 'quality.malfunction' and shown['category']['by'] == 'keyword' and '完全没反应' in shown['category']['words']
    assert shown['priority']['code'] == 'urgent'
    assert (shown['response']['amount'], shown['response']['unit'], shown['response']['by']) == (1, 'h', 'priority'), 'one hour beats the two of the procedure'
    assert [s['ordinal'] for s in shown['procedure']['steps']] == [1, 2, 3, 4]
    due = [datetime.datetime.fromisoformat(s['due_at']) if s['due_at'] else None for s in shown['procedure']['steps']]
    assert due[0] is None and due[3] is None and due[2] - due[1] == datetime.timedelta(hours=24)
    assert shown['assignee']['person_id'] == desk('techlead').id and shown['assignee']['because']['en'] == 'malfunction → technical lead'
    assert shown['missing'] == [] and shown['problems'] == [], shown
    general = desk('agent').call('intake_propose', draft('按键失灵'))
    assert general['response']['by'] == 'procedure' and general['response']['amount'] == 2, 'two hours of the procedure beat 24 of the priority'


def test_proposal_writes_nothing():
    "asking for a proposal writes no ticket, no customer, no number, no change"
    def state():
        return root.row('''SELECT (SELECT count(*) FROM amends.ticket) AS t, (SELECT count(*) FROM amends.customer) AS c,
                                  (SELECT count(*) FROM amends.change) AS f, (SELECT count(*) FROM amends.lookup) AS l''')
    before = state()
    desk('agent').call('intake_propose', draft('机器坏了', order={'ref': 'P-1', 'paid_minor': 100}))
    assert state() == before


def test_proposal_of_unfinished_drafts():
    "half a draft gives half a proposal and says what is missing"
    nothing = desk('agent').call('intake_propose', {})
    assert nothing['missing'] == ['channel', 'customer', 'words', 'category'] and nothing['category']['by'] == 'none' and nothing['assignee'] is None
    refund = desk('agent').call('intake_propose', {'channel': 'chat', 'words': '我要退款'})
    assert refund['missing'] == ['customer', 'order', 'refund.reason', 'refund.amount_minor'], refund['missing']
    assert refund['assignee']['person_id'] == desk('agent').id and refund['assignee']['because']['zh_CN'] == '由受理人继续跟进'


def test_filing_is_the_proposal():
    "what was shown is what is filed: category, priority, response, due moment and holder"
    said = draft('外壳有划痕，麻烦处理')
    shown = desk('agent').call('intake_propose', said)
    filed = desk('agent').call('ticket_file', t.request(), said)
    row = root.row('''SELECT t.*, c.code AS category, p.code AS priority FROM amends.ticket t JOIN amends.category c ON c.id = t.category_id
                      JOIN amends.priority p ON p.id = t.priority_id WHERE t.id = %s''', filed['id'])
    assert (row['category'], row['priority'], row['assignee_id'], row['team_id']) == (
        shown['category']['code'], shown['priority']['code'], shown['assignee']['person_id'], shown['assignee']['team_id'])
    moment = datetime.datetime.fromisoformat(shown['procedure']['steps'][1]['due_at'])
    step_due = root.value("SELECT due_at FROM amends.ticket_step WHERE ticket_id = %s AND state = 'current'", filed['id'])
    assert abs((step_due - moment).total_seconds()) < 30
    assert row['subject'] == '外壳有划痕，麻烦处理' and row['filed_by'] == desk('agent').id


def test_who_gets_it():
    "agent steps stay with the filer; technical goes to the lead; web form and e-mail of a non-agent wait in the queue; nobody on duty: the manager"
    def holder(who, words, **more):
        return desk(who).call('intake_propose', draft(words, **more))['assignee']
    assert holder('agent', '退款')['person_id'] == desk('agent').id
    assert holder('agent', 'App 连不上设备')['person_id'] == desk('techlead').id
    assert holder('agent', '外壳有划痕')['person_id'] == desk('mover').id
    assert holder('agent', '态度差')['person_id'] == desk('supervisor').id, 'conduct goes to the lead of customer service'
    root.run('UPDATE amends.person SET on_duty = false WHERE id = %s', desk('techlead').id)
    assert holder('agent', '机器坏了')['person_id'] == desk('tech').id, 'the lead is off duty: the least loaded of the team'
    root.run('UPDATE amends.person SET on_duty = false WHERE id = %s', desk('tech').id)
    assert holder('agent', '机器坏了')['person_id'] == desk('manager').id, 'nobody found'
    root.run('UPDATE amends.person SET on_duty = true WHERE id IN (%s, %s)', desk('techlead').id, desk('tech').id)
    mail = holder('mover', '退款', channel='email')
    assert mail['person_id'] is None and '队列' in mail['because']['zh_CN'], mail


def test_chosen_holder():
    "the filer may name somebody of the step's team or its queue; not another team's, not somebody off duty"
    agent = desk('agent')
    service, tech = t.team('service'), t.team('tech')
    filed = agent.call('ticket_file', t.request(), draft('退换政策咨询', assignee=desk('colleague').id))
    assert filed['assignee_id'] == desk('colleague').id
    filed = agent.call('ticket_file', t.request(), draft('咨询发票', team=service))
    assert filed['assignee_id'] is None and filed['team_id'] == service
    bad = draft('咨询发票', assignee=desk('tech').id)
    assert agent.call('intake_propose', bad)['problems'][0]['code'] == 'draft.assignee_foreign'
    agent.call_refused('AM422', 'draft.assignee_foreign', 'ticket_file', t.request(), bad)
    agent.call_refused('AM422', 'draft.team_foreign', 'ticket_file', t.request(), draft('咨询发票', team=tech))
    agent.call_refused('AM422', 'draft.team', 'ticket_file', t.request(), draft('咨询发票', team=99999))
    agent.call_refused('AM422', 'draft.assignee', 'ticket_file', t.request(), draft('咨询发票', assignee=99999))
    root.run('UPDATE amends.person SET on_duty = false WHERE id = %s', desk('colleague').id)
    assert agent.call_refused('AM422', 'assign.off_duty', 'ticket_file', t.request(), draft('咨询发票', assignee=desk('colleague').id))['field'] == 'assignee'
    root.run('UPDATE amends.person SET on_duty = true WHERE id = %s', desk('colleague').id)
    filed = desk('manager').call('ticket_file', t.request(), draft('咨询发票', team=tech, assignee=desk('tech').id))
    assert filed['assignee_id'] == desk('tech').id, 'a manager assigns everywhere'


# Filing ---------------------------------------------------------------------------------------------

def test_refund_with_the_ticket():
    "a refund is filed with its ticket: order, reason, amount; more than is left is refused with the amount left"
    agent = desk('agent')
    customer = t.customer('司马退款', '10033334444', 'vip')
    t.know(agent, customer)
    order = t.order(customer, 129900)
    said = draft('未拆封，想退款', customer={'id': customer}, order={'id': order}, refund={'reason': 'R03', 'amount_minor': 130000})
    shown = agent.call('intake_propose', said)
    assert shown['problems'] == [{'field': 'refund.amount_minor', 'code': 'refund.over_paid', 'left_minor': 129900}] and shown['left_minor'] == 129900
    assert agent.call_refused('AM422', 'refund.over_paid', 'ticket_file', t.request(), said)['field'] == 'refund.amount_minor'
    said['refund']['amount_minor'] = 89900
    filed = agent.call('ticket_file', t.request(), said)
    row = root.row('SELECT * FROM amends.refund WHERE ticket_id = %s', filed['id'])
    assert (row['requested_minor'], row['reason'], row['state'], row['order_id']) == (89900, 'R03', 'requested', order)
    for field, value, code in (('reason', 'Z99', 'refund.reason'), ('amount_minor', 0, 'refund.amount'), ('amount_minor', -5, 'draft.shape'),
                               ('amount_minor', 1.5, 'draft.shape'), ('amount_minor', '899', 'draft.shape')):
        detail = agent.call_refused('AM422', code, 'ticket_file', t.request(), {**said, 'refund': {**said['refund'], field: value}})
        assert detail['field'] == 'refund.' + field
    for field in ('reason', 'amount_minor'):
        less = {**said, 'refund': {k: v for k, v in said['refund'].items() if k != field}}
        agent.call_refused('AM422', f'draft.refund_{field}_missing', 'ticket_file', t.request(), less)


def test_customers_merge_right():
    "the same name and phone is the same customer, another name on that phone is not; a number is kept in one form"
    agent = desk('agent')
    def filed(**customer):
        return root.value('SELECT customer_id FROM amends.ticket WHERE id = %s', agent.call('ticket_file', t.request(), draft(customer=customer))['id'])
    first = filed(name='夏侯同', phone='100 5555-6666')
    assert filed(name='夏侯同', phone='１００５５５５６６６６') == first
    assert filed(name='夏侯同', phone='+86 10055556666') == first
    assert filed(name='夏侯异', phone='10055556666') != first
    mail = filed(name='夏侯信', email='A.B@Example.ORG')
    assert filed(name='夏侯信', email=' a.b@example.org ') == mail
    row = root.row('SELECT p.phone, c.mask_name, c.mask_phone FROM amends.customer_pii p JOIN amends.customer c ON c.id = p.customer_id WHERE c.id = %s', first)
    assert row == {'phone': '10055556666', 'mask_name': '夏**', 'mask_phone': '100****6666'}, row


def test_masks():
    "masks show no more than they must"
    for name, phone, mail, mask in (('王小明', None, None, '王**'), ('李女士', None, None, '李女士'), ('Zhang Wei', None, None, 'Zh***'),
                                    (None, '10012345678', None, '100****5678'), (None, None, 'ab@example.org', 'a***@***'), (None, None, None, '***')):
        assert root.value('SELECT amends.mask_name(%s, %s, %s)', name, phone, mail) == mask, mask
    for phone, mask in (('10012345678', '100****5678'), ('+4915112345678', '***5678'), ('95533', '***33'), (None, None)):
        assert root.value('SELECT amends.mask_phone(%s)', phone) == mask


def test_phones():
    "phone numbers as people write them"
    for text, normal in (('138 0013-8000', '13800138000'), ('（010）8888-7777', '01088887777'), ('＋86 138-0013-8000', '13800138000'), ('0086 13800138000', '13800138000'),
                         ('+49 151 12345678', '+4915112345678'), ('12345', '12345'), ('1234', None), ('12a45', None), ('', None), ('1' * 30, None), (None, None)):
        assert root.value('SELECT amends.phone_normal(%s)', text) == normal, text


def test_finding():
    "by one complete value, never by a part of one; the look-up is counted by hash"
    agent = desk('agent')
    customer = t.customer('皇甫寻', '10077778888')
    root.run("UPDATE amends.customer_pii SET email = 'huangfu@example.org' WHERE customer_id = %s", customer)
    t.order(customer, 5000, 'ORD-77-88')
    for value, kind in (('100 7777 8888', 'phone'), ('HUANGFU@example.org', 'email'), ('ORD-77-88', 'order'), ('皇甫寻', 'name')):
        found = agent.call('customer_find', value)
        assert found['kind'] == kind and [c['id'] for c in found['customers']] == [customer], (value, found)
        assert '10077778888' not in json.dumps(found) and found['customers'][0]['phone'] == '100****8888'
    for part in ('1007777', '10077778', '7888', 'huangfu', 'huangfu@', '皇甫', 'ORD-77', '%', '皇甫%', '1007777888_', "' OR true --", 'a\\b'):
        assert agent.call('customer_find', part)['customers'] == [], part
    agent.call_refused('AM422', 'text.missing', 'customer_find', '   ')
    agent.call_refused('AM422', 'text.too_long', 'customer_find', 'x' * 201)
    agent.call_refused('AM422', 'text.control_characters', 'customer_find', '100\x077777')
    row = root.row('SELECT kind, found, value_hash FROM amends.lookup WHERE person_id = %s AND found = 1 ORDER BY nth LIMIT 1', agent.id)
    assert row['kind'] == 'phone' and b'10077778888' not in bytes(row['value_hash'])
    # an order number that looks like a phone number is found too
    t.order(customer, 5000, '2405061183')
    assert agent.call('customer_find', '2405061183')['kind'] == 'order'


def test_many_lookups_are_told():
    "above the site's number of distinct values an hour the superior is told once, and nobody is refused"
    root.run('UPDATE amends.site SET lookups_per_hour = 5')
    nosy = t.person('i_nosy', 'agent', superior=desk('supervisor'))
    for _ in range(3):
        for number in range(5):
            nosy.call('customer_find', f'1009999000{number}')
    told = lambda: root.run("SELECT body FROM amends.notice WHERE kind = 'lookups' AND recipient_id = %s", desk('supervisor').id)  # noqa: E731
    assert not told(), 'the same five values again are five'
    for number in range(5, 9):
        assert nosy.call('customer_find', f'1009999000{number}')['customers'] == []
    assert len(told()) == 1 and told()[0]['body']['person'] == 'i_nosy', told()
    root.run('UPDATE amends.site SET lookups_per_hour = 200')


def test_recent_customers():
    "my last eight customers, newest first, masked"
    fresh = t.person('i_fresh', 'agent', superior=desk('supervisor'))
    for number in range(10):
        fresh.call('ticket_file', t.request(), draft(customer={'name': f'公孙{number}', 'phone': f'1002222000{number}'}))
    rows = fresh.rows('recent_customers')
    assert len(rows) == 8 and rows[0]['phone'] == '100****0009' and rows[7]['phone'] == '100****0002'
    assert rows[0]['tickets'] == 1 and not desk('mover').rows('recent_customers')


def test_duplicates():
    "open tickets of the same customer or order are shown; another team's by number, state and holder only"
    agent = desk('agent')
    customer = t.customer('东方重', '10066667777')
    order = t.order(customer)
    t.know(agent, customer)
    other = t.person('i_far', 'agent', team='logistics')
    t.know(other, customer)
    mine = agent.call('ticket_file', t.request(), draft('咨询发票', customer={'id': customer}, order={'id': order}))
    theirs = other.call('ticket_file', t.request(), draft('外壳有划痕', customer={'id': customer}))
    shown = {d['number']: d for d in agent.call('intake_propose', draft('咨询', customer={'id': customer}, order={'id': order}))['duplicates']}
    assert set(shown) == {mine['number'], theirs['number']}
    assert shown[mine['number']]['same'] == 'order' and shown[mine['number']]['visible'] and shown[mine['number']]['category']['en'] == 'Order and invoice'
    far = shown[theirs['number']]
    assert not far['visible'] and far['category'] is None and far['opened_at'] is None and far['state'] and 'assignee' in far, far
    root.run("UPDATE amends.ticket SET state = 'cancelled' WHERE id = %s", mine['id'])
    assert mine['number'] not in {d['number'] for d in agent.call('intake_propose', draft('咨询', customer={'id': customer}))['duplicates']}


def test_order_of_somebody_else():
    "an order of another customer is refused, by id and by number, in one and the same way as one that is not there"
    agent = desk('agent')
    a, b = t.customer('欧阳一', '10088880001'), t.customer('欧阳二', '10088880002')
    t.know(agent, a, b)
    order = t.order(b, 7000, 'FOREIGN-1')
    for said in ({'id': order}, {'id': 987654321}):
        agent.call_refused('AM422', 'draft.order_foreign', 'ticket_file', t.request(), draft(customer={'id': a}, order=said))
    agent.call_refused('AM422', 'draft.order_foreign', 'ticket_file', t.request(), draft(customer={'id': a}, order={'ref': 'FOREIGN-1'}))
    agent.call_refused('AM422', 'draft.order_foreign', 'ticket_file', t.request(), draft(customer={'name': '新客', 'phone': '10088880003'}, order={'ref': 'FOREIGN-1'}))
    assert root.value("SELECT count(*) FROM amends.customer_pii WHERE phone = '10088880003'") == 0, 'nothing half-written'
    filed = agent.call('ticket_file', t.request(), draft(customer={'id': b}, order={'ref': 'FOREIGN-1'}))
    assert root.value('SELECT order_id FROM amends.ticket WHERE id = %s', filed['id']) == order


# Bad input ------------------------------------------------------------------------------------------

def test_fields():
    "every field says for itself what is wrong, and nothing is half-written"
    agent = desk('agent')
    long = 'x' * 10001
    bad = [
        ({'channel': None}, 'draft.channel_missing', 'channel'), ({'channel': 'fax'}, 'draft.channel', 'channel'),
        ({'customer': None}, 'draft.customer_missing', 'customer'), ({'customer': {}}, 'draft.customer_missing', 'customer'),
        ({'customer': {'id': 999999999}}, 'draft.customer', 'customer'), ({'customer': {'id': 'x'}}, 'draft.shape', 'customer'), ({'customer': 'x'}, 'draft.shape', 'customer'),
        ({'customer': {'name': '甲', 'phone': '1380013800'}}, 'draft.phone_digits', 'customer.phone'), ({'customer': {'name': '甲', 'phone': 'abc'}}, 'draft.phone', 'customer.phone'),
        ({'customer': {'name': '甲', 'email': 'a@b'}}, 'draft.email', 'customer.email'), ({'customer': {'name': '甲' * 101}}, 'text.too_long', 'customer.name'),
        ({'customer': {'name': '甲', 'tier': 'gold'}}, 'draft.tier', 'customer.tier'), ({'customer': {'name': 'a\x08b'}}, 'text.control_characters', 'customer.name'),
        ({'words': None}, 'draft.words_missing', 'words'), ({'words': '  \n '}, 'draft.words_missing', 'words'), ({'words': long}, 'text.too_long', 'words'),
        ({'words': '退\x1b款'}, 'text.control_characters', 'words'), ({'words': 5}, 'draft.shape', 'words'), ({'words': ['a']}, 'draft.shape', 'words'),
        ({'words': '随便说说'}, 'draft.category_missing', 'category'), ({'category': 'nope'}, 'draft.category', 'category'), ({'category': 99999}, 'draft.category', 'category'),
        ({'priority': 'nope'}, 'draft.priority', 'priority'), ({'scope': 'all'}, 'draft.scope', 'scope'), ({'subject': 's' * 201}, 'text.too_long', 'subject'),
        ({'serial': 's' * 101}, 'text.too_long', 'serial'), ({'order': {'product': 'x'}}, 'draft.order_ref', 'order.ref'), ({'order': 7}, 'draft.shape', 'order'),
        ({'order': {'ref': 'r' * 61}}, 'text.too_long', 'order.ref'), ({'order': {'ref': 'A', 'paid_minor': -1}}, 'draft.shape', 'order.paid_minor'),
        ({'order': {'ref': 'A', 'paid_minor': 10 ** 12}}, 'draft.amount', 'order.paid_minor'), ({'assignee': 'me'}, 'draft.shape', 'assignee'),
        ({'category': 'refund.apply'}, 'draft.order_missing', 'order'), ({'refund': 'yes'}, 'draft.shape', 'refund'),
    ]
    before = root.value('SELECT count(*) FROM amends.customer')
    for change, code, field in bad:
        said = {k: v for k, v in {**draft('咨询发票'), **change}.items() if v is not None}
        detail = agent.call_refused('AM422', code, 'ticket_file', t.request(), said)
        assert detail['field'] == field, (change, detail)
        shown = agent.call('intake_propose', said)  # the form asks first and is told the same
        assert field in shown['missing'] or (field, code) in {(p['field'], p['code']) for p in shown['problems']}, (change, shown['missing'], shown['problems'])
    for whole in ([], 'x', 5, None):
        agent.refused('AM422', 'draft.shape', 'SELECT api.ticket_file(%s, %s::jsonb)', t.request(), json.dumps(whole))
    agent.refused('AM422', 'draft.shape', 'SELECT api.ticket_file(%s, NULL)', t.request())
    agent.call_refused('AM422', 'request.missing', 'ticket_file', None, draft())
    assert root.value('SELECT count(*) FROM amends.customer') == before


def test_signs():
    "quotes, backslashes, line breaks, percent signs and emoji are kept as typed in every field"
    agent = desk('agent')
    nasty = """O'Brien "quoted" \\back\\ %s $1 {x} <b> ; -- /* 😀"""
    filed = agent.call('ticket_file', t.request(), draft(nasty + '\n第二行\t咨询发票', subject=nasty, serial=nasty,
                       customer={'name': nasty, 'phone': '10044445555'}, order={'ref': nasty, 'product': nasty}))
    row = root.row('''SELECT t.words, t.subject, t.serial, p.name, o.ref, o.product FROM amends.ticket t
                      JOIN amends.customer_pii p ON p.customer_id = t.customer_id JOIN amends.customer_order o ON o.id = t.order_id WHERE t.id = %s''', filed['id'])
    assert row == {'words': nasty + '\n第二行\t咨询发票', 'subject': nasty, 'serial': nasty, 'name': nasty, 'ref': nasty, 'product': nasty}, row


def test_huge():
    "ten megabytes in a field are refused before anything is done with them"
    agent = desk('agent')
    for said in (draft('退' * 3500000), draft('咨询发票', subject='x' * 10_000_000), draft('咨询发票', customer={'name': 'x' * 10_000_000}),
                 draft('咨询发票', junk='x' * 10_000_000)):
        for call in ('ticket_file', 'intake_propose'):
            args = [t.request()] if call == 'ticket_file' else []
            started = time.monotonic()
            agent.call_refused('AM422', 'text.too_long', call, *args, said)
            # laying hands on the text (patterns, trimming, JSON paths) would take minutes; the bound is wide for a busy machine
            assert time.monotonic() - started < 20
    agent.refused('AM422', 'text.too_long', 'SELECT api.customer_find(%s)', 'x' * 10_000_000)
    agent.refused('22P05', None, "SELECT api.intake_propose('{\"words\": \"a\\u0000b\"}')")


# Request ids, numbers, feed -------------------------------------------------------------------------

def test_once():
    "twenty sends of one request make one ticket; the others are answered with it"
    desk('agent')
    request, said, results = t.request(), draft('咨询发票', customer={'name': '上官一次', 'phone': '10012121212'}), []

    def send():
        with t.Desk('t_i_agent') as one:
            results.append(one.call('ticket_file', request, said))
    threads = [threading.Thread(target=send) for _ in range(20)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(results) == 20 and len({r['number'] for r in results}) == 1, results
    assert sum('replayed' not in r for r in results) == 1
    assert root.value("SELECT count(*) FROM amends.ticket t JOIN amends.customer_pii p USING (customer_id) WHERE p.name = '上官一次'") == 1


def test_numbers():
    "day and sequence: no gap in a quiet hour, past 999, not twice under load, behind what a day has already"
    agent = desk('agent')
    first = agent.call('ticket_file', t.request(), draft())['number']
    second = agent.call('ticket_file', t.request(), draft())['number']
    day = root.value("SELECT to_char(now() AT TIME ZONE (SELECT zone FROM amends.site), 'YYYYMMDD')")
    assert first.startswith(day) and int(second[8:]) == int(first[8:]) + 1 and len(first) == 11, (first, second)
    root.run(f"SELECT setval('amends.tn_{day}', 998)")
    numbers = [agent.call('ticket_file', t.request(), draft())['number'] for _ in range(3)]
    assert numbers == [day + '999', day + '1000', day + '1001'], numbers
    got = []

    def many():
        with t.Desk('t_i_agent') as one:
            got.extend(one.call('ticket_file', t.request(), draft())['number'] for _ in range(25))
    threads = [threading.Thread(target=many) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(got) == 100 == len(set(got))
    root.run(f'DROP SEQUENCE amends.tn_{day}')  # lost by a restore without sequences, say
    assert int(agent.call('ticket_file', t.request(), draft())['number'][8:]) == max(int(n[8:]) for n in got) + 1


def test_number_housekeeping():
    "sequences of the next 14 days are made ahead, those older than 40 days dropped"
    root.run("SELECT amends.number_next(%s)", datetime.date(2024, 5, 10))
    root.run('SELECT amends.number_keep(%s)', datetime.date(2024, 6, 19))
    names = [r['relname'] for r in root.run("SELECT relname FROM pg_class WHERE relkind = 'S' AND relname LIKE 'tn\\_2024%%' ORDER BY 1")]
    assert names[0] == 'tn_20240510' and names[-1] == 'tn_20240703' and len(names) == 16, names
    root.run('SELECT amends.number_keep(%s)', datetime.date(2024, 6, 20))
    names = [r['relname'] for r in root.run("SELECT relname FROM pg_class WHERE relkind = 'S' AND relname LIKE 'tn\\_2024%%' ORDER BY 1")]
    assert names[0] == 'tn_20240619' and len(names) == 16, names
    assert root.value('SELECT amends.number_keep(%s)', datetime.date(2024, 6, 20)) == 0


def follow(reader, cursor, limit=500):
    """All changes since a cursor and the next cursor, page by page."""
    changes, after, following = [], None, None
    while True:
        page = reader.call('feed', cursor, following, after, limit)
        assert not page['resync']
        changes += page['changes']
        following = page['next']
        if not page['more']:
            return changes, following
        after = page['changes'][-1]['seq']


def test_feed():
    "the feed tells every change once, page by page, and a slow writer's as soon as it commits"
    agent, reader = desk('agent'), desk('manager')
    cursor = reader.call('hello', 1)['cursor']
    filed = agent.call('ticket_file', t.request(), draft())
    changes, cursor = follow(reader, cursor)
    assert ('ticket', filed['id']) in {(c['kind'], c['ref']) for c in changes}
    assert follow(reader, cursor)[0] == []
    slow = t.Desk('t_i_agent', autocommit=False)
    late = slow.call('ticket_file', t.request(), draft())
    early = agent.call('ticket_file', t.request(), draft())
    changes, cursor = follow(reader, cursor)
    seen = {c['ref'] for c in changes if c['kind'] == 'ticket'}
    assert early['id'] in seen and late['id'] not in seen
    slow.db.commit()
    changes, cursor = follow(reader, cursor)
    assert {c['ref'] for c in changes if c['kind'] == 'ticket'} == {late['id']}
    slow.close()
    ids = [agent.call('ticket_file', t.request(), draft())['id'] for _ in range(7)]
    changes, cursor = follow(reader, cursor, limit=2)
    seqs = [c['seq'] for c in changes]
    assert seqs == sorted(set(seqs)) and set(ids) <= {c['ref'] for c in changes}


def test_feed_resync():
    "a cursor older than what the feed keeps, or from the future, asks for everything anew; one that is not is never sent back"
    reader = desk('manager')
    old = reader.call('hello', 1)['cursor']
    desk('agent').call('ticket_file', t.request(), draft())
    root.run("UPDATE amends.change SET at = now() - interval '30 days'")
    desk('agent').call('ticket_file', t.request(), draft())
    fresh = reader.call('hello', 1)['cursor']
    assert root.value('SELECT amends.feed_purge()') > 0
    assert reader.call('feed', old, None, None, 100)['resync'], 'rows it had not seen are gone'
    assert not reader.call('feed', fresh, None, None, 100)['resync']
    assert reader.call('feed', '999999999:999999999:', None, None, 100)['resync']
    for bad in ('', 'x', '5:4:', '1:2:3:4', "'; --"):
        reader.call_refused('AM422', 'feed.bad_cursor', 'feed', bad, None, None, 100)


def test_poke():
    "a wake-up reaches those who listen, empty, four times a second at most"
    ear = t.Desk('t_i_manager')
    ear.run('LISTEN amends')
    time.sleep(0.3)
    answers = [desk('agent').call('poke') for _ in range(5)]
    assert answers[0] is True and not any(answers[1:3]), answers
    time.sleep(0.3)
    assert desk('agent').call('poke') is True
    ear.db.poll()
    assert ear.db.notifies and all(n.channel == 'amends' and n.payload == '' for n in ear.db.notifies)
    ear.close()


def test_poke_never_waits():
    "while somebody else's wake-up is under way, a poke goes away at once"
    time.sleep(0.3)
    holder = t.Desk('t_i_agent', autocommit=False)
    assert holder.call('poke') is True
    started = time.monotonic()
    assert desk('colleague').call('poke') is False and time.monotonic() - started < 1
    holder.db.rollback()
    holder.close()


def test_duty_and_notices():
    "duty is set by oneself; notices come in order and are seen once"
    agent = desk('colleague')
    assert agent.call('duty_set', t.request(), False) == {'on_duty': False}
    assert agent.call('hello', 1)['person']['on_duty'] is False
    agent.call_refused('AM422', 'duty.missing', 'duty_set', t.request(), None)
    agent.call('duty_set', t.request(), True)
    for level in range(3):
        root.run("SELECT amends.notice_add(%s, NULL, 'warn', %s, now(), %s)", agent.id, level, {'number': f'N{level}'})
    rows = agent.rows('notices', None, 2)
    assert [r['level'] for r in rows] == [1, 2] and rows[0]['number'] == 'N1'
    assert [r['level'] for r in agent.rows('notices', rows[0]['id'], 10)] == [2]
    assert agent.call('notices_seen', t.request(), [r['id'] for r in rows])['seen'] == 2
    assert desk('agent').call('notices_seen', t.request(), [rows[0]['id'] - 1])['seen'] == 0, 'another person\'s notice is not mine to see'
    assert agent.call('notices_seen', t.request(), None)['seen'] >= 1


# Starter content ------------------------------------------------------------------------------------

def test_labels():
    "every label of the starter content is there in both languages, and says something"
    tables = root.run('''SELECT c.oid::regclass::text AS name, a.attname AS col FROM pg_attribute a JOIN pg_class c ON c.oid = a.attrelid
                          WHERE c.relnamespace = 'amends'::regnamespace AND c.relkind = 'r' AND a.atttypid = 'jsonb'::regtype
                            AND a.attname IN ('label', 'action', 'body', 'remark') AND c.relname NOT IN ('event', 'notice', 'account_event')''')
    assert len(tables) > 12
    for table in tables:
        bad = root.run(f"""SELECT {table['col']} FROM {table['name']} WHERE {table['col']} IS NOT NULL AND {table['col']} <> '{{}}'
                            AND NOT (coalesce({table['col']} ->> 'zh_CN', '') <> '' AND coalesce({table['col']} ->> 'en', '') <> '')""")
        assert not bad, (table, bad[:3])
    fields = root.run('''SELECT f FROM amends.procedure_step s, jsonb_array_elements(s.record || s.outcomes) f
                          WHERE f -> 'label' ->> 'zh_CN' IS NULL OR f -> 'label' ->> 'en' IS NULL OR f ->> 'code' IS NULL''')
    assert not fields, fields
    for lang in ('zh_CN', 'en'):
        for part in ('what', 'numerator', 'denominator', 'person', 'date'):
            assert not root.run("SELECT code FROM amends.measure WHERE coalesce(definition -> %s ->> %s, '') = ''", lang, part)


def test_starter_consistency():
    "procedures lead somewhere, categories have one, weights sum to a hundred, rules name what exists"
    for sql in (
            "SELECT code FROM amends.category WHERE amends.category_procedure(id) IS NULL",
            '''SELECT s.code, o FROM amends.procedure_step s, jsonb_array_elements(s.outcomes) o
                WHERE NOT EXISTS (SELECT FROM amends.procedure_step n WHERE n.procedure_version_id = s.procedure_version_id AND n.ordinal = (o ->> 'next')::int)''',
            "SELECT s.code FROM amends.procedure_step s WHERE s.team_code <> 'intake' AND NOT EXISTS (SELECT FROM amends.team t WHERE t.code = s.team_code)",
            '''SELECT v.id FROM amends.procedure_version v WHERE (SELECT s.kind FROM amends.procedure_step s WHERE s.procedure_version_id = v.id ORDER BY s.ordinal LIMIT 1) <> 'intake'
                  OR (SELECT s.kind FROM amends.procedure_step s WHERE s.procedure_version_id = v.id ORDER BY s.ordinal DESC LIMIT 1) <> 'close'
                  OR NOT EXISTS (SELECT FROM amends.procedure_step s WHERE s.procedure_version_id = v.id AND s.resolves)''',
            'SELECT scheme_version_id FROM amends.scheme_part GROUP BY 1 HAVING sum(weight) <> 100',
            'SELECT p.measure FROM amends.scheme_part p WHERE NOT EXISTS (SELECT FROM amends.measure m WHERE m.code = p.measure AND m.ver = p.measure_ver)',
            'SELECT v.id FROM amends.scheme_version v WHERE NOT EXISTS (SELECT FROM amends.scheme_band b WHERE b.scheme_version_id = v.id AND b.min_points = 0)',
            'SELECT t.code FROM amends.team t WHERE amends.team_calendar(t.id) IS NULL',
            'SELECT word FROM amends.keyword WHERE word <> lower(word) GROUP BY word',
            'SELECT word, count(*) FROM amends.keyword GROUP BY word HAVING count(*) > 1'):
        assert not root.run(sql), (sql, root.run(sql))


def test_catalogue():
    "the catalogue has everything a desk shows by code, and nobody's secrets"
    catalogue = desk('finance').call('catalogue')
    assert {'channels', 'categories', 'priorities', 'teams', 'people', 'reasons', 'wait_reasons', 'clauses', 'measures', 'schemes'} == set(catalogue)
    assert all(catalogue[k] for k in catalogue)
    assert {c['code'] for c in catalogue['channels']} == {'phone', 'chat', 'wechat', 'app', 'email', 'web'}
    text = json.dumps(catalogue, ensure_ascii=False)
    assert 'login' not in text and 'employee_no' not in text
    hello = desk('finance').call('hello', 1)
    assert 'refund.confirm' in hello['can'] and 'ticket.file' not in hello['can'] and hello['client_ok']
    desk('finance').refused('42501', None, 'SELECT api.ticket_file(%s, %s)', t.request(), draft())


if __name__ == '__main__':
    t.main()
