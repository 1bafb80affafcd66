-- The least that could be called a ticket: its one row with its indexes and keys.
\set customer :customer0 + 64 * random(0, :customers / 64 - 1) + :client_id
\set filer :filer0 + :client_id
INSERT INTO amends.ticket (day, n, channel, customer_id, category_id, priority_id, subject, words, state, procedure_version_id, team_id, assignee_id, opened_at, filed_by, due_at, warn_at, due_kind, next_escalation_at, response_due_at, resolve_due_at) SELECT date '2020-01-01', nextval('amends.bench_number'), 'phone', :customer, :category, 3, '空气净化器无法开机', '空气净化器无法开机，请尽快处理', 'open', :procedure, 2, :holder, now(), :filer, now() + interval '1 day', now() + interval '20 h', 'step', now() + interval '20 h', now() + interval '1 day', now() + interval '2 day';
