#!/usr/bin/python3
"""amendsctl import: a real help-desk log against its known answers, snapshot rows against answers computed by hand, bad input."""
import gzip
import json
import math
import os
import tempfile

import ctltest
from ctltest import BAD_DATA, OK, ctl, dsn, main
from tap import Skip

ROOT = os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__))))
MAPS = os.path.join(ROOT, 'data', 'import')
LOG = os.path.join(os.environ.get('AMENDS_TESTDATA', os.path.join(ROOT, '..', 'shared', 'data')), 'helpdesk_italy')
WORK = tempfile.mkdtemp(prefix='import', dir=os.environ.get('AMENDS_TEST_DIR'))

# Two sites, each set up once and copied.
ZONES = {'import_utc': 'UTC', 'import_cn': 'Asia/Shanghai'}


def fresh(name, template='import_cn'):
    if not ctltest.sql('SELECT 1 FROM pg_database WHERE datname = %s', template, dbname='postgres'):
        ctl('init', '--zone', ZONES[template], db=ctltest.new_database(template), code=OK)
    ctltest.new_database(name, f'TEMPLATE {template}')
    return name


def sql(db, statement):
    return ctltest.sql(statement, dbname=db)


def value(db, statement):
    return sql(db, statement)[0][0]


def path_of(name, content, mode='w'):
    path = os.path.join(WORK, name)
    with open(path, mode, **({} if 'b' in mode else {'encoding': 'utf-8', 'newline': ''})) as f:
        f.write(content)
    return path


def bring(db, mapping, *files, code=OK, **options):
    done = ctl('import', '--map', mapping, '--format', 'json', *(['--dry-run'] if options.get('dry_run') else []), *files, db=dsn(db))
    assert done.returncode == code, (done.returncode, done.stdout[-1000:], done.stderr[-1000:])
    return json.loads(done.stdout) if done.stdout else None, done.stderr


def measures(db, *words):
    def label(row):
        return row['group_label']['en'] if isinstance(row['group_label'], dict) else row['group_label']
    return {(row['measure'], label(row)): row
            for row in json.loads(ctl('measures', '--format', 'json', *words, db=dsn(db), code=OK).stdout)}


def same_seconds(got, want):
    """Counts exactly, durations to the second, means to a millisecond."""
    if want['n'] == 0:
        assert got is None or got['n'] == 0, got
        return
    assert got['n'] == want['n'], (got, want)
    assert abs(float(got['mean']) - want['mean_s']) <= 0.001 + 1e-9, (got, want)
    assert float(got['median']) == want['median_s'] and float(got['p90']) == want['p90_s'], (got, want)
    assert float(got['min']) == want['min_s'] and float(got['max']) == want['max_s'], (got, want)


def same_rate(got, want):
    if want['den'] == 0:
        assert got is None or got['denominator'] in (0, None), got
        return
    assert (got['numerator'], got['denominator']) == (want['num'], want['den']), (got, want)


def same_block(got, want):
    same_seconds(got.get(('response_first', None)), want['first_response'])
    same_seconds(got.get(('resolution_first', None)), want['first_resolution'])
    same_seconds(got.get(('resolution_last', None)), want['resolution'])
    same_seconds(got.get(('close_time', None)), want['close'])
    same_rate(got.get(('reopen_rate', None)), want['reopen'])
    same_rate(got.get(('first_contact_resolution', None)), want['fcr'])
    same_rate(got.get(('repeat_contact', None)), want['repeat_7d'])
    same_rate(got.get(('within_response', None)), want['sla_response_24h'])
    same_rate(got.get(('within_resolution', None)), want['sla_resolution_7d'])
    assert got[('resolution_rate', None)]['denominator'] == want['cases'], got


def expected():
    if not os.path.exists(os.path.join(LOG, 'finale.csv.gz')):
        raise Skip(f'there is no {LOG}: name the folder of test data by AMENDS_TESTDATA')
    with open(os.path.join(LOG, 'expected.json'), encoding='utf-8') as f:
        return json.load(f)


# A real log -------------------------------------------------------------------------------------

def test_log_comes_in():
    "21,348 rows of a real help desk: all of them, copies dropped, everything in its place"
    want = expected()
    fresh('log', 'import_utc')
    report, _ = bring('log', os.path.join(MAPS, 'helpdesk-italy.json'), os.path.join(LOG, 'finale.csv.gz'))
    assert report['read'] == want['events_raw'] and report['copies'] == want['exact_duplicate_rows_dropped'] and report['unusable'] == 0, report
    assert report['rows'] == want['events'] and report['tickets_new'] == want['overall']['cases'], report
    assert report['people'] == want['agents_n'] and report['customers'] == want['customers'], report
    assert sql('log', 'SELECT code, ref FROM amends.invariants()') == []


def test_log_overall():
    "all measures of the log equal the known answers"
    want = expected()
    same_block(measures('log', '--cohort', 'opened', '--set', 'days=7'), want['overall'])


def test_log_months():
    "every month of opening equals the known answers"
    want = expected()['by_open_month']
    assert len(want) > 30
    for month, block in want.items():
        try:
            same_block(measures('log', '--cohort', 'opened', '--set', 'days=7', '--month', month), block)
        except AssertionError as error:
            raise AssertionError(f'{month}: {error}') from error


def test_log_agents():
    "every agent: resolution goes to the last resolver, reopening and first contact resolution to the first"
    want = expected()['by_agent']
    got = measures('log', '--cohort', 'opened', '--by', 'staff')
    for name, agent in want.items():
        same_seconds(got.get(('response_first', name)), agent['first_responses'])
        same_seconds(got.get(('resolution_last', name)), agent['resolved_cases'])
        same_rate(got.get(('reopen_rate', name)), agent['reopen_rate'])
        same_rate(got.get(('first_contact_resolution', name)), agent['fcr_rate'])


def test_log_twice():
    "the same file again adds nothing; a trial leaves nothing"
    want = expected()
    counts = 'SELECT (SELECT count(*) FROM amends.ticket), (SELECT count(*) FROM amends.event), (SELECT count(*) FROM amends.person), (SELECT count(*) FROM amends.segment)'
    before = sql('log', counts)
    report, _ = bring('log', os.path.join(MAPS, 'helpdesk-italy.json'), os.path.join(LOG, 'finale.csv.gz'))
    assert report['known'] == want['events'] and report['rows'] == 0 and report['events'] == 0 and report['tickets_new'] == 0, report
    assert sql('log', counts) == before
    fresh('trial', 'import_utc')
    report, _ = bring('trial', os.path.join(MAPS, 'helpdesk-italy.json'), os.path.join(LOG, 'finale.csv.gz'), dry_run=True)
    assert report['dry_run'] and report['tickets_new'] == want['overall']['cases']
    assert sql('trial', counts)[0][0] == 0 and value('trial', 'SELECT count(*) FROM amends.import_source') == 0
    assert value('trial', "SELECT count(*) FROM amends.person WHERE role = 'imported'") == 0


# Snapshot rows ----------------------------------------------------------------------------------

H = 3600


def test_snapshots():
    "snapshot rows: what changed between rows happened; final values move it; answers computed by hand"
    fresh('snap')
    report, told = bring('snap', os.path.join(MAPS, 'incident-log.json'), os.path.join(ROOT, 'tests', 'data', 'incidents.csv'), code=BAD_DATA)
    assert 'incidents.csv:26: snapshot.at: ' in told and '31/02/2016' in told, told
    assert report == {'rows': 15, 'copies': 1, 'known': 0, 'tickets_new': 4, 'tickets_changed': 0, 'events': report['events'], 'people': 5, 'customers': 3,
                      'terms': report['terms'], 'surveys': 2, 'refunds': 1, 'refunds_left_out': 0, 'read': 17, 'unusable': 1, 'dry_run': False}, report
    story = sql('snap', """
        SELECT t.source_key, e.kind, to_char(e.happened_at AT TIME ZONE 'Asia/Shanghai', 'DD/MM HH24:MI'), p.name
          FROM amends.event e JOIN amends.ticket t ON t.id = e.ticket_id LEFT JOIN amends.person p ON p.id = e.actor_id
         WHERE e.kind NOT LIKE 'refund%' AND e.kind <> 'survey' ORDER BY t.source_key, e.happened_at, e.id""")
    assert story == [
        ('INC1', 'filed', '29/02 01:16', None), ('INC1', 'take', '29/02 08:53', 'agent B'), ('INC1', 'contact', '29/02 08:53', 'agent B'),
        ('INC1', 'resolve', '29/02 11:29', 'agent B'), ('INC1', 'close', '05/03 12:00', 'system'),
        ('INC2', 'filed', '01/03 09:00', None), ('INC2', 'take', '01/03 10:00', 'agent B'), ('INC2', 'contact', '01/03 10:05', 'agent C'),
        ('INC2', 'wait', '01/03 12:00', 'agent B'), ('INC2', 'take', '02/03 09:00', 'agent C'), ('INC2', 'resume', '02/03 09:00', 'agent C'),
        ('INC2', 'resolve', '02/03 11:00', 'agent C'), ('INC2', 'reopen', '03/03 09:00', 'agent A'), ('INC2', 'resolve', '03/03 15:00', 'agent C'),
        ('INC2', 'close', '08/03 15:00', 'system'),
        ('INC3', 'filed', '04/03 08:00', None), ('INC3', 'take', '04/03 09:00', 'agent A'), ('INC3', 'wait', '04/03 09:00', 'agent A'),
        ('INC4', 'filed', '05/03 10:00', None), ('INC4', 'take', '06/03 10:00', 'agent A'), ('INC4', 'close', '06/03 10:00', 'agent A')], story
    assert sql('snap', 'SELECT code, ref FROM amends.invariants()') == []
    got = measures('snap', '--cohort', 'opened', '--set', 'days=7')
    first = [10 * H + 13 * 60, 26 * H]
    last = [10 * H + 13 * 60, 54 * H]
    closed = [24 * H, 5 * 24 * H + 10 * H + 44 * 60, 174 * H]
    for code, seconds in (('response_first', [65 * 60, 7 * H + 37 * 60]), ('resolution_first', first), ('resolution_last', last), ('close_time', closed)):
        n, row = len(seconds), got[(code, None)]
        assert row['n'] == n and abs(float(row['mean']) - sum(seconds) / n) < 0.001, (code, row)
        assert float(row['p90']) == seconds[math.ceil(0.9 * n) - 1] and float(row['min']) == seconds[0] and float(row['max']) == seconds[-1], (code, row)
    for code, numerator, denominator in (('first_contact_resolution', 1, 2), ('reopen_rate', 1, 2), ('resolution_rate', 2, 4), ('repeat_contact', 1, 2), ('csat', 1, 2)):
        assert (got[(code, None)]['numerator'], got[(code, None)]['denominator']) == (numerator, denominator), (code, got[(code, None)])
    states = dict(sql('snap', 'SELECT source_key, state || coalesce(\':\' || wait_reason, \'\') FROM amends.ticket'))
    assert states == {'INC1': 'closed', 'INC2': 'closed', 'INC3': 'waiting:supplier', 'INC4': 'closed'}, states


def test_snapshot_attributes():
    "attributes, survey and refund of snapshot rows"
    rows = dict(sql('snap', "SELECT t.source_key, (t.channel, p.code, c.code, t.subject)::text FROM amends.ticket t JOIN amends.priority p ON p.id = t.priority_id "
                            "JOIN amends.category c ON c.id = t.category_id"))
    assert rows['INC1'] == '(phone,general,Printer,"打印机卡纸; ""又""一次")', rows
    assert rows['INC2'] == '(email,urgent,Printer,"Charged twice")' and rows['INC3'] == '(web,important,Network,"No network")', rows
    assert value('snap', "SELECT phone FROM amends.customer_pii WHERE name = 'Caller 7'") == '+8610055550007'
    assert sql('snap', "SELECT t.source_key, s.overall, s.solved, s.suggestion, p.name FROM amends.survey s JOIN amends.ticket t ON t.id = s.ticket_id "
                       "LEFT JOIN amends.person p ON p.id = s.credited_id ORDER BY 1") == [
        ('INC1', 5, True, None, 'agent B'), ('INC2', 2, False, 'Tell me\nthe progress', 'agent C')]
    assert sql('snap', "SELECT r.state, r.requested_minor, r.amount_minor, r.reason, r.payment_ref, p.name, o.ref, o.paid_minor, o.refunded_minor "
                       "FROM amends.refund r JOIN amends.customer_order o ON o.id = r.order_id JOIN amends.person p ON p.id = r.paid_by") == [
        ('paid', 4000, 4000, 'R04', 'PAY-77', 'agent D', 'ORD-1', 10000, 4000)]


def test_snapshots_go_on():
    "later rows of a known ticket go on where it stood"
    head = open(os.path.join(ROOT, 'tests', 'data', 'incidents.csv'), encoding='utf-8').readline()
    more = path_of('more.csv', head + 'INC3;Active;agent A;Caller 7;?;04/03/2016 08:00;agent A;07/03/2016 08:00;Self service;Network;2 - High;No network;?;?;?;?;?;?;?;;;;;;;;\n'
                                      'INC3;Resolved;agent A;Caller 7;?;04/03/2016 08:00;agent A;07/03/2016 09:00;Self service;Network;2 - High;Network back;?;?;?;?;?;?;?;;;;;;;;\n')
    report, _ = bring('snap', os.path.join(MAPS, 'incident-log.json'), more)
    assert (report['tickets_new'], report['tickets_changed'], report['events'], report['people']) == (0, 1, 2, 0), report
    assert sql('snap', "SELECT e.kind FROM amends.event e JOIN amends.ticket t ON t.id = e.ticket_id WHERE t.source_key = 'INC3' ORDER BY e.happened_at, e.id") == [
        ('filed',), ('take',), ('wait',), ('resume',), ('resolve',)]
    assert sql('snap', "SELECT state, subject FROM amends.ticket WHERE source_key = 'INC3'") == [('resolved', 'Network back')]
    assert sql('snap', 'SELECT code, ref FROM amends.invariants()') == []


# Files ------------------------------------------------------------------------------------------

EVENTS = {'source': 'shop', 'shape': 'events', 'zone': 'Asia/Shanghai', 'time_formats': ['%Y-%m-%d %H:%M:%S'],
          'ticket': {'key': 'id', 'customer': 'who', 'words': 'text'},
          'event': {'at': 'at', 'actor': 'by', 'kind': {'column': 'what', 'values': {'open': 'filed', 'answer': ['contact', 'take'], 'done': ['resolve', 'close'], 'skip': []}}}}


def mapping(**changes):
    return path_of(f'map{len(os.listdir(WORK))}.json', json.dumps({**EVENTS, **changes}))


def tickets(db):
    return sql(db, 'SELECT source_key, words, state FROM amends.ticket ORDER BY source_key')


ROWS = [('id', 'what', 'at', 'by', 'who', 'text'),
        ('1', 'open', '2024-05-10 09:00:00', 'Li', '客户甲', '说明书\n缺页，"第 3 页"'),
        ('1', 'answer', '2024-05-10 09:10:00', 'Li', '客户甲', '说明书\n缺页，"第 3 页"'),
        ('1', 'skip', '2024-05-10 09:11:00', 'Li', '客户甲', '说明书\n缺页，"第 3 页"'),
        ('1', 'done', '2024-05-10 10:00:00', 'Li', '客户甲', '说明书\n缺页，"第 3 页"')]
WANT = [('1', '说明书\n缺页，"第 3 页"', 'closed')]


def csv(rows, delimiter=',', end='\n'):
    return end.join(delimiter.join('"' + cell.replace('"', '""') + '"' if set(cell) & {delimiter, '"', '\n'} else cell for cell in row) for row in rows) + end


def test_file_forms():
    "encodings, byte order marks, line ends, delimiters, gzip, no header: the same tickets"
    text = csv(ROWS)
    forms = [
        ('plain', text.encode(), {}),
        ('bom', b'\xef\xbb\xbf' + text.encode(), {}),
        ('crlf', csv(ROWS, end='\r\n').encode(), {}),
        ('last line without an end', text.rstrip('\n').encode(), {}),
        ('gzip', gzip.compress(text.encode()), {}),
        ('gzip in pieces, as a log that was appended to', b''.join(gzip.compress(text.encode()[a:b]) for a, b in ((0, 3), (3, 3), (3, 150), (150, None))) + bytes(512), {}),
        ('utf-16', text.encode('utf-16'), {}),
        ('gb18030', text.encode('gb18030'), {'file': {'encoding': 'GB18030'}}),
        ('tsv', csv(ROWS, '\t').encode(), {'file': {'delimiter': '\t'}}),
        ('pipes in big5 order', csv(ROWS, '|').encode('gbk'), {'file': {'delimiter': '|', 'encoding': 'GBK'}}),
        ('lines before the header', ('made by X\n' + text).encode(), {'file': {'skip': 1}}),
        ('no header', csv(ROWS[1:]).encode(), {'file': {'header': False}, 'ticket': {'key': 1, 'customer': 5, 'words': 6},
                                               'event': {**EVENTS['event'], 'at': 3, 'actor': 4, 'kind': {**EVENTS['event']['kind'], 'column': 2}}}),
    ]
    db = fresh('forms')
    for n, (name, data, changes) in enumerate(forms):
        report, told = bring(db, mapping(source=f'form{n}', **changes), path_of(f'form{n}.csv', data, 'wb'))
        assert report['unusable'] == 0 and report['tickets_new'] == 1, (name, report, told)
        got = sql(db, f"SELECT t.source_key, t.words, t.state FROM amends.ticket t JOIN amends.import_source s ON s.id = t.source_id WHERE s.code = 'form{n}'")
        assert got == WANT, (name, got)
    assert sql(db, 'SELECT code, ref FROM amends.invariants()') == []


def test_long_fields():
    "quotes, line breaks and characters cut by the end of a read come through whole"
    db = fresh('long')
    words = {str(i): ('，"引号"\n'.join(['后' * (i % 97), 'x' * (i * 7 % 501)]) + f'尾{i}') for i in range(1, 900)}
    for name, encoding in (('utf-8', 'UTF-8'), ('gb18030', 'GB18030'), ('utf-16-le', 'UTF-16LE')):
        rows = csv([ROWS[0]] + [(key, 'open', '2024-05-10 09:00:00', 'Li', 'B', text) for key, text in words.items()])
        report, told = bring(db, mapping(source=f'long-{name}', file={'encoding': encoding}), path_of(f'{name}.csv', rows.encode(name), 'wb'))
        assert report['unusable'] == 0, told
        got = dict(sql(db, f"SELECT t.source_key, t.words FROM amends.ticket t JOIN amends.import_source s ON s.id = t.source_id WHERE s.code = 'long-{name}'"))
        assert got == words, [k for k in words if got.get(k) != words[k]][:3]


def test_bad_rows():
    "a row that cannot be used is told with line and reason; nothing else is lost"
    good = csv(ROWS)
    bad = good + (
        '2,open,2024-02-30 09:00:00,Li,B,x\n'             # line 10: no such day
        '3,open,10.05.2024,Li,B,x\n'                      # another format
        ',open,2024-05-10 09:00:00,Li,B,x\n'              # no key
        '4,frob,2024-05-10 09:00:00,Li,B,x\n'             # unknown kind
        '5,open,2024-05-10 09:00:00,Li,B\n'               # too short
        '6,open,2024-05-10 09:00:00,Li,B,x,y\n'           # too long
        '7,open,2024-05-10 09:00:00,Li,"B" x,x\n'         # text behind a quote
        '8,open,2024-05-10 25:00:00,Li,B,x\n'             # no such hour
        '9,open,2024-05-10 09:00:00,Li,B,a\x07b\n'        # control character
        '\n'
        '10,open,2024-05-10 09:00:00,Li,B\\,it\'s "fine"\n'
        '11,open,2024-05-10 09:00:00,Li,B,"never closed\n'
        '12,open,2024-05-10 09:00:00,Li,B,last\n')
    db = fresh('bad')
    path = path_of('bad.csv', bad.encode() + b'13,open,2024-05-10 09:00:00,Li,B,\xff\xfe\n14,open,2024-05-10 09:00:00,Li,B,z\n', 'wb')
    report, told = bring(db, mapping(), path, code=BAD_DATA)
    lines = sorted(int(line.split(':')[1]) for line in told.splitlines() if '.csv:' in line)
    assert lines == [10, 11, 12, 13, 14, 15, 16, 17, 18, 21, 23], told
    assert report['unusable'] == 11 and [t[0] for t in tickets(db)] == ['1', '10', '12', '14'], (report, tickets(db))
    assert dict((t[0], t[1]) for t in tickets(db))['10'] == 'it\'s "fine"'
    assert sql(db, 'SELECT code, ref FROM amends.invariants()') == []


def test_endless_row():
    "a row of ten megabytes is one row told, and what comes behind it is read"
    db = fresh('endless')
    for name, quote in (('bare', ''), ('quoted', '"')):
        rows = csv(ROWS[:2]) + f'2,open,2024-05-10 09:00:00,Li,B,{quote}{"x" * 10_000_000}{quote}\n3,open,2024-05-10 09:00:00,Li,B,y\n'
        report, told = bring(db, mapping(source=name), path_of(f'{name}.csv', rows), code=BAD_DATA)
        assert (report['read'], report['unusable'], report['tickets_new']) == (3, 1, 2), (name, report)
        assert f'{name}.csv:4: the row is longer' in told and len(told.splitlines()) == 1, (name, told[:500])
    report, told = bring(db, mapping(source='end'), path_of('end.csv', csv(ROWS[:2]) + '2,' + 'x' * 10_000_000), code=BAD_DATA)
    assert (report['read'], report['unusable'], report['tickets_new']) == (2, 1, 1) and 'end.csv:4: the row is longer' in told, (report, told[:300])


def test_daylight_saving():
    "a time the clock skipped is refused; one with an offset is taken as it is"
    db = fresh('saving')
    rows = csv([ROWS[0], ('1', 'open', '2024-03-31 02:30:00', 'Li', 'B', 'x'), ('2', 'open', '2024-03-31 03:30:00', 'Li', 'B', 'x'),
                ('3', 'open', '2024-03-31T02:30:00+02:00', 'Li', 'B', 'x')])
    report, told = bring(db, mapping(zone='Europe/Rome', time_formats=['%Y-%m-%d %H:%M:%S', '%Y-%m-%dT%H:%M:%S%z']), path_of('saving.csv', rows), code=BAD_DATA)
    assert report['unusable'] == 1 and ':2: event.at' in told, told
    assert sql(db, "SELECT source_key, opened_at = '2024-03-31 01:30+00', opened_at = '2024-03-31 00:30+00' FROM amends.ticket ORDER BY 1") == [
        ('2', True, False), ('3', False, True)]


def test_bad_mappings():
    "a mapping that is wrong, or names what the file has not, is told; nothing is imported"
    db = fresh('wrong')
    path = path_of('rows.csv', csv(ROWS))
    event = EVENTS['event']
    cases = [
        ('no json', 'JSON', path_of('m.json', '{')),
        ('no such column', 'kunde', mapping(ticket={'key': 'id', 'customer': 'kunde'})),
        ('unknown member', 'tickett', mapping(tickett={})),
        ('unknown field', 'ticket.colour', mapping(ticket={'key': 'id', 'colour': 'x'})),
        ('no source', 'source', mapping(source='A B')),
        ('no kind', 'event.kind', mapping(event={'at': 'at'})),
        ('kind of nothing', 'frob', mapping(event={**event, 'kind': {'column': 'what', 'values': {'open': 'frob'}}})),
        ('wrong section', 'snapshot', mapping(snapshot={'at': 'at'})),
        ('no such zone', 'Mars/Olympus', mapping(zone='Mars/Olympus')),
        ('no such encoding', 'KLINGON', mapping(file={'encoding': 'KLINGON'})),
        ('bad format', '%Q', mapping(time_formats=['%Y-%m-%d %Q'])),
        ('position beyond', '99', mapping(ticket={'key': 99})),
        ('column and constant', 'constant', mapping(ticket={'key': {'column': 'id', 'constant': 'x'}})),
        ('unknown option', 'options.frob', mapping(options={'frob': 1})),
        ('far too deep', 'deeply', path_of('deep.json', '{"a":' * 200000)),
        ('deep lists', 'deeply', path_of('deeplist.json', '[' * 200000)),
        ('an odd label', 'label', mapping(label='a\x1b[31m')),
        ('a long label', 'label', mapping(label='标' * 101)),
        ('no currency', 'currency', mapping(currency='\'"\\')),
        ('bad limit', 'options.limits', mapping(options={'limits': {'response': {'amount': 0, 'unit': 'h'}}})),
    ]
    for name, word, bad in cases:
        _, told = bring(db, bad, path, code=BAD_DATA)
        assert word in told, (name, told)
    double = path_of('double.csv', csv([('id', 'what', 'at', 'by', 'who', 'who')] + ROWS[1:]))
    _, told = bring(db, mapping(ticket={'key': 'id', 'customer': 'who'}), double, code=BAD_DATA)
    assert '5' in told and '6' in told, told
    report, _ = bring(db, mapping(ticket={'key': 'id', 'customer': 5}), double, dry_run=True)
    assert report['unusable'] == 0
    for name, word, data in (('something behind the gzip', 'something else', gzip.compress(csv(ROWS).encode()) + b'and more'),
                             ('cut at the end', 'cut off', gzip.compress(csv(ROWS).encode())[:-5]), ('cut in the head', 'cut off', gzip.compress(csv(ROWS).encode())[:7]),
                             ('one bit wrong', 'damaged', gzip.compress(csv(ROWS).encode())[:-8] + bytes(8))):
        _, told = bring(db, mapping(), path_of('odd.csv.gz', data, 'wb'), code=BAD_DATA)
        assert word in told, (name, told)
    for name, data in (('empty', b''), ('no text', bytes(range(256)) * 40), ('a picture', b'\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR' * 99),
                       ('cut gzip', gzip.compress(os.urandom(40000) + csv(ROWS).encode())[:20000]), ('another file', b'a,b\n1,2\n')):
        _, told = bring(db, mapping(), path_of('odd.csv', data, 'wb'), code=BAD_DATA)
        assert told.strip(), name
    bring(db, mapping(), os.path.join(WORK, 'nowhere.csv'), code=BAD_DATA)
    bring(db, os.path.join(WORK, 'nowhere.json'), path, code=BAD_DATA)
    assert value(db, 'SELECT count(*) FROM amends.ticket') == 0 and value(db, 'SELECT count(*) FROM amends.import_source') == 0


def test_half_a_file():
    "when the last of two files cannot be read, the first is not in either"
    db = fresh('half')
    good = path_of('good.csv', csv(ROWS))
    cut = path_of('cut.csv.gz', gzip.compress(csv(ROWS).encode() + os.urandom(300000))[:150000], 'wb')
    bring(db, mapping(), good, cut, code=BAD_DATA)
    assert value(db, 'SELECT count(*) FROM amends.ticket') == 0
    bring(db, mapping(), good)
    assert value(db, 'SELECT count(*) FROM amends.ticket') == 1


def test_refund_above_paid():
    "a refund above what was paid is told and left out, its ticket stays"
    db = fresh('over')
    path = path_of('over.csv', csv([('id', 'what', 'at', 'by', 'ref', 'paid', 'back', 'back_at'),
                                    ('1', 'done', '2024-05-10 10:00:00', 'Li', 'A', '100', '60.00', '2024-05-10 10:00:00'),
                                    ('2', 'done', '2024-05-10 11:00:00', 'Li', 'A', '100', '60.00', '2024-05-10 11:00:00'),
                                    ('3', 'done', '2024-05-10 11:00:00', 'Li', 'B', '100', 'sixty', '2024-05-10 11:00:00')]))
    report, told = bring(db, mapping(ticket={'key': 'id', 'order': 'ref', 'paid': 'paid'}, refund={'confirmed': 'back', 'paid_at': 'back_at'}), path, code=BAD_DATA)
    assert report['refunds'] == 1 and report['refunds_left_out'] == 1 and report['unusable'] == 1 and report['tickets_new'] == 2, report
    assert 'over.csv:3:' in told and 'over.csv:4:' in told, told
    assert value(db, "SELECT refunded_minor FROM amends.customer_order WHERE ref = 'A'") == 6000
    assert sql(db, 'SELECT code, ref FROM amends.invariants()') == []


if __name__ == '__main__':
    main()
