-- A plausible history, part 3: the plan written down as the engine would have written it – orders, tickets, steps, ledger,
-- events, refunds, surveys, calls. Event bodies are those of engine.sql, life.sql, refund.sql and contact.sql.

CREATE OR REPLACE FUNCTION amends.demo_plan_end(p_until timestamptz, p_zone text) RETURNS void
LANGUAGE plpgsql VOLATILE SET search_path = pg_catalog, pg_temp AS $$
BEGIN
  DROP TABLE IF EXISTS pg_temp.demo_end, pg_temp.demo_refund;
  CREATE TEMP TABLE demo_end ON COMMIT DROP AS
  SELECT x.ticket_id, x.current_id, x.closed_at, x.cancelled_at, x.first_resolved_at, r.finished_by AS resolver, c.finished_by AS closer, x.last_id,
         x.reopened, x.started, x.late, x.stood,
         CASE WHEN x.reopened = 0 OR r.round = 2 THEN r.finished_at END AS resolved_at
    FROM (
      SELECT s.ticket_id, max(s.id) FILTER (WHERE s.state = 'current') AS current_id,
             max(s.finished_at) FILTER (WHERE s.kind = 'close' AND s.state = 'done') AS closed_at,
             max(s.finished_at) FILTER (WHERE s.ends = 'cancel' AND s.state = 'skipped') AS cancelled_at,
             min(s.finished_at) FILTER (WHERE s.state = 'done' AND (s.gives OR s.kind = 'close' AND NOT s.resolved_before)) AS first_resolved_at,
             max(s.id) FILTER (WHERE s.state = 'done' AND (s.gives OR s.kind = 'close' AND NOT s.resolved_before)) AS resolved_id,
             max(s.id) FILTER (WHERE s.kind = 'close' AND s.state = 'done') AS closer_id,
             max(s.id) FILTER (WHERE s.seq IS NOT NULL AND s.started_at IS NOT NULL) AS last_id,
             count(*) FILTER (WHERE s.state = 'sent_back')::int AS reopened, count(*) FILTER (WHERE s.started_at IS NOT NULL)::int AS started,
             bool_or(s.due_at < s.finished_at) AS late,
             coalesce(sum(extract(epoch FROM s.wait_to - s.wait_from)) FILTER (WHERE s.stops), 0)::bigint AS stood
        FROM pg_temp.demo_step s GROUP BY s.ticket_id
    ) x
    LEFT JOIN pg_temp.demo_step r ON r.id = x.resolved_id
    LEFT JOIN pg_temp.demo_step c ON c.id = x.closer_id;
  CREATE TEMP TABLE demo_refund ON COMMIT DROP AS
  SELECT nextval(pg_get_serial_sequence('amends.refund', 'id')) AS id, t.id AS ticket_id, t.i, t.refund_end, t.requested_minor, t.reason,
         CASE WHEN r.started_at = t.opened_at THEN t.filer ELSE t.agent END AS requested_by, r.started_at AS requested_at,
         CASE WHEN r.state = 'done' AND t.refund_end <> 'withdrawn' THEN r.finished_at END AS reviewed_at,
         CASE WHEN r.state = 'done' AND t.refund_end <> 'withdrawn' THEN r.finished_by END AS reviewed_by,
         CASE WHEN r.state = 'done' AND t.refund_end = 'paid' THEN t.amount_minor ELSE t.requested_minor END AS amount_minor,
         CASE WHEN c.state = 'done' THEN CASE WHEN t.amount_minor > v.tier_minor THEN amends.demo_at(c.start_pos + c.work * 6 / 10, p_zone) ELSE c.finished_at END END AS confirmed_at,
         CASE WHEN c.state = 'done' THEN c.person END AS confirmed_by,
         CASE WHEN c.state = 'done' AND t.amount_minor > v.tier_minor THEN c.finished_at END AS manager_at,
         CASE WHEN c.state = 'done' AND t.amount_minor > v.tier_minor THEN (SELECT g.ids[1] FROM pg_temp.demo_group g WHERE g.code = 'manager') END AS manager_by,
         CASE WHEN p.state = 'done' THEN p.finished_at END AS paid_at, CASE WHEN p.state = 'done' THEN p.finished_by END AS paid_by,
         r.finished_at AS decided_at, r.state AS review_state, v.id AS policy_version_id, v.followup_h
    FROM pg_temp.demo_ticket t
    JOIN pg_temp.demo_step r ON r.ticket_id = t.id AND r.kind = 'refund_review' AND r.seq IS NOT NULL AND r.state IN ('done', 'current')
    JOIN amends.policy_version v ON v.id = amends.refund_policy()
    LEFT JOIN pg_temp.demo_step c ON c.ticket_id = t.id AND c.kind = 'refund_confirm' AND c.seq IS NOT NULL
    LEFT JOIN pg_temp.demo_step p ON p.ticket_id = t.id AND p.kind = 'refund_pay' AND p.seq IS NOT NULL
   WHERE t.refund_end IS NOT NULL;
  UPDATE pg_temp.demo_step s SET finished_by = r.manager_by FROM pg_temp.demo_refund r
   WHERE r.ticket_id = s.ticket_id AND s.kind = 'refund_confirm' AND s.state = 'done' AND r.manager_by IS NOT NULL;
  CREATE INDEX ON pg_temp.demo_end (ticket_id);
  CREATE INDEX ON pg_temp.demo_refund (ticket_id);
  -- each of these tables was filled or changed after the planner last looked
  UPDATE pg_temp.demo_ticket SET order_id = nextval(pg_get_serial_sequence('amends.customer_order', 'id')) WHERE with_order;
  ANALYZE pg_temp.demo_end; ANALYZE pg_temp.demo_refund; ANALYZE pg_temp.demo_ticket;
END $$;
COMMENT ON FUNCTION amends.demo_plan_end(timestamptz, text) IS 'how each ticket and refund stands at the end of the plan';

CREATE OR REPLACE FUNCTION amends.demo_write_orders(p_seed int, p_zone text) RETURNS void
LANGUAGE plpgsql VOLATILE SET search_path = pg_catalog, pg_temp AS $$
DECLARE k bigint := p_seed::bigint * 1000; v_currency text := (SELECT currency FROM amends.site);
BEGIN
  INSERT INTO amends.customer_order (id, customer_id, ref, product, serial, currency, paid_minor, committed_minor, refunded_minor, paid_at, received_at, state)
  OVERRIDING SYSTEM VALUE
  SELECT t.order_id, t.customer_id, 'DD' || to_char((t.opened_at - b.before) AT TIME ZONE p_zone, 'YYMMDD') || lpad(t.order_id::text, 8, '0'), t.product,
         'SN' || lpad((t.order_id * 7919 % 100000000)::text, 8, '0'), v_currency, t.price_minor,
         CASE WHEN r.confirmed_at IS NOT NULL THEN r.amount_minor ELSE 0 END, CASE WHEN r.paid_at IS NOT NULL THEN r.amount_minor ELSE 0 END,
         t.opened_at - b.before, t.opened_at - b.before / 2,
         CASE WHEN r.paid_at IS NULL THEN 'paid' WHEN r.amount_minor = t.price_minor THEN 'refunded' ELSE 'part_refunded' END
    FROM pg_temp.demo_ticket t
    LEFT JOIN pg_temp.demo_refund r ON r.ticket_id = t.id
    CROSS JOIN LATERAL (SELECT date_trunc('second', make_interval(secs => 172800 + 1500000 * power(amends.demo_u(t.i, k + 101), 2))) AS before) b
   WHERE t.order_id IS NOT NULL ORDER BY t.order_id;
  INSERT INTO amends.payment (order_id, kind, method, amount_minor, at)
  SELECT o.id, 'payment', CASE WHEN o.id % 5 < 3 THEN 'wechat' ELSE 'alipay' END, o.paid_minor, o.paid_at
    FROM amends.customer_order o
   WHERE o.id BETWEEN (SELECT min(order_id) FROM pg_temp.demo_ticket) AND (SELECT max(order_id) FROM pg_temp.demo_ticket)
     AND EXISTS (SELECT FROM pg_temp.demo_ticket t WHERE t.order_id = o.id)
  UNION ALL
  SELECT t.order_id, 'refund', CASE WHEN t.order_id % 5 < 3 THEN 'wechat' ELSE 'alipay' END, -r.amount_minor, r.paid_at
    FROM pg_temp.demo_ticket t JOIN pg_temp.demo_refund r ON r.ticket_id = t.id WHERE r.paid_at IS NOT NULL;
END $$;
COMMENT ON FUNCTION amends.demo_write_orders(int, text) IS 'orders and payments of the plan';

CREATE OR REPLACE FUNCTION amends.demo_write_tickets(p_until timestamptz) RETURNS void
LANGUAGE plpgsql VOLATILE SET search_path = pg_catalog, pg_temp AS $$
DECLARE v_survey interval := (SELECT make_interval(days => survey_days) FROM amends.site);
  v_calendar amends.calendar_version := (SELECT v FROM amends.team t, amends.calendar_version v WHERE t.code = 'service' AND v.id = amends.calendar_latest(t.calendar_code));
BEGIN
  INSERT INTO amends.ticket (id, day, n, channel, customer_id, order_id, category_id, priority_id, scope, subject, words, serial, state, wait_reason,
    procedure_version_id, step_id, team_id, assignee_id, opened_at, recorded_at, filed_by, due_at, warn_at, due_kind, deadline_ver, next_escalation_at,
    response_due_at, first_response_at, first_response_by, resolve_due_at, first_resolved_at, resolved_at, closed_at, reopened, survey_state, rev)
  OVERRIDING SYSTEM VALUE
  SELECT t.id, t.day, t.n, t.channel, t.customer_id, t.order_id, t.category_id, t.priority_id, t.scope, t.subject, t.words,
         CASE WHEN t.order_id IS NOT NULL THEN 'SN' || lpad((t.order_id * 7919 % 100000000)::text, 8, '0') END,
         x.state, CASE WHEN x.state = 'waiting' THEN l.wait_reason END, t.pv_id, e.current_id, l.team_id,
         l.holder,
         t.opened_at, t.opened_at + make_interval(secs => 8 + t.i % 50), t.filer,
         CASE WHEN x.response THEN t.response_due_at ELSE x.step_due END,
         CASE WHEN x.response THEN date_trunc('second', t.opened_at + (t.response_due_at - t.opened_at) * 0.8) WHEN x.step_due IS NOT NULL THEN l.warn_at END,
         CASE WHEN x.response THEN 'response' WHEN x.step_due IS NOT NULL THEN 'step' END, e.started,
         CASE WHEN x.response THEN date_trunc('second', t.opened_at + (t.response_due_at - t.opened_at) * 0.8) WHEN x.step_due IS NOT NULL THEN l.warn_at END,
         t.response_due_at, t.response_at, t.response_by,
         CASE WHEN v.resolve_unit = 'wd' THEN coalesce(w.due_at, amends.due_at(v_calendar.id, t.opened_at, v.resolve_amount, 'wd'))
              ELSE t.opened_at + make_interval(secs => v.resolve_amount * CASE v.resolve_unit WHEN 'min' THEN 60 ELSE 3600 END + e.stood) END,
         e.first_resolved_at, e.resolved_at, coalesce(e.closed_at, e.cancelled_at), e.reopened,
         CASE WHEN e.closed_at IS NULL THEN NULL WHEN e.closed_at < p_until - v_survey THEN 'expired' ELSE 'sent' END, 1 + 2 * e.started
    FROM pg_temp.demo_ticket t
    JOIN pg_temp.demo_end e ON e.ticket_id = t.id
    JOIN pg_temp.demo_step l ON l.id = e.last_id
    JOIN amends.procedure_version v ON v.id = t.pv_id
    LEFT JOIN pg_temp.demo_wd w ON v.resolve_unit = 'wd' AND w.cal = v_calendar.id AND w.amount = v.resolve_amount AND w.day = (t.opened_at AT TIME ZONE v_calendar.zone)::date
    CROSS JOIN LATERAL (
      SELECT CASE WHEN e.closed_at IS NOT NULL THEN 'closed' WHEN e.cancelled_at IS NOT NULL THEN 'cancelled'
                  WHEN l.wait_from IS NOT NULL AND l.wait_to IS NULL THEN 'waiting' WHEN l.resolved_before THEN 'resolved'
                  WHEN l.holder IS NULL THEN 'new' ELSE 'open' END AS state) z
    CROSS JOIN LATERAL (
      SELECT z.state, CASE WHEN z.state IN ('new', 'open', 'waiting', 'resolved') THEN l.due_at END AS step_due,
             z.state IN ('new', 'open', 'waiting') AND NOT (z.state = 'waiting' AND l.stops) AND t.response_at IS NULL AND e.first_resolved_at IS NULL
             AND (l.due_at IS NULL OR t.response_due_at <= l.due_at) AS response) x
   ORDER BY t.id;
END $$;
COMMENT ON FUNCTION amends.demo_write_tickets(timestamptz) IS 'ticket rows of the plan';

CREATE OR REPLACE FUNCTION amends.demo_write_steps() RETURNS void
LANGUAGE plpgsql VOLATILE SET search_path = pg_catalog, pg_temp AS $$
BEGIN
  INSERT INTO amends.ticket_step (id, ticket_id, ordinal, proc_ordinal, round, kind, role, state, team_id, assignee_id, limit_amount, limit_unit, anchor,
    effort_min, resolves, calendar_version_id, started_at, due_at, warn_at, remaining_s, finished_at, finished_by, outcome, record, reason)
  OVERRIDING SYSTEM VALUE
  SELECT s.id, s.ticket_id, s.ordinal, w.proc_ordinal, s.round, s.kind, s.role, s.state, s.team_id,
         CASE s.kind WHEN 'intake' THEN t.filer ELSE CASE WHEN s.started_at IS NOT NULL THEN s.holder END END,
         w.limit_amount, w.limit_unit, w.anchor, w.effort_min, w.resolves, CASE WHEN s.started_at IS NOT NULL AND s.kind <> 'intake' THEN s.cal END,
         s.started_at, s.due_at, s.warn_at, s.remaining_s, s.finished_at, CASE s.kind WHEN 'intake' THEN t.filer ELSE s.finished_by END,
         CASE WHEN s.state = 'done' AND s.kind <> 'close' THEN s.outcome END,
         CASE WHEN s.state <> 'done' OR s.kind IN ('close', 'intake') THEN '{}' WHEN s.kind LIKE 'refund%' THEN jsonb_build_object('amount_minor', t.amount_minor)
              WHEN s.coupon THEN w.record_coupon ELSE w.record END,
         s.reason
    FROM pg_temp.demo_step s
    JOIN pg_temp.demo_ticket t ON t.id = s.ticket_id
    JOIN pg_temp.demo_way w ON w.way_id = s.way_id
   ORDER BY s.id;
END $$;
COMMENT ON FUNCTION amends.demo_write_steps() IS 'step rows of the plan';

-- Ledger: every moment at which holder or state turns; a segment lasts to the next one.
CREATE OR REPLACE FUNCTION amends.demo_write_segments() RETURNS void
LANGUAGE plpgsql VOLATILE SET search_path = pg_catalog, pg_temp AS $$
BEGIN
  TRUNCATE pg_temp.demo_turn;
  INSERT INTO pg_temp.demo_turn
  SELECT t.id, t.opened_at, 0, s.id, t.filer, s.team_id, 'new', NULL, s.cal
    FROM pg_temp.demo_ticket t JOIN pg_temp.demo_step s ON s.ticket_id = t.id AND s.seq = 1
  UNION ALL
  SELECT s.ticket_id, x.at, s.seq * 10 + x.k, s.id, x.holder, s.team_id,
         CASE WHEN x.waits THEN 'waiting' WHEN s.resolved_before THEN 'resolved' WHEN x.holder IS NULL AND s.seq = 2 THEN 'new' ELSE 'open' END,
         CASE WHEN x.waits THEN s.wait_reason END, s.cal
    FROM pg_temp.demo_step s
    CROSS JOIN LATERAL (VALUES
      (s.started_at, 0, CASE WHEN s.from_queue THEN NULL ELSE s.person END, false),
      (s.take_at, 1, s.person, false),
      (s.swap_at, 2, s.holder, false),
      (s.wait_from, 3, s.holder, true),
      (s.wait_to, 4, s.holder, false)) x (at, k, holder, waits)
   WHERE s.seq > 1 AND s.started_at IS NOT NULL AND x.at IS NOT NULL;
  INSERT INTO amends.segment (ticket_id, ordinal, from_at, to_at, step_id, holder_id, team_id, state, wait_reason, calendar_version_id)
  SELECT u.ticket_id, row_number() OVER w, u.at, coalesce(lead(u.at) OVER w, e.closed_at, e.cancelled_at), u.step_id, u.holder, u.team_id, u.state, u.wait_reason, u.cal
    FROM pg_temp.demo_turn u JOIN pg_temp.demo_end e ON e.ticket_id = u.ticket_id
  WINDOW w AS (PARTITION BY u.ticket_id ORDER BY u.rank);
END $$;
COMMENT ON FUNCTION amends.demo_write_segments() IS 'ledger of the plan, gap-free by construction';

CREATE OR REPLACE FUNCTION amends.demo_write_events(p_seed int) RETURNS void
LANGUAGE plpgsql VOLATILE SET search_path = pg_catalog, pg_temp AS $$
DECLARE
  v_contact text[] := (SELECT texts FROM amends.demo_answers() WHERE kind = 'contact');
  c_rule constant jsonb := '{"label": {"zh_CN": "按规则分派", "en": "By the rules"}}';
  c_queue constant jsonb := '{"label": {"zh_CN": "进入队列，在岗的人领取", "en": "To the queue, anyone on duty takes it"}}';
BEGIN
  INSERT INTO amends.event (ticket_id, kind, happened_at, recorded_at, actor_id, text, body)
  SELECT e.ticket_id, e.kind, e.at, e.at + make_interval(secs => e.ticket_id % 20), e.actor, e.text, e.body
    FROM (
      SELECT t.id AS ticket_id, x.kind, t.opened_at AS at, t.filer AS actor, NULL::text AS text, x.body, x.rank
        FROM pg_temp.demo_ticket t JOIN pg_temp.demo_step s ON s.ticket_id = t.id AND s.seq = 1
        CROSS JOIN LATERAL (VALUES
          ('filed', jsonb_build_object('channel', t.channel, 'category', t.category_id, 'priority', t.priority_id, 'scope', t.scope, 'team', s.team_id, 'step', s.id), 0),
          (CASE WHEN t.filer IS NOT NULL THEN 'contact' END, jsonb_build_object('direction', 'in', 'channel', t.channel, 'first', true, 'at_intake', true), 1)
        ) x (kind, body, rank)
      UNION ALL
      SELECT t.id, 'contact', t.response_at, t.response_by, v_contact[1 + t.i % cardinality(v_contact)],
             jsonb_build_object('direction', 'out', 'channel', t.channel, 'first', true), 212
        FROM pg_temp.demo_ticket t WHERE t.filer IS NULL AND t.response_at IS NOT NULL
      UNION ALL
      SELECT s.ticket_id, x.kind, x.at, x.actor, x.text, x.body, s.seq * 100 + x.rank
        FROM pg_temp.demo_step s
        JOIN pg_temp.demo_ticket t ON t.id = s.ticket_id
        JOIN pg_temp.demo_way p ON p.way_id = s.way_id
        CROSS JOIN LATERAL (VALUES
          (CASE WHEN s.started_at IS NOT NULL THEN 'assigned' END, s.started_at, NULL::int, NULL::text, CASE WHEN s.started_at IS NOT NULL THEN
             jsonb_build_object('step', s.id, 'step_kind', s.kind, 'role', s.role, 'from_team', s.prev_team, 'from', CASE WHEN s.seq = 2 THEN t.filer ELSE s.prev_holder END,
               'team', s.team_id, 'person', CASE WHEN NOT s.from_queue THEN s.person END, 'rule', CASE WHEN s.from_queue THEN c_queue ELSE c_rule END, 'candidates', 1) END, 1),
          (CASE WHEN s.take_at IS NOT NULL THEN 'take' END, s.take_at, s.person, NULL, CASE WHEN s.take_at IS NOT NULL THEN
             jsonb_build_object('step', s.id, 'step_kind', s.kind, 'role', s.role, 'from_team', s.team_id, 'from', NULL, 'team', s.team_id, 'person', s.person) END, 10),
          (CASE WHEN s.swap_at IS NOT NULL THEN 'hand_over' END, s.swap_at, s.person, '转给同事继续处理', CASE WHEN s.swap_at IS NOT NULL THEN
             jsonb_build_object('step', s.id, 'step_kind', s.kind, 'role', s.role, 'from_team', s.team_id, 'from', s.person, 'team', s.team_id, 'person', s.holder,
               'reason', 'H0' || (1 + s.i % 4)) END, 15),
          (CASE WHEN s.wait_from IS NOT NULL THEN 'wait' END, s.wait_from, s.holder, CASE s.wait_reason WHEN 'customer' THEN '等客户补充材料' ELSE '已催办' END,
             CASE WHEN s.wait_from IS NOT NULL THEN jsonb_build_object('reason', s.wait_reason, 'remaining_s', s.remaining_s) END, 20),
          (CASE WHEN s.wait_to IS NOT NULL THEN 'resume' END, s.wait_to, s.holder, NULL, CASE WHEN s.wait_to IS NOT NULL THEN
             jsonb_build_object('reason', s.wait_reason, 'waited_s', floor(extract(epoch FROM s.wait_to - s.wait_from))) END, 30),
          (CASE s.state WHEN 'sent_back' THEN 'reopen' WHEN 'skipped' THEN 'cancel' WHEN 'done' THEN 'step_done' END, s.finished_at, s.finished_by,
             CASE s.state WHEN 'sent_back' THEN '客户来电：问题没有解决' END,
             CASE s.state WHEN 'sent_back' THEN jsonb_build_object('reason', s.reason, 'was', 'resolved') WHEN 'skipped' THEN jsonb_build_object('reason', s.reason)
               WHEN 'done' THEN jsonb_build_object('step', s.id, 'ordinal', s.ordinal, 'proc_ordinal', p.proc_ordinal, 'kind', s.kind, 'role', s.role, 'outcome', s.outcome,
                 'record', CASE WHEN s.kind = 'close' THEN '{}'::jsonb WHEN s.kind LIKE 'refund%' THEN jsonb_build_object('amount_minor', t.amount_minor) WHEN s.coupon THEN p.record_coupon ELSE p.record END,
                 'seconds', floor(extract(epoch FROM s.finished_at - s.started_at))) END, 80),
          (CASE WHEN s.coupon AND s.state = 'done' THEN 'coupon' END, s.finished_at, NULL, NULL, CASE WHEN s.coupon THEN jsonb_build_object('amount_minor', p.coupon_minor) END, 82),
          (CASE WHEN s.state = 'done' AND (s.gives OR s.kind = 'close' AND NOT s.resolved_before) THEN 'resolve' END, s.finished_at, s.finished_by, NULL,
             jsonb_build_object('step', s.id, 'nth', s.round), 85),
          (CASE WHEN s.kind = 'close' AND s.state = 'done' THEN 'close' END, s.finished_at, s.finished_by, NULL, '{"survey": false}', 90)
        ) x (kind, at, actor, text, body, rank)
       WHERE s.seq > 1 AND s.started_at IS NOT NULL AND x.kind IS NOT NULL
      UNION ALL
      SELECT r.ticket_id, x.kind, x.at, x.actor, x.text, x.body || jsonb_build_object('refund', r.id, 'amount_minor', x.amount, 'requested_minor', r.requested_minor, 'currency', w.currency), x.rank
        FROM pg_temp.demo_refund r
        CROSS JOIN amends.site w
        JOIN pg_temp.demo_step s ON s.ticket_id = r.ticket_id AND s.kind = 'refund_review' AND s.seq IS NOT NULL
        CROSS JOIN LATERAL (VALUES
          ('refund_requested', r.requested_at, r.requested_by, NULL::text, jsonb_build_object('reason', r.reason), r.requested_minor, s.seq * 100 + 3),
          (CASE WHEN s.state = 'done' THEN CASE r.refund_end WHEN 'paid' THEN 'refund_reviewed' WHEN 'refused' THEN 'refund_refused' ELSE 'refund_withdrawn' END END, r.decided_at, s.finished_by,
             CASE r.refund_end WHEN 'paid' THEN '材料齐全，符合条款' WHEN 'refused' THEN '不符合退款条件，已向客户说明并提供替代方案' ELSE '客户决定留用' END,
             CASE r.refund_end WHEN 'withdrawn' THEN '{}'::jsonb ELSE jsonb_build_object('clause', amends.demo_clause(r.policy_version_id, r.reason, r.refund_end)) END, r.amount_minor, s.seq * 100 + 70),
          ('refund_confirmed', r.confirmed_at, r.confirmed_by, NULL, '{}'::jsonb, r.amount_minor, (s.seq + 1) * 100 + 71),
          ('refund_manager_confirmed', r.manager_at, r.manager_by, NULL, '{}'::jsonb, r.amount_minor, (s.seq + 1) * 100 + 72),
          ('refund_paid', r.paid_at, r.paid_by, NULL, jsonb_build_object('method', 'wechat', 'reference', 'TK' || r.id), r.amount_minor, (s.seq + 2) * 100 + 73)
        ) x (kind, at, actor, text, body, amount, rank)
    ) e
   WHERE e.kind IS NOT NULL AND e.at IS NOT NULL
   ORDER BY e.ticket_id, e.at, e.rank;
END $$;
COMMENT ON FUNCTION amends.demo_write_events(int) IS 'history of the plan, in the order in which it happened';

CREATE OR REPLACE FUNCTION amends.demo_clause(p_policy int, p_reason text, p_end text) RETURNS int
LANGUAGE sql STABLE SET search_path = pg_catalog, pg_temp AS $$
  SELECT c.id FROM amends.policy_clause c
   WHERE c.policy_version_id = p_policy
   ORDER BY c.code = CASE WHEN p_end = 'refused' THEN '7.1' ELSE CASE p_reason WHEN 'R01' THEN '1.1' WHEN 'R02' THEN '2.1' WHEN 'R03' THEN '3.1' WHEN 'R04' THEN '4.1'
              WHEN 'R05' THEN '4.2' WHEN 'R06' THEN '5.1' WHEN 'R07' THEN '3.3' WHEN 'R08' THEN '5.2' ELSE '8.1' END END DESC, c.id
   LIMIT 1
$$;
COMMENT ON FUNCTION amends.demo_clause(int, text, text) IS 'clause that fits a reason';

CREATE OR REPLACE FUNCTION amends.demo_write_refunds(p_seed int, p_until timestamptz, p_zone text) RETURNS void
LANGUAGE plpgsql VOLATILE SET search_path = pg_catalog, pg_temp AS $$
DECLARE k bigint := p_seed::bigint * 1000; v_warn numeric := (SELECT warn_percent / 100.0 FROM amends.site);
  v_told text[] := (SELECT texts FROM amends.demo_answers() WHERE kind = 'followup');
BEGIN
  INSERT INTO amends.refund (id, ticket_id, order_id, state, currency, requested_minor, amount_minor, amount_by, reason, clause_id, policy_version_id, alternatives,
    requested_at, requested_by, reviewed_at, reviewed_by, confirmed_at, confirmed_by, manager_at, manager_by, paid_at, paid_by, method, payment_ref,
    decided_at, decision_note, rev)
  OVERRIDING SYSTEM VALUE
  SELECT r.id, r.ticket_id, t.order_id,
         CASE WHEN r.review_state = 'current' THEN 'requested' WHEN r.refund_end <> 'paid' THEN r.refund_end WHEN r.paid_at IS NOT NULL THEN 'paid'
              WHEN r.confirmed_at IS NOT NULL THEN 'confirmed' ELSE 'reviewed' END,
         w.currency, r.requested_minor, r.amount_minor, CASE WHEN r.amount_minor <> r.requested_minor THEN r.reviewed_by END, r.reason,
         CASE WHEN r.reviewed_at IS NOT NULL THEN amends.demo_clause(r.policy_version_id, r.reason, r.refund_end) END, r.policy_version_id,
         CASE WHEN r.reviewed_at IS NOT NULL THEN '换货或赠券：客户选择退款' END, r.requested_at, r.requested_by, r.reviewed_at, r.reviewed_by,
         r.confirmed_at, r.confirmed_by, r.manager_at, r.manager_by, r.paid_at, r.paid_by,
         CASE WHEN r.paid_at IS NOT NULL THEN CASE WHEN t.order_id % 5 < 3 THEN 'wechat' ELSE 'alipay' END END, CASE WHEN r.paid_at IS NOT NULL THEN 'TK' || r.id END,
         CASE WHEN r.review_state = 'done' AND r.refund_end <> 'paid' THEN r.decided_at ELSE r.paid_at END,
         CASE WHEN r.review_state = 'done' THEN CASE r.refund_end WHEN 'paid' THEN '材料齐全，符合条款' WHEN 'refused' THEN '不符合退款条件，已向客户说明并提供替代方案' ELSE '客户决定留用' END END,
         1 + (r.reviewed_at IS NOT NULL)::int + (r.confirmed_at IS NOT NULL)::int + (r.paid_at IS NOT NULL)::int
    FROM pg_temp.demo_refund r JOIN pg_temp.demo_ticket t ON t.id = r.ticket_id CROSS JOIN amends.site w
   ORDER BY r.id;
  -- mistakes: more by the quick than by the careful; found within days, put right
  WITH bad AS (
    INSERT INTO amends.refund_error (refund_id, kind, happened_at, found_at, found_by, made_by, note, corrected_at, corrected_by, correction)
    SELECT r.id, 'X0' || (1 + r.i % 4), r.paid_at, f.at, r.reviewed_by, r.paid_by, '客户反馈与应退金额不符', f.corrected_at, r.paid_by, '已补退差额并告知客户'
      FROM pg_temp.demo_refund r JOIN pg_temp.demo_person d ON d.id = r.paid_by
     CROSS JOIN LATERAL (SELECT amends.demo_pos(r.paid_at AT TIME ZONE p_zone) + 9000 + (100000 * amends.demo_u(r.i, k + 112))::bigint AS pos) q
     CROSS JOIN LATERAL (SELECT amends.demo_at(q.pos, p_zone) AS at, amends.demo_at(q.pos + 9000, p_zone) AS corrected_at) f
     WHERE r.paid_at IS NOT NULL AND f.corrected_at <= p_until AND amends.demo_u(r.i, k + 111) < greatest(0.003, 0.014 - 0.012 * d.care)
    RETURNING id, refund_id, kind, happened_at, found_at, found_by, made_by, note, corrected_at, corrected_by, correction
  )
  INSERT INTO amends.event (ticket_id, kind, happened_at, recorded_at, actor_id, text, body)
  SELECT r.ticket_id, x.kind, x.at, x.at, x.actor, x.text, x.body || jsonb_build_object('refund', r.id, 'amount_minor', r.amount_minor, 'requested_minor', r.requested_minor)
    FROM bad b JOIN pg_temp.demo_refund r ON r.id = b.refund_id
    CROSS JOIN LATERAL (VALUES
      ('refund_error', b.found_at, b.found_by, b.note, jsonb_build_object('error', b.id, 'kind', b.kind, 'made_by', b.made_by)),
      ('refund_error_corrected', b.corrected_at, b.corrected_by, b.correction, jsonb_build_object('error', b.id))) x (kind, at, actor, text, body)
   ORDER BY r.ticket_id, x.at;
  -- calls after the refund: most are made; of the rest the old promises are gone, the new ones are still open
  WITH call AS (
    SELECT r.ticket_id, r.reviewed_by, r.paid_at, r.paid_at + make_interval(hours => r.followup_h) AS due_at, r.followup_h, c.at, r.i
      FROM pg_temp.demo_refund r JOIN pg_temp.demo_person d ON d.id = r.reviewed_by
     CROSS JOIN LATERAL (SELECT CASE WHEN amends.demo_u(r.i, k + 113) < 0.66 + 0.2 * d.care THEN amends.demo_at(amends.demo_pos(r.paid_at AT TIME ZONE p_zone) + 3600
              + (r.followup_h * 1700 * amends.demo_u(r.i, k + 114))::bigint, p_zone) END AS at) c
     WHERE r.paid_at IS NOT NULL
  ), put AS (
    INSERT INTO amends.followup (ticket_id, kind, holder_id, created_at, due_at, next_escalation_at, done_at, done_by, result)
    SELECT c.ticket_id, 'refund', c.reviewed_by, c.paid_at, c.due_at,
           CASE WHEN c.at <= p_until THEN NULL ELSE c.paid_at + (c.due_at - c.paid_at) * v_warn END,
           CASE WHEN c.at <= p_until THEN c.at END, CASE WHEN c.at <= p_until THEN c.reviewed_by END, CASE WHEN c.at <= p_until THEN v_told[1 + c.i % cardinality(v_told)] END
      FROM call c WHERE c.at <= p_until OR c.due_at > p_until
    RETURNING id, ticket_id, done_at, done_by, result
  )
  INSERT INTO amends.event (ticket_id, kind, happened_at, recorded_at, actor_id, text, body)
  SELECT p.ticket_id, 'refund_followup', p.done_at, p.done_at, p.done_by, p.result, jsonb_build_object('followup', p.id) FROM put p WHERE p.done_at IS NOT NULL ORDER BY p.ticket_id;
END $$;
COMMENT ON FUNCTION amends.demo_write_refunds(int, timestamptz, text) IS 'refunds of the plan with their mistakes and calls';

-- Six of ten answer. How, follows from the person's care, from lateness, reopening and chance.
CREATE OR REPLACE FUNCTION amends.demo_write_surveys(p_seed int, p_until timestamptz, p_zone text) RETURNS void
LANGUAGE plpgsql VOLATILE SET search_path = pg_catalog, pg_temp AS $$
DECLARE k bigint := p_seed::bigint * 1000; v_site amends.site; v_happy text[] := (SELECT texts FROM amends.demo_answers() WHERE kind = 'happy');
  v_unhappy text[] := (SELECT texts FROM amends.demo_answers() WHERE kind = 'unhappy'); v_suggest text[] := (SELECT texts FROM amends.demo_answers() WHERE kind = 'suggest');
  v_remedy text[] := (SELECT texts FROM amends.demo_answers() WHERE kind = 'remedy'); v_manager int := (SELECT ids[1] FROM pg_temp.demo_group WHERE code = 'manager');
BEGIN
  SELECT * INTO v_site FROM amends.site;
  DROP TABLE IF EXISTS pg_temp.demo_survey;
  CREATE TEMP TABLE demo_survey ON COMMIT DROP AS
  SELECT e.ticket_id, t.i, e.closed_at, e.resolver, x.phone, CASE WHEN x.phone THEN e.closer END AS by, CASE WHEN a.at <= p_until THEN a.at END AS at,
         z.z > 2.35 AND amends.demo_u(t.i, k + 124) > 0.025 AS solved,
         least(5, greatest(1, round(z.z - 0.05 - 0.45 * coalesce(e.late, false)::int + 0.35 * amends.demo_normal(t.i, k + 125))))::int AS speed,
         least(5, greatest(1, round(z.z + 0.4 + 0.4 * amends.demo_normal(t.i, k + 126) + 0.25 * d.care)))::int AS attitude,
         least(5, greatest(1, round(z.z)))::int AS overall
    FROM pg_temp.demo_end e
    JOIN pg_temp.demo_ticket t ON t.id = e.ticket_id
    JOIN pg_temp.demo_person d ON d.id = e.resolver
    CROSS JOIN LATERAL (SELECT amends.demo_u(t.i, k + 121) < 0.24 AS phone) x
    CROSS JOIN LATERAL (SELECT CASE WHEN x.phone THEN e.closed_at
        WHEN amends.demo_u(t.i, k + 121) < 0.6 THEN date_trunc('second', e.closed_at + make_interval(secs => 1200 + 150000 * power(amends.demo_u(t.i, k + 122), 2))) END AS at) a
    CROSS JOIN LATERAL (SELECT 4.62 + 0.5 * d.care + 0.72 * amends.demo_normal(t.i, k + 123) - 0.5 * coalesce(e.late, false)::int - 0.8 * least(e.reopened, 1)
        - 0.3 * t.complaint::int - CASE WHEN t.refund_end = 'refused' THEN 0.8 ELSE 0 END + 0.012 * t.month_no AS z) z
   WHERE e.closed_at IS NOT NULL;
  INSERT INTO amends.survey (ticket_id, sent_at, answered_at, via, solved, speed, attitude, overall, what, suggestion, recorded_by, credited_id)
  SELECT s.ticket_id, s.closed_at, s.at, CASE WHEN s.at IS NOT NULL THEN CASE WHEN s.phone THEN 'phone' ELSE 'form' END END,
         CASE WHEN s.at IS NOT NULL THEN s.solved END, CASE WHEN s.at IS NOT NULL THEN s.speed END, CASE WHEN s.at IS NOT NULL THEN s.attitude END,
         CASE WHEN s.at IS NOT NULL THEN s.overall END,
         CASE WHEN s.at IS NOT NULL THEN nullif(CASE WHEN s.overall >= 4 THEN v_happy[1 + s.i % cardinality(v_happy)] ELSE v_unhappy[1 + s.i % cardinality(v_unhappy)] END, '') END,
         CASE WHEN s.at IS NOT NULL THEN nullif(v_suggest[1 + s.i % cardinality(v_suggest)], '') END,
         CASE WHEN s.at IS NOT NULL THEN s.by END, CASE WHEN s.at IS NOT NULL THEN s.resolver END
    FROM pg_temp.demo_survey s ORDER BY s.ticket_id;
  INSERT INTO amends.event (ticket_id, kind, happened_at, recorded_at, actor_id, text, body)
  SELECT s.ticket_id, 'survey', s.at, s.at, s.by, v.what, jsonb_build_object('via', v.via, 'solved', s.solved, 'speed', s.speed, 'attitude', s.attitude, 'overall', s.overall)
    FROM pg_temp.demo_survey s JOIN amends.survey v ON v.ticket_id = s.ticket_id WHERE s.at IS NOT NULL ORDER BY s.ticket_id;
  UPDATE amends.ticket t SET survey_state = 'answered' FROM pg_temp.demo_survey s WHERE s.ticket_id = t.id AND s.at IS NOT NULL;
  WITH unhappy AS (
    SELECT s.ticket_id, s.at, s.i, amends.demo_at(amends.demo_pos(s.at AT TIME ZONE p_zone) + (1900 * exp(0.6 * amends.demo_normal(s.i, k + 127)))::bigint, p_zone) AS called
      FROM pg_temp.demo_survey s
     WHERE s.at IS NOT NULL AND (NOT s.solved OR least(s.speed, s.attitude, s.overall) <= 2)
  ), put AS (
    INSERT INTO amends.followup (ticket_id, kind, holder_id, created_at, due_at, next_escalation_at, done_at, done_by, remedy, result)
    SELECT u.ticket_id, 'callback', v_manager, u.at, u.at + make_interval(secs => v_site.callback_s),
           CASE WHEN u.called > p_until THEN u.at + make_interval(secs => v_site.callback_s * v_site.warn_percent / 100) END,
           CASE WHEN u.called <= p_until THEN u.called END, CASE WHEN u.called <= p_until THEN v_manager END,
           CASE WHEN u.called <= p_until THEN (ARRAY['coupon', 'explained', 'visit', 'apology'])[1 + u.i % 4] END,
           CASE WHEN u.called <= p_until THEN v_remedy[1 + u.i % cardinality(v_remedy)] END
      FROM unhappy u
    RETURNING id, ticket_id, kind, due_at, done_at, done_by, remedy, result
  ), seen AS (
    INSERT INTO amends.participant (ticket_id, person_id, why) SELECT p.ticket_id, v_manager, 'held' FROM put p ON CONFLICT DO NOTHING
  )
  INSERT INTO amends.event (ticket_id, kind, happened_at, recorded_at, actor_id, text, body)
  SELECT p.ticket_id, 'callback', p.done_at, p.done_at, p.done_by, p.result,
         jsonb_build_object('followup', p.id, 'kind', 'callback', 'remedy', p.remedy, 'in_time', p.done_at <= p.due_at)
    FROM put p WHERE p.done_at IS NOT NULL ORDER BY p.ticket_id;
END $$;
COMMENT ON FUNCTION amends.demo_write_surveys(int, timestamptz, text) IS 'survey answers of the plan and the call-backs to unhappy customers';

CREATE OR REPLACE FUNCTION amends.demo_write_others() RETURNS void
LANGUAGE plpgsql VOLATILE SET search_path = pg_catalog, pg_temp AS $$
BEGIN
  INSERT INTO amends.coupon (ticket_id, amount_minor, booked_at)
  SELECT s.ticket_id, p.coupon_minor, s.finished_at FROM pg_temp.demo_step s JOIN pg_temp.demo_way p ON p.way_id = s.way_id
   WHERE s.coupon AND s.state = 'done';
  INSERT INTO amends.participant (ticket_id, person_id, why)
  SELECT x.ticket_id, x.person, min(x.why)
    FROM (
      SELECT t.id AS ticket_id, t.filer AS person, 'filed' AS why FROM pg_temp.demo_ticket t
      UNION ALL SELECT u.ticket_id, u.holder, 'held' FROM pg_temp.demo_turn u WHERE u.rank > 0
      UNION ALL SELECT r.ticket_id, q.person, 'held' FROM pg_temp.demo_refund r, unnest(ARRAY[r.requested_by, r.reviewed_by, r.manager_by]) AS q (person)
    ) x
   WHERE x.person IS NOT NULL
   GROUP BY x.ticket_id, x.person
   ORDER BY x.ticket_id, x.person;
END $$;
COMMENT ON FUNCTION amends.demo_write_others() IS 'coupons of the plan, and who may see its tickets';
