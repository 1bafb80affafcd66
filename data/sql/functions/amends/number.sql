-- Ticket numbers: a sequence a site day, so that nobody waits for anybody. Owned by amends_owner, because
-- sequences are made and dropped here and nothing else may do that.

CREATE OR REPLACE FUNCTION amends.number_sequence(p_day date) RETURNS text
LANGUAGE plpgsql IMMUTABLE SET search_path = pg_catalog, pg_temp AS $$
BEGIN
  RETURN (
    SELECT 'tn_' || lpad(extract(year FROM p_day)::int::text, 4, '0') || lpad(extract(month FROM p_day)::int::text, 2, '0')
           || lpad(extract(day FROM p_day)::int::text, 2, '0'));
END $$;
COMMENT ON FUNCTION amends.number_sequence(date) IS 'name of the sequence of a day; by date parts, because DateStyle is the caller''s';

-- Starts behind what the day has already: history is imported, and a sequence dropped after its time may be wanted again.
CREATE OR REPLACE FUNCTION amends.number_ensure(p_day date) RETURNS regclass
LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE v_name text; v_start int;
BEGIN
  IF p_day IS NULL OR p_day NOT BETWEEN '1970-01-01' AND '9999-12-31' THEN
    PERFORM amends.fail('AM422', 'ticket.bad_day');
  END IF;
  v_name := amends.number_sequence(p_day);
  IF to_regclass('amends.' || v_name) IS NULL THEN
    SELECT coalesce(max(t.n), 0) + 1 INTO v_start FROM amends.ticket t WHERE t.day = p_day;
    EXECUTE format('CREATE SEQUENCE amends.%I AS int START WITH %s', v_name, v_start);
    EXECUTE format('GRANT USAGE ON SEQUENCE amends.%I TO amends_core', v_name);
  END IF;
  RETURN to_regclass('amends.' || v_name);
EXCEPTION WHEN duplicate_table OR unique_violation THEN
  RETURN to_regclass('amends.' || v_name);  -- somebody else was first
END $$;
COMMENT ON FUNCTION amends.number_ensure(date) IS 'sequence of a day, made when missing';

-- The sweep calls it: sequences are ready before the day comes, so that no ticket waits for one to be made.
CREATE OR REPLACE FUNCTION amends.number_keep(p_today date) RETURNS int
LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE v_name name; v_n int := 0;
BEGIN
  FOR i IN 0 .. 14 LOOP
    IF to_regclass('amends.' || amends.number_sequence(p_today + i)) IS NULL THEN
      PERFORM amends.number_ensure(p_today + i);
      v_n := v_n + 1;
    END IF;
  END LOOP;
  FOR v_name IN
    SELECT c.relname FROM pg_class c
     WHERE c.relnamespace = 'amends'::regnamespace AND c.relkind = 'S'
       AND c.relname ~ '^tn_[0-9]{8}$' AND c.relname < amends.number_sequence(p_today - 40)
  LOOP
    EXECUTE format('DROP SEQUENCE amends.%I', v_name);
    v_n := v_n + 1;
  END LOOP;
  RETURN v_n;
END $$;
COMMENT ON FUNCTION amends.number_keep(date) IS 'makes the sequences of the next 14 days, drops those older than 40; returns how many it touched';

-- Look-ups ---------------------------------------------------------------------------------------

-- There before the first look-up: one made by it would be rolled back with it.
CREATE OR REPLACE FUNCTION amends.lookup_ensure(p_person int) RETURNS void
LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
BEGIN
  IF to_regclass('amends.lookup_' || p_person) IS NULL THEN
    EXECUTE format('CREATE SEQUENCE amends.%I START WITH %s', 'lookup_' || p_person,
                   (SELECT coalesce(max(l.nth), 0) + 1 FROM amends.lookup l WHERE l.person_id = p_person));
    EXECUTE format('GRANT USAGE ON SEQUENCE amends.%I TO amends_core', 'lookup_' || p_person);
  END IF;
END $$;
COMMENT ON FUNCTION amends.lookup_ensure(int) IS 'the sequence that counts a person''s look-ups, made when missing';

CREATE OR REPLACE FUNCTION amends.person_lookup() RETURNS trigger
LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
BEGIN
  PERFORM amends.lookup_ensure(NEW.id);
  RETURN NULL;
END $$;
COMMENT ON FUNCTION amends.person_lookup() IS 'who can sign in has look-ups counted from the first one on';
DROP TRIGGER IF EXISTS person_lookup ON amends.person;
CREATE TRIGGER person_lookup AFTER INSERT OR UPDATE OF login ON amends.person
  FOR EACH ROW WHEN (NEW.login IS NOT NULL) EXECUTE FUNCTION amends.person_lookup();
DO $$ BEGIN PERFORM amends.lookup_ensure(p.id) FROM amends.person p WHERE p.login IS NOT NULL; END $$;

REVOKE ALL ON FUNCTION amends.lookup_ensure(int), amends.person_lookup() FROM PUBLIC;
REVOKE ALL ON FUNCTION amends.number_sequence(date), amends.number_ensure(date), amends.number_keep(date) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION amends.number_sequence(date), amends.number_ensure(date), amends.number_keep(date) TO amends_core;
