-- "Why this deadline?": the worked sum from the ledger and the calendar, a row a day.

CREATE OR REPLACE FUNCTION amends.explain_span(p_calendar int, p_from timestamptz, p_to timestamptz, p_unit text)
RETURNS TABLE (day date, from_at timestamptz, to_at timestamptz, seconds bigint, kind text, label jsonb)
LANGUAGE plpgsql STABLE SET search_path = pg_catalog, pg_temp AS $$
DECLARE v_zone text := (SELECT v.zone FROM amends.calendar_version v WHERE v.id = p_calendar);
BEGIN
  IF p_from >= p_to THEN
    RETURN;
  ELSIF p_unit IN ('min', 'h') THEN  -- day and night, cut at local midnight
    RETURN QUERY
      SELECT d.day, greatest(d.day::timestamp AT TIME ZONE v_zone, p_from), least((d.day + 1)::timestamp AT TIME ZONE v_zone, p_to),
             amends.clock_remaining(p_calendar, greatest(d.day::timestamp AT TIME ZONE v_zone, p_from),
                                    least((d.day + 1)::timestamp AT TIME ZONE v_zone, p_to), p_unit), 'running'::text, NULL::jsonb
        FROM (SELECT (p_from AT TIME ZONE v_zone)::date + i AS day
                FROM generate_series(0, ((p_to - interval '1 microsecond') AT TIME ZONE v_zone)::date - (p_from AT TIME ZONE v_zone)::date) i) d;
  ELSE
    RETURN QUERY
      SELECT e.day, e.starts, e.ends, e.seconds, CASE e.kind WHEN 'work' THEN 'running' WHEN 'makeup' THEN 'make_up' ELSE e.kind END, e.label
        FROM amends.calendar_explain(p_calendar, p_from, p_to) e
       WHERE e.kind IN ('holiday', 'off') OR e.seconds > 0;
  END IF;
END $$;
COMMENT ON FUNCTION amends.explain_span(int, timestamptz, timestamptz, text) IS 'rows of a clock from one moment to another, by day';

-- The stretches of the ledger that a step's clock looks at: before the step on its first calendar, within it on each one's own.
CREATE OR REPLACE FUNCTION amends.explain_spans(p_t amends.ticket, p_s amends.ticket_step, p_now timestamptz)
RETURNS TABLE (from_at timestamptz, to_at timestamptz, calendar int, stands boolean, wait_label jsonb, open boolean)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
  WITH first AS (
    SELECT min(g.ordinal) AS ordinal,
           (SELECT f.calendar_version_id FROM amends.segment f WHERE f.ticket_id = p_t.id AND f.step_id = p_s.id ORDER BY f.ordinal LIMIT 1) AS calendar
      FROM amends.segment g WHERE g.ticket_id = p_t.id AND g.step_id = p_s.id)
  SELECT g.from_at, coalesce(g.to_at, p_now), CASE WHEN g.step_id = p_s.id THEN g.calendar_version_id ELSE first.calendar END,
         g.state = 'closed' OR amends.clock_stops(g.wait_reason),
         CASE WHEN g.state = 'closed' THEN '{"zh_CN": "已关闭", "en": "closed"}'::jsonb ELSE w.label END, g.to_at IS NULL
    FROM first, amends.segment g LEFT JOIN amends.wait_reason w ON w.code = g.wait_reason
   WHERE g.ticket_id = p_t.id AND (g.step_id = p_s.id OR p_s.anchor = 'intake' AND g.ordinal < first.ordinal)
   ORDER BY g.ordinal
$$;
COMMENT ON FUNCTION amends.explain_spans(amends.ticket, amends.ticket_step, timestamptz) IS 'the stretches of the ledger in which a step''s clock ran or stood';

-- The stretch that runs now reaches to the due moment although that lies ahead; what is beyond it is late.
CREATE OR REPLACE FUNCTION amends.explain_rows(p_t amends.ticket, p_s amends.ticket_step, p_now timestamptz)
RETURNS TABLE (day date, from_at timestamptz, to_at timestamptz, seconds bigint, running bigint, kind text, label jsonb)
LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE
  v_limit bigint := amends.step_limit_s(p_s, p_t.opened_at); v_run bigint := 0; v_span record; v_end timestamptz; v_row record; v_zone text;
BEGIN
  FOR v_span IN SELECT * FROM amends.explain_spans(p_t, p_s, p_now) LOOP
    SELECT v.zone INTO v_zone FROM amends.calendar_version v WHERE v.id = v_span.calendar;
    CONTINUE WHEN v_span.from_at = v_span.to_at AND NOT v_span.open;
    IF v_span.stands THEN
      day := (v_span.from_at AT TIME ZONE v_zone)::date; from_at := v_span.from_at; to_at := v_span.to_at; running := v_run;
      seconds := amends.clock_remaining(v_span.calendar, v_span.from_at, v_span.to_at, p_s.limit_unit); kind := 'waiting'; label := v_span.wait_label;
      RETURN NEXT;
      CONTINUE;
    END IF;
    v_end := v_span.from_at;
    IF v_run < v_limit THEN
      v_end := amends.clock_resume_extend(v_span.calendar, v_span.from_at, v_limit - v_run, p_s.limit_unit);
      IF NOT v_span.open THEN
        v_end := least(v_end, v_span.to_at);
      END IF;
      FOR v_row IN SELECT * FROM amends.explain_span(v_span.calendar, v_span.from_at, v_end, p_s.limit_unit) LOOP
        v_run := v_run + CASE WHEN v_row.kind IN ('running', 'make_up') THEN v_row.seconds ELSE 0 END;
        day := v_row.day; from_at := v_row.from_at; to_at := v_row.to_at; seconds := v_row.seconds; running := v_run; kind := v_row.kind; label := v_row.label;
        RETURN NEXT;
      END LOOP;
    END IF;
    IF v_end < v_span.to_at AND v_run >= v_limit THEN
      seconds := amends.clock_remaining(v_span.calendar, v_end, v_span.to_at, p_s.limit_unit);
      v_run := v_run + seconds;
      day := (v_end AT TIME ZONE v_zone)::date; from_at := v_end; to_at := v_span.to_at; running := v_run; kind := 'late'; label := NULL;
      RETURN NEXT;
    END IF;
  END LOOP;
END $$;
COMMENT ON FUNCTION amends.explain_rows(amends.ticket, amends.ticket_step, timestamptz) IS
  'worked sum of a step''s deadline: running, waiting, free and late stretches with the running total';

CREATE OR REPLACE FUNCTION amends.clock_used_by(p_t amends.ticket, p_s amends.ticket_step, p_now timestamptz) RETURNS bigint
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
  SELECT coalesce(sum(amends.clock_remaining(x.calendar, x.from_at, x.to_at, p_s.limit_unit)), 0)::bigint
    FROM amends.explain_spans(p_t, p_s, p_now) x WHERE NOT x.stands
$$;
COMMENT ON FUNCTION amends.clock_used_by(amends.ticket, amends.ticket_step, timestamptz) IS 'seconds of its clock that a step has used up to now, off the ledger';

-- From the ledger alone: what the stored due time must be. Null while the clock stands.
CREATE OR REPLACE FUNCTION amends.step_due_by_ledger(p_t amends.ticket, p_s amends.ticket_step) RETURNS timestamptz
LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE v_left bigint := amends.step_limit_s(amends.step_begun(p_s), p_t.opened_at); v_due timestamptz; v_span record; v_moved boolean := false;
BEGIN
  IF v_left IS NULL THEN
    RETURN NULL;
  END IF;
  v_due := amends.due_at_extend((amends.step_begun(p_s)).calendar_version_id,
             CASE p_s.anchor WHEN 'intake' THEN p_t.opened_at ELSE p_s.started_at END, p_s.limit_amount, p_s.limit_unit);
  FOR v_span IN SELECT * FROM amends.explain_spans(p_t, p_s, now()) LOOP
    IF v_span.stands OR p_s.limit_unit NOT IN ('min', 'h') AND v_span.calendar <> (amends.step_begun(p_s)).calendar_version_id THEN
      v_moved := true;
    END IF;
    IF v_span.stands THEN
      v_due := NULL;
    ELSE
      IF v_moved THEN
        v_due := amends.clock_resume_extend(v_span.calendar, v_span.from_at, v_left, p_s.limit_unit);
      END IF;
      v_left := v_left - amends.clock_remaining(v_span.calendar, v_span.from_at, v_span.to_at, p_s.limit_unit);
    END IF;
  END LOOP;
  RETURN v_due;
END $$;
COMMENT ON FUNCTION amends.step_due_by_ledger(amends.ticket, amends.ticket_step) IS 'due time of a step recomputed from the ledger';

CREATE OR REPLACE FUNCTION amends.step_begun(p_s amends.ticket_step) RETURNS amends.ticket_step
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
BEGIN
  SELECT coalesce((SELECT g.calendar_version_id FROM amends.segment g WHERE g.ticket_id = p_s.ticket_id AND g.step_id = p_s.id ORDER BY g.ordinal LIMIT 1),
                  p_s.calendar_version_id) INTO p_s.calendar_version_id;
  RETURN p_s;
END $$;
COMMENT ON FUNCTION amends.step_begun(amends.ticket_step) IS 'a step with the calendar it began on, before any hand-over';

CREATE OR REPLACE FUNCTION amends.calendar_json(p_version int) RETURNS jsonb
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
  SELECT jsonb_build_object('code', c.code, 'label', c.label, 'zone', v.zone, 'ver', v.ver)
    FROM amends.calendar_version v JOIN amends.calendar c ON c.id = v.calendar_id WHERE v.id = p_version
$$;
COMMENT ON FUNCTION amends.calendar_json(int) IS 'which calendar a deadline was counted on';

CREATE OR REPLACE FUNCTION amends.deadline_explain(p_ticket bigint, p_step bigint, p_now timestamptz) RETURNS jsonb
LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE v_t amends.ticket; v_s amends.ticket_step; v_limit bigint; v_used bigint; v_rows jsonb;
BEGIN
  SELECT * INTO v_t FROM amends.ticket t WHERE t.id = p_ticket;
  IF p_step IS NULL AND v_t.due_kind = 'response' THEN
    RETURN amends.response_explain(v_t, p_now);
  END IF;
  SELECT * INTO v_s FROM amends.ticket_step s WHERE s.ticket_id = p_ticket AND s.id = coalesce(p_step, v_t.step_id);
  IF v_s.started_at IS NULL OR v_s.limit_amount IS NULL THEN
    PERFORM amends.fail('AM423', 'deadline.none');
  END IF;
  v_s := amends.step_begun(v_s);
  v_limit := amends.step_limit_s(v_s, v_t.opened_at);
  v_used := amends.clock_used_by(v_t, v_s, p_now);
  SELECT coalesce(jsonb_agg(jsonb_build_object('day', r.day, 'from', r.from_at, 'to', r.to_at, 'seconds', r.seconds, 'running', r.running,
                                               'kind', r.kind, 'label', r.label)), '[]')
    INTO v_rows FROM amends.explain_rows(v_t, v_s, p_now) r;
  RETURN jsonb_build_object('step', v_s.id, 'label', amends.step_label(v_t, v_s), 'of', 'step',
    'start', CASE v_s.anchor WHEN 'intake' THEN v_t.opened_at ELSE v_s.started_at END, 'due_at', v_s.due_at, 'amount', v_s.limit_amount,
    'unit', v_s.limit_unit, 'anchor', v_s.anchor, 'limit_s', v_limit, 'used_s', v_used, 'left_s', v_limit - v_used,
    'calendar', amends.calendar_json(v_s.calendar_version_id), 'rows', v_rows);
END $$;
COMMENT ON FUNCTION amends.deadline_explain(bigint, bigint, timestamptz) IS 'the worked sum of a deadline; step null: of the one that counts now';

-- The first response does not wait: from intake to the contact, or to its due moment.
CREATE OR REPLACE FUNCTION amends.response_explain(p_t amends.ticket, p_now timestamptz) RETURNS jsonb
LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE v_calendar int; v_zone text; v_norm record; v_limit bigint; v_used bigint; v_rows jsonb;
BEGIN
  SELECT s.calendar_version_id, v.zone INTO v_calendar, v_zone
    FROM amends.segment s JOIN amends.calendar_version v ON v.id = s.calendar_version_id WHERE s.ticket_id = p_t.id AND s.ordinal = 1;
  SELECT * INTO v_norm FROM amends.response_due(v_calendar, p_t.opened_at, p_t.channel, p_t.priority_id, p_t.procedure_version_id);
  v_norm.due_at := coalesce(p_t.response_due_at, v_norm.due_at);  -- a limit that had passed stays, whatever the norm is now
  v_limit := amends.clock_remaining(v_calendar, p_t.opened_at, v_norm.due_at, v_norm.unit);
  v_used := amends.clock_remaining(v_calendar, p_t.opened_at, coalesce(p_t.first_response_at, p_now), v_norm.unit);
  SELECT coalesce(jsonb_agg(jsonb_build_object('day', r.day, 'from', r.from_at, 'to', r.to_at, 'seconds', r.seconds, 'running', r.running,
                                               'kind', r.kind, 'label', r.label) ORDER BY r.place, r.from_at), '[]') INTO v_rows
    FROM (SELECT 1 AS place, e.*, sum(CASE WHEN e.kind IN ('running', 'make_up') THEN e.seconds ELSE 0 END) OVER (ORDER BY e.day, e.from_at) AS running
            FROM amends.explain_span(v_calendar, p_t.opened_at, v_norm.due_at, v_norm.unit) e
          UNION ALL
          SELECT 2, (v_norm.due_at AT TIME ZONE v_zone)::date, v_norm.due_at, p_now, v_used - v_limit, 'late', NULL, v_used WHERE v_used > v_limit AND p_t.first_response_at IS NULL) r;
  RETURN jsonb_build_object('step', NULL, 'of', 'response', 'by', v_norm.due_by, 'start', p_t.opened_at, 'due_at', v_norm.due_at,
    'amount', v_norm.amount, 'unit', v_norm.unit, 'anchor', 'intake', 'limit_s', v_limit, 'used_s', v_used, 'left_s', v_limit - v_used,
    'calendar', amends.calendar_json(v_calendar), 'rows', v_rows);
END $$;
COMMENT ON FUNCTION amends.response_explain(amends.ticket, timestamptz) IS 'the worked sum of the first response''s deadline';
