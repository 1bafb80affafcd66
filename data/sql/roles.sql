-- The roles of an Amends server. Run once by a superuser; cluster-wide, therefore re-runnable.
--   amends_owner     owns schema amends and its tables; nobody logs in as it
--   amends_core      owns the functions of schema amends: exactly the writes they need, no ownership, so
--                    "append-only" holds for our own code too
--   amends_api       owns schema api, the only surface people may call; reads under row policies, writes nothing
--   amends_roleadmin owns the account functions; the only CREATEROLE
--   amends_staff     what every person may call; the group roles add to it
DO $$
DECLARE v_role text;
BEGIN
  FOREACH v_role IN ARRAY ARRAY['amends_owner', 'amends_core', 'amends_api', 'amends_roleadmin', 'amends_staff',
      'amends_agent', 'amends_specialist', 'amends_finance', 'amends_supervisor', 'amends_manager',
      'amends_admin', 'amends_service']
  LOOP
    IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = v_role) THEN
      EXECUTE format('CREATE ROLE %I NOLOGIN NOSUPERUSER NOCREATEDB NOREPLICATION NOBYPASSRLS', v_role);
    END IF;
  END LOOP;
END $$;
ALTER ROLE amends_roleadmin CREATEROLE;
GRANT amends_staff TO amends_agent, amends_specialist, amends_finance, amends_supervisor, amends_manager, amends_admin;
GRANT amends_staff, amends_agent, amends_specialist, amends_finance, amends_supervisor, amends_manager, amends_admin
  TO amends_roleadmin WITH ADMIN OPTION;
GRANT pg_signal_backend TO amends_core;
GRANT pg_read_all_stats TO amends_core;
