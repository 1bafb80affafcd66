-- The parts of a ticket's page. They see all rows: api.ticket has made sure that the caller may see the ticket.

CREATE OR REPLACE FUNCTION amends.steps_json(p_t amends.ticket) RETURNS jsonb
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
  SELECT coalesce(jsonb_agg(jsonb_build_object(
           'id', s.id, 'ordinal', s.ordinal, 'round', s.round, 'code', d.code, 'label', d.label, 'action', d.action, 'kind', s.kind, 'role', s.role,
           'state', s.state, 'team', m.label, 'team_id', s.team_id, 'assignee', a.name, 'assignee_id', s.assignee_id,
           'amount', s.limit_amount, 'unit', s.limit_unit, 'anchor', s.anchor, 'effort_min', s.effort_min, 'resolves', s.resolves,
           'started_at', s.started_at, 'due_at', s.due_at, 'warn_at', s.warn_at, 'remaining_s', s.remaining_s,
           'finished_at', s.finished_at, 'finished_by', f.name, 'outcome', s.outcome, 'record', s.record,
           'fields', d.record, 'outcomes', d.outcomes, 'reason', s.reason, 'reason_label', r.label,
           'seconds', floor(extract(epoch FROM coalesce(s.finished_at, CASE WHEN s.state = 'current' THEN now() END) - s.started_at)))
         ORDER BY s.ordinal), '[]')
    FROM amends.ticket_step s
    LEFT JOIN amends.procedure_step d ON d.procedure_version_id = coalesce(s.procedure_version_id, p_t.procedure_version_id) AND d.ordinal = s.proc_ordinal
    LEFT JOIN amends.team m ON m.id = s.team_id
    LEFT JOIN amends.person a ON a.id = s.assignee_id
    LEFT JOIN amends.person f ON f.id = s.finished_by
    LEFT JOIN amends.reason r ON r.code = s.reason
   WHERE s.ticket_id = p_t.id
$$;
COMMENT ON FUNCTION amends.steps_json(amends.ticket) IS 'steps of a ticket with what to record and how each went';

CREATE OR REPLACE FUNCTION amends.customer_brief(p_customer bigint) RETURNS jsonb
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
  SELECT jsonb_build_object('id', c.id, 'name', c.mask_name, 'phone', c.mask_phone, 'tier', c.tier, 'tickets', n.tickets,
           'complaints', n.complaints, 'complaint_days', x.repeat_complaint_days, 'complaint_categories', n.categories, 'last_at', n.last_at,
           'satisfaction', jsonb_build_object('speed', v.speed, 'attitude', v.attitude, 'n', v.n))
    FROM amends.customer c CROSS JOIN amends.site x
    CROSS JOIN LATERAL (
      SELECT count(*) AS tickets, max(t.opened_at) AS last_at,
             count(*) FILTER (WHERE k.complaint AND t.opened_at > now() - make_interval(days => x.repeat_complaint_days)) AS complaints,
             jsonb_agg(DISTINCT k.label) FILTER (WHERE k.complaint AND t.opened_at > now() - make_interval(days => x.repeat_complaint_days)) AS categories
        FROM amends.ticket t JOIN amends.category k ON k.id = t.category_id
       WHERE t.customer_id = c.id AND t.state <> 'cancelled') n
    CROSS JOIN LATERAL (
      SELECT round(avg(s.speed), 1) AS speed, round(avg(s.attitude), 1) AS attitude, count(*) AS n
        FROM amends.survey s JOIN amends.ticket t ON t.id = s.ticket_id WHERE t.customer_id = c.id AND s.answered_at IS NOT NULL) v
   WHERE c.id = p_customer
$$;
COMMENT ON FUNCTION amends.customer_brief(bigint) IS 'a customer as a ticket shows it: masks, tickets, complaints of late, satisfaction';

CREATE OR REPLACE FUNCTION amends.order_json(p_order bigint) RETURNS jsonb
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
  SELECT jsonb_build_object('id', o.id, 'ref', o.ref, 'product', o.product, 'serial', o.serial, 'currency', o.currency, 'paid_minor', o.paid_minor,
           'committed_minor', o.committed_minor, 'refunded_minor', o.refunded_minor, 'left_minor', o.paid_minor - o.committed_minor,
           'state', o.state, 'paid_at', o.paid_at, 'received_at', o.received_at,
           'checked', o.typed_by IS NULL OR o.checked_at IS NOT NULL, 'typed_by', (SELECT p.name FROM amends.person p WHERE p.id = o.typed_by),
           'checked_at', o.checked_at, 'checked_by', (SELECT p.name FROM amends.person p WHERE p.id = o.checked_by),
           'payments', (SELECT coalesce(jsonb_agg(jsonb_build_object('kind', p.kind, 'method', p.method, 'amount_minor', p.amount_minor, 'at', p.at)
                                                  ORDER BY p.at, p.id), '[]') FROM amends.payment p WHERE p.order_id = o.id))
    FROM amends.customer_order o WHERE o.id = p_order
$$;
COMMENT ON FUNCTION amends.order_json(bigint) IS 'an order with its payments';

CREATE OR REPLACE FUNCTION amends.survey_json(p_ticket bigint) RETURNS jsonb
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
  SELECT jsonb_build_object('sent_at', s.sent_at, 'answered_at', s.answered_at, 'via', s.via, 'solved', s.solved, 'speed', s.speed,
           'attitude', s.attitude, 'overall', s.overall, 'what', s.what, 'suggestion', s.suggestion, 'recorded_by', p.name)
    FROM amends.survey s LEFT JOIN amends.person p ON p.id = s.recorded_by WHERE s.ticket_id = p_ticket
$$;
COMMENT ON FUNCTION amends.survey_json(bigint) IS 'survey of a ticket, null when none was sent';

CREATE OR REPLACE FUNCTION amends.followups_json(p_ticket bigint) RETURNS jsonb
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
  SELECT coalesce(jsonb_agg(jsonb_build_object('id', f.id, 'kind', f.kind, 'holder', h.name, 'holder_id', f.holder_id, 'created_at', f.created_at,
           'due_at', f.due_at, 'done_at', f.done_at, 'done_by', d.name, 'remedy', f.remedy, 'result', f.result) ORDER BY f.id), '[]')
    FROM amends.followup f LEFT JOIN amends.person h ON h.id = f.holder_id LEFT JOIN amends.person d ON d.id = f.done_by
   WHERE f.ticket_id = p_ticket
$$;
COMMENT ON FUNCTION amends.followups_json(bigint) IS 'calls promised on a ticket';

CREATE OR REPLACE FUNCTION amends.coupons_json(p_ticket bigint) RETURNS jsonb
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
  SELECT coalesce(jsonb_agg(jsonb_build_object('id', c.id, 'amount_minor', c.amount_minor, 'booked_at', c.booked_at, 'booked_by', b.name,
           'cancelled_at', c.cancelled_at, 'cancelled_by', x.name, 'cancel_reason', c.cancel_reason) ORDER BY c.id), '[]')
    FROM amends.coupon c LEFT JOIN amends.person b ON b.id = c.booked_by LEFT JOIN amends.person x ON x.id = c.cancelled_by
   WHERE c.ticket_id = p_ticket
$$;
COMMENT ON FUNCTION amends.coupons_json(bigint) IS 'coupons booked on a ticket';

CREATE OR REPLACE FUNCTION amends.ticket_head(p_t amends.ticket) RETURNS jsonb
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
  SELECT jsonb_build_object('id', p_t.id, 'rev', p_t.rev, 'number', p_t.number, 'subject', p_t.subject, 'words', p_t.words, 'serial', p_t.serial,
           'state', p_t.state, 'channel', p_t.channel, 'scope', p_t.scope, 'opened_at', p_t.opened_at, 'due_at', p_t.due_at, 'warn_at', p_t.warn_at,
           'due_kind', p_t.due_kind, 'response_due_at', p_t.response_due_at, 'first_response_at', p_t.first_response_at,
           'resolve_due_at', p_t.resolve_due_at, 'resolved_at', p_t.resolved_at, 'closed_at', p_t.closed_at, 'reopened', p_t.reopened,
           'survey_state', p_t.survey_state, 'step_id', p_t.step_id,
           'wait', CASE WHEN p_t.state = 'waiting' THEN jsonb_build_object('code', w.code, 'label', w.label, 'stops_clock', w.stops_clock,
                                                                          'since', amends.waiting_since(p_t)) END,
           'category', jsonb_build_object('id', g.id, 'code', g.code, 'label', g.label, 'parent', up.label, 'complaint', g.complaint, 'needs', g.needs,
                                          'remark', g.remark),
           'priority', jsonb_build_object('id', p.id, 'code', p.code, 'label', p.label),
           'team', jsonb_build_object('id', m.id, 'code', m.code, 'label', m.label, 'icon', m.icon),
           'assignee', CASE WHEN a.id IS NOT NULL THEN jsonb_build_object('id', a.id, 'name', a.name, 'role', a.role, 'on_duty', a.on_duty) END,
           'filed_by', CASE WHEN f.id IS NOT NULL THEN jsonb_build_object('id', f.id, 'name', f.name) END,
           'procedure', jsonb_build_object('code', r.code, 'label', r.label, 'ver', v.ver))
    FROM amends.category g
    LEFT JOIN amends.category up ON up.id = g.parent_id
    JOIN amends.priority p ON p.id = p_t.priority_id
    JOIN amends.team m ON m.id = p_t.team_id
    JOIN amends.procedure_version v ON v.id = p_t.procedure_version_id
    JOIN amends.procedure r ON r.id = v.procedure_id
    LEFT JOIN amends.wait_reason w ON w.code = p_t.wait_reason
    LEFT JOIN amends.person a ON a.id = p_t.assignee_id
    LEFT JOIN amends.person f ON f.id = p_t.filed_by
   WHERE g.id = p_t.category_id
$$;
COMMENT ON FUNCTION amends.ticket_head(amends.ticket) IS 'a ticket''s own fields with labels and names';

-- Ids in a body stay; beside each stands its name or label as it is now.
CREATE OR REPLACE FUNCTION amends.event_names(p_kind text, p_ticket bigint, p_body jsonb) RETURNS jsonb
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
  SELECT p_body || jsonb_strip_nulls(jsonb_build_object(
    'person_name', (SELECT p.name FROM amends.person p WHERE p.id = (p_body ->> 'person')::int),
    'from_name', CASE WHEN p_kind NOT IN ('priority', 'category') THEN (SELECT p.name FROM amends.person p WHERE p.id = (p_body ->> 'from')::int) END,
    'team_label', (SELECT m.label FROM amends.team m WHERE m.id = (p_body ->> 'team')::int),
    'from_team_label', (SELECT m.label FROM amends.team m WHERE m.id = (p_body ->> 'from_team')::int),
    'step_label', (SELECT d.label FROM amends.ticket_step s JOIN amends.ticket t ON t.id = s.ticket_id
                     JOIN amends.procedure_step d ON d.procedure_version_id = coalesce(s.procedure_version_id, t.procedure_version_id) AND d.ordinal = s.proc_ordinal
                    WHERE s.id = (p_body ->> 'step')::bigint AND s.ticket_id = p_ticket),
    'reason_label', CASE WHEN p_kind IN ('wait', 'resume') THEN (SELECT w.label FROM amends.wait_reason w WHERE w.code = p_body ->> 'reason')
                         ELSE (SELECT r.label FROM amends.reason r WHERE r.code = p_body ->> 'reason') END,
    'from_label', CASE p_kind WHEN 'priority' THEN (SELECT x.label FROM amends.priority x WHERE x.id = (p_body ->> 'from')::int)
                              WHEN 'category' THEN (SELECT x.label FROM amends.category x WHERE x.id = (p_body ->> 'from')::int) END,
    'to_label', CASE p_kind WHEN 'priority' THEN (SELECT x.label FROM amends.priority x WHERE x.id = (p_body ->> 'to')::int)
                            WHEN 'category' THEN (SELECT x.label FROM amends.category x WHERE x.id = (p_body ->> 'to')::int) END,
    'outcome_label', CASE p_kind WHEN 'step_done' THEN (
        SELECT b -> 'label' FROM amends.ticket_step s JOIN amends.ticket t ON t.id = s.ticket_id
          JOIN amends.procedure_step d ON d.procedure_version_id = coalesce(s.procedure_version_id, t.procedure_version_id) AND d.ordinal = s.proc_ordinal,
          jsonb_array_elements(d.outcomes) b
         WHERE s.id = (p_body ->> 'step')::bigint AND s.ticket_id = p_ticket AND b ->> 'code' = p_body ->> 'outcome' LIMIT 1) END,
    'clause_cited', CASE WHEN p_kind IN ('refund_reviewed', 'refund_refused') THEN (
        SELECT jsonb_build_object('code', c.code, 'label', c.label) FROM amends.policy_clause c WHERE c.id = (p_body ->> 'clause')::int) END,
    'names', CASE WHEN p_kind IN ('note', 'escalated') THEN (
        SELECT jsonb_agg(p.name ORDER BY p.id) FROM amends.person p
         WHERE p.id = ANY (ARRAY(SELECT e::int FROM jsonb_array_elements_text(coalesce(p_body -> 'mentions', p_body -> 'recipients', '[]')) e))) END))
$$;
COMMENT ON FUNCTION amends.event_names(text, bigint, jsonb) IS 'body of an event with names and labels beside the ids';
