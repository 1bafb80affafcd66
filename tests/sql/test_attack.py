#!/usr/bin/python3
"""Attack: what a person with psql, a valid login and bad intentions tries. Each way in that was found open stands here closed."""

import json
import pathlib
import time

import psycopg2

import amendstest as t

root = t.superuser()
who = {}


def people():
    """Service: agents ann and bob, their lead; tech: tom; finance fay and fred; manager, two administrators apart."""
    if not who:
        who['manager'] = t.person('at_manager', 'manager', team=None)
        who['lead'] = t.person('at_lead', 'supervisor', superior=who['manager'], lead=True)
        who['ann'] = t.person('at_ann', 'agent', superior=who['lead'], skills=['refund'])
        who['bob'] = t.person('at_bob', 'agent', superior=who['lead'])
        who['tom'] = t.person('at_tom', 'specialist', team='tech', superior=who['manager'])
        who['fay'] = t.person('at_fay', 'finance', team='finance', superior=who['manager'])
        who['fred'] = t.person('at_fred', 'finance', team='finance', superior=who['manager'])
        who['admin'] = t.person('at_admin', 'admin', team=None)
    return who


def filed(words='咨询一下发票怎么开。', by='ann', category='consult.order', **more):
    """A ticket filed by a person through the interface; returns its id."""
    draft = {'channel': 'phone', 'customer': {'name': '欧阳守密', 'phone': '10066660001'}, 'words': words, 'category': category, **more}
    return people()[by].call('ticket_file', t.request(), draft)['id']


def rev(ticket):
    return root.value('SELECT rev FROM amends.ticket WHERE id = %s', ticket)


def state_of(desk, sql, *args):
    """SQLSTATE and error of a statement, ('', None) when it goes through; nothing stays."""
    desk.db.autocommit = False
    try:
        desk.run(sql, *args)
        return '', None
    except psycopg2.Error as error:
        return error.pgcode or 'lost', error
    finally:
        desk.db.rollback()
        desk.db.autocommit = True


def ended(desk):
    """Whether the server has ended a desk's session."""
    try:
        desk.run('SELECT 1')
    except psycopg2.Error as error:
        return error.pgcode in (None, '57P01')
    return False


# Settings ---------------------------------------------------------------------------------------

def test_settings():
    "a session whose settings would change what our code means, or show its inside, is refused"
    ann = people()['ann']
    for setting, value in (('standard_conforming_strings', 'off'), ('transform_null_equals', 'on'), ('client_min_messages', 'log'), ('client_min_messages', 'debug5')):
        with t.Desk(ann.login) as desk:
            desk.run(f'SET {setting} = {value}')
            assert desk.call_refused('AM425', 'setting.refused', 'hello', 1)['setting'] == setting
            desk.run(f'SET {setting} TO DEFAULT')
            assert desk.call('hello', 1)['person']['id'] == ann.id


def test_settings_change_nothing():
    "time zone, date style, planner and plpgsql settings give the same answers"
    ann, lead = people()['ann'], people()['lead']
    ticket = filed()
    sql = '''SELECT jsonb_build_array(api.deadline_explain(%s) - 'left_s' - 'used_s', api.scorecard(%s, NULL, NULL, 'month', date '2024-05-01') -> 'period',
                    (SELECT jsonb_agg(to_jsonb(m)) FROM api.measures('2024-05-01', '2024-06-01', 'none') m), api.search(%s)::text)'''
    number = root.value('SELECT number FROM amends.ticket WHERE id = %s', ticket)
    with t.Desk(lead.login) as plain, t.Desk(lead.login) as odd:
        for line in ("SET TimeZone = 'Pacific/Kiritimati'", "SET DateStyle = 'SQL, DMY'", "SET IntervalStyle = 'iso_8601'", 'SET extra_float_digits = 0',
                     'SET enable_indexscan = off', 'SET enable_hashagg = off', "SET plpgsql.extra_errors = 'all'",
                     'SET array_nulls = off', "SET bytea_output = 'escape'", 'SET quote_all_identifiers = on', "SET search_path = pg_temp, amends, api"):
            odd.run(line)
        instant = lambda rows: json.loads(json.dumps(rows), object_hook=lambda o: {k: v for k, v in o.items() if k not in ('start', 'due_at', 'from', 'to')})
        assert instant(plain.value(sql, ticket, ann.id, number)) == instant(odd.value(sql, ticket, ann.id, number))
        due = 'SELECT extract(epoch FROM (api.ticket(%s) ->> %s)::timestamptz)'
        assert plain.value(due, ticket, 'due_at') == odd.value(due, ticket, 'due_at')


# Clocks -----------------------------------------------------------------------------------------

def test_time_is_the_clocks():
    "a transaction begun early does not make a late answer early"
    bob = people()['bob']
    with t.Desk(bob.login, autocommit=False) as old:
        old.run('SELECT 1')
        time.sleep(1.5)
        ticket = filed(channel='web')
        wanted = root.value('SELECT clock_timestamp()')
        old.call('contact_add', t.request(), ticket, '已电话联系', 'phone')
        old.db.commit()
        row = root.row('SELECT first_response_at, (SELECT max(recorded_at) FROM amends.event WHERE ticket_id = t.id) AS recorded FROM amends.ticket t WHERE id = %s', ticket)
        assert row['first_response_at'] >= wanted and row['recorded'] >= wanted, (row, wanted)
        old.run('SELECT 1')
        time.sleep(1.5)
        late = old.call('ticket_file', t.request(), {'channel': 'web', 'customer': {'name': '迟到'}, 'words': '咨询', 'category': 'consult.order'})['id']
        old.db.commit()
        age = root.value('SELECT extract(epoch FROM clock_timestamp() - opened_at) FROM amends.ticket WHERE id = %s', late)
        assert age < 1.4, age
    sources = root.run('''SELECT p.proname FROM pg_proc p WHERE p.pronamespace = 'api'::regnamespace AND p.provolatile = 'v'
                            AND p.prosrc ~ 'v_me, now\\(\\)' AND p.proname <> 'intake_propose' ''')
    assert not sources, sources


def test_lowered_priority():
    "a lower priority needs a reason; a limit that has passed and an answer that was given are not moved by it"
    ann = people()['ann']
    low = root.value('SELECT max(id) FROM amends.priority')
    ticket = filed(channel='web', priority=1)
    ann.call_refused('AM422', 'text.missing', 'priority_set', t.request(), ticket, rev(ticket), low)
    ann.call('priority_set', t.request(), ticket, rev(ticket), low, '客户说不急')
    assert root.value('SELECT text FROM amends.event WHERE ticket_id = %s AND kind = %s', ticket, 'priority') == '客户说不急'
    ticket = root.value('''SELECT amends.ticket_open('web', %s, NULL, %s, 1, 'one', '迟了', '迟了', NULL, %s, %s, NULL, now() - interval '2 hours')''',
                        t.customer(), t.category('consult.order'), ann.id, ann.id)
    passed = root.value('SELECT response_due_at FROM amends.ticket WHERE id = %s', ticket)
    ann.call('priority_set', t.request(), ticket, rev(ticket), low, '拖一拖')
    assert root.value('SELECT response_due_at FROM amends.ticket WHERE id = %s', ticket) == passed, 'the limit had passed'
    assert ann.call('deadline_explain', ticket)['left_s'] < 0
    answered = filed(channel='web', priority=1)
    ann.call('contact_add', t.request(), answered, '已联系', 'phone')
    due = root.value('SELECT response_due_at FROM amends.ticket WHERE id = %s', answered)
    ann.call('priority_set', t.request(), answered, rev(answered), low, '降级')
    assert root.value('SELECT response_due_at FROM amends.ticket WHERE id = %s', answered) == due, 'it was answered under the old limit'


def test_waiting_shows():
    "waiting, handing over, cancelling and skipping are in the history with who, when and why"
    ann = people()['ann']
    ticket = filed()
    ann.call_refused('AM422', 'reason.unknown', 'ticket_wait', t.request(), ticket, rev(ticket), None)
    ann.call('ticket_wait', t.request(), ticket, rev(ticket), 'customer')
    page = people()['lead'].call('ticket', ticket)
    assert page['wait']['code'] == 'customer' and page['wait']['since'] and page['wait']['stops_clock']
    for call in ('ticket_cancel', 'step_skip', 'ticket_escalate'):
        ann.call_refused('AM422', 'reason.missing', call, t.request(), ticket, rev(ticket), None)
    ann.call('ticket_cancel', t.request(), ticket, rev(ticket), 'C01')
    last = people()['lead'].rows('ticket_timeline', ticket)[-1]
    assert last['kind'] == 'cancel' and last['actor_id'] == ann.id and last['body']['reason'] == 'C01'


# Holding on -------------------------------------------------------------------------------------

def test_sweep_held():
    "whoever sits on the sweep's row is ended by the next who asks: reminders of others go on"
    ann, bob = people()['ann'], people()['bob']
    root.run("UPDATE amends.mutex SET last_run = '-infinity' WHERE name = 'sweep'")
    with t.Desk(ann.login, autocommit=False) as holder:
        holder.call('sweep')
        assert bob.call('sweep')['ran'] is False
        deadline = time.monotonic() + 40
        while time.monotonic() < deadline:
            answer = bob.call('sweep')
            if answer['ran']:
                break
            time.sleep(0.05)
        assert answer['ran'], 'nobody could sweep any more'
        assert ended(holder)
        holder.db.close()


def test_busy_transaction():
    "a transaction that has written is ended after a minute even if it keeps itself busy; one that only reads is not"
    source = root.value("SELECT prosrc FROM pg_proc WHERE proname = 'sweep_idle'")
    ticket = filed()
    with t.Desk(people()['ann'].login, autocommit=False) as writer, t.Desk(people()['bob'].login, autocommit=False) as reader:
        writer.call('note_add', t.request(), ticket, '占着不放')
        reader.run('SELECT * FROM api.my_work()')
        assert root.value('SELECT amends.sweep_idle()') == 0, 'young ones are left alone'
        root.run('SELECT pg_sleep(1.1)')
        old = source.replace("a.state_change < clock_timestamp() - interval '60 seconds'", 'false').replace('60 seconds', '1 second')
        assert old.count('1 second') == 1 and root.value(old) == 1
        assert ended(writer) and not ended(reader)
        writer.db.close()


def test_locked_out():
    "a row somebody keeps locked refuses others within seconds, whatever time-out they have"
    ticket = filed()
    with t.Desk(people()['ann'].login, autocommit=False) as holder, t.Desk(people()['lead'].login) as other:
        holder.call('note_add', t.request(), ticket, '占着不放')
        other.run('SET lock_timeout = 0')
        started = time.monotonic()
        assert state_of(other, 'SELECT api.note_add(%s, %s, %s)', t.request(), ticket, '急')[0] == '55P03'
        assert time.monotonic() - started < 5
        holder.db.rollback()
    unlimited = root.run('''SELECT p.oid::regprocedure::text AS name FROM pg_proc p
                             WHERE p.pronamespace = 'api'::regnamespace AND p.prosrc ~ 'request_begin' AND NOT 'lock_timeout=2s' = ANY (p.proconfig)''')
    assert not unlimited, unlimited


# Customers --------------------------------------------------------------------------------------

def test_lookups_rolled_back():
    "look-ups that are rolled back are counted, and after twenty of them nothing is answered until one is recorded"
    nosy = t.person('at_nosy', 'agent', superior=people()['lead'])
    target = t.customer('端木藏', '10066669007')
    root.run('UPDATE amends.site SET lookups_per_hour = 50')
    hits = []
    for number in range(9000, 9040):
        nosy.db.autocommit = False
        hits.append(nosy.call('customer_find', f'1006666{number}'))
        nosy.db.rollback()
        nosy.db.autocommit = True
    assert any(c['id'] == target for h in hits[:20] for c in h['customers']), 'the first ones are answered'
    assert all(h.get('held') and not h['customers'] for h in hits[21:]), hits[21:]
    assert nosy.call('customer_find', '10066669007').get('held'), 'this one is recorded'
    assert nosy.call('customer_find', '10066669007')['customers'][0]['id'] == target, 'and the next is answered'
    told = "SELECT body FROM amends.notice WHERE kind = 'lookups' AND recipient_id = %s ORDER BY id DESC LIMIT 1"
    for number in range(9100, 9112):
        nosy.call('customer_find', f'1006666{number}')
    notice = root.row(told, people()['lead'].id)
    assert notice and notice['body']['person_id'] == nosy.id and notice['body']['count'] > 50, notice
    root.run('UPDATE amends.site SET lookups_per_hour = 200')
    nosy.close()


def test_lookups_in_one_transaction():
    "many look-ups in one transaction are no way round"
    sly = t.person('at_sly', 'agent', superior=people()['lead'])
    t.customer('端木藏', '10066669007')
    sly.db.autocommit = False
    hits = [sly.call('customer_find', f'1006666{number}') for number in range(8970, 9010)]
    sly.db.rollback()
    sly.db.autocommit = True
    assert sum(1 for h in hits if not h.get('held')) <= 21 and all(h.get('held') for h in hits[21:])
    sly.close()


def test_filing_as_a_look_up():
    "filing for a described customer and rolling it back tells no more than a look-up"
    spy = t.person('at_spy', 'agent', superior=people()['lead'])
    target = t.customer('端木藏', '10066669017')
    known = t.order(target, 5000, 'AT-KNOWN-REF')
    guessed, refused = [], 0
    for number in range(8990, 9030):
        spy.db.autocommit = False
        draft = {'channel': 'phone', 'customer': {'phone': f'1006666{number}'}, 'order': {'ref': 'AT-KNOWN-REF'}, 'words': '咨询', 'category': 'consult.order'}
        try:
            spy.call('ticket_file', t.request(), draft)
            guessed.append(number)
        except psycopg2.Error as error:
            refused += error.diag.message_primary == 'lookup.unrecorded'
        finally:
            spy.db.rollback()
            spy.db.autocommit = True
    assert refused >= 19 and 9017 not in guessed, (refused, guessed)
    assert known and spy.call('customer_find', '10066669017').get('held')
    spy.close()


def test_proposals_tell_nothing():
    "a draft says nothing of an order whose customer was not found: neither what is left on it nor that there is one"
    stranger = t.customer('尉迟外人', '10066668001', 'vip')
    t.order(stranger, 77700, 'AT-OTHERS-1')
    draft = {'channel': 'phone', 'customer': {'name': '某人', 'phone': '10066668002'}, 'words': '要退款', 'category': 'refund.apply', 'refund': {'amount_minor': 99900}}
    there = people()['ann'].call('intake_propose', {**draft, 'order': {'ref': 'AT-OTHERS-1'}})
    nowhere = people()['ann'].call('intake_propose', {**draft, 'order': {'ref': 'AT-NOWHERE-1'}})
    assert there['left_minor'] is None and there == {**nowhere, 'response': there['response'], 'procedure': there['procedure']}, (there, nowhere)
    typed = people()['ann'].call('intake_propose', {**draft, 'order': {'ref': 'AT-OTHERS-1', 'paid_minor': 5000}})
    assert typed['left_minor'] == 5000 and typed['problems'][0]['left_minor'] == 5000, typed


def test_no_catalogue_leaks():
    "statistics, plans and catalogues show no row"
    ann = people()['ann']
    assert ann.run("SELECT * FROM pg_stats WHERE schemaname IN ('amends', 'api')") == []
    for sql in ('EXPLAIN SELECT * FROM amends.ticket', 'SELECT * FROM pg_statistic', 'SELECT last_value FROM amends.ticket_id_seq', 'TABLE amends.card',
                'SELECT rolpassword FROM pg_authid', "SELECT pg_sequence_last_value('amends.ticket_id_seq'::regclass)"):
        assert state_of(ann, sql)[0] == '42501', sql
    root.run('SELECT 1')
    assert {r['query'] for r in ann.run('SELECT query FROM pg_stat_activity WHERE usename <> session_user')} <= {'<insufficient privilege>', '', None}


def test_own_things_only():
    "requests, undo, notices and full views of others are not mine"
    ann, bob, lead = people()['ann'], people()['bob'], people()['lead']
    ticket = filed()
    request = t.request()
    lead.call('assign', request, [{'id': ticket, 'rev': rev(ticket)}], None, bob.id)
    ann.call_refused('AM404', 'undo.unknown', 'assign_undo', t.request(), request)
    notice = root.value("SELECT max(id) FROM amends.notice WHERE recipient_id = %s", bob.id)
    assert ann.call('notices_seen', t.request(), [notice]) == {'seen': 0}
    assert root.value('SELECT seen_at FROM amends.notice WHERE id = %s', notice) is None
    assert notice not in [n['id'] for n in ann.rows('notices', None, 200)]
    customer = root.value('SELECT customer_id FROM amends.ticket WHERE id = %s', ticket)
    asked = ann.call('reveal_request', t.request(), customer, ticket, '核对')
    bob.call_refused('AM404', 'reveal.unknown', 'reveal_fetch', asked['id'])


def test_names_of_colleagues():
    "an agent sees colleagues' results on the team page without names, their cards not at all"
    ann, bob = people()['ann'], people()['bob']
    ticket = filed(by='bob')
    bob.call('step_finish', t.request(), ticket, rev(ticket), None, {'answer': '已答复'})
    day = root.value('SELECT amends.site_day(now())')
    month = day.replace(day=1)
    ann.call_refused('AM403', 'scorecard.forbidden', 'scorecard', bob.id, None, None, 'month', month)
    ann.refused('AM403', 'scorecard.forbidden', 'SELECT * FROM api.score_trend(%s, NULL, NULL, %s, %s, 12)', bob.id, 'month', month)
    ann.refused('AM403', 'scorecard.forbidden', 'SELECT * FROM api.contributions(%s, %s, %s, %s)', 'resolution_last', month, day, bob.id)
    for row in ann.rows('scorecard_team', t.team('service'), None, 'month', month):
        assert row['is_me'] == (row['person_id'] == ann.id) and (row['is_me'] or row['name'] is None), row
    for row in ann.run("SELECT * FROM api.contributions('resolution_last', %s, (%s::date + 1), NULL, %s)", month, day, t.team('service')):
        assert row['person_id'] in (None, ann.id) and (row['person_id'] or row['person'] is None), row
    groups = ann.run("SELECT grp FROM api.measures(%s, (%s::date + 1), 'staff')", month, day)
    assert {g['grp'] for g in groups} <= {str(ann.id)}, groups


# Money ------------------------------------------------------------------------------------------

CLAUSE = "SELECT id FROM amends.policy_clause ORDER BY id LIMIT 1"
REASON = "SELECT code FROM amends.reason WHERE kind = 'refund' ORDER BY position LIMIT 1"


def asked(amount, order=None, paid=100000, by='ann'):
    """A refund asked for at intake; order: {"ref"} to type one in; returns ticket and refund."""
    people()
    draft = {'channel': 'phone', 'words': '要求退款', 'category': 'refund.apply', 'customer': {'name': '司马验', 'phone': '10066667001'},
             'order': order or {'ref': 'AT' + t.request()[:12], 'paid_minor': paid}, 'refund': {'reason': root.value(REASON), 'amount_minor': amount}}
    ticket = who[by].call('ticket_file', t.request(), draft)['id']
    return ticket, root.value('SELECT id FROM amends.refund WHERE ticket_id = %s', ticket)


def refund_rev(refund):
    return root.value('SELECT rev FROM amends.refund WHERE id = %s', refund)


def move(desk, call, refund, *args):
    return people()[desk].call(call, t.request(), refund, refund_rev(refund), *args)


def no_move(state, code, desk, call, refund, *args):
    return people()[desk].call_refused(state, code, call, t.request(), refund, refund_rev(refund), *args)


def reviewed(amount, **more):
    ticket, refund = asked(amount, **more)
    move('ann', 'refund_review', refund, True, None, root.value(CLAUSE), '换新：不要', '符合')
    return ticket, refund


def test_invented_payment():
    "what an agent typed in as paid is refunded only after finance has said what the payment record says"
    ticket, refund = reviewed(90000, paid=100000)
    order = people()['fay'].call('ticket', ticket)['order']
    assert order['checked'] is False and order['typed_by'] == 'at_ann', order
    detail = no_move('AM423', 'refund.order_unchecked', 'fay', 'refund_confirm', refund, 90000)
    assert detail == {'field': 'paid', 'paid_minor': 100000, 'typed_by': 'at_ann'}
    no_move('AM422', 'refund.over_paid', 'fay', 'refund_confirm', refund, 90000, 4900)
    for bad in (0, -1, 2 ** 63 - 1):
        no_move('AM422', 'refund.amount', 'fay', 'refund_confirm', refund, 90000, bad)
    assert root.value('SELECT paid_minor FROM amends.customer_order WHERE id = %s', order['id']) == 100000, 'nothing stays of a refused check'
    move('fay', 'refund_confirm', refund, 90000, 95000)
    row = root.row('SELECT paid_minor, committed_minor, checked_by FROM amends.customer_order WHERE id = %s', order['id'])
    assert row == {'paid_minor': 95000, 'committed_minor': 90000, 'checked_by': who['fay'].id}, row
    body = root.value("SELECT body FROM amends.event WHERE ticket_id = %s AND kind = 'refund_confirmed'", ticket)
    assert body['typed_minor'] == 100000 and body['paid_minor'] == 95000
    order = people()['ann'].call('ticket', ticket)['order']
    assert order['checked'] is True and order['checked_by'] == 'at_fay'
    root.refused('23514', None, 'UPDATE amends.customer_order SET checked_by = typed_by WHERE id = %s', order['id'])


def test_known_payment():
    "an order from the shop's records needs no check, and a check that differs is refused"
    customer = t.customer('司马验', '10066667002')
    order = t.order(customer, 50000)
    ref = root.value('SELECT ref FROM amends.customer_order WHERE id = %s', order)
    people()['ann'].call('customer_find', ref)
    draft = {'channel': 'phone', 'words': '要求退款', 'category': 'refund.apply', 'customer': {'id': customer}, 'order': {'ref': ref, 'paid_minor': 9990000},
             'refund': {'reason': root.value(REASON), 'amount_minor': 9990000}}
    assert who['ann'].call_refused('AM422', 'refund.over_paid', 'ticket_file', t.request(), draft)['left_minor'] == 50000
    draft['refund']['amount_minor'] = 20000
    ticket = who['ann'].call('ticket_file', t.request(), draft)['id']
    refund = root.value('SELECT id FROM amends.refund WHERE ticket_id = %s', ticket)
    move('ann', 'refund_review', refund, True, None, root.value(CLAUSE), None, None)
    assert no_move('AM422', 'refund.paid_differs', 'fay', 'refund_confirm', refund, 20000, 60000)['paid_minor'] == 50000
    move('fay', 'refund_confirm', refund, 20000)


def test_cut_in_two():
    "an amount cut in two still needs the manager"
    root.run('UPDATE amends.policy_version SET tier_minor = 50000')
    order = {'ref': 'AT-CUT-1', 'paid_minor': 100000}
    first, one = reviewed(40000, order=order)
    second, two = reviewed(40000, order=order)
    move('fay', 'refund_confirm', one, 40000, 100000)
    move('fay', 'refund_confirm', two, 40000)
    assert who['fay'].call('ticket', first)['refund']['needs_manager'] is False
    assert who['fay'].call('ticket', second)['refund']['needs_manager'] is True
    no_move('AM423', 'refund.needs_manager', 'fay', 'refund_pay', two, 'wechat', 'CUT-2')
    move('fay', 'refund_pay', one, 'wechat', 'CUT-1')
    move('manager', 'refund_manager_confirm', two)
    no_move('AM403', 'refund.four_eyes', 'fay', 'refund_pay', two, 'wechat', 'CUT-2')
    move('fred', 'refund_pay', two, 'wechat', 'CUT-2')
    assert root.run('SELECT * FROM amends.invariants_money()') == []


def test_own_amount():
    "a manager who changed the amount does not confirm it, even after somebody else reviewed it again"
    root.run('UPDATE amends.policy_version SET tier_minor = 50000')
    ticket, refund = asked(90000)
    move('manager', 'refund_review', refund, True, 80000, root.value(CLAUSE), None, None)
    move('fay', 'refund_send_back', refund, '再看一遍')
    move('ann', 'refund_review', refund, True, 80000, root.value(CLAUSE), None, None)
    move('fay', 'refund_confirm', refund, 80000, 100000)
    assert who['manager'].call('ticket', ticket)['can']['refund_manager'] == 'refund.four_eyes'
    no_move('AM403', 'refund.four_eyes', 'manager', 'refund_manager_confirm', refund)


def test_refund_needs_a_revision():
    "a move that does not name the revision seen is refused"
    ticket, refund = asked(1000)
    people()
    for desk, call, args in (('ann', 'refund_review', (True, None, 1, None, None)), ('ann', 'refund_withdraw', ('x',)), ('ann', 'refund_refuse', (1, 'x')),
                             ('manager', 'refund_send_back', ('x',)), ('manager', 'refund_manager_confirm', ())):
        who[desk].call_refused('AM422', 'rev.missing', call, t.request(), refund, None, *args)
    move('ann', 'refund_review', refund, True, None, root.value(CLAUSE), None, None)
    for call, args in (('refund_confirm', (1000, 100000)), ('refund_pay', ('wechat', 'x'))):
        who['fay'].call_refused('AM422', 'rev.missing', call, t.request(), refund, None, *args)
    who['ann'].call_refused('AM422', 'rev.missing', 'refund_request', t.request(), ticket, None, root.value(REASON), 100)


def test_no_hand_in_the_money():
    "who only was mentioned neither asks for a refund nor withdraws one"
    ticket, refund = asked(1000)
    people()['ann'].call('note_add', t.request(), ticket, '帮看看', [who['tom'].id])
    assert who['tom'].call('ticket', ticket)['can']['refund_withdraw'] == 'ticket.not_yours'
    no_move('AM403', 'ticket.not_yours', 'tom', 'refund_withdraw', refund, '不退了')
    who['tom'].call_refused('AM403', 'ticket.not_yours', 'refund_request', t.request(), ticket, rev(ticket), root.value(REASON), 100)
    move('ann', 'refund_withdraw', refund, '客户不退了')


def test_replays_with_other_money():
    "a request sent again with other arguments, by another person or for another call is refused"
    ticket, refund = reviewed(1000)
    request, seen = t.request(), refund_rev(refund)
    people()['fay'].call('refund_confirm', request, refund, seen, 1000, 100000)
    assert who['fay'].call('refund_confirm', request, refund, seen, 1000, 100000)['replayed']
    who['fay'].call_refused('AM409', 'request.reused', 'refund_confirm', request, refund, seen, 1000, 100001)
    who['fred'].call_refused('AM409', 'request.reused', 'refund_confirm', request, refund, seen, 1000, 100000)
    who['fay'].call_refused('AM409', 'request.reused', 'refund_pay', request, refund, seen, 'wechat', 'x')
    assert ticket


def test_one_coupon():
    "however often a step comes round, the coupon of a late delivery is booked once"
    boss, ticket = people()['manager'], filed('快递晚了五天', category='logistics.late')
    fields = root.run('''SELECT s.ordinal, f ->> 'code' AS field, c ->> 'code' AS choice FROM amends.ticket k
                           JOIN amends.procedure_step s ON s.procedure_version_id = k.procedure_version_id, jsonb_array_elements(s.record) f, jsonb_array_elements(f -> 'choices') c
                          WHERE k.id = %s AND c ? 'coupon_minor' ''', ticket)
    assert fields, 'the procedure has no coupon any more'
    for _ in range(2):
        root.run("SELECT amends.choices_apply(k, s.record, %s, now()) FROM amends.ticket k JOIN amends.procedure_step s ON s.procedure_version_id = k.procedure_version_id AND s.ordinal = %s WHERE k.id = %s",
                 {fields[0]['field']: fields[0]['choice']}, fields[0]['ordinal'], ticket)
    assert len(boss.call('ticket', ticket)['coupons']) == 1


# Accounts ---------------------------------------------------------------------------------------

VERIFIER = 'SCRAM-SHA-256$4096:c2FsdHNhbHRzYWx0c2FsdA==$' + 'A' * 43 + '=:' + 'B' * 43 + '='


def test_second_self():
    "an administrator makes no second one alone to agree with, and does not sign in as the other"
    one, two = people()['admin'], t.person('at_admin2', 'admin', team=None)
    made = one.call('staff_create', t.request(), 't_at_puppet', 'T-AT-1', '影子', 'admin', None, None, None, '', None, VERIFIER)
    assert made['pending'] is True
    one.call_refused('AM403', 'account.second_needed', 'staff_reset_password', t.request(), two.id, VERIFIER)
    ask = [r for r in one.rows('staff_list') if r['id'] == made['id']][0]['pending_id']
    one.call_refused('AM403', 'account.second_needed', 'staff_confirm', t.request(), ask, True)
    agent = people()['bob'].id
    up = one.call('staff_set_groups', t.request(), agent, 'admin', 'service', None, who['lead'].id)
    assert up['pending'] is True and people()['bob'].call('hello', 1)['person']['role'] == 'agent'
    two.call('staff_confirm', t.request(), [r for r in two.rows('staff_list') if r['id'] == agent][0]['pending_id'], False)
    two.call('staff_confirm', t.request(), ask, False)
    root.run('UPDATE amends.person SET active = false WHERE id IN (%s, %s)', two.id, made['id'])
    two.close()
    alone = one.call('staff_create', t.request(), 't_at_deputy', 'T-AT-2', '副手', 'admin', None, None, None, '', None, VERIFIER)
    assert alone['pending'] is False, 'with one administrator nobody else could agree'
    root.run('UPDATE amends.person SET active = false WHERE id = %s', alone['id'])


# Input ------------------------------------------------------------------------------------------

def test_oversized():
    "ten megabytes in any field are refused in a moment, with the field"
    ann, ticket = people()['ann'], filed()
    big = '退' * 3500000
    for call, args, field in (('note_add', (ticket, big), 'text'), ('contact_add', (ticket, big, 'phone'), 'text'),
                              ('ticket_wait', (ticket, rev(ticket), 'part', big), 'note'), ('step_finish', (ticket, rev(ticket), None, {'answer': big}), 'record'),
                              ('ticket_file', ({'channel': 'phone', 'words': big},), 'words')):
        started = time.monotonic()
        assert ann.call_refused('AM422', None, call, t.request(), *args)['field'] == field, call
        assert time.monotonic() - started < 5, call
    ann.call_refused('AM422', 'text.too_long', 'search', big)


def test_lists():
    "lists with nulls, in two dimensions, with other bounds or the same twice do no harm to what is stored"
    ann, ticket = people()['ann'], filed()
    bob = people()['bob'].id
    ann.refused('AM422', 'person.unknown', "SELECT api.note_add(%s, %s, 'x', '{NULL}')", t.request(), ticket)
    ann.run("SELECT api.note_add(%s, %s, 'x', ARRAY[[%s,%s],[%s,%s]])", t.request(), ticket, bob, bob, bob, bob)
    assert root.value("SELECT count(*) FROM amends.notice WHERE ticket_id = %s AND kind = 'mention'", ticket) == 1
    assert ann.rows('ticket_timeline', ticket)[-1]['body']['names'] == ['at_bob']
    assert ann.run("SELECT id FROM api.ticket_cards(ARRAY[[%s::bigint, NULL]])", ticket)[0]['id'] == ticket
    ann.refused('AM422', 'list.too_long', 'SELECT * FROM api.measures(%s, %s, %s, %s, array_fill(%s::text, ARRAY[101]))', '2024-01-01', '2024-02-01', 'none', 'ended', 'csat')


def test_odd_numbers_and_dates():
    "ids, days and parameters out of all bounds are bad input, not an error of the machine"
    ann = people()['ann']
    base = {'channel': 'phone', 'customer': {'name': '甲', 'phone': '10066665001'}, 'words': '咨询', 'category': 'consult.order'}
    for field in ('assignee', 'team'):
        for value in (2 ** 31, 10 ** 17):
            assert ann.call_refused('AM422', f'draft.{field}', 'ticket_file', t.request(), {**base, field: value})['field'] == field
    ann.call_refused('AM422', 'draft.customer', 'ticket_file', t.request(), {**base, 'customer': {'id': 10 ** 17}})
    for first, last in (('infinity', 'infinity'), ('-infinity', '2024-01-01'), ('2024-01-01', '5874897-12-31'), ('4713-01-01 BC', '2024-01-01')):
        ann.refused('AM422', 'measure.period', 'SELECT * FROM api.measures(%s, %s)', first, last)
    for bad in ({'days': 10 ** 8}, {'response_s': 10 ** 10}, {'days': -1}, {'days': 1.5}, {'count_all': 1}, {'x': 1}):
        ann.refused('AM422', 'measure.params', 'SELECT * FROM api.measures(%s, %s, %s, %s, NULL, %s)', '2024-01-01', '2024-02-01', 'none', 'ended', bad)


HOSTILE = {
    'bigint': ['NULL', '0', '-1', '9223372036854775807', '-9223372036854775808'],
    'integer': ['NULL', '0', '-1', '2147483647', '-2147483648'],
    'text': ['NULL', "''", "repeat('退', 20000)", "E'\\x01\\x1b[31m'", "E'a\\u0085b'", "''''", "E'\\\\'", "'x''; DROP TABLE amends.ticket; --'", "'%'", "'NaN'"],
    'jsonb': ['NULL', "'null'", "'[]'", "'{}'", "'\"x\"'", "'1e400'", "'[[[]]]'", "(repeat('[', 2000) || repeat(']', 2000))::jsonb",
              "'{\"speed\": 99999999999}'", "'{\"solved\": 3}'", "'{\"answer\": {\"a\": [1]}}'", "'[{\"id\": 1e30, \"rev\": 1}]'", "'{\"customer\": [], \"order\": 1, \"refund\": \"\"}'"],
    'boolean': ['NULL'],
    'date': ['NULL', "'infinity'", "'-infinity'", "'5874897-12-31'", "'4713-01-01 BC'", "'0001-01-01'"],
    'timestamp with time zone': ['NULL', "'infinity'", "'-infinity'", "'294276-12-31'", "'4713-01-01 BC'"],
    'bigint[]': ['NULL', "'{}'", "'{NULL}'", "'{{1,2},{3,4}}'", "array_fill(1::bigint, ARRAY[20000])"],
    'integer[]': ['NULL', "'{}'", "'{NULL}'", "'{{1,2}}'", "'[0:1]={1,2}'"],
    'text[]': ['NULL', "'{}'", "'{NULL}'", "'{{a,b}}'"],
    'uuid': ['NULL'],
}


def good_values(ticket, refund):
    """What fits a parameter by its name; the functions are called with these and one hostile value."""
    quoted = {'p_outcome': 'NULL', 'p_record': """'{"answer": "好"}'""", 'p_channel': "'phone'", 'p_direction': "'out'", 'p_text': "'好'", 'p_note': "'好'",
              'p_mentions': "'{}'", 'p_survey': """'{"solved": true, "speed": 5}'""", 'p_remedy': "'apology'", 'p_result': "'好'", 'p_value': "'10066660001'",
              'p_purpose': "'核对'", 'p_method': "'wechat'", 'p_reference': "'R-1'", 'p_alternatives': "'无'", 'p_approve': 'true', 'p_anyway': 'false', 'p_correction': "'好'",
              'p_measure': "'csat'", 'p_measures': "'{csat}'", 'p_from': "'2024-05-01'", 'p_to': "'2024-06-01'", 'p_start': "'2024-05-01'", 'p_kind': "'month'", 'p_by': "'none'",
              'p_cohort': "'ended'", 'p_params': "'{}'", 'p_scheme': 'NULL', 'p_periods': '3', 'p_limit': '10', 'p_client': '1', 'p_on': 'true', 'p_verifier': f"'{VERIFIER}'",
              'p_login': "'t_at_fuzz'", 'p_employee_no': "'T-FUZZ'", 'p_name': "'新人'", 'p_role': "'agent'", 'p_teams': "'{service}'", 'p_skills': "'{refund}'", 'p_level': "''",
              'p_superior': 'NULL', 'p_grant': 'false', 'p_prev': 'NULL', 'p_next': 'NULL', 'p_after': 'NULL', 'p_after_due': 'NULL', 'p_after_id': 'NULL', 'p_step': 'NULL',
              'p_of': 'gen_random_uuid()', 'p_request': 'gen_random_uuid()', 'p_paid_minor': '100000', 'p_amount_minor': '1000', 'p_category': str(t.category('consult.order')),
              'p_priority': '1', 'p_made_by': str(who['ann'].id), 'p_person': str(who['bob'].id), 'p_by_person': 'NULL', 'p_team': str(t.team('service')),
              'p_clause': str(root.value(CLAUSE)), 'p_customer': str(root.value('SELECT customer_id FROM amends.ticket WHERE id = %s', ticket)),
              'p_draft': """'{"channel": "phone", "customer": {"name": "甲", "phone": "10066665001"}, "words": "咨询", "category": "consult.order"}'""",
              'p_items': f"""'[{{"id": {ticket}, "rev": {rev(ticket)}}}]'""", 'p_ids': f"'{{{ticket}}}'", 'p_refund': str(refund), 'p_error': '1', 'p_coupon': '1', 'p_followup': '1'}
    return quoted


REASONS = {'ticket_wait': "'part'", 'ticket_hand_over': "'H01'", 'ticket_escalate': "'E01'", 'ticket_reopen': "'O01'", 'ticket_cancel': "'C01'", 'step_skip': "'S01'",
           'refund_request': None, 'refund_error_record': None}


def test_every_argument():
    "every argument of every function, hostile while the others are good: an Amends error or an answer, never a row of ours"
    people()
    ticket = filed()
    money, refund = asked(1000)
    good = good_values(ticket, refund)
    bad = {}
    for fn in root.run('''SELECT p.proname AS name, p.oid, p.proargnames AS names, ARRAY(SELECT format_type(x, NULL) FROM unnest(p.proargtypes) x) AS types
                            FROM pg_proc p WHERE p.pronamespace = 'api'::regnamespace AND p.pronargs > 0 ORDER BY 1'''):
        desk = next((d for d in (who['ann'], who['fay'], who['manager'], who['admin'])
                     if root.value("SELECT has_function_privilege(%s, %s::oid, 'EXECUTE')", d.login, fn['oid'])), None)
        if desk is None:
            continue
        names = (fn['names'] or [])[:len(fn['types'])]
        on = money if fn['name'] == 'refund_request' else ticket
        values = [good.get(n, REASONS.get(fn['name'], "'因为'") if n == 'p_reason' else str(on) if n in ('p_id', 'p_ticket')
                           else str(refund_rev(refund) if 'p_refund' in names else rev(on)) if n == 'p_rev' else 'NULL') or 'NULL' for n in names]
        for place, kind in enumerate(fn['types']):
            for hostile in HOSTILE[kind]:
                args = ', '.join(f'({hostile if i == place else v})::{k}' for i, (v, k) in enumerate(zip(values, fn['types'])))
                state, error = state_of(desk, f'SELECT * FROM api.{fn["name"]}({args})')
                if state and not state.startswith('AM'):
                    bad[fn['name'], names[place], hostile[:40]] = (state, error.diag.message_primary, error.diag.message_detail)
    assert not bad, bad


def test_constraints_tell_nothing():
    "a constraint that is broken inside shows neither the row nor its key: row security is on wherever tickets, customers or people's acts are written"
    open_tables = root.run('''
        SELECT c.relname FROM pg_class c
         WHERE c.relnamespace = 'amends'::regnamespace AND c.relkind = 'r' AND NOT c.relrowsecurity
           AND (has_table_privilege('amends_core', c.oid, 'INSERT') OR has_any_column_privilege('amends_core', c.oid, 'UPDATE'))
           AND EXISTS (SELECT FROM pg_attribute a WHERE a.attrelid = c.oid AND a.attname IN ('ticket_id', 'customer_id', 'order_id') AND NOT a.attisdropped)
           AND c.relname NOT LIKE 'import\\_%' ''')
    assert not open_tables, open_tables
    ticket = filed()
    with t.Desk() as core:
        core.run('SET ROLE amends_core')
        for sql in ('INSERT INTO amends.customer_pii (customer_id, name, phone) SELECT customer_id, %s, NULL FROM amends.ticket WHERE id = %s',
                    "UPDATE amends.customer_pii SET phone = 'geheim' || %s WHERE customer_id = (SELECT customer_id FROM amends.ticket WHERE id = %s)",
                    'INSERT INTO amends.survey (ticket_id, sent_at, speed, what) SELECT id, now(), 9, %s FROM amends.ticket WHERE id = %s',
                    'INSERT INTO amends.followup (ticket_id, kind, created_at, result) SELECT id, kind, now(), kind FROM amends.ticket t, (SELECT %s::text AS kind) k WHERE t.id = %s',
                    'UPDATE amends.ticket SET state = %s WHERE id = %s'):
            try:
                core.run(sql, '机密', ticket)
            except psycopg2.Error as error:
                assert error.pgcode.startswith('23') and error.diag.message_detail is None, (sql, error.diag.message_detail)
            else:
                raise AssertionError(sql)


def test_posture():
    "after all this the posture check finds nothing but the logins of the test"
    sql = (pathlib.Path(__file__).resolve().parents[2] / 'data' / 'sql' / 'posture.sql').read_text(encoding='utf-8')
    found = [r for r in root.run(sql) if not r['object'].startswith('t_')]
    assert not found, found


def test_whole():
    "every ticket, every order and every number these attacks left behind is whole"
    broken = root.run('SELECT * FROM amends.invariants()')
    assert not broken, broken


if __name__ == '__main__':
    t.main()
