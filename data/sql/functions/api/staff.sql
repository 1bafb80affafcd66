-- Accounts: what administrators call, and everybody for the own password. Run as the connecting superuser: like the rules
-- below it, each function belongs to amends_roleadmin in the end.

CREATE OR REPLACE FUNCTION api.staff_create(p_request uuid, p_login text, p_employee_no text, p_name text, p_role text, p_team text,
                                            p_teams text[], p_superior int, p_level text, p_skills text[], p_verifier text) RETURNS jsonb
LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = pg_catalog, pg_temp SET lock_timeout = '2s' AS $$
DECLARE v_me int := amends.guard('admin'); v_done jsonb;
BEGIN
  v_done := amends.request_begin(p_request, 'staff_create', jsonb_build_array(p_login, p_employee_no, p_name, p_role, p_team, p_teams, p_superior,
                                                                              p_level, p_skills, p_verifier));
  IF v_done IS NOT NULL THEN
    RETURN v_done;
  ELSIF p_verifier IS NULL THEN
    PERFORM amends.fail('AM422', 'account.password', '{"field": "password"}');
  END IF;
  RETURN amends.request_end(p_request, amends.account_create(v_me, p_login, p_employee_no, p_name, p_role, p_team, p_teams, p_superior,
                                                             p_level, p_skills, p_verifier));
END $$;
COMMENT ON FUNCTION api.staff_create(uuid, text, text, text, text, text, text[], int, text, text[], text) IS
  'makes a person and the login; the password as SCRAM verifier only; pending: another administrator has to agree to the role';

CREATE OR REPLACE FUNCTION api.staff_set_groups(p_request uuid, p_person int, p_role text, p_team text, p_teams text[], p_superior int) RETURNS jsonb
LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = pg_catalog, pg_temp SET lock_timeout = '2s' AS $$
DECLARE v_me int := amends.guard('admin'); v_done jsonb; v_pending boolean;
BEGIN
  v_done := amends.request_begin(p_request, 'staff_set_groups', jsonb_build_array(p_person, p_role, p_team, p_teams, p_superior));
  IF v_done IS NOT NULL THEN
    RETURN v_done;
  END IF;
  v_pending := amends.account_change(v_me, p_person, p_role, p_team, p_teams, p_superior);
  RETURN amends.request_end(p_request, jsonb_build_object('id', p_person, 'role', p_role, 'pending', v_pending));
END $$;
COMMENT ON FUNCTION api.staff_set_groups(uuid, int, text, text, text[], int) IS 'role, teams and superior of a person; pending: another administrator has to agree to the role';

CREATE OR REPLACE FUNCTION api.staff_confirm(p_request uuid, p_id bigint, p_grant boolean) RETURNS jsonb
LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = pg_catalog, pg_temp SET lock_timeout = '2s' AS $$
DECLARE v_me int := amends.guard('admin'); v_done jsonb;
BEGIN
  v_done := amends.request_begin(p_request, 'staff_confirm', jsonb_build_array(p_id, p_grant));
  IF v_done IS NOT NULL THEN
    RETURN v_done;
  END IF;
  RETURN amends.request_end(p_request, amends.account_confirm(v_me, p_id, coalesce(p_grant, false)));
END $$;
COMMENT ON FUNCTION api.staff_confirm(uuid, bigint, boolean) IS 'grants or refuses a role that another administrator asked for';

CREATE OR REPLACE FUNCTION api.staff_reset_password(p_request uuid, p_person int, p_verifier text) RETURNS jsonb
LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = pg_catalog, pg_temp SET lock_timeout = '2s' AS $$
DECLARE v_me int := amends.guard('admin'); v_done jsonb;
BEGIN
  v_done := amends.request_begin(p_request, 'staff_reset_password', jsonb_build_array(p_person, p_verifier));
  IF v_done IS NOT NULL THEN
    RETURN v_done;
  END IF;
  PERFORM amends.account_password(v_me, p_person, p_verifier);
  RETURN amends.request_end(p_request, jsonb_build_object('id', p_person));
END $$;
COMMENT ON FUNCTION api.staff_reset_password(uuid, int, text) IS 'sets a person''s password by its SCRAM verifier';

CREATE OR REPLACE FUNCTION api.staff_disable(p_request uuid, p_person int, p_reason text) RETURNS jsonb
LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = pg_catalog, pg_temp SET lock_timeout = '2s' AS $$
DECLARE v_me int := amends.guard('admin'); v_done jsonb; v_ended int;
BEGIN
  v_done := amends.request_begin(p_request, 'staff_disable', jsonb_build_array(p_person, p_reason));
  IF v_done IS NOT NULL THEN
    RETURN v_done;
  END IF;
  v_ended := amends.account_disable(v_me, p_person, p_reason);
  RETURN amends.request_end(p_request, jsonb_build_object('id', p_person, 'ended', v_ended, 'left', amends.work_left(p_person)));
END $$;
COMMENT ON FUNCTION api.staff_disable(uuid, int, text) IS 'a leaver loses access: login and group first; then, in a new transaction, staff_disconnect';

CREATE OR REPLACE FUNCTION api.staff_enable(p_request uuid, p_person int, p_role text, p_verifier text) RETURNS jsonb
LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = pg_catalog, pg_temp SET lock_timeout = '2s' AS $$
DECLARE v_me int := amends.guard('admin'); v_done jsonb; v_pending boolean;
BEGIN
  v_done := amends.request_begin(p_request, 'staff_enable', jsonb_build_array(p_person, p_role, p_verifier));
  IF v_done IS NOT NULL THEN
    RETURN v_done;
  END IF;
  v_pending := amends.account_enable(v_me, p_person, p_role, p_verifier);
  RETURN amends.request_end(p_request, jsonb_build_object('id', p_person, 'pending', v_pending));
END $$;
COMMENT ON FUNCTION api.staff_enable(uuid, int, text, text) IS
  'somebody who left comes back, with a new first password; role null: the former one; pending: another administrator has to agree to it';

CREATE OR REPLACE FUNCTION api.staff_password(p_request uuid, p_verifier text) RETURNS jsonb
LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = pg_catalog, pg_temp SET lock_timeout = '2s' AS $$
DECLARE v_me int := amends.guard(); v_done jsonb;
BEGIN
  v_done := amends.request_begin(p_request, 'staff_password', jsonb_build_array(p_verifier));
  IF v_done IS NOT NULL THEN
    RETURN v_done;
  END IF;
  PERFORM amends.account_password(v_me, v_me, p_verifier);
  RETURN amends.request_end(p_request, jsonb_build_object('id', v_me));
END $$;
COMMENT ON FUNCTION api.staff_password(uuid, text) IS 'sets my own password by its SCRAM verifier; from then on it does not end';

CREATE OR REPLACE FUNCTION api.staff_disconnect(p_person int) RETURNS int
LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = pg_catalog, pg_temp SET lock_timeout = '2s' AS $$
BEGIN
  PERFORM amends.guard('admin');
  RETURN amends.sessions_end(p_person);
END $$;
COMMENT ON FUNCTION api.staff_disconnect(int) IS 'ends the sessions of a person already disabled; returns how many';

DROP FUNCTION IF EXISTS api.staff_list();  -- its columns grew
CREATE FUNCTION api.staff_list()
RETURNS TABLE (id int, employee_no text, login name, name text, role text, team text, teams text[], department jsonb, superior_id int, superior text,
               level text, skills text[], active boolean, on_duty boolean, pending_id bigint, pending_role text, pending_by text, created_at timestamptz,
               password_until timestamptz)
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
BEGIN
  PERFORM amends.guard('admin', 'manager', 'supervisor');
  RETURN QUERY
    SELECT p.id, p.employee_no, p.login, p.name, p.role, t.code,
           ARRAY(SELECT m.code FROM amends.team_member x JOIN amends.team m ON m.id = x.team_id WHERE x.person_id = p.id ORDER BY m.position, m.id),
           d.label, p.superior_id, s.name, p.level, p.skills, p.active, p.on_duty, r.id, r.role, a.name, p.created_at,
           nullif(l.rolvaliduntil, 'infinity')
      FROM amends.person p
      LEFT JOIN amends.team t ON t.id = p.home_team_id
      LEFT JOIN amends.department d ON d.id = p.department_id
      LEFT JOIN amends.person s ON s.id = p.superior_id
      LEFT JOIN amends.account_request r ON r.person_id = p.id AND r.decided_at IS NULL
      LEFT JOIN amends.person a ON a.id = r.asked_by
      LEFT JOIN pg_roles l ON l.rolname = p.login
     WHERE p.role <> 'imported'
     ORDER BY p.active DESC, p.employee_no;
END $$;
COMMENT ON FUNCTION api.staff_list() IS 'everybody who works or worked here, with roles that wait for a second word';

DO $$
DECLARE v_fn regprocedure;
BEGIN
  FOR v_fn IN
    SELECT p.oid::regprocedure FROM pg_proc p
     WHERE p.pronamespace = 'api'::regnamespace AND p.proname LIKE 'staff\_%'
  LOOP
    EXECUTE format('ALTER FUNCTION %s OWNER TO amends_roleadmin', v_fn);
    EXECUTE format('REVOKE ALL ON FUNCTION %s FROM PUBLIC', v_fn);
  END LOOP;
END $$;
GRANT EXECUTE ON FUNCTION api.staff_create(uuid, text, text, text, text, text, text[], int, text, text[], text),
  api.staff_set_groups(uuid, int, text, text, text[], int), api.staff_confirm(uuid, bigint, boolean),
  api.staff_reset_password(uuid, int, text), api.staff_disable(uuid, int, text), api.staff_enable(uuid, int, text, text),
  api.staff_disconnect(int) TO amends_admin;
GRANT EXECUTE ON FUNCTION api.staff_list() TO amends_admin, amends_manager, amends_supervisor;
GRANT EXECUTE ON FUNCTION api.staff_password(uuid, text) TO amends_staff;
