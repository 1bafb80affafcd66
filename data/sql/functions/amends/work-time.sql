-- Working time: positions on a calendar, and the deadlines, pauses and warnings counted with them.
--
-- Position = working seconds since the zero of the version, a prefix sum over work_interval. A deadline
-- is at (position (start) + limit), one index probe each way. Everything is whole seconds; an instant
-- counts with its fraction cut off.
--
--   due_at, clock_resume                  fail with calendar.out_of_range beyond the generated range
--   due_at_extend, clock_resume_extend    generate what is missing first, so for writers only

CREATE OR REPLACE FUNCTION amends.work_position(p_version int, p_at timestamptz)
RETURNS bigint
LANGUAGE plpgsql STABLE
SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
  v_cum bigint;
  v_starts timestamptz;
  v_ends timestamptz;
BEGIN
  SELECT i.cum, i.starts, i.ends INTO v_cum, v_starts, v_ends
    FROM amends.work_interval i
   WHERE i.calendar_version_id = p_version AND i.starts <= p_at
   ORDER BY i.starts DESC
   LIMIT 1;
  IF p_at <= v_ends THEN
    RETURN v_cum + floor(extract(epoch FROM p_at - v_starts))::bigint;
  END IF;
  -- outside every period: only here the range can have been left
  PERFORM FROM amends.calendar_version v
    WHERE v.id = p_version AND p_at BETWEEN v.covers_from AND v.covers_to;
  IF NOT FOUND THEN
    PERFORM amends.fail('AM422', 'calendar.out_of_range',
                        jsonb_build_object('version', p_version, 'at', p_at));
  END IF;
  IF v_ends IS NULL THEN
    RETURN (SELECT v.pos_from FROM amends.calendar_version v WHERE v.id = p_version);
  END IF;
  RETURN v_cum + extract(epoch FROM v_ends - v_starts)::bigint;
END
$$;

COMMENT ON FUNCTION amends.work_position(int, timestamptz) IS
  'working seconds before an instant, from the zero of the version; only differences mean anything';


CREATE OR REPLACE FUNCTION amends.work_at(p_version int, p_pos bigint)
RETURNS timestamptz
LANGUAGE plpgsql STABLE
SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
  v_at timestamptz;
  v_ends timestamptz;
BEGIN
  -- strictly before: a position between two periods is the end of the first
  SELECT i.starts + make_interval(secs => p_pos - i.cum), i.ends INTO v_at, v_ends
    FROM amends.work_interval i
   WHERE i.calendar_version_id = p_version AND i.cum < p_pos
   ORDER BY i.cum DESC
   LIMIT 1;
  IF v_at <= v_ends THEN
    RETURN v_at;
  END IF;
  SELECT v.covers_from INTO v_at
    FROM amends.calendar_version v
   WHERE v.id = p_version AND v.pos_from = p_pos;
  IF v_at IS NULL THEN
    PERFORM amends.fail('AM422', 'calendar.out_of_range',
                        jsonb_build_object('version', p_version, 'position', p_pos));
  END IF;
  RETURN v_at;
END
$$;

COMMENT ON FUNCTION amends.work_at(int, bigint) IS
  'instant of a position; between two periods the end of the first';


CREATE OR REPLACE FUNCTION amends.work_between(p_version int, p_from timestamptz, p_to timestamptz)
RETURNS bigint
LANGUAGE plpgsql STABLE
SET search_path = pg_catalog, pg_temp
AS $$
BEGIN
  RETURN amends.work_position(p_version, p_to) - amends.work_position(p_version, p_from);
END
$$;

COMMENT ON FUNCTION amends.work_between(int, timestamptz, timestamptz) IS
  'working seconds from one instant to another, negative when they are the other way round';


-- Deadlines -----------------------------------------------------------------------------------

CREATE OR REPLACE FUNCTION amends.calendar_check_limit(p_start timestamptz, p_amount int, p_unit text)
RETURNS void
LANGUAGE plpgsql IMMUTABLE
SET search_path = pg_catalog, pg_temp
AS $$
BEGIN
  IF p_unit IS NULL OR p_unit NOT IN ('min', 'h', 'wmin', 'wh', 'wd') THEN
    PERFORM amends.fail('AM422', 'calendar.bad_unit', jsonb_build_object('unit', p_unit));
  ELSIF p_amount IS NULL OR p_amount NOT BETWEEN 1 AND 100000 THEN
    PERFORM amends.fail('AM422', 'calendar.bad_amount', jsonb_build_object('amount', p_amount));
  ELSIF p_start IS NULL OR NOT isfinite(p_start) THEN
    PERFORM amends.fail('AM422', 'calendar.bad_time', jsonb_build_object('at', p_start));
  END IF;
END
$$;

COMMENT ON FUNCTION amends.calendar_check_limit(timestamptz, int, text) IS
  'refuses a limit that is not a positive number of min, h, wmin, wh or wd from a real instant';


CREATE OR REPLACE FUNCTION amends.work_day_number(p_version int, p_at timestamptz)
RETURNS int
LANGUAGE plpgsql STABLE
SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
  v_row amends.calendar_version;
  v_n int;
BEGIN
  SELECT * INTO v_row FROM amends.calendar_version v WHERE v.id = p_version;
  IF NOT coalesce(p_at >= v_row.covers_from AND p_at <= v_row.covers_to, false) THEN
    PERFORM amends.fail('AM422', 'calendar.out_of_range',
                        jsonb_build_object('version', p_version, 'at', p_at));
  END IF;
  SELECT d.n INTO v_n
    FROM amends.work_day d
   WHERE d.calendar_version_id = p_version AND d.day <= (p_at AT TIME ZONE v_row.zone)::date
   ORDER BY d.day DESC
   LIMIT 1;
  RETURN coalesce(v_n, v_row.n_from);
END
$$;

COMMENT ON FUNCTION amends.work_day_number(int, timestamptz) IS
  'ordinal of the last working day that began on or before the local day of an instant';


CREATE OR REPLACE FUNCTION amends.work_day_close(p_version int, p_n int)
RETURNS timestamptz
LANGUAGE plpgsql STABLE
SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
  v_closes timestamptz;
BEGIN
  SELECT d.closes INTO v_closes
    FROM amends.work_day d
   WHERE d.calendar_version_id = p_version AND d.n = p_n;
  IF NOT FOUND THEN
    PERFORM amends.fail('AM422', 'calendar.out_of_range',
                        jsonb_build_object('version', p_version, 'day', p_n));
  END IF;
  RETURN v_closes;
END
$$;

COMMENT ON FUNCTION amends.work_day_close(int, int) IS 'end of the last period of a working day, by its ordinal';


CREATE OR REPLACE FUNCTION amends.due_at(p_version int, p_start timestamptz, p_amount int, p_unit text)
RETURNS timestamptz
LANGUAGE plpgsql STABLE
SET search_path = pg_catalog, pg_temp
AS $$
BEGIN
  PERFORM amends.calendar_check_limit(p_start, p_amount, p_unit);
  CASE p_unit
    WHEN 'min' THEN
      RETURN p_start + make_interval(mins => p_amount);
    WHEN 'h' THEN
      RETURN p_start + make_interval(hours => p_amount);
    WHEN 'wd' THEN
      RETURN amends.work_day_close(p_version, amends.work_day_number(p_version, p_start) + p_amount);
    ELSE
      RETURN amends.work_at(p_version, amends.work_position(p_version, p_start)
                                       + p_amount::bigint * CASE p_unit WHEN 'wh' THEN 3600 ELSE 60 END);
  END CASE;
END
$$;

COMMENT ON FUNCTION amends.due_at(int, timestamptz, int, text) IS
  'due moment of a limit: min and h day and night, wmin and wh in working time, '
  'wd the close of the n-th working day after the day of the start';


CREATE OR REPLACE FUNCTION amends.calendar_reach(p_version int, p_pos bigint, p_n int)
RETURNS void
LANGUAGE plpgsql VOLATILE
SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
  v_row amends.calendar_version;
  v_before bigint;
BEGIN
  LOOP
    SELECT * INTO v_row FROM amends.calendar_version v WHERE v.id = p_version;
    IF coalesce(p_pos <= v_row.pos_to, true) AND coalesce(p_n <= v_row.n_to, true) THEN
      EXIT;
    END IF;
    v_before := v_row.pos_to;
    PERFORM amends.calendar_ensure(p_version, v_row.covers_to + interval '366 days');
    SELECT * INTO v_row FROM amends.calendar_version v WHERE v.id = p_version;
    IF v_row.pos_to = v_before THEN
      PERFORM amends.fail('AM422', 'calendar.no_hours', jsonb_build_object('version', p_version));
    END IF;
  END LOOP;
  IF p_pos < v_row.pos_from THEN
    PERFORM amends.fail('AM422', 'calendar.out_of_range',
                        jsonb_build_object('version', p_version, 'position', p_pos));
  END IF;
END
$$;

COMMENT ON FUNCTION amends.calendar_reach(int, bigint, int) IS
  'makes the generated range reach a position or the ordinal of a working day; '
  'a calendar without a working minute in a whole year has none to give';


CREATE OR REPLACE FUNCTION amends.due_at_extend(p_version int, p_start timestamptz, p_amount int, p_unit text)
RETURNS timestamptz
LANGUAGE plpgsql VOLATILE
SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
  v_pos bigint;
  v_n int;
BEGIN
  IF p_unit IN ('min', 'h') THEN
    RETURN amends.due_at(p_version, p_start, p_amount, p_unit);
  END IF;
  PERFORM amends.calendar_check_limit(p_start, p_amount, p_unit);
  PERFORM amends.calendar_ensure(p_version, p_start);
  IF p_unit = 'wd' THEN
    v_n := amends.work_day_number(p_version, p_start) + p_amount;
    PERFORM amends.calendar_reach(p_version, NULL, v_n);
    RETURN amends.work_day_close(p_version, v_n);
  END IF;
  v_pos := amends.work_position(p_version, p_start) + p_amount::bigint * CASE p_unit WHEN 'wh' THEN 3600 ELSE 60 END;
  PERFORM amends.calendar_reach(p_version, v_pos, NULL);
  RETURN amends.work_at(p_version, v_pos);
END
$$;

COMMENT ON FUNCTION amends.due_at_extend(int, timestamptz, int, text) IS
  'due_at for writers: generates the calendar as far as the deadline needs it';


-- Pausing and warning -------------------------------------------------------------------------

CREATE OR REPLACE FUNCTION amends.clock_remaining(p_version int, p_now timestamptz, p_due timestamptz, p_unit text)
RETURNS bigint
LANGUAGE plpgsql STABLE
SET search_path = pg_catalog, pg_temp
AS $$
BEGIN
  CASE p_unit
    WHEN 'min', 'h' THEN
      RETURN floor(extract(epoch FROM p_due))::bigint - floor(extract(epoch FROM p_now))::bigint;
    WHEN 'wmin', 'wh', 'wd' THEN
      RETURN amends.work_between(p_version, p_now, p_due);
    ELSE
      PERFORM amends.fail('AM422', 'calendar.bad_unit', jsonb_build_object('unit', p_unit));
  END CASE;
END
$$;

COMMENT ON FUNCTION amends.clock_remaining(int, timestamptz, timestamptz, text) IS
  'seconds left in the clock of the unit, negative when overdue; what a pause or a hand-over carries. '
  'Working days carry their working seconds: rounding up to a close again would give time away at every pause';


CREATE OR REPLACE FUNCTION amends.clock_resume(p_version int, p_now timestamptz, p_remaining bigint, p_unit text)
RETURNS timestamptz
LANGUAGE plpgsql STABLE
SET search_path = pg_catalog, pg_temp
AS $$
BEGIN
  CASE p_unit
    WHEN 'min', 'h' THEN
      RETURN date_trunc('second', p_now) + make_interval(secs => p_remaining);
    WHEN 'wmin', 'wh', 'wd' THEN
      RETURN amends.work_at(p_version, amends.work_position(p_version, p_now) + p_remaining);
    ELSE
      PERFORM amends.fail('AM422', 'calendar.bad_unit', jsonb_build_object('unit', p_unit));
  END CASE;
END
$$;

COMMENT ON FUNCTION amends.clock_resume(int, timestamptz, bigint, text) IS
  'due moment of a clock that goes on with the seconds it had left';


CREATE OR REPLACE FUNCTION amends.clock_resume_extend(p_version int, p_now timestamptz, p_remaining bigint, p_unit text)
RETURNS timestamptz
LANGUAGE plpgsql VOLATILE
SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
  v_pos bigint;
BEGIN
  IF p_unit IS NULL OR p_unit NOT IN ('wmin', 'wh', 'wd') THEN
    RETURN amends.clock_resume(p_version, p_now, p_remaining, p_unit);
  END IF;
  PERFORM amends.calendar_ensure(p_version, p_now);
  v_pos := amends.work_position(p_version, p_now) + p_remaining;
  PERFORM amends.calendar_reach(p_version, v_pos, NULL);
  RETURN amends.work_at(p_version, v_pos);
END
$$;

COMMENT ON FUNCTION amends.clock_resume_extend(int, timestamptz, bigint, text) IS
  'clock_resume for writers: generates the calendar as far as the deadline needs it';


CREATE OR REPLACE FUNCTION amends.warn_before(p_version int, p_due timestamptz, p_limit bigint, p_unit text, p_percent int)
RETURNS timestamptz
LANGUAGE plpgsql STABLE
SET search_path = pg_catalog, pg_temp
AS $$
BEGIN
  RETURN amends.clock_resume(p_version, p_due, -(p_limit * (100 - p_percent) / 100), p_unit);
END
$$;

COMMENT ON FUNCTION amends.warn_before(int, timestamptz, bigint, text, int) IS
  'moment at which a share of a limit of so many seconds has passed, counted back from a due moment '
  'that pauses may have moved';


CREATE OR REPLACE FUNCTION amends.warn_at(p_version int, p_start timestamptz, p_due timestamptz, p_unit text, p_percent int)
RETURNS timestamptz
LANGUAGE plpgsql STABLE
SET search_path = pg_catalog, pg_temp
AS $$
BEGIN
  RETURN greatest(p_start,
                  amends.warn_before(p_version, p_due,
                                     amends.clock_remaining(p_version, p_start, p_due, p_unit),
                                     p_unit, p_percent));
END
$$;

COMMENT ON FUNCTION amends.warn_at(int, timestamptz, timestamptz, text, int) IS
  'moment at which a share of the limit from start to due has passed in its own clock';


-- "Why this deadline?" ------------------------------------------------------------------------

CREATE OR REPLACE FUNCTION amends.calendar_explain(p_version int, p_from timestamptz, p_to timestamptz)
RETURNS TABLE (day date, starts timestamptz, ends timestamptz, seconds bigint, running bigint, kind text, label jsonb)
LANGUAGE plpgsql STABLE
SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
  v_zone text;
  v_first bigint := amends.work_position(p_version, p_from);
  v_last bigint := amends.work_position(p_version, p_to);
BEGIN
  SELECT v.zone INTO v_zone FROM amends.calendar_version v WHERE v.id = p_version;
  RETURN QUERY
    SELECT p.day, i.starts, i.ends, coalesce(i.seconds, 0),
           sum(coalesce(i.seconds, 0)) OVER (ORDER BY p.day, i.starts)::bigint, p.kind, p.label
      FROM amends.calendar_plan(p_version,
                                (p_from AT TIME ZONE v_zone)::date,
                                -- a due moment at midnight still belongs to the day it ends
                                ((p_to - interval '1 microsecond') AT TIME ZONE v_zone)::date) p
      LEFT JOIN LATERAL (
        SELECT greatest(w.starts, p_from) AS starts, least(w.ends, p_to) AS ends,
               least(w.cum + extract(epoch FROM w.ends - w.starts)::bigint, v_last)
               - greatest(w.cum, v_first) AS seconds
          FROM amends.work_interval w
         WHERE w.calendar_version_id = p_version AND w.day = p.day
           AND w.starts < p_to AND w.ends > p_from) i ON true
     ORDER BY p.day, i.starts;
END
$$;

COMMENT ON FUNCTION amends.calendar_explain(int, timestamptz, timestamptz) IS
  'worked sum from one instant to another: a row a period with its share and the running total, '
  'a row of zero for a day without work and why (holiday, off)';


REVOKE ALL ON FUNCTION
  amends.work_position(int, timestamptz),
  amends.work_at(int, bigint),
  amends.work_between(int, timestamptz, timestamptz),
  amends.calendar_check_limit(timestamptz, int, text),
  amends.work_day_number(int, timestamptz),
  amends.work_day_close(int, int),
  amends.due_at(int, timestamptz, int, text),
  amends.calendar_reach(int, bigint, int),
  amends.due_at_extend(int, timestamptz, int, text),
  amends.clock_remaining(int, timestamptz, timestamptz, text),
  amends.clock_resume(int, timestamptz, bigint, text),
  amends.clock_resume_extend(int, timestamptz, bigint, text),
  amends.warn_before(int, timestamptz, bigint, text, int),
  amends.warn_at(int, timestamptz, timestamptz, text, int),
  amends.calendar_explain(int, timestamptz, timestamptz)
FROM PUBLIC;
