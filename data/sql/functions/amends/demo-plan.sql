-- A plausible history, part 1: the plan. Who works, on which days, what customers want, how each ticket's steps go.
--
-- Everything is drawn from hashes of (ticket, purpose, seed), so a seed always gives the same world. Staff work from 09:00 to
-- 21:00 site time; "desk seconds" count only those hours, which makes nights fall out of every duration by themselves:
--   pos(t) = day × 43200 + seconds since 09:00, held within 0 … 43200;   at(pos) is its inverse
-- The plan lives in temporary tables (demo_*), made anew for a stretch of days, then written by demo-write.sql.

CREATE OR REPLACE FUNCTION amends.demo_u(p_key bigint, p_salt bigint) RETURNS float8
LANGUAGE sql IMMUTABLE PARALLEL SAFE
RETURN (pg_catalog.hashint8extended(p_key, p_salt) & 9007199254740991) / 9007199254740992.0::float8;
COMMENT ON FUNCTION amends.demo_u(bigint, bigint) IS 'a number from 0 up to 1, always the same for the same key and salt';

CREATE OR REPLACE FUNCTION amends.demo_normal(p_key bigint, p_salt bigint) RETURNS float8
LANGUAGE sql IMMUTABLE PARALLEL SAFE
RETURN pg_catalog.sqrt(-2 * pg_catalog.ln(1 - amends.demo_u(p_key, p_salt))) * pg_catalog.cos(6.283185307179586 * amends.demo_u(p_key, p_salt + 500));
COMMENT ON FUNCTION amends.demo_normal(bigint, bigint) IS 'a number from the standard normal distribution';

CREATE OR REPLACE FUNCTION amends.demo_pos(p_local timestamp) RETURNS bigint
LANGUAGE sql IMMUTABLE PARALLEL SAFE
RETURN (p_local::date - '2000-01-01'::date)::bigint * 43200
       + least(43200, greatest(0, extract(epoch FROM p_local - date_trunc('day', p_local))::bigint - 32400));
COMMENT ON FUNCTION amends.demo_pos(timestamp) IS 'desk seconds at a local time';

CREATE OR REPLACE FUNCTION amends.demo_at(p_pos bigint, p_zone text) RETURNS timestamptz
LANGUAGE sql STABLE PARALLEL SAFE
RETURN ('2000-01-01 09:00'::timestamp + pg_catalog.make_interval(days => (p_pos / 43200)::int, secs => (p_pos % 43200)::float8)) AT TIME ZONE p_zone;
COMMENT ON FUNCTION amends.demo_at(bigint, text) IS 'moment of a desk second';

-- People ------------------------------------------------------------------------------------------

-- Adds people without a login until as many act as asked for: 6 of 10 agents, 2 technical, 1 logistics, 1 finance. At least one for
-- each kind of work and two in finance, and somebody to lead them, whatever was asked for.
CREATE OR REPLACE FUNCTION amends.demo_staff(p_staff int, p_seed int) RETURNS int
LANGUAGE plpgsql VOLATILE SET search_path = pg_catalog, pg_temp AS $$
DECLARE v_have int; v_from int; v_first text[]; v_new int; v_salt bigint := p_seed::bigint * 1000 + 17;
BEGIN
  IF (SELECT count(*) FROM amends.team t WHERE t.code IN ('service', 'tech', 'logistics', 'finance')) < 4 THEN
    PERFORM amends.fail('AM423', 'demo.no_teams');
  END IF;
  PERFORM amends.demo_leads(v_salt);
  SELECT count(*) INTO v_have FROM amends.person p WHERE p.active AND p.role IN ('agent', 'specialist', 'finance', 'supervisor');
  SELECT count(*) INTO v_from FROM amends.person p WHERE p.employee_no LIKE 'D%';
  SELECT array_agg(w.code) INTO v_first
    FROM (VALUES ('service', 'agent', 1), ('tech', 'specialist', 1), ('logistics', 'specialist', 1), ('finance', 'finance', 2)) w (code, role, n),
         generate_series(1, w.n - (SELECT count(*)::int FROM amends.person p JOIN amends.team t ON t.id = p.home_team_id
                                    WHERE t.code = w.code AND p.role = w.role AND p.active));
  v_new := greatest(coalesce(p_staff, 0) - v_have, coalesce(cardinality(v_first), 0));
  INSERT INTO amends.person (employee_no, name, role, department_id, home_team_id, superior_id, level, skills, load_cap_min, on_duty, duty_changed_at)
  SELECT 'D' || lpad((v_from + i)::text, 5, '0'), amends.demo_customer_name(i, v_salt),
         CASE t.code WHEN 'service' THEN 'agent' WHEN 'finance' THEN 'finance' ELSE 'specialist' END, t.department_id, t.id, t.lead_id,
         CASE t.code WHEN 'service' THEN '售后客服' WHEN 'finance' THEN '财务专员' ELSE '售后专员' END,
         CASE t.code WHEN 'service' THEN ARRAY['refund', 'exchange'] || CASE WHEN i % 3 = 0 THEN ARRAY['complaint'] ELSE '{}' END
                     WHEN 'tech' THEN '{repair,support}' WHEN 'logistics' THEN '{logistics,exchange}' ELSE '{refund}' END,
         480, amends.demo_u(i, v_salt + 1) < 0.7, now()
    FROM generate_series(1, v_new) i
    JOIN amends.team t ON t.code = coalesce(v_first[i],
           CASE WHEN i % 10 = 3 THEN 'finance' WHEN i % 10 IN (1, 4) THEN 'tech' WHEN i % 10 = 7 THEN 'logistics' ELSE 'service' END)
   ORDER BY i;
  INSERT INTO amends.team_member (team_id, person_id)
  SELECT p.home_team_id, p.id FROM amends.person p WHERE p.employee_no LIKE 'D%' AND p.role <> 'manager' ON CONFLICT DO NOTHING;
  RETURN v_new;
END $$;
COMMENT ON FUNCTION amends.demo_staff(int, int) IS 'makes as many acting people as asked for; returns how many were new';

-- A manager, and a lead for every team that has none: supervisors for service and tech, the manager for the others.
CREATE OR REPLACE FUNCTION amends.demo_leads(p_salt bigint) RETURNS void
LANGUAGE plpgsql VOLATILE SET search_path = pg_catalog, pg_temp AS $$
DECLARE v_team record; v_manager int; v_lead int;
BEGIN
  SELECT p.id INTO v_manager FROM amends.person p WHERE p.role = 'manager' AND p.active ORDER BY p.id LIMIT 1;
  IF v_manager IS NULL THEN
    INSERT INTO amends.person (employee_no, name, role, department_id, home_team_id, level, on_duty, duty_changed_at)
    SELECT 'DM', amends.demo_customer_name(1, p_salt + 2), 'manager', t.department_id, t.id, '售后经理', true, now() FROM amends.team t WHERE t.code = 'service'
    RETURNING id INTO v_manager;
  END IF;
  FOR v_team IN SELECT * FROM amends.team t WHERE t.lead_id IS NULL AND t.code IN ('service', 'tech', 'logistics', 'finance') ORDER BY t.position LOOP
    v_lead := v_manager;
    IF v_team.code IN ('service', 'tech') THEN
      INSERT INTO amends.person (employee_no, name, role, department_id, home_team_id, superior_id, level, skills, on_duty, duty_changed_at)
      VALUES ('DL' || v_team.id, amends.demo_customer_name(v_team.id, p_salt + 3), 'supervisor', v_team.department_id, v_team.id, v_manager, '售后主管', '{complaint}', true, now())
      RETURNING id INTO v_lead;
    END IF;
    UPDATE amends.team SET lead_id = v_lead WHERE id = v_team.id;
  END LOOP;
END $$;
COMMENT ON FUNCTION amends.demo_leads(bigint) IS 'makes sure that somebody leads every team';

CREATE OR REPLACE FUNCTION amends.demo_tables() RETURNS void
LANGUAGE plpgsql VOLATILE SET search_path = pg_catalog, pg_temp AS $$
BEGIN
  DROP TABLE IF EXISTS pg_temp.demo_group, pg_temp.demo_person, pg_temp.demo_day, pg_temp.demo_sentence, pg_temp.demo_product, pg_temp.demo_route,
    pg_temp.demo_route_step, pg_temp.demo_pstep, pg_temp.demo_wd, pg_temp.demo_customer, pg_temp.demo_ticket, pg_temp.demo_step, pg_temp.demo_turn,
    pg_temp.demo_way, pg_temp.demo_end, pg_temp.demo_refund, pg_temp.demo_survey;
  CREATE TEMP TABLE demo_group (code text, ids int[]) ON COMMIT DROP;
  CREATE TEMP TABLE demo_person (id int, speed float8, care float8) ON COMMIT DROP;
  CREATE TEMP TABLE demo_day (day date, month_no int, load float8, first_i bigint, n int) ON COMMIT DROP;
  CREATE TEMP TABLE demo_sentence (idx int, category_id int, pv_id int, complaint boolean, code text, subject text, words text) ON COMMIT DROP;
  CREATE TEMP TABLE demo_product (idx int, product text, price_minor bigint) ON COMMIT DROP;
  CREATE TEMP TABLE demo_route (route_id int, pv_id int, routes int[], cum float8[], refunds boolean, reopens boolean) ON COMMIT DROP;
  CREATE TEMP TABLE demo_route_step (route_id int, pv_id int, seq int, ordinal int, outcome text, gives boolean) ON COMMIT DROP;
  CREATE TEMP TABLE demo_way (way_id int, route_id int, ordinal int, proc_ordinal int, round int, seq int, kind text, role text, code text, team_id int,
    cal int, cal_zone text, limit_amount int, limit_unit text, limit_s int, anchor text, effort_min int, resolves boolean, budget float8, stoppable boolean,
    record jsonb, record_coupon jsonb, coupon_minor bigint, outcome text, gives boolean) ON COMMIT DROP;
  CREATE TEMP TABLE demo_pstep (pv_id int, ordinal int, code text, kind text, role text, team_id int, cal int, cal_zone text, limit_amount int,
    limit_unit text, anchor text, effort_min int, resolves boolean, budget float8, stoppable boolean, record jsonb, record_coupon jsonb,
    coupon_minor bigint) ON COMMIT DROP;
  CREATE TEMP TABLE demo_wd (cal int, day date, amount int, due_at timestamptz) ON COMMIT DROP;
  CREATE TEMP TABLE demo_customer (idx bigint, id bigint, vip boolean, name text) ON COMMIT DROP;
  CREATE TEMP TABLE demo_ticket (id bigint, i bigint, opened_at timestamptz, day date, month_no int, n int, channel text, category_id int, pv_id int,
    complaint boolean, customer_id bigint, order_id bigint, priority_id int, scope text, filer int, agent int, subject text, words text,
    product text, price_minor bigint, route_id int, with_order boolean, refund_end text, amount_minor bigint, requested_minor bigint, reason text,
    cancel boolean, reopen boolean, p0 bigint, load float8, response_due_at timestamptz, response_at timestamptz, response_by int) ON COMMIT DROP;
  CREATE TEMP TABLE demo_step (id bigint, ticket_id bigint, i bigint, way_id int, ordinal int, round int, seq int, kind text, role text, team_id int,
    cal int, person int, holder int, outcome text, gives boolean, from_queue boolean, coupon boolean, ends text, start_pos bigint, work bigint,
    started_at timestamptz, finished_at timestamptz, finished_by int, take_at timestamptz, swap_at timestamptz, wait_from timestamptz, wait_to timestamptz,
    wait_reason text, stops boolean, resolved_before boolean, due_at timestamptz, warn_at timestamptz, remaining_s bigint, state text, reason text,
    prev_team int, prev_holder int) ON COMMIT DROP;
  CREATE TEMP TABLE demo_turn (ticket_id bigint, at timestamptz, rank int, step_id bigint, holder int, team_id int, state text, wait_reason text, cal int)
    ON COMMIT DROP;
  CREATE INDEX ON pg_temp.demo_step (ticket_id, seq);
  CREATE INDEX ON pg_temp.demo_step (id);
  CREATE INDEX ON pg_temp.demo_ticket (id);
END $$;
COMMENT ON FUNCTION amends.demo_tables() IS 'makes the temporary tables of a plan';

-- Tempers: everyone has a pace and a care of their own, so that scorecards differ for a reason.
CREATE OR REPLACE FUNCTION amends.demo_people(p_seed int) RETURNS void
LANGUAGE plpgsql VOLATILE SET search_path = pg_catalog, pg_temp AS $$
BEGIN
  INSERT INTO pg_temp.demo_group
  SELECT g.code, array_agg(g.id ORDER BY g.id)
    FROM (
      SELECT CASE WHEN p.role = 'agent' AND t.code = 'service' THEN 'agent' WHEN p.role = 'finance' THEN 'finance'
                  WHEN p.role = 'manager' THEN 'manager' WHEN p.role = 'specialist' AND t.code IN ('tech', 'logistics') THEN t.code END AS code, p.id
        FROM amends.person p LEFT JOIN amends.team t ON t.id = p.home_team_id WHERE p.active
      UNION SELECT CASE t.code WHEN 'service' THEN 'supervisor' ELSE 'tech' END, t.lead_id
        FROM amends.team t
       WHERE t.lead_id IS NOT NULL AND (t.code = 'service' OR t.code = 'tech' AND (SELECT count(*) FROM amends.team_member m WHERE m.team_id = t.id) < 6)
    ) g
   WHERE g.code IS NOT NULL GROUP BY g.code;
  IF (SELECT count(*) FROM pg_temp.demo_group) < 6
     OR EXISTS (SELECT FROM pg_temp.demo_group g WHERE g.code = 'finance' AND cardinality(g.ids) < 2) THEN
    PERFORM amends.fail('AM423', 'demo.no_people');  -- two in finance, else four eyes cannot be kept
  END IF;
  INSERT INTO pg_temp.demo_person
  SELECT DISTINCT p, 0.62 + 0.8 * amends.demo_u(p, p_seed::bigint * 1000 + 21), 0.5 * amends.demo_normal(p, p_seed::bigint * 1000 + 22)
    FROM pg_temp.demo_group g, unnest(g.ids) p;
END $$;
COMMENT ON FUNCTION amends.demo_people(int) IS 'who does what, with their pace and care';

-- Days --------------------------------------------------------------------------------------------

-- Shares of the days: weekday, season (sales in June and November), slow growth, chance; the last day only as far as it has come.
CREATE OR REPLACE FUNCTION amends.demo_days(p_tickets int, p_months int, p_seed int, p_until timestamptz, p_zone text) RETURNS void
LANGUAGE plpgsql VOLATILE SET search_path = pg_catalog, pg_temp AS $$
BEGIN
  WITH day AS (
    SELECT d::date AS day, ((extract(year FROM d) - extract(year FROM s.first)) * 12 + extract(month FROM d) - extract(month FROM s.first))::int AS month_no,
           (ARRAY[1.18, 1.08, 1.03, 1.0, 1.05, 0.86, 0.8])[extract(isodow FROM d)::int]
           * (ARRAY[0.95, 0.8, 1.0, 0.95, 1.05, 1.28, 1.0, 0.95, 1.0, 1.06, 1.4, 1.14])[extract(month FROM d)::int] AS season,
           CASE WHEN d::date = s.last::date THEN greatest(0.02, extract(epoch FROM s.last - date_trunc('day', s.last)) / 86400) ELSE 1 END AS share,
           amends.demo_u((d::date - '2000-01-01'::date)::bigint, p_seed::bigint * 1000 + 31) AS luck
      FROM (SELECT date_trunc('month', p_until AT TIME ZONE p_zone) - make_interval(months => p_months) AS first, p_until AT TIME ZONE p_zone AS last) s,
           generate_series(s.first, s.last, interval '1 day') d
  ), weight AS (
    SELECT day.*, season * (1 + 0.012 * month_no) * share * (0.85 + 0.3 * luck) AS w FROM day
  ), run AS (
    SELECT weight.*, floor(p_tickets * sum(w) OVER (ORDER BY day) / sum(w) OVER ())::bigint AS upto FROM weight
  )
  INSERT INTO pg_temp.demo_day
  SELECT day, month_no, sqrt(season), 1 + coalesce(lag(upto) OVER (ORDER BY day), 0), (upto - coalesce(lag(upto) OVER (ORDER BY day), 0))::int FROM run;
END $$;
COMMENT ON FUNCTION amends.demo_days(int, int, int, timestamptz, text) IS 'how many tickets each day brings';

-- Procedures --------------------------------------------------------------------------------------

CREATE OR REPLACE FUNCTION amends.demo_sentence_load() RETURNS void
LANGUAGE plpgsql VOLATILE SET search_path = pg_catalog, pg_temp AS $$
BEGIN
  INSERT INTO pg_temp.demo_sentence
  SELECT row_number() OVER (ORDER BY c.id, s.subject), c.id, amends.category_procedure(c.id), c.complaint, c.code, s.subject, s.words
    FROM amends.demo_sentences() s JOIN amends.category c ON c.code = s.category WHERE amends.category_procedure(c.id) IS NOT NULL;
  INSERT INTO pg_temp.demo_product SELECT row_number() OVER (ORDER BY p.product), p.product, p.price_minor FROM amends.demo_products() p;
END $$;
COMMENT ON FUNCTION amends.demo_sentence_load() IS 'sentences by category and procedure of this catalogue';

CREATE OR REPLACE FUNCTION amends.demo_record(p_fields jsonb, p_coupon boolean) RETURNS jsonb
LANGUAGE sql IMMUTABLE SET search_path = pg_catalog, pg_temp AS $$
  SELECT coalesce(jsonb_object_agg(f ->> 'code', CASE f ->> 'kind'
      WHEN 'choice' THEN (SELECT c.e ->> 'code' FROM jsonb_array_elements(f -> 'choices') WITH ORDINALITY c (e, n)
                           WHERE NOT c.e ? 'limit' AND (p_coupon OR NOT c.e ? 'coupon_minor')
                           ORDER BY (c.e ? 'coupon_minor') DESC, c.n = 2 DESC, c.n LIMIT 1)
      ELSE '已核实，按流程处理' END), '{}')
    FROM jsonb_array_elements(p_fields) f WHERE (f ->> 'required')::boolean
$$;
COMMENT ON FUNCTION amends.demo_record(jsonb, boolean) IS 'what a step records: its required fields; with or without the choice that books a coupon';

-- Steps with the desk seconds they may take: the limit itself up to half a day, half of it beyond; for a limit counted from
-- intake what the limits before have left.
CREATE OR REPLACE FUNCTION amends.demo_psteps() RETURNS void
LANGUAGE plpgsql VOLATILE SET search_path = pg_catalog, pg_temp AS $$
BEGIN
  WITH step AS (
    SELECT s.*, coalesce(t.id, i.id) AS team_id, coalesce(t.calendar_code, i.calendar_code) AS calendar_code,
           CASE s.limit_unit WHEN 'wd' THEN s.limit_amount * 43200.0 WHEN 'wh' THEN s.limit_amount * 3600.0 WHEN 'wmin' THEN s.limit_amount * 60.0
             WHEN 'min' THEN s.limit_amount * 60.0 WHEN 'h' THEN CASE WHEN s.limit_amount <= 12 THEN s.limit_amount * 3600.0 ELSE s.limit_amount * 1800.0 END
             ELSE 14400.0 END AS allowed
      FROM amends.procedure_step s
      LEFT JOIN amends.team t ON t.code = s.team_code
      JOIN amends.team i ON i.code = 'service'
     WHERE s.procedure_version_id IN (SELECT pv_id FROM pg_temp.demo_sentence)
  )
  INSERT INTO pg_temp.demo_pstep
  SELECT s.procedure_version_id, s.ordinal, s.code, s.kind, s.role, s.team_id, v.id, v.zone, s.limit_amount, s.limit_unit, s.anchor, s.effort_min,
         s.resolves,
         CASE s.anchor WHEN 'intake' THEN greatest(1500, s.allowed - coalesce((SELECT max(b.allowed) FROM step b
             WHERE b.procedure_version_id = s.procedure_version_id AND b.ordinal < s.ordinal AND b.anchor = 'intake' AND b.limit_amount IS NOT NULL
               AND b.allowed < s.allowed), 0)) ELSE s.allowed END,
         -- a limit in working days counted from intake would have to be carried over the pause: no pauses there
         s.kind = 'work' AND s.limit_unit IS DISTINCT FROM 'wd' AND NOT EXISTS (SELECT FROM step w WHERE w.procedure_version_id = s.procedure_version_id
             AND w.anchor = 'intake' AND w.limit_unit IN ('wd', 'wh', 'wmin')),
         amends.demo_record(s.record, false), amends.demo_record(s.record, true),
         (SELECT max((c ->> 'coupon_minor')::bigint) FROM jsonb_array_elements(s.record) f, jsonb_array_elements(f -> 'choices') c)
    FROM step s JOIN amends.calendar_version v ON v.id = amends.calendar_latest(s.calendar_code);
END $$;
COMMENT ON FUNCTION amends.demo_psteps() IS 'steps of the procedures in use with what they usually take';

-- Every way through a procedure, with its share: first outcomes are the usual ones.
CREATE OR REPLACE FUNCTION amends.demo_routes() RETURNS void
LANGUAGE plpgsql VOLATILE SET search_path = pg_catalog, pg_temp AS $$
BEGIN
  WITH RECURSIVE branch AS (
    SELECT s.procedure_version_id AS pv_id, s.ordinal, NULL::text AS outcome, s.ordinal + 1 AS next, s.resolves AS gives, 1.0::float8 AS share
      FROM amends.procedure_step s WHERE jsonb_array_length(s.outcomes) = 0
    UNION ALL
    SELECT s.procedure_version_id, s.ordinal, o.e ->> 'code', coalesce((o.e ->> 'next')::int, s.ordinal + 1),
           s.resolves OR coalesce((o.e ->> 'resolves')::boolean, false),
           CASE jsonb_array_length(s.outcomes) WHEN 1 THEN 1.0 WHEN 2 THEN (ARRAY[0.68, 0.32])[o.n] ELSE (ARRAY[0.55, 0.27, 0.18])[least(o.n, 3)] END
      FROM amends.procedure_step s, jsonb_array_elements(s.outcomes) WITH ORDINALITY o (e, n)
  ), walk AS (
    SELECT b.pv_id, ARRAY[b.ordinal] AS ordinals, ARRAY[b.outcome] AS outcomes, ARRAY[b.gives] AS gives, b.next, b.share AS weight
      FROM branch b WHERE b.ordinal = 1 AND b.pv_id IN (SELECT pv_id FROM pg_temp.demo_sentence)
    UNION ALL
    SELECT w.pv_id, w.ordinals || b.ordinal, w.outcomes || b.outcome, w.gives || b.gives, b.next, w.weight * b.share
      FROM walk w JOIN branch b ON b.pv_id = w.pv_id AND b.ordinal = w.next
     WHERE b.ordinal > w.ordinals[cardinality(w.ordinals)]
  ), whole AS (
    SELECT row_number() OVER (ORDER BY w.pv_id, w.ordinals)::int AS route_id, w.*
      FROM walk w WHERE NOT EXISTS (SELECT FROM branch b WHERE b.pv_id = w.pv_id AND b.ordinal = w.next)
  ), put AS (
    INSERT INTO pg_temp.demo_route_step
    SELECT r.route_id, r.pv_id, o.n, o.ordinal, r.outcomes[o.n], r.gives[o.n] FROM whole r, unnest(r.ordinals) WITH ORDINALITY o (ordinal, n)
  ), run AS (
    SELECT w.*, sum(w.weight) OVER (PARTITION BY w.pv_id ORDER BY w.route_id) / sum(w.weight) OVER (PARTITION BY w.pv_id) AS cum FROM whole w
  )
  INSERT INTO pg_temp.demo_route
  SELECT route_id, pv_id, array_agg(route_id) OVER w, array_agg(cum) OVER w,
         EXISTS (SELECT FROM pg_temp.demo_pstep p WHERE p.pv_id = run.pv_id AND p.ordinal = ANY (run.ordinals) AND p.kind = 'refund_review'),
         true = ANY (gives[:cardinality(gives) - 1])
    FROM run
  WINDOW w AS (PARTITION BY pv_id ORDER BY route_id ROWS BETWEEN UNBOUNDED PRECEDING AND UNBOUNDED FOLLOWING);
  PERFORM amends.demo_ways();
END $$;
COMMENT ON FUNCTION amends.demo_routes() IS 'ways through the procedures in use';

-- All steps a ticket of a route has: those of its way, those left out (no seq), and those that come again when it is reopened –
-- its work from the solving step on, behind the close step, limits from then on.
CREATE OR REPLACE FUNCTION amends.demo_ways() RETURNS void
LANGUAGE plpgsql VOLATILE SET search_path = pg_catalog, pg_temp AS $$
BEGIN
  ANALYZE pg_temp.demo_route_step;
  INSERT INTO pg_temp.demo_way
  SELECT row_number() OVER (), r.route_id, p.ordinal, p.ordinal, 1, s.seq, p.kind, p.role, p.code, p.team_id, p.cal, p.cal_zone, p.limit_amount, p.limit_unit,
         p.limit_amount * CASE p.limit_unit WHEN 'min' THEN 60 WHEN 'h' THEN 3600 END, p.anchor, p.effort_min, p.resolves, p.budget, p.stoppable,
         p.record, p.record_coupon, p.coupon_minor, s.outcome, coalesce(s.gives, false)
    FROM pg_temp.demo_route r JOIN pg_temp.demo_pstep p ON p.pv_id = r.pv_id
    LEFT JOIN pg_temp.demo_route_step s ON s.route_id = r.route_id AND s.ordinal = p.ordinal;
  INSERT INTO pg_temp.demo_way
  SELECT (SELECT max(way_id) FROM pg_temp.demo_way) + row_number() OVER (), w.route_id, l.ordinal + row_number() OVER n, w.ordinal, 2, l.seq + row_number() OVER n,
         w.kind, w.role, w.code, w.team_id, w.cal, w.cal_zone, w.limit_amount, w.limit_unit, w.limit_s, 'step', w.effort_min, w.resolves OR f.ordinal IS NULL,
         w.budget, false, w.record, w.record, NULL, w.outcome, w.gives OR f.ordinal IS NULL
    FROM pg_temp.demo_way l
    LEFT JOIN LATERAL (SELECT x.ordinal FROM pg_temp.demo_way x WHERE x.route_id = l.route_id AND x.seq IS NOT NULL AND x.kind = 'work'
                        ORDER BY x.resolves DESC, x.ordinal DESC LIMIT 1) f ON true
    JOIN pg_temp.demo_way w ON w.route_id = l.route_id AND w.seq IS NOT NULL AND w.kind IN ('work', 'close') AND w.ordinal >= coalesce(f.ordinal, l.ordinal)
   WHERE l.kind = 'close' AND l.seq IS NOT NULL
  WINDOW n AS (PARTITION BY w.route_id ORDER BY w.ordinal);
  ANALYZE pg_temp.demo_way;
END $$;
COMMENT ON FUNCTION amends.demo_ways() IS 'steps of every route, first and second round';

-- A limit in working days depends on the start day only: counted once a day by the calendar itself.
CREATE OR REPLACE FUNCTION amends.demo_working_days(p_until timestamptz) RETURNS void
LANGUAGE plpgsql VOLATILE SET search_path = pg_catalog, pg_temp AS $$
BEGIN
  INSERT INTO pg_temp.demo_wd
  SELECT l.cal, d.day, l.limit_amount, amends.due_at_extend(l.cal, (d.day + time '12:00') AT TIME ZONE l.cal_zone, l.limit_amount, 'wd')
    FROM (SELECT DISTINCT p.cal, p.cal_zone, p.limit_amount FROM pg_temp.demo_pstep p WHERE p.limit_unit = 'wd') l,
         (SELECT generate_series(min(day), max(day) + 60, interval '1 day')::date AS day FROM pg_temp.demo_day) d;
  CREATE INDEX ON pg_temp.demo_wd (cal, day, amount);
  ANALYZE pg_temp.demo_wd;
END $$;
COMMENT ON FUNCTION amends.demo_working_days(timestamptz) IS 'closes of working days by calendar, day and number';

-- Customers ---------------------------------------------------------------------------------------

CREATE OR REPLACE FUNCTION amends.demo_customers(p_n int, p_seed int) RETURNS void
LANGUAGE plpgsql VOLATILE SET search_path = pg_catalog, pg_temp AS $$
DECLARE v_since timestamptz := (SELECT min(day) FROM pg_temp.demo_day)::timestamptz; v_names record; v_salt bigint := p_seed::bigint * 1000 + 43;
BEGIN
  SELECT * INTO v_names FROM amends.demo_names();
  INSERT INTO pg_temp.demo_customer
  SELECT i, nextval(pg_get_serial_sequence('amends.customer', 'id')), amends.demo_u(i, p_seed::bigint * 1000 + 41) < 0.1,
         v_names.family[1 + (hashint8extended(i, v_salt) & 65535) % cardinality(v_names.family)]
         || v_names.first[1 + (hashint8extended(i, v_salt + 1) & 65535) % cardinality(v_names.first)]
         || CASE WHEN hashint8extended(i, v_salt + 2) & 3 = 0 THEN ''
                 ELSE v_names.second[1 + (hashint8extended(i, v_salt + 3) & 65535) % cardinality(v_names.second)] END
    FROM generate_series(1::bigint, p_n) i;
  INSERT INTO amends.customer (id, tier, mask_name, mask_phone, created_at) OVERRIDING SYSTEM VALUE
  SELECT c.id, CASE WHEN c.vip THEN 'vip' ELSE 'normal' END, left(c.name, 1) || '**', '***' || right(lpad((c.id % 100000000)::text, 8, '0'), 4),
         v_since - make_interval(hours => (c.idx % 2000)::int)
    FROM pg_temp.demo_customer c ORDER BY c.id;
  INSERT INTO amends.customer_pii (customer_id, name, phone)
  SELECT c.id, c.name, '100' || lpad((c.id % 100000000)::text, 8, '0') FROM pg_temp.demo_customer c ORDER BY c.id;
  CREATE INDEX ON pg_temp.demo_customer (idx);
  ANALYZE pg_temp.demo_customer;
END $$;
COMMENT ON FUNCTION amends.demo_customers(int, int) IS 'invented customers with the unassigned prefix 100';
