-- Import, part 2: what happened. Rows become events, events become the ledger and the ticket's state, survey answers and refunds.

-- Event rows: each says its kinds; a ticket whose rows tell no filing was filed with its first event.
CREATE OR REPLACE FUNCTION amends.import_events_rows() RETURNS void
LANGUAGE plpgsql VOLATILE SET search_path = pg_catalog, pg_temp AS $$
BEGIN
  INSERT INTO amends.import_event (ticket_key, seq, ord, at, kind, actor, text, body)
  SELECT s.ticket_key, s.seq, k.ord, s.at, k.kind, s.actor, s.text,
         CASE k.kind WHEN 'contact' THEN '{"direction": "out"}'::jsonb WHEN 'wait' THEN jsonb_build_object('reason', amends.import_wait(s.wait_reason)) ELSE '{}' END
    FROM amends.import_stage s, unnest(s.kinds) WITH ORDINALITY k (kind, ord);
  ANALYZE amends.import_event;
  INSERT INTO amends.import_event (ticket_key, seq, ord, at, kind, actor)
  SELECT h.ticket_key, h.seq, 0, h.opened_at, 'filed', h.opened_by
    FROM pg_temp.import_head h
   WHERE h.is_new AND NOT EXISTS (SELECT FROM amends.import_event e WHERE e.ticket_key = h.ticket_key AND e.kind = 'filed');
END $$;
COMMENT ON FUNCTION amends.import_events_rows() IS 'events of event rows';

CREATE OR REPLACE FUNCTION amends.import_wait(p_reason text) RETURNS text
LANGUAGE sql STABLE SET search_path = pg_catalog, pg_temp AS $$
  SELECT coalesce((SELECT w.code FROM amends.wait_reason w WHERE p_reason IN (w.code, w.label ->> 'zh_CN', w.label ->> 'en') LIMIT 1),
                  (SELECT w.code FROM amends.wait_reason w ORDER BY w.position LIMIT 1))
$$;
COMMENT ON FUNCTION amends.import_wait(text) IS 'wait reason by code or label; the first when it is not told';

-- Snapshot rows: what differs from the row before happened at the row's time. The ticket's own state stands before its first row.
CREATE OR REPLACE FUNCTION amends.import_snapshot_rows(p_options jsonb) RETURNS void
LANGUAGE plpgsql VOLATILE SET search_path = pg_catalog, pg_temp AS $$
DECLARE v_close_resolves boolean := coalesce((p_options ->> 'close_resolves')::boolean, false);
BEGIN
  INSERT INTO amends.import_event (ticket_key, seq, ord, at, kind, actor, text, body)
  SELECT d.ticket_key, d.seq, e.ord, e.at, e.kind, e.actor, CASE WHEN e.ord = d.first_ord THEN d.text END, e.body
    FROM (
      SELECT s.*, split_part(s.state, ':', 1) AS now, amends.import_wait(nullif(split_part(s.state, ':', 2), '')) AS reason, h.is_new, h.opened_by AS opener,
             h.opened_at AS opened, row_number() OVER w = 1 AS is_first, 99 AS first_ord,
             coalesce(lag(split_part(s.state, ':', 1)) OVER w, CASE WHEN NOT h.is_new THEN t.state END, 'new') AS before,
             coalesce(lag(amends.import_wait(nullif(split_part(s.state, ':', 2), ''))) OVER w, t.wait_reason) AS before_reason,
             CASE WHEN row_number() OVER w = 1 THEN p.source_key ELSE lag(s.holder) OVER w END AS before_holder,
             CASE WHEN row_number() OVER w = 1 THEN t.first_response_at IS NOT NULL ELSE coalesce(lag(s.responded) OVER w, false) END AS answered,
             coalesce(s.actor, s.holder) AS by
        FROM amends.import_stage s
        JOIN pg_temp.import_head h ON h.ticket_key = s.ticket_key
        JOIN amends.ticket t ON t.id = h.ticket_id
        LEFT JOIN amends.person p ON p.id = t.assignee_id
      WINDOW w AS (PARTITION BY s.ticket_key ORDER BY s.at, s.seq)
    ) d
    CROSS JOIN LATERAL (VALUES
      (0, 'filed', d.is_first AND d.is_new, d.opened, d.opener, '{}'::jsonb),
      (1, 'reopen', d.before IN ('resolved', 'closed') AND d.now IN ('new', 'open', 'waiting'), d.at, d.by, '{}'),
      (2, 'take', d.holder IS NOT NULL AND d.holder IS DISTINCT FROM d.before_holder, d.at, d.holder, '{}'),
      (3, 'contact', coalesce(d.responded, false) AND NOT d.answered, d.at, d.by, '{"direction": "out"}'),
      (4, 'resume', d.before = 'waiting' AND d.now IN ('new', 'open'), d.at, d.by, '{}'),
      (5, 'wait', d.now = 'waiting' AND (d.before <> 'waiting' OR d.before_reason <> d.reason), d.at, d.by, jsonb_build_object('reason', d.reason)),
      (6, 'resolve', d.now = 'resolved' AND d.before NOT IN ('resolved', 'closed')
                     OR d.now = 'closed' AND v_close_resolves AND d.before NOT IN ('resolved', 'closed'), d.at, d.by, '{}'),
      (7, 'close', d.now = 'closed' AND d.before <> 'closed', d.at, d.by, '{}'),
      (8, 'cancel', d.now = 'cancelled' AND d.before <> 'cancelled', d.at, d.by, '{}')
    ) e (ord, kind, happened, at, actor, body)
   WHERE e.happened;
  INSERT INTO amends.import_event (ticket_key, seq, ord, at, kind, actor, text)
  SELECT s.ticket_key, s.seq, 9, s.at, 'note', coalesce(s.actor, s.holder), s.text FROM amends.import_stage s WHERE s.text IS NOT NULL;
  PERFORM amends.import_final_values();
END $$;
COMMENT ON FUNCTION amends.import_snapshot_rows(jsonb) IS 'events that follow from what changed between snapshot rows';

-- Final-value columns know the moment better than the row that told of it: they move the event, or make it where no row told.
CREATE OR REPLACE FUNCTION amends.import_final_values() RETURNS void
LANGUAGE plpgsql VOLATILE SET search_path = pg_catalog, pg_temp AS $$
BEGIN
  DROP TABLE IF EXISTS pg_temp.import_final;
  CREATE TEMP TABLE import_final ON COMMIT DROP AS
  SELECT l.ticket_key, l.seq, v.ord, v.kind, v.at, v.by,
         (SELECT e.ctid FROM amends.import_event e WHERE e.ticket_key = l.ticket_key AND e.kind = v.kind
           ORDER BY CASE WHEN v.kind = 'contact' THEN -1 ELSE 1 END * e.seq DESC LIMIT 1) AS event
    FROM (SELECT DISTINCT ON (s.ticket_key) s.* FROM amends.import_stage s ORDER BY s.ticket_key, s.at DESC, s.seq DESC) l
    CROSS JOIN LATERAL (VALUES
      (3, 'contact', l.first_response_at, coalesce(l.first_response_by, l.holder, l.actor), true),
      (6, 'resolve', l.resolved_at, coalesce(l.resolved_by, l.holder, l.actor), split_part(l.state, ':', 1) IN ('resolved', 'closed')),
      (7, 'close', l.closed_at, coalesce(l.closed_by, l.actor, l.holder), split_part(l.state, ':', 1) = 'closed')) v (ord, kind, at, by, fits)
   WHERE v.at IS NOT NULL AND v.fits;
  UPDATE amends.import_event e
     SET at = f.at, actor = CASE f.kind WHEN 'resolve' THEN coalesce((SELECT s.resolved_by FROM amends.import_stage s WHERE s.seq = f.seq), e.actor)
                              WHEN 'close' THEN coalesce((SELECT s.closed_by FROM amends.import_stage s WHERE s.seq = f.seq), e.actor) ELSE coalesce(e.actor, f.by) END
    FROM pg_temp.import_final f WHERE f.event = e.ctid;
  INSERT INTO amends.import_event (ticket_key, seq, ord, at, kind, actor, body)
  SELECT f.ticket_key, f.seq, f.ord, f.at, f.kind, f.by, CASE f.kind WHEN 'contact' THEN '{"direction": "out"}'::jsonb ELSE '{}' END
    FROM pg_temp.import_final f JOIN pg_temp.import_head h ON h.ticket_key = f.ticket_key
   WHERE f.event IS NULL
     AND NOT EXISTS (SELECT FROM amends.event e WHERE e.ticket_id = h.ticket_id AND e.kind = f.kind AND e.happened_at = f.at);
END $$;
COMMENT ON FUNCTION amends.import_final_values() IS 'first response, resolution and closing at the moments the last row names';

CREATE OR REPLACE FUNCTION amends.import_events(p_source int) RETURNS bigint
LANGUAGE plpgsql VOLATILE SET search_path = pg_catalog, pg_temp AS $$
DECLARE v_n bigint;
BEGIN
  INSERT INTO amends.event (ticket_id, kind, happened_at, actor_id, text, body)
  SELECT h.ticket_id, e.kind, greatest(e.at, t.opened_at), p.id, e.text, e.body
    FROM amends.import_event e
    JOIN pg_temp.import_head h ON h.ticket_key = e.ticket_key
    JOIN amends.ticket t ON t.id = h.ticket_id
    LEFT JOIN amends.person p ON p.source_id = p_source AND p.source_key = e.actor
   ORDER BY e.seq, e.ord;
  GET DIAGNOSTICS v_n = ROW_COUNT;
  RETURN v_n;
END $$;
COMMENT ON FUNCTION amends.import_events(int) IS 'appends the events in the order of the file; returns how many';

-- State and ledger of the tickets of the run, read off all their events.
CREATE OR REPLACE FUNCTION amends.import_settle() RETURNS void
LANGUAGE plpgsql VOLATILE SET search_path = pg_catalog, pg_temp AS $$
BEGIN
  DROP TABLE IF EXISTS pg_temp.import_turn;
  CREATE TEMP TABLE import_turn ON COMMIT DROP AS
  SELECT g.ticket_id, g.n, g.at, g.state, CASE g.state WHEN 'waiting' THEN g.reason END AS wait_reason, max(g.taker) OVER (PARTITION BY g.ticket_id, g.hold) AS holder_id, g.actor_id
    FROM (
      SELECT f.*, count(f.taker) OVER (PARTITION BY f.ticket_id ORDER BY f.n) AS hold
        FROM (
          SELECT e.ticket_id, row_number() OVER (PARTITION BY e.ticket_id ORDER BY e.happened_at, e.id) AS n, e.happened_at AS at, e.actor_id,
                 CASE e.kind WHEN 'filed' THEN 'new' WHEN 'wait' THEN 'waiting' WHEN 'resolve' THEN 'resolved' WHEN 'close' THEN 'closed'
                   WHEN 'cancel' THEN 'cancelled' ELSE 'open' END AS state,
                 e.body ->> 'reason' AS reason, CASE WHEN e.kind = 'take' THEN e.actor_id END AS taker
            FROM amends.event e JOIN pg_temp.import_head h ON h.ticket_id = e.ticket_id
           WHERE e.kind IN ('filed', 'take', 'wait', 'resume', 'work', 'reopen', 'resolve', 'close', 'cancel')
        ) f
    ) g;
  CREATE INDEX ON pg_temp.import_turn (ticket_id, n);
  ANALYZE pg_temp.import_turn;
  DELETE FROM amends.segment s USING pg_temp.import_head h WHERE h.ticket_id = s.ticket_id;
  INSERT INTO amends.segment (ticket_id, ordinal, from_at, to_at, step_id, holder_id, team_id, state, wait_reason)
  SELECT u.ticket_id, u.n, u.at, u.next_at, s.id, u.holder_id, t.team_id, u.state, u.wait_reason
    FROM (SELECT v.*, lead(v.at) OVER (PARTITION BY v.ticket_id ORDER BY v.n) AS next_at FROM pg_temp.import_turn v) u
    JOIN amends.ticket t ON t.id = u.ticket_id
    JOIN amends.ticket_step s ON s.ticket_id = u.ticket_id
   WHERE u.next_at IS NOT NULL OR u.state NOT IN ('closed', 'cancelled');
  UPDATE amends.ticket_step s
     SET state = CASE WHEN l.state IN ('closed', 'cancelled') THEN 'done' ELSE 'current' END, assignee_id = l.holder_id,
         finished_at = CASE WHEN l.state IN ('closed', 'cancelled') THEN l.at END, finished_by = CASE WHEN l.state IN ('closed', 'cancelled') THEN l.actor_id END
    FROM amends.import_last() l WHERE l.ticket_id = s.ticket_id;
  UPDATE amends.ticket t
     SET state = l.state, wait_reason = l.wait_reason, assignee_id = l.holder_id, step_id = CASE WHEN l.state IN ('closed', 'cancelled') THEN NULL ELSE s.id END,
         closed_at = CASE WHEN l.state IN ('closed', 'cancelled') THEN l.at END, first_response_at = e.answered_at, first_response_by = e.answered_by,
         first_resolved_at = e.resolved[1], resolved_at = CASE WHEN l.state IN ('resolved', 'closed') THEN e.resolved[cardinality(e.resolved)] END, reopened = e.reopens
    FROM amends.import_last() l
    JOIN amends.ticket_step s ON s.ticket_id = l.ticket_id
    JOIN (SELECT x.ticket_id, array_agg(x.happened_at ORDER BY x.happened_at, x.id) FILTER (WHERE x.kind = 'resolve') AS resolved,
                 min(x.happened_at) FILTER (WHERE x.kind = 'contact' AND x.actor_id IS NOT NULL) AS answered_at,
                 (array_agg(x.actor_id ORDER BY x.happened_at, x.id) FILTER (WHERE x.kind = 'contact' AND x.actor_id IS NOT NULL))[1] AS answered_by,
                 count(*) FILTER (WHERE x.kind = 'reopen') AS reopens
            FROM amends.event x JOIN pg_temp.import_head h ON h.ticket_id = x.ticket_id GROUP BY x.ticket_id) e ON e.ticket_id = l.ticket_id
   WHERE t.id = l.ticket_id;
END $$;
COMMENT ON FUNCTION amends.import_settle() IS 'state, holder, ledger and dates of the tickets of the run';

CREATE OR REPLACE FUNCTION amends.import_last() RETURNS TABLE (ticket_id bigint, at timestamptz, state text, wait_reason text, holder_id int, actor_id int)
LANGUAGE plpgsql STABLE SET search_path = pg_catalog, pg_temp AS $$
BEGIN
  RETURN QUERY SELECT DISTINCT ON (u.ticket_id) u.ticket_id, u.at, u.state, u.wait_reason, u.holder_id, u.actor_id FROM pg_temp.import_turn u ORDER BY u.ticket_id, u.n DESC;
END $$;
COMMENT ON FUNCTION amends.import_last() IS 'the last turn of each ticket of the run';

CREATE OR REPLACE FUNCTION amends.import_surveys() RETURNS bigint
LANGUAGE plpgsql VOLATILE SET search_path = pg_catalog, pg_temp AS $$
DECLARE v_n bigint;
BEGIN
  WITH said AS (
    SELECT DISTINCT ON (s.ticket_key) s.*, h.ticket_id, h.last_at
      FROM amends.import_stage s JOIN pg_temp.import_head h ON h.ticket_key = s.ticket_key
     WHERE s.survey_solved IS NOT NULL OR s.survey_speed IS NOT NULL OR s.survey_attitude IS NOT NULL OR s.survey_overall IS NOT NULL
     ORDER BY s.ticket_key, s.seq DESC
  ), put AS (
    INSERT INTO amends.survey (ticket_id, sent_at, answered_at, via, solved, speed, attitude, overall, what, suggestion, credited_id)
    SELECT a.ticket_id, coalesce(a.survey_at, t.closed_at, t.resolved_at, a.last_at), coalesce(a.survey_at, t.closed_at, t.resolved_at, a.last_at), 'import',
           a.survey_solved, a.survey_speed, a.survey_attitude, a.survey_overall, a.survey_what, a.survey_suggestion,
           (SELECT e.actor_id FROM amends.event e WHERE e.ticket_id = a.ticket_id AND e.kind = 'resolve' ORDER BY e.happened_at DESC, e.id DESC LIMIT 1)
      FROM said a JOIN amends.ticket t ON t.id = a.ticket_id
    ON CONFLICT (ticket_id) DO UPDATE SET answered_at = excluded.answered_at, solved = excluded.solved, speed = excluded.speed, attitude = excluded.attitude,
      overall = excluded.overall, what = excluded.what, suggestion = excluded.suggestion, credited_id = excluded.credited_id
    RETURNING ticket_id, answered_at, solved, speed, attitude, overall, what
  ), told AS (
    INSERT INTO amends.event (ticket_id, kind, happened_at, text, body)
    SELECT p.ticket_id, 'survey', p.answered_at, p.what,
           jsonb_build_object('via', 'import', 'solved', p.solved, 'speed', p.speed, 'attitude', p.attitude, 'overall', p.overall) FROM put p
     WHERE NOT EXISTS (SELECT FROM amends.event e WHERE e.ticket_id = p.ticket_id AND e.kind = 'survey' AND e.happened_at = p.answered_at)
     ORDER BY p.ticket_id
  )
  UPDATE amends.ticket t SET survey_state = 'answered' FROM put p WHERE p.ticket_id = t.id;
  GET DIAGNOSTICS v_n = ROW_COUNT;
  RETURN v_n;
END $$;
COMMENT ON FUNCTION amends.import_surveys() IS 'survey answers of the run; returns how many tickets have one';

-- A refund that another system paid. It was decided there: four eyes are kept where the file names two people, else one name is left out.
-- What would be above what was paid, or already has a refund here, is told and left out.
CREATE OR REPLACE FUNCTION amends.import_refunds(p_source int, p_currency text, OUT added bigint, OUT problems jsonb)
LANGUAGE plpgsql VOLATILE SET search_path = pg_catalog, pg_temp AS $$
DECLARE v_row record; v_order amends.customer_order; v_ticket amends.ticket; v_amount bigint; v_state text; v_id bigint; v_who record;
BEGIN
  added := 0; problems := '[]';
  FOR v_row IN
    SELECT DISTINCT ON (s.ticket_key) s.*, h.ticket_id, h.customer_id, h.last_at, h.paid_minor AS order_paid
      FROM amends.import_stage s JOIN pg_temp.import_head h ON h.ticket_key = s.ticket_key
     WHERE coalesce(s.refund_confirmed_minor, s.refund_requested_minor) > 0 ORDER BY s.ticket_key, s.seq DESC
  LOOP
    v_amount := coalesce(v_row.refund_confirmed_minor, v_row.refund_requested_minor);
    SELECT * INTO v_ticket FROM amends.ticket t WHERE t.id = v_row.ticket_id;
    IF v_ticket.order_id IS NULL THEN
      INSERT INTO amends.customer_order (customer_id, ref, currency, paid_minor)
      VALUES (v_row.customer_id, left((SELECT i.code FROM amends.import_source i WHERE i.id = p_source) || ':' || v_row.ticket_key, 60), p_currency, coalesce(v_row.order_paid, v_amount))
      ON CONFLICT (ref) DO UPDATE SET ref = excluded.ref RETURNING id INTO v_ticket.order_id;
      UPDATE amends.ticket SET order_id = v_ticket.order_id WHERE id = v_ticket.id;
    END IF;
    SELECT * INTO v_order FROM amends.customer_order o WHERE o.id = v_ticket.order_id FOR UPDATE;
    IF EXISTS (SELECT FROM amends.refund r WHERE r.ticket_id = v_ticket.id) THEN
      CONTINUE;
    ELSIF v_row.refund_paid_at IS NOT NULL AND v_amount > v_order.paid_minor - v_order.committed_minor THEN
      problems := problems || jsonb_build_object('file', v_row.file, 'line', v_row.line, 'reason', 'refund.over_paid');
      CONTINUE;
    END IF;
    v_state := CASE WHEN v_row.refund_paid_at IS NOT NULL THEN 'paid' WHEN v_ticket.state IN ('closed', 'cancelled', 'resolved') THEN 'withdrawn' ELSE 'requested' END;
    SELECT amends.import_person(p_source, v_row.refund_reviewed_by) AS reviewed, x.confirmed, coalesce(amends.import_person(p_source, v_row.refund_paid_by), x.confirmed) AS paid
      INTO v_who
      FROM (SELECT coalesce(amends.import_person(p_source, v_row.refund_confirmed_by), amends.import_person(p_source, v_row.refund_paid_by),
                            amends.import_person(p_source, coalesce(v_row.actor, v_row.holder)), v_ticket.assignee_id) AS confirmed) x;
    IF v_state = 'paid' AND v_who.confirmed IS NULL THEN
      problems := problems || jsonb_build_object('file', v_row.file, 'line', v_row.line, 'reason', 'refund.nobody');
      CONTINUE;
    END IF;
    INSERT INTO amends.refund (ticket_id, order_id, state, currency, requested_minor, amount_minor, reason, policy_version_id, requested_at, reviewed_at, reviewed_by,
      confirmed_at, confirmed_by, paid_at, paid_by, method, payment_ref, decided_at)
    VALUES (v_ticket.id, v_order.id, v_state, v_order.currency, coalesce(v_row.refund_requested_minor, v_amount), v_amount,
      coalesce((SELECT r.code FROM amends.reason r WHERE r.kind = 'refund' AND v_row.refund_reason IN (r.code, r.label ->> 'zh_CN', r.label ->> 'en') LIMIT 1),
               (SELECT r.code FROM amends.reason r WHERE r.kind = 'refund' ORDER BY r.position DESC, r.code DESC LIMIT 1)),
      amends.refund_policy(), coalesce(v_row.refund_requested_at, v_ticket.opened_at), v_row.refund_reviewed_at,
      CASE WHEN v_who.reviewed IS DISTINCT FROM v_who.confirmed AND v_who.reviewed IS DISTINCT FROM v_who.paid THEN v_who.reviewed END,
      CASE WHEN v_state = 'paid' THEN coalesce(v_row.refund_confirmed_at, v_row.refund_paid_at) END, CASE WHEN v_state = 'paid' THEN v_who.confirmed END,
      CASE WHEN v_state = 'paid' THEN v_row.refund_paid_at END, CASE WHEN v_state = 'paid' THEN v_who.paid END,
      CASE WHEN v_state = 'paid' THEN coalesce(v_row.refund_method, 'import') END, CASE WHEN v_state = 'paid' THEN left(coalesce(v_row.refund_reference, v_row.ticket_key), 100) END,
      CASE v_state WHEN 'paid' THEN v_row.refund_paid_at WHEN 'withdrawn' THEN coalesce(v_ticket.closed_at, v_ticket.resolved_at, v_row.last_at) END)
    RETURNING id INTO v_id;
    IF v_state = 'paid' THEN
      UPDATE amends.customer_order o SET committed_minor = o.committed_minor + v_amount, refunded_minor = o.refunded_minor + v_amount,
             state = CASE WHEN o.refunded_minor + v_amount = o.paid_minor THEN 'refunded' ELSE 'part_refunded' END WHERE o.id = v_order.id;
      INSERT INTO amends.payment (order_id, kind, method, amount_minor, at) VALUES (v_order.id, 'refund', coalesce(v_row.refund_method, 'import'), -v_amount, v_row.refund_paid_at);
    END IF;
    INSERT INTO amends.event (ticket_id, kind, happened_at, actor_id, body)
    SELECT v_ticket.id, e.kind, e.at, e.actor, jsonb_build_object('refund', v_id, 'amount_minor', v_amount, 'currency', v_order.currency)
      FROM (VALUES (1, 'refund_requested', coalesce(v_row.refund_requested_at, v_ticket.opened_at), NULL::int),
                   (2, 'refund_paid', CASE WHEN v_state = 'paid' THEN v_row.refund_paid_at END, v_who.paid)) e (place, kind, at, actor)
     WHERE e.at IS NOT NULL ORDER BY e.place;
    added := added + 1;
  END LOOP;
END $$;
COMMENT ON FUNCTION amends.import_refunds(int, text) IS 'refunds of the run; returns how many, and which were left out';

CREATE OR REPLACE FUNCTION amends.import_apply(p_source int, p_shape text, p_options jsonb, p_currency text, p_files text[]) RETURNS jsonb
LANGUAGE plpgsql VOLATILE SET search_path = pg_catalog, pg_temp AS $$
DECLARE
  v_code text := (SELECT s.code FROM amends.import_source s WHERE s.id = p_source); v_currency text := coalesce(p_currency, (SELECT s.currency FROM amends.site s));
  v_known record; v_people bigint; v_terms bigint; v_customers bigint; v_tickets bigint; v_events bigint; v_surveys bigint; v_refunds record; v_report jsonb; v_run int;
BEGIN
  PERFORM amends.import_check_options(p_options);
  SELECT * INTO v_known FROM amends.import_drop_known(p_source);
  v_people := amends.import_people(p_source, v_code);
  v_terms := amends.import_terms();
  PERFORM amends.import_heads();
  v_customers := amends.import_customers(p_source, v_currency);
  v_tickets := amends.import_tickets(p_source, p_options);
  IF p_shape = 'events' THEN
    PERFORM amends.import_events_rows();
  ELSE
    PERFORM amends.import_snapshot_rows(p_options);
  END IF;
  v_events := amends.import_events(p_source);
  PERFORM amends.import_settle();
  v_surveys := amends.import_surveys();
  SELECT * INTO v_refunds FROM amends.import_refunds(p_source, v_currency);
  PERFORM amends.fact_refresh_range(r.from_id, r.to_id) FROM amends.import_ranges() r;
  ANALYZE amends.ticket, amends.ticket_step, amends.segment, amends.event, amends.ticket_fact, amends.customer, amends.person;
  v_report := jsonb_build_object('rows', (SELECT count(*) FROM amends.import_stage), 'copies', v_known.copies, 'known', v_known.known,
    'tickets_new', v_tickets, 'tickets_changed', (SELECT count(*) FROM pg_temp.import_head h WHERE NOT h.is_new), 'events', v_events, 'people', v_people,
    'customers', v_customers, 'terms', v_terms, 'surveys', v_surveys, 'refunds', v_refunds.added, 'problems', v_refunds.problems);
  INSERT INTO amends.import_run (source_id, files, report) VALUES (p_source, p_files, v_report) RETURNING id INTO v_run;
  INSERT INTO amends.import_row (source_id, hash, run_id) SELECT p_source, s.hash, v_run FROM amends.import_stage s;
  PERFORM amends.change_add('team', t.id) FROM amends.team t;
  PERFORM amends.change_add('catalogue', 0);
  DELETE FROM amends.import_stage;
  DELETE FROM amends.import_event;
  RETURN v_report;
END $$;
COMMENT ON FUNCTION amends.import_apply(int, text, jsonb, text, text[]) IS 'turns the rows on their way in into tickets with their history; returns what was added';

CREATE OR REPLACE FUNCTION amends.import_check_options(p_options jsonb) RETURNS void
LANGUAGE plpgsql STABLE SET search_path = pg_catalog, pg_temp AS $$
DECLARE v_key text; v_limit jsonb;
BEGIN
  FOR v_key IN SELECT k FROM jsonb_object_keys(p_options) k LOOP
    IF v_key NOT IN ('limits', 'calendar', 'close_resolves') THEN
      PERFORM amends.fail('AM422', 'import.option', jsonb_build_object('field', 'options.' || left(v_key, 60)));
    END IF;
  END LOOP;
  FOR v_key, v_limit IN SELECT l.key, l.value FROM jsonb_each(coalesce(p_options -> 'limits', '{}')) l LOOP
    IF v_key NOT IN ('response', 'resolve') OR jsonb_typeof(v_limit -> 'amount') IS DISTINCT FROM 'number' OR (v_limit ->> 'amount')::numeric NOT BETWEEN 1 AND 100000
       OR (v_limit ->> 'amount') !~ '^[0-9]+$' OR coalesce(v_limit ->> 'unit', '') NOT IN ('min', 'h', 'wmin', 'wh', 'wd') THEN
      PERFORM amends.fail('AM422', 'import.option', jsonb_build_object('field', 'options.limits.' || left(v_key, 60)));
    END IF;
  END LOOP;
  IF p_options ? 'calendar' AND amends.calendar_latest(p_options ->> 'calendar') IS NULL THEN
    PERFORM amends.fail('AM422', 'import.option', jsonb_build_object('field', 'options.calendar'));
  END IF;
END $$;
COMMENT ON FUNCTION amends.import_check_options(jsonb) IS 'refuses options of a mapping that are not known or make no sense';

-- Ids of the run in runs without holes, so that facts are refreshed set by set.
CREATE OR REPLACE FUNCTION amends.import_ranges() RETURNS TABLE (from_id bigint, to_id bigint)
LANGUAGE plpgsql STABLE SET search_path = pg_catalog, pg_temp AS $$
BEGIN
  RETURN QUERY
  SELECT min(g.ticket_id), max(g.ticket_id)
    FROM (SELECT h.ticket_id, h.ticket_id - row_number() OVER (ORDER BY h.ticket_id) AS grp, (row_number() OVER (ORDER BY h.ticket_id) - 1) / 20000 AS part FROM pg_temp.import_head h) g
   GROUP BY g.grp, g.part ORDER BY 1;
END $$;
COMMENT ON FUNCTION amends.import_ranges() IS 'ranges of ids of the tickets of the run';
