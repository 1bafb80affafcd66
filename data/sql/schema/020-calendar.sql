-- Working time: calendars, their versions and special days, and the intervals generated from them.
--
-- A version is what a deadline was counted on, so once published it never changes: new holidays
-- make a new version, and only running work moves over. Generated rows may still be added at
-- either end of the range, because that changes no answer already given.

CREATE TABLE amends.calendar (
  id    int GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  code  text NOT NULL UNIQUE CHECK (code ~ '^[a-z][a-z0-9-]{0,39}$'),
  label jsonb NOT NULL
    CHECK (pg_catalog.jsonb_typeof(label) = 'object' AND pg_catalog.pg_column_size(label) < 2000)
);

COMMENT ON TABLE amends.calendar IS 'a working-time calendar; teams point to it, work points to one of its versions';
COMMENT ON COLUMN amends.calendar.label IS 'name by language, {"en": …, "zh_CN": …}';

CREATE TABLE amends.calendar_version (
  id           int GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  calendar_id  int NOT NULL REFERENCES amends.calendar,
  ver          int NOT NULL CHECK (ver > 0),
  zone         text NOT NULL CHECK (pg_catalog.length(zone) BETWEEN 1 AND 60),
  week         jsonb NOT NULL DEFAULT '{}'
    CHECK (pg_catalog.jsonb_typeof(week) = 'object' AND pg_catalog.pg_column_size(week) < 8000),
  always       boolean NOT NULL DEFAULT false,
  valid_from   date,
  valid_to     date,
  covers_from  timestamptz,
  covers_to    timestamptz,
  pos_from     bigint NOT NULL DEFAULT 0,
  pos_to       bigint NOT NULL DEFAULT 0,
  n_from       int NOT NULL DEFAULT 0,
  n_to         int NOT NULL DEFAULT 0,
  published_at timestamptz,
  UNIQUE (calendar_id, ver),
  CHECK (valid_from <= valid_to),
  CHECK ((valid_from IS NULL) = (valid_to IS NULL)),
  CHECK ((valid_from IS NULL) = (covers_from IS NULL)),
  CHECK ((valid_from IS NULL) = (covers_to IS NULL)),
  CHECK (pos_from <= pos_to AND n_from <= n_to)
);

COMMENT ON TABLE amends.calendar_version IS 'the rule of a calendar from one publication to the next';
COMMENT ON COLUMN amends.calendar_version.zone IS 'IANA time zone in which the periods are read';
COMMENT ON COLUMN amends.calendar_version.week IS
  'periods by weekday, {"mon": [["09:00","12:00"],["13:30","18:00"]], …}; "24:00" ends a day, a missing weekday is free';
COMMENT ON COLUMN amends.calendar_version.always IS 'runs day and night; week and special days do not count';
COMMENT ON COLUMN amends.calendar_version.valid_from IS 'first local day with generated intervals';
COMMENT ON COLUMN amends.calendar_version.valid_to IS 'last local day with generated intervals';
COMMENT ON COLUMN amends.calendar_version.covers_from IS 'instant at which valid_from begins';
COMMENT ON COLUMN amends.calendar_version.covers_to IS 'instant at which valid_to ends';
COMMENT ON COLUMN amends.calendar_version.pos_from IS
  'working seconds at covers_from: 0 at first, negative after the range was extended backwards';
COMMENT ON COLUMN amends.calendar_version.pos_to IS 'working seconds at covers_to';
COMMENT ON COLUMN amends.calendar_version.n_from IS 'ordinal before the first working day of the range';
COMMENT ON COLUMN amends.calendar_version.n_to IS 'ordinal of the last working day of the range';

CREATE TABLE amends.calendar_day (
  calendar_version_id int NOT NULL REFERENCES amends.calendar_version ON DELETE CASCADE,
  day                 date NOT NULL CHECK (pg_catalog.isfinite(day)),
  kind                text NOT NULL CHECK (kind IN ('holiday', 'work')),
  periods             jsonb CHECK (pg_catalog.pg_column_size(periods) < 2000),
  label               jsonb NOT NULL DEFAULT '{}'
    CHECK (pg_catalog.jsonb_typeof(label) = 'object' AND pg_catalog.pg_column_size(label) < 2000),
  PRIMARY KEY (calendar_version_id, day),
  CHECK (kind = 'work' OR periods IS NULL)
);

COMMENT ON TABLE amends.calendar_day IS 'a day that does not follow the week: a holiday, or a day with hours of its own';
COMMENT ON COLUMN amends.calendar_day.periods IS
  'hours of a work day; null takes those of the first weekday that has any, as a make-up day does';

CREATE TABLE amends.work_interval (
  calendar_version_id int NOT NULL REFERENCES amends.calendar_version ON DELETE CASCADE,
  starts              timestamptz NOT NULL,
  ends                timestamptz NOT NULL,
  cum                 bigint NOT NULL,
  day                 date NOT NULL,
  PRIMARY KEY (calendar_version_id, starts),
  UNIQUE (calendar_version_id, cum),
  CHECK (starts < ends)
);

CREATE INDEX work_interval_day ON amends.work_interval (calendar_version_id, day);

COMMENT ON TABLE amends.work_interval IS 'generated: every period as instants, so daylight saving is already in it';
COMMENT ON COLUMN amends.work_interval.cum IS 'working seconds of the version before this interval (prefix sum)';
COMMENT ON COLUMN amends.work_interval.day IS 'local day to which the period belongs';

CREATE TABLE amends.work_day (
  calendar_version_id int NOT NULL REFERENCES amends.calendar_version ON DELETE CASCADE,
  day                 date NOT NULL,
  n                   int NOT NULL,
  closes              timestamptz NOT NULL,
  opens               timestamptz NOT NULL,
  PRIMARY KEY (calendar_version_id, day),
  UNIQUE (calendar_version_id, n),
  CHECK (opens < closes)
);

COMMENT ON TABLE amends.work_day IS 'generated: the working days of a version, numbered without gaps';

-- The guards stand here, not among the re-runnable functions: a trigger needs its function to be there first.

CREATE FUNCTION amends.calendar_version_guard() RETURNS trigger
LANGUAGE plpgsql SET search_path = pg_catalog, pg_temp
AS $$
BEGIN
  IF OLD.published_at IS NOT NULL
     AND (NEW.calendar_id, NEW.ver, NEW.zone, NEW.week, NEW.always, NEW.published_at)
         IS DISTINCT FROM
         (OLD.calendar_id, OLD.ver, OLD.zone, OLD.week, OLD.always, OLD.published_at) THEN
    RAISE EXCEPTION USING ERRCODE = 'AM422', MESSAGE = 'calendar.published',
      DETAIL = jsonb_build_object('version', OLD.id)::text;
  END IF;
  RETURN NEW;
END
$$;

REVOKE ALL ON FUNCTION amends.calendar_version_guard() FROM PUBLIC;
COMMENT ON FUNCTION amends.calendar_version_guard() IS 'keeps the rule of a published version as it is';

CREATE FUNCTION amends.calendar_day_guard() RETURNS trigger
LANGUAGE plpgsql SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
  v_version int;
BEGIN
  SELECT v.id INTO v_version
    FROM amends.calendar_version v
   WHERE v.published_at IS NOT NULL
     AND ((TG_OP <> 'INSERT' AND v.id = OLD.calendar_version_id)
          OR (TG_OP <> 'DELETE' AND v.id = NEW.calendar_version_id))
   LIMIT 1;
  IF FOUND THEN
    RAISE EXCEPTION USING ERRCODE = 'AM422', MESSAGE = 'calendar.published',
      DETAIL = jsonb_build_object('version', v_version)::text;
  END IF;
  RETURN coalesce(NEW, OLD);
END
$$;

REVOKE ALL ON FUNCTION amends.calendar_day_guard() FROM PUBLIC;
COMMENT ON FUNCTION amends.calendar_day_guard() IS 'keeps the special days of a published version as they are';

CREATE TRIGGER calendar_version_guard BEFORE UPDATE ON amends.calendar_version
  FOR EACH ROW EXECUTE FUNCTION amends.calendar_version_guard();
CREATE TRIGGER calendar_day_guard BEFORE INSERT OR UPDATE OR DELETE ON amends.calendar_day
  FOR EACH ROW EXECUTE FUNCTION amends.calendar_day_guard();

GRANT SELECT, INSERT, UPDATE, DELETE
  ON amends.calendar, amends.calendar_version, amends.calendar_day, amends.work_interval, amends.work_day
  TO amends_core;
GRANT SELECT
  ON amends.calendar, amends.calendar_version, amends.calendar_day, amends.work_interval, amends.work_day
  TO amends_api;
