#!/usr/bin/python3
"""Measures, contributions, scorecards and exports of amendsctl agree with SQL, digit by digit, within each person's rights."""
import json
import subprocess
import time

from ctltest import (CTL, DEMO, ENV, FAILED, NO_CONNECTION, NO_RIGHT, OK, USAGE, as_person, connect, ctl, dsn, last_month, main, make_demo, rows, sql,
                     table, value)


SUMMARY = '''SELECT s.measure, s.grp, s.numerator::text, s.denominator::text, s.n::text, s.value::text, round(s.mean, 4)::text, s.median::text,
  s.p90::text, s.min::text, s.max::text FROM amends.measure_summary((SELECT array_agg(code ORDER BY position) FROM amends.measure
  WHERE amends.measure_has_source(code)), amends.site_instant(%s::date), amends.site_instant(%s::date), %s, %s, '{}') s'''
FIELDS = ('measure', 'group', 'numerator', 'denominator', 'n', 'value', 'mean', 'median', 'p90', 'min', 'max')


def test_measures_agree():
    "measures by every group, cohort and period equal SQL digit by digit, in JSON and CSV"
    make_demo()
    first, after = last_month()
    month, groups = ('--month', first.strftime('%Y-%m')), ('none', 'staff', 'team', 'category', 'channel', 'priority')
    asked = [(month, (first, after), by, cohort) for by in groups for cohort in ('ended', 'opened')]
    asked += [(words, days, 'none', cohort) for cohort in ('ended', 'opened') for words, days in (
        (('--from', str(first), '--to', str(after)), (first, after)), (('--year', '2024'), ('2024-01-01', '2025-01-01')),
        (('--quarter', '2024-Q2'), ('2024-04-01', '2024-07-01')), (('--from', str(first)), (first, '3000-01-01')),
        (('--to', str(first)), ('1990-01-01', first)))]
    asked += [((), ('1990-01-01', '3000-01-01'), 'staff', 'ended')]
    counted = 0
    for words, days, by, cohort in asked:
        wanted = sql(SUMMARY, *days, by, cohort, dbname=DEMO)
        argv = ('measures', *words, '--by', by, '--cohort', cohort)
        got = [tuple(r[f] for f in FIELDS) for r in rows(*argv)]
        assert got == wanted, (argv, got[:3], wanted[:3])
        if by in ('none', 'team'):
            got = [tuple(r[f] or None for f in FIELDS) for r in table(*argv)]
            assert got == wanted, (argv, got[:3], wanted[:3])
        counted += len(wanted)
    assert counted > 1000, counted


def test_measures_words():
    "labels in the person's language, one measure, settings, the table"
    one = rows('measures', '--measure', 'csat')
    assert [r['measure'] for r in one] == ['csat'] and one[0]['label'] == {'zh_CN': '客户满意度', 'en': 'Customer satisfaction (CSAT)'}
    assert [r['measure'] for r in rows('measures', '--measure', 'refund_time', '--measure', 'csat')] == ['refund_time', 'csat']
    out = ctl('measures', '--measure', 'csat', '--by', 'team', '--format', 'csv', db=dsn(DEMO), env={'LANGUAGE': 'zh_CN'}, code=OK).stdout
    assert '客户满意度' in out and '客服' in out
    text = ctl('measures', '--by', 'staff', '--measure', 'csat', db=dsn(DEMO), code=OK).stdout
    assert '郗岚' in text and len({len(line.encode('gbk')) for line in text.splitlines() if not line.endswith(' ')}) <= 1, text
    assert 'There are:' in ctl('measures', '--measure', 'moonshine', db=dsn(DEMO), code=USAGE).stderr
    literal = rows('measures', '--measure', 'refund_success', '--set', 'count_all=true')[0]
    assert int(literal['denominator']) > int(rows('measures', '--measure', 'refund_success')[0]['denominator'])
    ctl('measures', '--set', 'moons=3', db=dsn(DEMO), code=USAGE)
    assert rows('measures', '--from', '1991-01-01', '--to', '1991-01-02') == []
    assert table('measures', '--from', '1991-01-01', '--to', '1991-01-02') == []


def test_measures_rights():
    "a person gets own numbers, a manager all, an administrator none"
    everybody = {(r['measure'], r['group']): r for r in rows('measures', '--by', 'staff')}
    me = str(value("SELECT id FROM amends.person WHERE login = 'xilan'", dbname=DEMO))
    own = {(r['measure'], r['group']): r for r in rows('measures', '--by', 'staff', db=as_person('xilan'))}
    assert own and own == {k: v for k, v in everybody.items() if k[1] == me}
    assert rows('measures', '--by', 'staff', db=as_person('quyuan')) == list(everybody.values())
    ctl('measures', db=as_person('kanli'), code=NO_RIGHT)


def test_contributions():
    "contributions add up to the measure, with those left out beside them"
    first, _ = last_month()
    month = ('--month', first.strftime('%Y-%m'))
    for code in ('csat', 'response_first', 'refund_time'):
        total = rows('measures', *month, '--measure', code)[0]
        for listed in (rows('contributions', *month, '--measure', code), table('contributions', *month, '--measure', code)):
            counted = [r for r in listed if r['counted'] in (True, 'true')]
            assert str(len(counted)) == total['n'] and sum(int(r['numerator']) for r in counted) == int(total['numerator']), code
            assert all(r['reason'] for r in listed if r['counted'] in (False, 'false'))
    team = rows('contributions', *month, '--measure', 'csat', '--team', 'service')
    person = rows('contributions', *month, '--measure', 'csat', '--person', 'xilan')
    assert 0 < len(person) < len(team) and {r['person'] for r in person} == {'郗岚'}
    assert person == rows('contributions', *month, '--measure', 'csat', '--person', '郗岚') == rows('contributions', *month, '--measure', 'csat', '--person', '1001')
    assert rows('contributions', *month, '--measure', 'csat', db=as_person('xilan')) == person
    ctl('contributions', '--measure', 'csat', '--person', 'pangning', db=as_person('xilan'), code=FAILED)
    assert 'service' in ctl('contributions', '--measure', 'csat', '--team', 'moon', db=dsn(DEMO), code=FAILED).stderr


def test_scorecard():
    "cards equal SQL in every format, for oneself, a person, a team and people side by side"
    first, _ = last_month()
    month = ('--month', first.strftime('%Y-%m'))
    person, team = value("SELECT id FROM amends.person WHERE login = 'xilan'", dbname=DEMO), value("SELECT id FROM amends.team WHERE code = 'service'", dbname=DEMO)
    version = 'amends.score_version(NULL, %s, %s)'
    wanted = json.loads(value(f"SELECT amends.scorecard_json({version}, 'month', %s, ARRAY[%s], false)::text", team, first, first, person, dbname=DEMO),
                        parse_float=str, parse_int=str)
    card = rows('scorecard', *month, '--person', 'xilan')
    assert card.pop('person')['name'] == '郗岚' and card == wanted
    own = rows('scorecard', *month, db=as_person('xilan'))
    own.pop('person')
    assert own == wanted
    parts = table('scorecard', *month, '--person', 'xilan')
    assert [(p['measure'], p['points'], p['value'], p['weight']) for p in parts] == [
        (p['measure'], p['points'] or '', p['value'] or '', p['weight']) for p in wanted['parts']]
    text = ctl('scorecard', *month, '--person', 'xilan', db=dsn(DEMO), code=OK).stdout
    assert text.startswith('郗岚 · ') and wanted['score'] in text and wanted['band']['label']['en'] in text
    together = rows('scorecard', *month, '--team', 'service')
    assert together['team']['code'] == 'service' and int(together['n']) >= int(card['n'])
    people = {r['name']: r for r in rows('scorecard', *month, '--team', 'service', '--people')}
    assert people['郗岚']['score'] == wanted['score'] and set(people) >= {'郗岚', '逄宁'}
    assert {r['name'] for r in rows('scorecard', *month, '--people')} > set(people)
    assert rows('scorecard', '--year', str(first.year), '--person', 'xilan', '--scheme', 'appraisal')['scheme']['code'] == 'appraisal'
    assert 'There are:' in ctl('scorecard', *month, '--person', 'xilan', '--scheme', 'moon', db=dsn(DEMO), code=FAILED).stderr
    ctl('scorecard', *month, db=dsn(DEMO), code=USAGE)
    ctl('scorecard', *month, '--person', 'pangning', db=as_person('xilan'), code=FAILED)
    ctl('scorecard', *month, '--person', 'pangning', db=as_person('tongyi'), code=OK)


NASTY = '引号"逗号,反斜杠\\\r\n换行\t制表\x1b[31m红\u202e倒\x07 尾'


def test_export():
    "every row comes out once, in JSON and CSV, whatever stands in it"
    sql("UPDATE amends.ticket SET words = %s, subject = %s WHERE id = (SELECT min(id) FROM amends.ticket)", NASTY, NASTY[:60], dbname=DEMO)
    for kind, relation in (('tickets', 'ticket'), ('segments', 'segment'), ('events', 'event'), ('refunds', 'refund'), ('surveys', 'survey')):
        number = value(f'SELECT count(*) FROM amends.{relation}', dbname=DEMO)
        assert number > 10 and len(rows('export', kind)) == len(table('export', kind)) == number, kind
    tickets = {r['id']: r for r in table('export', 'tickets')}
    nasty = tickets[str(value('SELECT min(id) FROM amends.ticket', dbname=DEMO))]
    assert nasty['words'] == NASTY and nasty['subject'] == NASTY[:60]
    assert next(r for r in rows('export', 'tickets') if r['words'] == NASTY)['subject'] == NASTY[:60]
    first, after = last_month()
    number = value('SELECT count(*) FROM amends.ticket WHERE opened_at >= amends.site_instant(%s) AND opened_at < amends.site_instant(%s)', first, after, dbname=DEMO)
    assert len(rows('export', 'tickets', '--month', first.strftime('%Y-%m'))) == number
    contributions = rows('export', 'contributions', '--month', first.strftime('%Y-%m'), '--measure', 'csat', '--measure', 'reopen_rate')
    assert {r['measure'] for r in contributions} == {'csat', 'reopen_rate'}
    known = [v for row in sql('SELECT name, phone FROM amends.customer_pii', dbname=DEMO) for v in row if v and len(v) > 7]
    text = ctl('export', 'tickets', '--format', 'csv', db=dsn(DEMO), code=OK).stdout
    assert known and not any(v in text for v in known)


def test_csv_bytes():
    "CSV is that of RFC 4180: CRLF, quotes doubled, an empty text apart from no value"
    raw = subprocess.run([CTL, 'export', 'tickets', '--format', 'csv', '--db', dsn(DEMO)], capture_output=True, env=ENV, check=True).stdout
    assert raw.startswith(b'id,number,opened_at,') and raw.endswith(b'\r\n')
    assert '"引号""逗号,反斜杠\\\r\n换行'.encode() in raw


def test_table_is_safe():
    "control characters from the database never reach the terminal"
    person = value('SELECT first_responder FROM amends.ticket_fact WHERE ticket_id = (SELECT min(id) FROM amends.ticket)', dbname=DEMO)
    assert person
    text = ctl('contributions', '--measure', 'response_first', '--person', str(person), db=dsn(DEMO), code=OK).stdout
    assert '\\u001b[31m' in text and '\\n' in text and '\\u202e' in text
    assert not any(c in text for c in '\x1b\x07\r\t\u202e')


def test_export_rights():
    "who leads exports every ticket they may see, closed ones too; everybody else what the own queues show, and never the ledger"
    everything = {kind: rows('export', kind) for kind in ('tickets', 'segments', 'events', 'refunds', 'surveys')}
    for kind, wanted in everything.items():
        assert rows('export', kind, db=as_person('quyuan')) == wanted, kind
    seen = {r['id'] for r in everything['tickets'] if r['team'] == 'service'} | {str(r[0]) for r in sql(
        "SELECT p.ticket_id FROM amends.participant p JOIN amends.person o ON o.id = p.person_id WHERE o.login = 'tongyi'", dbname=DEMO)}
    lead = rows('export', 'tickets', db=as_person('tongyi'))
    assert {r['id'] for r in lead} == seen < {r['id'] for r in everything['tickets']} and any(r['state'] == 'closed' for r in lead)
    for kind in ('segments', 'events', 'refunds', 'surveys'):
        assert rows('export', kind, db=as_person('tongyi')) == [r for r in everything[kind] if r['ticket_id'] in seen], kind
    first, _ = last_month()
    month = ('--month', first.strftime('%Y-%m'))
    assert rows('export', 'events', *month, db=as_person('quyuan')) == rows('export', 'events', *month) != everything['events']

    mine = rows('export', 'tickets', db=as_person('xilan'))
    visible = value("SELECT count(*) FROM amends.ticket t JOIN amends.team m ON m.id = t.team_id "
                    "WHERE m.code = 'service' AND t.state NOT IN ('closed', 'cancelled', 'merged') AND t.step_id IS NOT NULL", dbname=DEMO)
    assert len(mine) == visible and {r['team'] for r in mine} == {'service'} and len(lead) > len(mine)
    events = rows('export', 'events', db=as_person('xilan'))
    assert {r['ticket_id'] for r in events} == {r['id'] for r in mine}
    ctl('export', 'segments', db=as_person('xilan'), code=NO_RIGHT)
    ctl('export', 'tickets', db=as_person('kanli'), code=OK)
    assert rows('export', 'tickets', db=as_person('kanli')) == []
    ctl('export', 'contributions', db=as_person('kanli'), code=NO_RIGHT)


def test_many_pages():
    "a queue of several pages is exported whole, those whose clock stands included"
    sql("UPDATE amends.ticket SET due_at = NULL, warn_at = NULL WHERE id IN (SELECT id FROM amends.ticket WHERE state = 'open' ORDER BY id LIMIT 5)", dbname=DEMO)
    added = value('''WITH c AS (SELECT * FROM amends.ticket t WHERE t.state = 'open' AND t.step_id IS NOT NULL AND t.team_id =
        (SELECT id FROM amends.team WHERE code = 'service') ORDER BY id LIMIT 1), n AS (
        INSERT INTO amends.ticket (day, n, channel, customer_id, category_id, priority_id, subject, words, state, procedure_version_id, step_id, team_id, opened_at, due_at)
        SELECT '1995-01-01', i, c.channel, c.customer_id, c.category_id, c.priority_id, 'page ' || i, '', 'open', c.procedure_version_id, c.step_id, c.team_id,
               c.opened_at, now() + make_interval(secs => i / 3) FROM c, generate_series(1, 950) i RETURNING 1) SELECT count(*) FROM n''', dbname=DEMO)
    assert added == 950
    mine = rows('export', 'tickets', db=as_person('xilan'))
    assert len({r['id'] for r in mine}) == len(mine) and sum(r['subject'].startswith('page ') for r in mine) == 950
    assert any(r['due_at'] is None for r in mine)
    sql("DELETE FROM amends.ticket WHERE day = '1995-01-01'", dbname=DEMO)


def test_broken_pipe_and_full_disk():
    "output that cannot be written is no success"
    with open('/dev/full', 'w', encoding='utf-8') as full:
        done = subprocess.run([CTL, 'export', 'events', '--format', 'csv', '--db', dsn(DEMO)], stdout=full, stderr=subprocess.PIPE, env=ENV, text=True, check=False)
    assert done.returncode == FAILED and done.stderr.startswith('amendsctl: '), done


def test_lost_server():
    "a server that goes away in the middle: exit 3 and words"
    with connect(DEMO) as lock:
        lock.autocommit = False
        lock.cursor().execute('LOCK TABLE amends.ticket_fact IN ACCESS EXCLUSIVE MODE')
        running = subprocess.Popen([CTL, 'measures', '--db', dsn(DEMO, application_name='ctl_victim')], stdout=subprocess.PIPE, stderr=subprocess.PIPE, env=ENV, text=True)
        deadline = time.monotonic() + 20
        while not sql("SELECT 1 FROM pg_stat_activity WHERE application_name = 'ctl_victim' AND wait_event_type = 'Lock'"):
            assert time.monotonic() < deadline and running.poll() is None
            time.sleep(0.05)
        sql("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE application_name = 'ctl_victim'")
        out, err = running.communicate(timeout=20)
        lock.rollback()
    assert running.returncode == NO_CONNECTION and err.startswith('amendsctl: ') and not out, (running.returncode, out, err)

if __name__ == '__main__':
    main()
