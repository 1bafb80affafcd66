-- A plausible history, part 2: the tickets of a stretch of days and how their steps go.

CREATE OR REPLACE FUNCTION amends.demo_plan_tickets(p_from date, p_to date, p_seed int, p_until timestamptz, p_zone text) RETURNS void
LANGUAGE plpgsql VOLATILE SET search_path = pg_catalog, pg_temp AS $$
DECLARE
  k bigint := p_seed::bigint * 1000;
  c_channels constant text[] := '{phone,chat,wechat,app,email,web}';
  c_channel_cum constant float8[] := '{0.34,0.54,0.68,0.84,0.89}';
  -- busy hours: before noon, after the break, in the evening; online also at night
  c_desk_cum constant float8[] := '{0.09,0.23,0.36,0.44,0.50,0.60,0.70,0.79,0.86,0.91,0.96}';
  c_web_cum constant float8[] := '{0.015,0.025,0.03,0.034,0.038,0.045,0.06,0.09,0.14,0.20,0.27,0.34,0.41,0.46,0.52,0.59,0.65,0.71,0.76,0.81,0.88,0.94,0.975}';
  v_agents int[] := (SELECT ids FROM pg_temp.demo_group WHERE code = 'agent');
  v_cum float8[]; v_customers int := (SELECT count(*) FROM pg_temp.demo_customer); v_products int := (SELECT count(*) FROM pg_temp.demo_product);
  v_remarks text[] := amends.demo_remarks(); v_important int; v_general int;
BEGIN
  SELECT array_agg(cum ORDER BY idx) INTO v_cum
    FROM (SELECT d.idx, sum(s.weight / s.n) OVER (ORDER BY d.idx) / sum(s.weight / s.n) OVER () AS cum
            FROM pg_temp.demo_sentence d
            JOIN (SELECT w.category, w.subject, w.weight, count(*) OVER (PARTITION BY w.category) AS n FROM amends.demo_sentences() w) s
              ON s.category = d.code AND s.subject = d.subject) c;
  SELECT p.id INTO v_important FROM amends.priority p ORDER BY p.id OFFSET 1 LIMIT 1;
  SELECT max(p.id) INTO v_general FROM amends.priority p WHERE p.id <= 3;
  INSERT INTO pg_temp.demo_ticket (id, i, opened_at, day, month_no, channel, category_id, pv_id, complaint, customer_id, priority_id, scope, filer, agent,
    subject, words, product, price_minor, route_id, with_order, cancel, reopen, p0, load)
  SELECT nextval(pg_get_serial_sequence('amends.ticket', 'id')), f.*
    FROM (
      SELECT b.i, b.opened_at, b.day, b.month_no, b.channel, s.category_id, s.pv_id, s.complaint, c.id,
             greatest(1, CASE WHEN s.complaint THEN v_important WHEN s.code = 'quality.malfunction' AND amends.demo_u(b.i, k + 61) < 0.22 THEN 1 ELSE v_general END
                         - CASE WHEN c.vip OR b.batch THEN 1 ELSE 0 END),
             CASE WHEN b.batch THEN 'batch' ELSE 'one' END, CASE WHEN b.channel IN ('phone', 'chat') THEN b.agent END, b.agent,
             replace(s.subject, '{p}', p.product), replace(s.words, '{p}', p.product) || v_remarks[1 + floor(amends.demo_u(b.i, k + 62) * cardinality(v_remarks))::int],
             p.product, p.price_minor, w.route_id,
             s.code NOT LIKE 'consult.product%' AND amends.demo_u(b.i, k + 64) < 0.93,
             amends.demo_u(b.i, k + 65) < 0.013 AND NOT w.refunds, amends.demo_u(b.i, k + 66) < 0.045 AND w.reopens, amends.demo_pos(b.opened_at AT TIME ZONE p_zone), b.load
        FROM (
          SELECT g.i, d.day, d.month_no, d.load, h.channel, amends.demo_u(g.i, k + 51) < 0.012 AS batch,
                 v_agents[1 + floor(amends.demo_u(g.i, k + 52) * cardinality(v_agents))::int] AS agent,
                 date_trunc('second', (d.day + make_interval(hours => CASE WHEN h.channel IN ('phone', 'chat')
                    THEN 9 + width_bucket(amends.demo_u(g.i, k + 53), c_desk_cum) ELSE width_bucket(amends.demo_u(g.i, k + 53), c_web_cum) END,
                    secs => 3600 * amends.demo_u(g.i, k + 54))) AT TIME ZONE p_zone) AS opened_at,
                 1 + width_bucket(amends.demo_u(g.i, k + 55), v_cum) AS sentence,
                 1 + floor(power(amends.demo_u(g.i, k + 56), 1.45) * v_customers)::bigint AS customer,
                 1 + floor(amends.demo_u(g.i, k + 57) * v_products)::int AS product
            FROM pg_temp.demo_day d, generate_series(d.first_i, d.first_i + d.n - 1) AS g (i),
                 LATERAL (SELECT c_channels[1 + width_bucket(amends.demo_u(g.i, k + 58), c_channel_cum)] AS channel) h
           WHERE d.day >= p_from AND d.day < p_to
        ) b
        JOIN pg_temp.demo_sentence s ON s.idx = b.sentence
        JOIN pg_temp.demo_product p ON p.idx = b.product
        JOIN pg_temp.demo_customer c ON c.idx = b.customer
        JOIN (SELECT DISTINCT ON (r.pv_id) r.pv_id, r.routes, r.cum FROM pg_temp.demo_route r) r ON r.pv_id = s.pv_id
        JOIN pg_temp.demo_route w ON w.route_id = r.routes[1 + width_bucket(amends.demo_u(b.i, k + 63), r.cum)]
       WHERE b.opened_at < p_until - interval '3 minutes'
       ORDER BY b.opened_at, b.i
    ) f;
  ANALYZE pg_temp.demo_ticket;
  UPDATE pg_temp.demo_ticket t SET n = x.n
    FROM (SELECT t.id, row_number() OVER (PARTITION BY t.day ORDER BY t.id) + coalesce(m.n, 0) AS n
            FROM pg_temp.demo_ticket t
            LEFT JOIN (SELECT e.day, max(e.n) AS n FROM amends.ticket e WHERE e.day >= p_from AND e.day < p_to GROUP BY e.day) m ON m.day = t.day) x
   WHERE x.id = t.id;
END $$;
COMMENT ON FUNCTION amends.demo_plan_tickets(date, date, int, timestamptz, text) IS 'draws the tickets of these days: when, who, what, which way they go';

-- Money: a refund as asked, sometimes less; about one in eight is refused by a clause or withdrawn.
CREATE OR REPLACE FUNCTION amends.demo_plan_refunds(p_seed int) RETURNS void
LANGUAGE plpgsql VOLATILE SET search_path = pg_catalog, pg_temp AS $$
DECLARE k bigint := p_seed::bigint * 1000;
BEGIN
  UPDATE pg_temp.demo_ticket t
     SET with_order = true, requested_minor = r.asked, reason = r.reason, refund_end = r.ends, reopen = t.reopen AND r.ends = 'paid',
         amount_minor = CASE WHEN amends.demo_u(t.i, k + 73) < 0.1 THEN greatest(100, r.asked * 9 / 10 / 100 * 100) ELSE r.asked END
    FROM (SELECT x.id, CASE s.code WHEN 'refund.price' THEN x.price_minor / 10 WHEN 'refund.charge' THEN x.price_minor / 4
                         ELSE CASE WHEN amends.demo_u(x.i, k + 72) < 0.75 THEN x.price_minor ELSE x.price_minor / 2 END END AS asked,
                 CASE s.code WHEN 'refund.charge' THEN 'R04' WHEN 'refund.price' THEN 'R05'
                   ELSE (ARRAY['R01', 'R02', 'R03', 'R03', 'R06', 'R07', 'R08'])[1 + floor(amends.demo_u(x.i, k + 74) * 7)::int] END AS reason,
                 CASE WHEN amends.demo_u(x.i, k + 71) < 0.08 THEN 'refused' WHEN amends.demo_u(x.i, k + 71) < 0.115 THEN 'withdrawn' ELSE 'paid' END AS ends
            FROM pg_temp.demo_ticket x
            JOIN pg_temp.demo_route w ON w.route_id = x.route_id AND w.refunds
            JOIN (SELECT DISTINCT d.category_id, d.code FROM pg_temp.demo_sentence d) s ON s.category_id = x.category_id) r
   WHERE r.id = t.id;
END $$;
COMMENT ON FUNCTION amends.demo_plan_refunds(int) IS 'amount, reason and end of the refunds';

-- How each step goes. Inside out: who (a), how long (b), at which desk second (c), when (d), what it means for the others (e), and
-- how it stands at the moment of the cut (f). The time taken = allowed time × pace of the person × season × learning × chance.
CREATE OR REPLACE FUNCTION amends.demo_plan_steps(p_seed int, p_until timestamptz, p_zone text) RETURNS void
LANGUAGE plpgsql VOLATILE SET search_path = pg_catalog, pg_temp AS $$
DECLARE
  k bigint := p_seed::bigint * 1000; v_warn int := (SELECT warn_percent FROM amends.site); v_tier bigint; v_team_tech int := (SELECT id FROM amends.team WHERE code = 'tech');
  v_tech int[] := (SELECT ids FROM pg_temp.demo_group WHERE code = 'tech'); v_logistics int[] := (SELECT ids FROM pg_temp.demo_group WHERE code = 'logistics');
  v_finance int[] := (SELECT ids FROM pg_temp.demo_group WHERE code = 'finance'); v_heads int[] := (SELECT ids FROM pg_temp.demo_group WHERE code = 'supervisor');
  v_managers int[] := (SELECT ids FROM pg_temp.demo_group WHERE code = 'manager'); v_agents int[] := (SELECT ids FROM pg_temp.demo_group WHERE code = 'agent');
BEGIN
  SELECT v.tier_minor INTO v_tier FROM amends.policy_version v WHERE v.id = amends.refund_policy();
  INSERT INTO pg_temp.demo_step
  SELECT nextval(pg_get_serial_sequence('amends.ticket_step', 'id')), g.*
    FROM (
      SELECT f.ticket_id, f.i, f.way_id, f.ordinal, f.round, f.seq, f.kind, f.role, f.team_id, f.cal, f.person,
             CASE WHEN f.swapped THEN f.swap_to WHEN f.state <> 'current' OR NOT f.from_queue OR f.take_at <= p_until THEN f.person END,
             f.outcome, f.gives, f.from_queue, f.coupon, f.ends, f.start_pos, f.work,
             CASE WHEN f.state NOT IN ('pending', 'left') THEN f.started_at END,
             CASE f.state WHEN 'left' THEN coalesce(f.cancelled_at, f.before_at) WHEN 'pending' THEN NULL WHEN 'current' THEN NULL ELSE f.finished_at END,
             CASE WHEN f.state NOT IN ('pending', 'left', 'current') THEN CASE WHEN f.swapped THEN f.swap_to ELSE f.person END END,
             CASE WHEN f.begun AND f.take_at <= p_until THEN f.take_at END, CASE WHEN f.swapped THEN f.swap_at END,
             CASE WHEN f.begun AND f.wait_from <= p_until THEN f.wait_from END, CASE WHEN f.begun AND f.wait_to <= p_until THEN f.wait_to END,
             f.wait_reason, f.stops, f.resolved_before,
             CASE WHEN f.begun AND NOT f.standing THEN f.due_at END,
             CASE WHEN f.begun AND NOT f.standing AND f.due_at IS NOT NULL THEN CASE
               WHEN f.limit_s IS NOT NULL THEN f.due_at - make_interval(secs => f.limit_s * (100 - v_warn) / 100.0)
               WHEN f.state = 'current' THEN amends.warn_at(f.cal, CASE f.anchor WHEN 'intake' THEN f.opened_at ELSE f.started_at END, f.due_at, f.limit_unit, v_warn)
               ELSE date_trunc('second', f.started_at + (f.due_at - f.started_at) * (v_warn / 100.0)) END END,
             CASE WHEN f.standing THEN floor(extract(epoch FROM f.due_at - f.wait_from)) END,
             CASE f.state WHEN 'left' THEN 'skipped' ELSE f.state END,
             CASE WHEN f.state IN ('left', 'skipped') THEN CASE WHEN f.cancelled_at IS NOT NULL THEN 'C0' || (1 + f.i % 4)
                    WHEN f.kind LIKE 'refund%' AND f.refund_end IN ('refused', 'withdrawn') THEN 'refund_' || f.refund_end ELSE 'outcome' END
                  WHEN f.state = 'sent_back' THEN 'O0' || (1 + f.i % 4) END,
             f.prev_team, f.prev_holder
        FROM (
          SELECT e.*, s.state, s.state NOT IN ('pending', 'left') AS begun, e.swap_to IS NOT NULL AND e.swap_at <= p_until AND s.state NOT IN ('pending', 'left') AS swapped,
                 s.state = 'current' AND e.stops AND e.wait_from <= p_until AND e.wait_to > p_until AS standing,
                 CASE WHEN e.kind = 'intake' THEN NULL
                   WHEN e.limit_unit = 'wd' THEN (SELECT w.due_at FROM pg_temp.demo_wd w WHERE w.cal = e.cal AND w.amount = e.limit_amount
                                                   AND w.day = (CASE e.anchor WHEN 'intake' THEN e.opened_at ELSE e.started_at END AT TIME ZONE e.cal_zone)::date)
                   ELSE CASE e.anchor WHEN 'intake' THEN e.opened_at + e.stood ELSE e.started_at END + make_interval(secs => e.limit_s)
                        + CASE WHEN e.stops AND e.wait_to <= p_until THEN e.wait_to - e.wait_from ELSE interval '0' END END AS due_at
            FROM (
              SELECT d.*, sum(CASE WHEN d.stops AND d.seq IS NOT NULL THEN d.wait_to - d.wait_from ELSE interval '0' END) OVER before AS stood,
                     max(d.finished_at) FILTER (WHERE d.seq IS NOT NULL) OVER before AS before_at,
                     max(d.finished_at) FILTER (WHERE d.ends = 'cancel' AND d.finished_at <= p_until) OVER upto AS cancelled_at,
                     max(d.finished_at) FILTER (WHERE d.ends = 'reopen') OVER before AS reopened_at
                FROM (
                  SELECT c.*, CASE WHEN c.seq <= 2 THEN c.opened_at ELSE amends.demo_at(c.start_pos, p_zone) END AS started_at,
                         CASE WHEN c.seq = 1 THEN c.opened_at ELSE amends.demo_at(c.start_pos + c.work + c.waits, p_zone) END AS finished_at,
                         CASE WHEN c.from_queue THEN amends.demo_at(c.start_pos + c.work / 5, p_zone) END AS take_at,
                         CASE WHEN c.swap_to IS NOT NULL THEN amends.demo_at(c.start_pos + c.work * 3 / 10, p_zone) END AS swap_at,
                         CASE WHEN c.waits > 0 THEN amends.demo_at(c.start_pos + c.work / 2, p_zone) END AS wait_from,
                         CASE WHEN c.waits > 0 THEN amends.demo_at(c.start_pos + c.work / 2 + c.waits, p_zone) END AS wait_to
                    FROM (
                      SELECT b.*, b.p0 + coalesce(sum(b.work + b.waits) FILTER (WHERE b.seq IS NOT NULL) OVER before, 0)::bigint AS start_pos,
                             coalesce(bool_or(b.gives AND b.seq IS NOT NULL AND b.kind <> 'close') OVER round, false) AS resolved_before,
                             lag(b.team_id) OVER way AS prev_team, lag(coalesce(b.swap_to, b.person)) OVER way AS prev_holder
                        FROM (SELECT * FROM amends.demo_draw(k, v_team_tech, v_tech, v_logistics, v_finance, v_heads, v_managers, v_agents, v_tier)) b
                      WINDOW before AS (PARTITION BY b.ticket_id ORDER BY b.ordinal ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING),
                             round AS (PARTITION BY b.ticket_id, b.round ORDER BY b.ordinal ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING),
                             way AS (PARTITION BY b.ticket_id, b.seq IS NULL ORDER BY b.ordinal)
                    ) c
                ) d
              WINDOW before AS (PARTITION BY d.ticket_id ORDER BY d.ordinal ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING),
                     upto AS (PARTITION BY d.ticket_id ORDER BY d.ordinal)
            ) e
            CROSS JOIN LATERAL (
              SELECT CASE WHEN e.cancelled_at IS NOT NULL THEN CASE WHEN e.ends = 'cancel' THEN 'skipped' WHEN e.kind = 'intake' THEN 'done' ELSE 'left' END
                          WHEN e.seq IS NULL THEN CASE WHEN e.before_at <= p_until THEN 'left' ELSE 'pending' END
                          WHEN e.started_at > p_until THEN 'pending' WHEN e.finished_at > p_until THEN 'current'
                          WHEN e.ends = 'reopen' THEN 'sent_back' ELSE 'done' END AS state) s
           WHERE e.round = 1 OR e.reopened_at <= p_until
        ) f
       ORDER BY f.ticket_id, f.ordinal
    ) g;
  ANALYZE pg_temp.demo_step;
END $$;
COMMENT ON FUNCTION amends.demo_plan_steps(int, timestamptz, text) IS 'draws how the steps of the planned tickets go, up to a moment';

-- Who and how long, one row a step. A step that ends early (reopened, cancelled) takes half its time, neither waits nor changes hands.
CREATE OR REPLACE FUNCTION amends.demo_draw(k bigint, p_team_tech int, p_tech int[], p_logistics int[], p_finance int[], p_heads int[], p_managers int[],
                                            p_agents int[], p_tier bigint)
RETURNS TABLE (ticket_id bigint, i bigint, opened_at timestamptz, p0 bigint, refund_end text, way_id int, ordinal int, round int, seq int, kind text, role text,
               team_id int, cal int, cal_zone text, limit_amount int, limit_unit text, limit_s int, anchor text, outcome text, gives boolean, from_queue boolean,
               coupon boolean, ends text, person int, work bigint, waits bigint, wait_reason text, stops boolean, swap_to int)
LANGUAGE plpgsql STABLE ROWS 200000 SET search_path = pg_catalog, pg_temp AS $$
BEGIN
  RETURN QUERY
  SELECT a.ticket_id, a.i, a.opened_at, a.p0, a.refund_end, a.way_id, a.ordinal, a.round, a.seq, a.kind, a.role, a.team_id, a.cal, a.cal_zone, a.limit_amount,
         a.limit_unit, a.limit_s, a.anchor, a.outcome, a.gives, a.from_queue AND a.ends IS NULL, a.coupon, a.ends, a.person, w.work / CASE WHEN a.ends IS NULL THEN 1 ELSE 2 END,
         CASE WHEN r.reason IS NULL OR a.ends IS NOT NULL THEN 0
              ELSE greatest(600, 21600 * exp(0.85 * amends.demo_normal(a.key, k + 93)) * CASE r.reason WHEN 'customer' THEN 1 ELSE 2 END)::bigint END,
         CASE WHEN a.ends IS NULL THEN r.reason END, coalesce(r.reason = 'customer' AND a.ends IS NULL, false),
         CASE WHEN a.ends IS NULL AND a.seq > 1 AND a.kind IN ('work', 'close') AND a.role IN ('agent', 'specialist') AND cardinality(a.ids) > 1 AND amends.demo_u(a.key, k + 94) < 0.03 + 0.03 * (d.speed - 0.62)
              THEN a.ids[1 + ((array_position(a.ids, a.person) + floor(amends.demo_u(a.key, k + 95) * (cardinality(a.ids) - 1))::int) % cardinality(a.ids))] END
    FROM (
      SELECT t.id AS ticket_id, t.i, t.opened_at, t.p0, t.refund_end, t.load, t.month_no, y.way_id, y.ordinal, y.round,
             CASE WHEN t.refund_end IN ('refused', 'withdrawn') AND y.kind IN ('refund_confirm', 'refund_pay') THEN NULL ELSE y.seq END AS seq,
             y.kind, y.role, y.code, y.team_id, y.cal, y.cal_zone, y.limit_amount, y.limit_unit, y.limit_s, y.anchor, y.budget, y.stoppable,
             CASE WHEN y.kind = 'refund_review' AND t.refund_end <> 'paid' THEN t.refund_end WHEN y.kind = 'refund_review' THEN 'approved' ELSE y.outcome END AS outcome,
             y.gives, y.round = 1 AND y.seq = 2 AND y.role = 'agent' AND t.channel IN ('web', 'email') AS from_queue,
             y.coupon_minor IS NOT NULL AND amends.demo_u(t.i, k + 82) < 0.24 AS coupon,
             CASE WHEN t.cancel AND y.seq = 2 THEN 'cancel' WHEN t.reopen AND NOT t.cancel AND y.kind = 'close' AND y.round = 1 THEN 'reopen' END AS ends,
             t.i * 32 + y.ordinal AS key, CASE y.role WHEN 'agent' THEN p_agents ELSE q.ids END AS ids,
             -- the colleague pays sometimes, and always above the tier
             q.ids[1 + (floor(amends.demo_u(t.i * 32 + CASE y.role WHEN 'finance' THEN 0 ELSE y.proc_ordinal END, k + 81) * cardinality(q.ids))::int
                        + CASE WHEN y.kind = 'refund_pay' AND (t.amount_minor > p_tier OR amends.demo_u(t.i, k + 83) < 0.25) THEN 1 ELSE 0 END) % cardinality(q.ids)] AS person
        FROM pg_temp.demo_ticket t
        JOIN pg_temp.demo_way y ON y.route_id = t.route_id
        CROSS JOIN LATERAL (SELECT CASE y.role WHEN 'agent' THEN ARRAY[t.agent] WHEN 'supervisor' THEN p_heads WHEN 'manager' THEN p_managers WHEN 'finance' THEN p_finance
                                     ELSE CASE WHEN y.team_id = p_team_tech THEN p_tech ELSE p_logistics END END AS ids) q
       WHERE y.round = 1 OR t.reopen AND NOT t.cancel
    ) a
    JOIN pg_temp.demo_person d ON d.id = a.person
    CROSS JOIN LATERAL (
      SELECT CASE WHEN a.seq IS NULL OR a.seq = 1 THEN 0
                  ELSE greatest(45, a.budget * exp(ln(CASE a.kind WHEN 'close' THEN 0.27 ELSE 0.36 END) + 0.78 * amends.demo_normal(a.key, k + 91))
                         * d.speed * a.load * (1.22 - 0.026 * least(a.month_no, 15)) * exp(0.09 * amends.demo_normal(a.person * 100 + a.month_no, k + 92)))::bigint END AS work) w
    CROSS JOIN LATERAL (
      SELECT CASE WHEN a.seq IS NULL OR a.seq = 1 THEN NULL WHEN a.stoppable AND amends.demo_u(a.key, k + 96) < 0.09 THEN 'customer'
                  WHEN a.code = 'repair' AND amends.demo_u(a.key, k + 96) > 0.8 THEN 'part'
                  WHEN a.code = 'trace' AND amends.demo_u(a.key, k + 96) > 0.93 THEN 'carrier' END AS reason) r;
END $$;
COMMENT ON FUNCTION amends.demo_draw(bigint, int, int[], int[], int[], int[], int[], int[], bigint) IS 'holder, duration, waits and hand-overs of every step';

CREATE OR REPLACE FUNCTION amends.demo_plan_response(p_seed int, p_until timestamptz, p_zone text) RETURNS void
LANGUAGE plpgsql VOLATILE SET search_path = pg_catalog, pg_temp AS $$
DECLARE k bigint := p_seed::bigint * 1000;
BEGIN
  UPDATE pg_temp.demo_ticket t
     SET response_due_at = t.opened_at + make_interval(secs => n.secs),
         response_at = CASE WHEN t.filer IS NOT NULL THEN t.opened_at WHEN n.at <= p_until THEN n.at END,
         response_by = CASE WHEN t.filer IS NOT NULL THEN t.filer WHEN n.at <= p_until THEN n.person END
    FROM (
      SELECT r.id, r.secs, s.person,
             CASE WHEN s.state <> 'skipped' THEN amends.demo_at(s.start_pos + greatest(s.work / 5 + 20,
               least(s.work * 29 / 100, (r.secs * 0.3 * exp(0.9 * amends.demo_normal(s.i, k + 97)))::bigint)), p_zone) END AS at
        FROM (
          SELECT x.id, least(p.response_amount * CASE p.response_unit WHEN 'min' THEN 60 ELSE 3600 END,
                   CASE WHEN v.response_unit IN ('min', 'h') THEN v.response_amount * CASE v.response_unit WHEN 'min' THEN 60 ELSE 3600 END END,
                   CASE WHEN c.response_unit IN ('min', 'h') THEN c.response_amount * CASE c.response_unit WHEN 'min' THEN 60 ELSE 3600 END END)::float8 AS secs
            FROM pg_temp.demo_ticket x
            JOIN amends.priority p ON p.id = x.priority_id
            JOIN amends.procedure_version v ON v.id = x.pv_id
            JOIN amends.channel c ON c.code = x.channel
        ) r
        JOIN pg_temp.demo_step s ON s.ticket_id = r.id AND s.seq = 2
    ) n
   WHERE n.id = t.id;
END $$;
COMMENT ON FUNCTION amends.demo_plan_response(int, timestamptz, text) IS 'when the first response was due and given';
