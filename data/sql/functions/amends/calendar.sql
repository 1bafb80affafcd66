-- Calendars: from the rule of a version to its working intervals.
--
-- Days are laid out in local time and turned into instants one by one, so daylight saving is right by
-- construction. A night is written as two periods, one ending "24:00" and one starting "00:00".

CREATE OR REPLACE FUNCTION amends.calendar_latest(p_code text)
RETURNS int
LANGUAGE sql STABLE
SET search_path = pg_catalog, pg_temp
AS $$
  SELECT v.id
    FROM amends.calendar c
    JOIN amends.calendar_version v ON v.calendar_id = c.id
   WHERE c.code = p_code AND v.published_at IS NOT NULL
   ORDER BY v.ver DESC
   LIMIT 1
$$;

COMMENT ON FUNCTION amends.calendar_latest(text) IS 'version of a calendar on which new work is counted';


CREATE OR REPLACE FUNCTION amends.local_instant(p_local timestamp, p_zone text)
RETURNS timestamptz
LANGUAGE plpgsql STABLE
SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
  v_at    timestamptz := p_local AT TIME ZONE p_zone;
  v_shown timestamp := v_at AT TIME ZONE p_zone;
BEGIN
  -- PostgreSQL reads a time that happens twice as the second one, which suits us, but moves one
  -- that the spring change skips an hour on. The clock never shows it, so it is the change itself.
  IF v_shown > p_local THEN
    SELECT min(s) INTO v_at
      FROM generate_series(v_at - (v_shown - p_local), v_at, interval '1 minute') s
     WHERE (s AT TIME ZONE p_zone) - (s AT TIME ZONE 'UTC') = v_shown - (v_at AT TIME ZONE 'UTC');
  END IF;
  RETURN v_at;
END
$$;

COMMENT ON FUNCTION amends.local_instant(timestamp, text) IS
  'instant of a local clock reading; a skipped reading is the moment of the change';


CREATE OR REPLACE FUNCTION amends.calendar_check_periods(p_periods jsonb, p_where text)
RETURNS void
LANGUAGE plpgsql IMMUTABLE
SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
  c_from constant text := '^([01][0-9]|2[0-3]):[0-5][0-9]$';
  v_period jsonb;
  v_last text := '00:00';
BEGIN
  IF jsonb_typeof(p_periods) IS DISTINCT FROM 'array' THEN
    PERFORM amends.fail('AM422', 'calendar.bad_periods', jsonb_build_object('day', p_where));
  END IF;
  FOR v_period IN SELECT e FROM jsonb_array_elements(p_periods) e LOOP
    -- "HH:MM" of fixed width sorts as text
    IF jsonb_typeof(v_period) <> 'array' OR jsonb_array_length(v_period) <> 2
       OR jsonb_typeof(v_period -> 0) <> 'string' OR jsonb_typeof(v_period -> 1) <> 'string'
       OR v_period ->> 0 !~ c_from
       OR (v_period ->> 1 !~ c_from AND v_period ->> 1 <> '24:00')
       OR (v_period ->> 0) COLLATE "C" < v_last
       OR (v_period ->> 1) COLLATE "C" <= v_period ->> 0 THEN
      PERFORM amends.fail('AM422', 'calendar.bad_periods',
                          jsonb_build_object('day', p_where, 'period', v_period));
    END IF;
    v_last := v_period ->> 1;
  END LOOP;
END
$$;

COMMENT ON FUNCTION amends.calendar_check_periods(jsonb, text) IS
  'refuses periods that are malformed, out of order or overlapping; a night is split at 24:00';


CREATE OR REPLACE FUNCTION amends.calendar_check(p_version int)
RETURNS void
LANGUAGE plpgsql STABLE
SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
  v_row amends.calendar_version;
  v_key text;
  v_periods jsonb;
BEGIN
  SELECT * INTO v_row FROM amends.calendar_version v WHERE v.id = p_version;
  BEGIN
    PERFORM now() AT TIME ZONE v_row.zone;
  EXCEPTION WHEN invalid_parameter_value THEN
    PERFORM amends.fail('AM422', 'calendar.bad_zone', jsonb_build_object('zone', v_row.zone));
  END;
  FOR v_key, v_periods IN SELECT e.key, e.value FROM jsonb_each(v_row.week) e LOOP
    IF v_key NOT IN ('mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun') THEN
      PERFORM amends.fail('AM422', 'calendar.bad_periods', jsonb_build_object('day', v_key));
    END IF;
    PERFORM amends.calendar_check_periods(v_periods, v_key);
  END LOOP;
  PERFORM amends.calendar_check_periods(d.periods, to_char(d.day, 'YYYY-MM-DD'))
     FROM amends.calendar_day d
    WHERE d.calendar_version_id = p_version AND d.periods IS NOT NULL;
END
$$;

COMMENT ON FUNCTION amends.calendar_check(int) IS 'refuses a version whose zone, weekdays or periods cannot be used';


CREATE OR REPLACE FUNCTION amends.calendar_plan(p_version int, p_from date, p_to date)
RETURNS TABLE (day date, kind text, periods jsonb, label jsonb)
LANGUAGE sql STABLE
SET search_path = pg_catalog, pg_temp
AS $$
  WITH rule AS (
    SELECT v.always, v.week,
           (SELECT v.week -> w.key
              FROM unnest(ARRAY['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'])
                   WITH ORDINALITY AS w(key, i)
             WHERE v.week -> w.key <> '[]'
             ORDER BY w.i
             LIMIT 1) AS usual
      FROM amends.calendar_version v
     WHERE v.id = p_version
  ), days AS (
    SELECT p_from + i AS day, rule.always, rule.usual,
           coalesce(rule.week -> (ARRAY['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'])
                                 [extract(isodow FROM p_from + i)::int], '[]') AS plain
      FROM rule, generate_series(0, p_to - p_from) i
  )
  SELECT days.day,
         CASE WHEN days.always THEN 'work'
              WHEN d.kind = 'holiday' THEN 'holiday'
              WHEN d.kind = 'work' AND days.plain = '[]' THEN 'makeup'
              WHEN d.kind = 'work' OR days.plain <> '[]' THEN 'work'
              ELSE 'off'
         END,
         CASE WHEN days.always THEN '[["00:00","24:00"]]'
              WHEN d.kind = 'holiday' THEN '[]'
              WHEN d.kind = 'work' THEN coalesce(d.periods, days.usual, '[]')
              ELSE days.plain
         END,
         CASE WHEN days.always THEN NULL ELSE d.label END
    FROM days
    LEFT JOIN amends.calendar_day d
      ON d.calendar_version_id = p_version AND d.day = days.day
$$;

COMMENT ON FUNCTION amends.calendar_plan(int, date, date) IS
  'local days with their hours and why: work, makeup (work on a free weekday), holiday, off';


CREATE OR REPLACE FUNCTION amends.calendar_periods(p_version int, p_from date, p_to date)
RETURNS TABLE (day date, starts timestamptz, ends timestamptz, len bigint)
LANGUAGE sql STABLE
SET search_path = pg_catalog, pg_temp
AS $$
  SELECT i.day, i.starts, i.ends, extract(epoch FROM i.ends - i.starts)::bigint
    FROM (SELECT p.day,
                 amends.local_instant(p.day + (e ->> 0)::interval, v.zone) AS starts,
                 amends.local_instant(p.day + (e ->> 1)::interval, v.zone) AS ends
            FROM amends.calendar_version v,
                 amends.calendar_plan(p_version, p_from, p_to) p,
                 jsonb_array_elements(p.periods) e
           WHERE v.id = p_version) i
   WHERE i.starts < i.ends
$$;

COMMENT ON FUNCTION amends.calendar_periods(int, date, date) IS
  'working periods of local days as instants; a period that the spring change skips is left out';


CREATE OR REPLACE FUNCTION amends.calendar_fill(p_version int, p_from date, p_to date, p_pos bigint, p_n int)
RETURNS void
LANGUAGE sql VOLATILE
SET search_path = pg_catalog, pg_temp
AS $$
  WITH added AS (
    INSERT INTO amends.work_interval (calendar_version_id, starts, ends, cum, day)
    SELECT p_version, p.starts, p.ends, p_pos + sum(p.len) OVER (ORDER BY p.starts) - p.len, p.day
      FROM amends.calendar_periods(p_version, p_from, p_to) p
    RETURNING day, starts, ends
  )
  INSERT INTO amends.work_day (calendar_version_id, day, n, closes, opens)
  SELECT p_version, a.day, p_n + row_number() OVER (ORDER BY a.day), max(a.ends), min(a.starts)
    FROM added a
   GROUP BY a.day
$$;

COMMENT ON FUNCTION amends.calendar_fill(int, date, date, bigint, int) IS
  'generates local days not yet there, from a position and an ordinal on';


CREATE OR REPLACE FUNCTION amends.calendar_append(p_version int, p_from date, p_to date)
RETURNS void
LANGUAGE sql VOLATILE
SET search_path = pg_catalog, pg_temp
AS $$
  SELECT amends.calendar_fill(v.id, p_from, p_to, v.pos_to, v.n_to)
    FROM amends.calendar_version v
   WHERE v.id = p_version;

  UPDATE amends.calendar_version v
     SET valid_from = coalesce(v.valid_from, p_from),
         covers_from = coalesce(v.covers_from, amends.local_instant(p_from, v.zone)),
         valid_to = p_to,
         covers_to = amends.local_instant(p_to + 1, v.zone),
         pos_to = v.pos_to + (SELECT coalesce(sum(extract(epoch FROM i.ends - i.starts)), 0)
                                FROM amends.work_interval i
                               WHERE i.calendar_version_id = v.id AND i.day >= p_from),
         n_to = v.n_to + (SELECT count(*)
                            FROM amends.work_day d
                           WHERE d.calendar_version_id = v.id AND d.day >= p_from)
   WHERE v.id = p_version
$$;

COMMENT ON FUNCTION amends.calendar_append(int, date, date) IS 'adds days after the generated range, or the first ones';


CREATE OR REPLACE FUNCTION amends.calendar_prepend(p_version int, p_from date, p_to date)
RETURNS void
LANGUAGE plpgsql VOLATILE
SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
  v_len bigint;
  v_days int;
BEGIN
  -- counted down from the old beginning, so positions already in use keep their value
  SELECT coalesce(sum(p.len), 0), count(DISTINCT p.day) INTO v_len, v_days
    FROM amends.calendar_periods(p_version, p_from, p_to) p;
  UPDATE amends.calendar_version v
     SET valid_from = p_from,
         covers_from = amends.local_instant(p_from, v.zone),
         pos_from = v.pos_from - v_len,
         n_from = v.n_from - v_days
   WHERE v.id = p_version;
  PERFORM amends.calendar_fill(v.id, p_from, p_to, v.pos_from, v.n_from)
     FROM amends.calendar_version v
    WHERE v.id = p_version;
END
$$;

COMMENT ON FUNCTION amends.calendar_prepend(int, date, date) IS 'adds days before the generated range';


CREATE OR REPLACE FUNCTION amends.calendar_clear(p_version int)
RETURNS void
LANGUAGE sql VOLATILE
SET search_path = pg_catalog, pg_temp
AS $$
  DELETE FROM amends.work_interval i WHERE i.calendar_version_id = p_version;
  DELETE FROM amends.work_day d WHERE d.calendar_version_id = p_version;
  UPDATE amends.calendar_version v
     SET valid_from = NULL, valid_to = NULL, covers_from = NULL, covers_to = NULL,
         pos_from = 0, pos_to = 0, n_from = 0, n_to = 0
   WHERE v.id = p_version
$$;

COMMENT ON FUNCTION amends.calendar_clear(int) IS 'forgets the generated days of a draft';


CREATE OR REPLACE FUNCTION amends.calendar_lock(p_version int)
RETURNS amends.calendar_version
LANGUAGE plpgsql VOLATILE
SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
  v_row amends.calendar_version;
BEGIN
  SELECT * INTO v_row FROM amends.calendar_version v WHERE v.id = p_version FOR NO KEY UPDATE;
  IF NOT FOUND THEN
    PERFORM amends.fail('AM404', 'calendar.unknown', jsonb_build_object('version', p_version));
  END IF;
  RETURN v_row;
END
$$;

COMMENT ON FUNCTION amends.calendar_lock(int) IS
  'row of a version, kept from other builders until the transaction ends; readers and foreign keys pass';


CREATE OR REPLACE FUNCTION amends.calendar_build(p_version int, p_from date, p_to date)
RETURNS void
LANGUAGE plpgsql VOLATILE
SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
  v_row amends.calendar_version := amends.calendar_lock(p_version);
BEGIN
  IF NOT coalesce(p_from BETWEEN '1970-01-01' AND p_to AND p_to <= '2199-12-31', false) THEN
    PERFORM amends.fail('AM422', 'calendar.bad_range', jsonb_build_object('from', p_from, 'to', p_to));
  END IF;
  IF v_row.published_at IS NULL OR v_row.valid_from IS NULL THEN
    PERFORM amends.calendar_check(p_version);
    PERFORM amends.calendar_clear(p_version);
    PERFORM amends.calendar_append(p_version, p_from, p_to);
    RETURN;
  END IF;
  IF p_to > v_row.valid_to THEN
    PERFORM amends.calendar_append(p_version, v_row.valid_to + 1, p_to);
  END IF;
  IF p_from < v_row.valid_from THEN
    PERFORM amends.calendar_prepend(p_version, p_from, v_row.valid_from - 1);
  END IF;
END
$$;

COMMENT ON FUNCTION amends.calendar_build(int, date, date) IS
  'generates the intervals of local days: a draft anew, a published version only where days are missing';


CREATE OR REPLACE FUNCTION amends.calendar_publish(p_version int, p_from date, p_to date)
RETURNS void
LANGUAGE plpgsql VOLATILE
SET search_path = pg_catalog, pg_temp
AS $$
BEGIN
  PERFORM amends.calendar_build(p_version, p_from, p_to);
  UPDATE amends.calendar_version v
     SET published_at = now()
   WHERE v.id = p_version AND v.published_at IS NULL;
END
$$;

COMMENT ON FUNCTION amends.calendar_publish(int, date, date) IS
  'builds a version and makes it the one on which new work is counted; from then on its rule is fixed';


CREATE OR REPLACE FUNCTION amends.calendar_ensure(p_version int, p_until timestamptz)
RETURNS void
LANGUAGE plpgsql VOLATILE
SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
  v_row amends.calendar_version;
  v_day date;
BEGIN
  PERFORM FROM amends.calendar_version v
    WHERE v.id = p_version AND p_until BETWEEN v.covers_from AND v.covers_to;
  IF FOUND THEN
    RETURN;
  END IF;
  v_row := amends.calendar_lock(p_version);
  IF p_until IS NULL OR NOT p_until BETWEEN '1970-01-02 00:00+00' AND '2199-12-30 00:00+00' THEN
    PERFORM amends.fail('AM422', 'calendar.out_of_range',
                        jsonb_build_object('version', p_version, 'at', p_until));
  END IF;
  v_day := (p_until AT TIME ZONE v_row.zone)::date;
  -- a published version keeps its days, so years already there are left alone; a draft is made anew
  PERFORM amends.calendar_build(p_version,
                                least(v_row.valid_from, date_trunc('year', v_day)::date),
                                greatest(v_row.valid_to, make_date(extract(year FROM v_day)::int, 12, 31)));
END
$$;

COMMENT ON FUNCTION amends.calendar_ensure(int, timestamptz) IS
  'makes the generated range reach an instant, by whole years, in either direction';


REVOKE ALL ON FUNCTION
  amends.calendar_latest(text),
  amends.local_instant(timestamp, text),
  amends.calendar_check_periods(jsonb, text),
  amends.calendar_check(int),
  amends.calendar_plan(int, date, date),
  amends.calendar_periods(int, date, date),
  amends.calendar_fill(int, date, date, bigint, int),
  amends.calendar_append(int, date, date),
  amends.calendar_prepend(int, date, date),
  amends.calendar_clear(int),
  amends.calendar_lock(int),
  amends.calendar_build(int, date, date),
  amends.calendar_publish(int, date, date),
  amends.calendar_ensure(int, timestamptz)
FROM PUBLIC;
