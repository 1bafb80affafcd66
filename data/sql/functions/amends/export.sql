-- Rows for other programs. The views run with the rights of whoever reads them: functions of schema api under the caller's
-- row policies, a superuser (amendsctl) without. New columns at the end only. What identifies customers is never among them.

CREATE OR REPLACE VIEW amends.export_ticket WITH (security_invoker, security_barrier) AS
SELECT t.id, t.number, t.opened_at, t.recorded_at, t.channel, g.code AS category, r.code AS priority, t.scope, t.state, t.wait_reason,
       x.code AS procedure, v.ver AS procedure_ver, m.code AS team, t.assignee_id, a.name AS assignee, t.filed_by AS filed_by_id, f.name AS filed_by,
       t.customer_id, u.tier, o.ref AS order_ref, o.product, t.serial, t.subject, t.words, t.due_at, t.due_kind, t.response_due_at, t.first_response_at,
       t.first_response_by AS first_response_by_id, t.resolve_due_at, t.first_resolved_at, t.resolved_at, t.closed_at, t.reopened, t.survey_state,
       i.code AS source, t.source_key, t.rev
  FROM amends.ticket t
  JOIN amends.category g ON g.id = t.category_id
  JOIN amends.priority r ON r.id = t.priority_id
  JOIN amends.procedure_version v ON v.id = t.procedure_version_id
  JOIN amends.procedure x ON x.id = v.procedure_id
  JOIN amends.team m ON m.id = t.team_id
  JOIN amends.customer u ON u.id = t.customer_id
  LEFT JOIN amends.person a ON a.id = t.assignee_id
  LEFT JOIN amends.person f ON f.id = t.filed_by
  LEFT JOIN amends.customer_order o ON o.id = t.order_id
  LEFT JOIN amends.import_source i ON i.id = t.source_id;
COMMENT ON VIEW amends.export_ticket IS 'tickets as amendsctl export prints them';

CREATE OR REPLACE VIEW amends.export_segment WITH (security_invoker, security_barrier) AS
SELECT s.ticket_id, t.number, s.ordinal, s.from_at, s.to_at, s.step_id, k.ordinal AS step_no, k.kind AS step_kind, s.holder_id, p.name AS holder,
       m.code AS team, s.state, s.wait_reason, s.calendar_version_id
  FROM amends.segment s
  JOIN amends.ticket t ON t.id = s.ticket_id
  LEFT JOIN amends.ticket_step k ON k.id = s.step_id
  LEFT JOIN amends.person p ON p.id = s.holder_id
  LEFT JOIN amends.team m ON m.id = s.team_id;
COMMENT ON VIEW amends.export_segment IS 'the ledger as amendsctl export prints it: who held what, how long';

CREATE OR REPLACE VIEW amends.export_event WITH (security_invoker, security_barrier) AS
SELECT e.id, e.ticket_id, t.number, e.kind, e.happened_at, e.recorded_at, e.actor_id, p.name AS actor, e.text, e.body
  FROM amends.event e
  JOIN amends.ticket t ON t.id = e.ticket_id
  LEFT JOIN amends.person p ON p.id = e.actor_id;
COMMENT ON VIEW amends.export_event IS 'history as amendsctl export prints it';

CREATE OR REPLACE VIEW amends.export_refund WITH (security_invoker, security_barrier) AS
SELECT r.id, r.ticket_id, t.number, o.ref AS order_ref, r.state, r.currency, o.paid_minor, r.requested_minor, r.amount_minor, r.reason,
       c.code AS clause, r.requested_at, r.reviewed_at, r.reviewed_by AS reviewed_by_id, r.confirmed_at, r.confirmed_by AS confirmed_by_id, r.manager_at,
       r.manager_by AS manager_by_id, r.paid_at, r.paid_by AS paid_by_id, r.method, r.payment_ref, r.decided_at, r.decision_note,
       (SELECT count(*) FROM amends.refund_error e WHERE e.refund_id = r.id) AS errors
  FROM amends.refund r
  JOIN amends.ticket t ON t.id = r.ticket_id
  JOIN amends.customer_order o ON o.id = r.order_id
  LEFT JOIN amends.policy_clause c ON c.id = r.clause_id;
COMMENT ON VIEW amends.export_refund IS 'refunds as amendsctl export prints them';

CREATE OR REPLACE VIEW amends.export_survey WITH (security_invoker, security_barrier) AS
SELECT s.ticket_id, t.number, s.sent_at, s.answered_at, s.via, s.solved, s.speed, s.attitude, s.overall, s.what, s.suggestion,
       s.recorded_by AS recorded_by_id, s.credited_id, p.name AS credited
  FROM amends.survey s
  JOIN amends.ticket t ON t.id = s.ticket_id
  LEFT JOIN amends.person p ON p.id = s.credited_id;
COMMENT ON VIEW amends.export_survey IS 'survey answers as amendsctl export prints them';

GRANT SELECT ON amends.export_ticket, amends.export_segment, amends.export_event, amends.export_refund, amends.export_survey TO amends_api;

-- Many rows leave at once: who took them stands in the server's log, which no rollback takes back.
CREATE OR REPLACE FUNCTION amends.export_begin(p_person int, p_kind text, p_from date, p_to date, OUT from_at timestamptz, OUT to_at timestamptz)
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
BEGIN
  from_at := amends.site_instant(p_from);
  to_at := amends.site_instant(p_to);
  IF from_at IS NULL OR to_at IS NULL OR from_at >= to_at THEN
    PERFORM amends.fail('AM422', 'measure.period');
  END IF;
  RAISE LOG 'amends export: person %, %, from %, to %', p_person, p_kind, p_from, p_to;
END $$;
COMMENT ON FUNCTION amends.export_begin(int, text, date, date) IS 'the moments a period of export begins and ends at the site; on record in the server''s log';
