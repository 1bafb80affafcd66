-- The database itself: schemas, and what every login could do by default and must not. Superuser; re-runnable.
DO $$
BEGIN
  EXECUTE format('REVOKE ALL ON DATABASE %I FROM PUBLIC', current_database());
  EXECUTE format('GRANT CONNECT ON DATABASE %I TO amends_staff, amends_service', current_database());
  EXECUTE format('ALTER DATABASE %I SET search_path = pg_catalog', current_database());
  EXECUTE format('ALTER DATABASE %I SET timezone = %L', current_database(), 'UTC');
  -- compiling a plan costs half a second where the call takes milliseconds
  EXECUTE format('ALTER DATABASE %I SET jit = off', current_database());
END $$;
CREATE SCHEMA IF NOT EXISTS amends AUTHORIZATION amends_owner;
CREATE SCHEMA IF NOT EXISTS api AUTHORIZATION amends_api;
REVOKE ALL ON SCHEMA amends, api, public FROM PUBLIC;
GRANT USAGE ON SCHEMA amends TO amends_core, amends_api, amends_roleadmin;
GRANT USAGE ON SCHEMA api TO amends_staff, amends_service;
GRANT CREATE ON SCHEMA amends TO amends_core;
-- EXECUTE for PUBLIC is PostgreSQL's default; off before the first function exists. Must be global per owner.
ALTER DEFAULT PRIVILEGES FOR ROLE amends_api REVOKE EXECUTE ON FUNCTIONS FROM PUBLIC;
ALTER DEFAULT PRIVILEGES FOR ROLE amends_core REVOKE EXECUTE ON FUNCTIONS FROM PUBLIC;
ALTER DEFAULT PRIVILEGES FOR ROLE amends_owner REVOKE EXECUTE ON FUNCTIONS FROM PUBLIC;
ALTER DEFAULT PRIVILEGES FOR ROLE amends_roleadmin REVOKE EXECUTE ON FUNCTIONS FROM PUBLIC;
-- api functions call core functions: a grant for all that are to come.
ALTER DEFAULT PRIVILEGES FOR ROLE amends_core IN SCHEMA amends GRANT EXECUTE ON FUNCTIONS TO amends_api, amends_roleadmin;
-- No DO blocks and no functions of their own for people.
REVOKE USAGE ON LANGUAGE plpgsql, sql FROM PUBLIC;
GRANT USAGE ON LANGUAGE plpgsql, sql TO amends_owner, amends_core, amends_api, amends_roleadmin;
-- Built-ins by which any login could disturb others: advisory locks, large objects, WAL messages, notify, sleeping, snapshots.
DO $$
DECLARE v_fn regprocedure;
BEGIN
  FOR v_fn IN
    SELECT p.oid::regprocedure FROM pg_proc p
    WHERE p.pronamespace = 'pg_catalog'::regnamespace
      AND (p.proname ~ '^(pg_advisory|pg_try_advisory)'
        OR p.proname ~ '^lo_(create|creat|from_bytea|put|open|truncate|truncate64|unlink|import|export)$'
        OR p.proname IN ('lowrite', 'loread', 'pg_logical_emit_message', 'pg_notify', 'pg_export_snapshot',
                         'pg_sleep', 'pg_sleep_for', 'pg_sleep_until', 'pg_current_xact_id', 'txid_current')
        OR p.proname ~ '(table|query|cursor|schema|database)_to_xml')
  LOOP
    EXECUTE format('REVOKE EXECUTE ON FUNCTION %s FROM PUBLIC', v_fn);
  END LOOP;
END $$;
GRANT EXECUTE ON FUNCTION pg_catalog.pg_current_xact_id() TO amends_owner, amends_core, amends_api;
GRANT EXECUTE ON FUNCTION pg_catalog.pg_notify(text, text) TO amends_core;
