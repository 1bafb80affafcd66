-- The sweep, for every desk and for the server's own timer (role amends_service, which is no person).

CREATE OR REPLACE FUNCTION api.sweep() RETURNS jsonb
LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = pg_catalog, pg_temp SET lock_timeout = '2s' AS $$
DECLARE v_me int;
BEGIN
  IF NOT pg_has_role(session_user, 'amends_service', 'MEMBER') THEN
    v_me := amends.guard();
  ELSIF current_setting('transaction_isolation') <> 'read committed' THEN
    PERFORM amends.fail('AM425', 'isolation.level', jsonb_build_object('level', current_setting('transaction_isolation')));
  END IF;
  RETURN amends.sweep(v_me);
END $$;
COMMENT ON FUNCTION api.sweep() IS 'sends due reminders and tidies up: call again while "more", else after wait_ms';

REVOKE ALL ON FUNCTION api.sweep() FROM PUBLIC;
GRANT EXECUTE ON FUNCTION api.sweep() TO amends_staff, amends_service;
