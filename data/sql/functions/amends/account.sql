-- Accounts. Run as the connecting superuser, because these functions alone belong to amends_roleadmin, the only
-- CREATEROLE, which may make nothing else: each is handed over at the end. amendsctl calls amends.account_… as the
-- superuser (actor null) to make the first administrator; administrators call api.staff_….
--
-- A person has one role and so one group. Two administrators at least: finance, manager and admin then need both of them,
-- and neither sets the other's password.

CREATE OR REPLACE FUNCTION amends.account_log(p_actor int, p_person int, p_kind text, p_body jsonb) RETURNS void
LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
BEGIN
  INSERT INTO amends.account_event (actor_id, person_id, kind, body) VALUES (p_actor, p_person, p_kind, p_body);
  PERFORM amends.change_add('person', p_person);
END $$;
COMMENT ON FUNCTION amends.account_log(int, int, text, jsonb) IS 'keeps what was done to an account, tells the desks';

CREATE OR REPLACE FUNCTION amends.account_check(p_login text, p_role text, p_verifier text) RETURNS void
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
BEGIN
  IF p_login IS NOT NULL AND (p_login !~ '^[a-z][a-z0-9_]{2,30}$' OR p_login ~ '^(pg_|amends)' OR p_login IN ('postgres', 'public', 'none')) THEN
    PERFORM amends.fail('AM422', 'account.login', '{"field": "login"}');
  ELSIF p_role IS NULL OR p_role NOT IN ('agent', 'specialist', 'finance', 'supervisor', 'manager', 'admin') THEN
    PERFORM amends.fail('AM422', 'account.role', '{"field": "role"}');
  ELSIF p_verifier !~ '^SCRAM-SHA-256\$[1-9][0-9]{3,6}:[A-Za-z0-9+/]{16,88}={0,2}\$[A-Za-z0-9+/]{43}=:[A-Za-z0-9+/]{43}=$' THEN
    -- clear text would end in logs; only what PQencryptPasswordConn makes is taken
    PERFORM amends.fail('AM422', 'account.password', '{"field": "password"}');
  END IF;
END $$;
COMMENT ON FUNCTION amends.account_check(text, text, text) IS 'refuses a login name, role or password verifier that is none; null: not asked';

CREATE OR REPLACE FUNCTION amends.account_person(p_person int) RETURNS amends.person
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE v_row amends.person;
BEGIN
  SELECT * INTO v_row FROM amends.person p WHERE p.id = p_person AND p.login IS NOT NULL;
  IF NOT FOUND THEN
    PERFORM amends.fail('AM404', 'person.none');
  END IF;
  RETURN v_row;
END $$;
COMMENT ON FUNCTION amends.account_person(int) IS 'a person with a login; AM404 without';

CREATE OR REPLACE FUNCTION amends.account_groups(p_login name, p_role text) RETURNS void
LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE v_group text;
BEGIN
  FOREACH v_group IN ARRAY ARRAY['agent', 'specialist', 'finance', 'supervisor', 'manager', 'admin'] LOOP
    IF v_group IS DISTINCT FROM p_role AND pg_has_role(p_login, 'amends_' || v_group, 'MEMBER') THEN
      EXECUTE format('REVOKE %I FROM %I', 'amends_' || v_group, p_login);
    END IF;
  END LOOP;
  IF p_role IS NOT NULL THEN
    EXECUTE format('GRANT %I TO %I', 'amends_' || p_role, p_login);
  END IF;
END $$;
COMMENT ON FUNCTION amends.account_groups(name, text) IS 'makes a login member of the group of one role and of no other; null: of none';

-- A row that says admin makes none: the group comes with the other administrator's word.
CREATE OR REPLACE FUNCTION amends.account_admins() RETURNS int[]
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
BEGIN
  RETURN ARRAY(SELECT p.id FROM amends.person p JOIN pg_roles r ON r.rolname = p.login
                WHERE p.role = 'admin' AND p.active AND pg_has_role(r.oid, 'amends_admin', 'MEMBER') ORDER BY p.id);
END $$;
COMMENT ON FUNCTION amends.account_admins() IS 'who is an administrator now';

-- While there is one administrator alone (or none yet), nobody else could agree.
CREATE OR REPLACE FUNCTION amends.account_needs_second(p_actor int, p_role text) RETURNS boolean
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
BEGIN
  -- admin too: whoever could make the second administrator alone would be both of them
  RETURN p_actor IS NOT NULL AND p_role IN ('finance', 'manager', 'admin')
     AND cardinality(amends.account_admins()) >= 2;
END $$;
COMMENT ON FUNCTION amends.account_needs_second(int, text) IS 'must another administrator agree to this role';

CREATE OR REPLACE FUNCTION amends.account_ask(p_actor int, p_person int, p_role text) RETURNS bigint
LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE v_id bigint;
BEGIN
  UPDATE amends.account_request r SET decided_by = p_actor, decided_at = now(), granted = false
   WHERE r.person_id = p_person AND r.decided_at IS NULL;
  INSERT INTO amends.account_request (person_id, role, asked_by) VALUES (p_person, p_role, p_actor) RETURNING id INTO v_id;
  PERFORM amends.account_log(p_actor, p_person, 'role_asked', jsonb_build_object('role', p_role, 'request', v_id));
  RETURN v_id;
END $$;
COMMENT ON FUNCTION amends.account_ask(int, int, text) IS 'asks the other administrators for a role; an open question about the person is taken back';

CREATE OR REPLACE FUNCTION amends.account_keep_admin(p_person int) RETURNS void
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
BEGIN
  IF amends.account_admins() = ARRAY[p_person] THEN
    PERFORM amends.fail('AM423', 'account.last_admin');
  END IF;
END $$;
COMMENT ON FUNCTION amends.account_keep_admin(int) IS 'refuses to lose the last administrator';

CREATE OR REPLACE FUNCTION amends.account_place(p_person int, p_team text, p_teams text[], p_superior int) RETURNS void
LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE
  v_unknown text;
  v_all text[] := ARRAY(SELECT c.code FROM unnest(p_teams) c (code) WHERE c.code IS NOT NULL UNION SELECT p_team WHERE p_team IS NOT NULL);
BEGIN
  IF cardinality(p_teams) > 50 THEN
    PERFORM amends.fail('AM422', 'account.team', '{"field": "team", "team": "…"}');
  END IF;
  SELECT c.code INTO v_unknown FROM unnest(v_all) c (code) WHERE NOT EXISTS (SELECT FROM amends.team t WHERE t.code = c.code AND t.active) LIMIT 1;
  IF v_unknown IS NOT NULL THEN
    PERFORM amends.fail('AM422', 'account.team', jsonb_build_object('field', 'team', 'team', left(v_unknown, 60)));
  ELSIF p_superior = p_person OR p_superior IS NOT NULL AND NOT EXISTS (SELECT FROM amends.person p WHERE p.id = p_superior AND p.active) THEN
    PERFORM amends.fail('AM422', 'account.superior', '{"field": "superior"}');
  ELSIF p_superior = ANY (amends.subordinates(p_person)) THEN
    PERFORM amends.fail('AM422', 'account.superior_loop', '{"field": "superior"}');
  END IF;
  UPDATE amends.person p
     SET home_team_id = t.id, department_id = coalesce(t.department_id, p.department_id), superior_id = p_superior
    FROM (SELECT 1) one LEFT JOIN amends.team t ON t.code = p_team
   WHERE p.id = p_person;
  DELETE FROM amends.team_member m WHERE m.person_id = p_person;
  INSERT INTO amends.team_member (team_id, person_id) SELECT t.id, p_person FROM amends.team t WHERE t.code = ANY (v_all);
END $$;
COMMENT ON FUNCTION amends.account_place(int, text, text[], int) IS 'home team, further teams and superior of a person';

CREATE OR REPLACE FUNCTION amends.account_create(p_actor int, p_login text, p_employee_no text, p_name text, p_role text, p_team text,
                                                 p_teams text[], p_superior int, p_level text, p_skills text[], p_verifier text) RETURNS jsonb
LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE v_id int; v_second boolean; v_name text := amends.clean_text(p_name, 'name', 100, true); v_no text := amends.clean_text(p_employee_no, 'employee_no', 40, true);
BEGIN
  PERFORM amends.account_check(coalesce(p_login, ''), p_role, p_verifier);
  IF cardinality(p_skills) > 40 OR EXISTS (SELECT FROM unnest(p_skills) s (code) WHERE s.code !~ '^[a-z][a-z0-9_-]{0,39}$') THEN
    PERFORM amends.fail('AM422', 'account.skills', '{"field": "skills"}');
  ELSIF EXISTS (SELECT FROM pg_roles r WHERE r.rolname = p_login) OR EXISTS (SELECT FROM amends.person p WHERE p.login = p_login) THEN
    PERFORM amends.fail('AM409', 'account.login_taken', '{"field": "login"}');
  ELSIF EXISTS (SELECT FROM amends.person p WHERE p.employee_no = v_no) THEN
    PERFORM amends.fail('AM409', 'account.employee_taken', '{"field": "employee_no"}');
  END IF;
  EXECUTE format('CREATE ROLE %I LOGIN NOSUPERUSER NOCREATEDB NOCREATEROLE NOREPLICATION NOBYPASSRLS CONNECTION LIMIT 4 PASSWORD %L', p_login, p_verifier);
  INSERT INTO amends.person (employee_no, login, name, role, level, skills)
  VALUES (v_no, p_login, v_name, p_role, coalesce(amends.clean_text(p_level, 'level', 60), ''), coalesce(p_skills, '{}')) RETURNING id INTO v_id;
  PERFORM amends.account_place(v_id, p_team, p_teams, p_superior);
  PERFORM amends.account_log(p_actor, v_id, 'created', jsonb_build_object('login', p_login, 'role', p_role));
  v_second := amends.account_needs_second(p_actor, p_role);
  IF v_second THEN
    PERFORM amends.account_ask(p_actor, v_id, p_role);  -- the role stands in the row, the group comes with the second word
  ELSE
    PERFORM amends.account_groups(p_login, p_role);
  END IF;
  RETURN jsonb_build_object('id', v_id, 'login', p_login, 'role', p_role, 'pending', v_second);
EXCEPTION WHEN unique_violation OR duplicate_object THEN
  PERFORM amends.fail('AM409', 'account.login_taken', '{"field": "login"}');
END $$;
COMMENT ON FUNCTION amends.account_create(int, text, text, text, text, text, text[], int, text, text[], text) IS
  'makes a person and the login; pending: another administrator has to agree to the role';

CREATE OR REPLACE FUNCTION amends.account_role(p_actor int, p_person int, p_role text) RETURNS boolean
LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE v_person amends.person := amends.account_person(p_person);
BEGIN
  PERFORM amends.account_check(NULL, p_role, NULL);
  IF p_actor = p_person THEN
    PERFORM amends.fail('AM403', 'account.self');
  ELSIF NOT v_person.active THEN
    PERFORM amends.fail('AM423', 'account.disabled');
  ELSIF v_person.role = p_role AND pg_has_role(v_person.login, 'amends_' || p_role, 'MEMBER') THEN
    RETURN false;
  END IF;
  IF p_role <> 'admin' THEN
    PERFORM amends.account_keep_admin(p_person);
  END IF;
  IF amends.account_needs_second(p_actor, p_role) THEN
    PERFORM amends.account_ask(p_actor, p_person, p_role);
    RETURN true;
  END IF;
  UPDATE amends.person p SET role = p_role WHERE p.id = p_person;
  PERFORM amends.account_groups(v_person.login, p_role);
  PERFORM amends.account_log(p_actor, p_person, 'role', jsonb_build_object('from', v_person.role, 'to', p_role));
  RETURN false;
END $$;
COMMENT ON FUNCTION amends.account_role(int, int, text) IS 'gives a person a role; true when another administrator has to agree first';

CREATE OR REPLACE FUNCTION amends.account_confirm(p_actor int, p_id bigint, p_grant boolean) RETURNS jsonb
LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE v_ask amends.account_request; v_person amends.person;
BEGIN
  SELECT * INTO v_ask FROM amends.account_request r WHERE r.id = p_id FOR UPDATE;
  IF v_ask.id IS NULL THEN
    PERFORM amends.fail('AM404', 'account.request_unknown');
  ELSIF v_ask.decided_at IS NOT NULL THEN
    PERFORM amends.fail('AM409', 'account.request_decided',
                        jsonb_build_object('by', (SELECT p.name FROM amends.person p WHERE p.id = v_ask.decided_by), 'at', v_ask.decided_at));
  ELSIF v_ask.asked_by = p_actor AND p_grant OR v_ask.person_id = p_actor THEN
    PERFORM amends.fail('AM403', 'account.second_needed');
  END IF;
  v_person := amends.account_person(v_ask.person_id);
  UPDATE amends.account_request r SET decided_by = p_actor, decided_at = now(), granted = p_grant WHERE r.id = p_id;
  IF NOT p_grant THEN
    PERFORM amends.account_log(p_actor, v_person.id, 'role_refused', jsonb_build_object('role', v_ask.role));
  ELSIF NOT v_person.active THEN
    PERFORM amends.fail('AM423', 'account.disabled');
  ELSE
    UPDATE amends.person p SET role = v_ask.role WHERE p.id = v_person.id;
    PERFORM amends.account_groups(v_person.login, v_ask.role);
    PERFORM amends.account_log(p_actor, v_person.id, 'role', jsonb_build_object('from', v_person.role, 'to', v_ask.role, 'asked_by', v_ask.asked_by));
  END IF;
  RETURN jsonb_build_object('id', v_person.id, 'role', v_ask.role, 'granted', p_grant);
END $$;
COMMENT ON FUNCTION amends.account_confirm(int, bigint, boolean) IS 'the second administrator''s word on a role asked for';

CREATE OR REPLACE FUNCTION amends.account_password(p_actor int, p_person int, p_verifier text) RETURNS void
LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE v_person amends.person := amends.account_person(p_person);
BEGIN
  PERFORM amends.account_check(NULL, v_person.role, coalesce(p_verifier, ''));
  IF NOT v_person.active THEN
    PERFORM amends.fail('AM423', 'account.disabled');
  ELSIF p_actor <> p_person AND v_person.role = 'admin' THEN  -- would be able to agree with oneself
    PERFORM amends.fail('AM403', 'account.second_needed');
  END IF;
  EXECUTE format('ALTER ROLE %I PASSWORD %L', v_person.login, p_verifier);
  PERFORM amends.account_log(p_actor, p_person, 'password', '{}');
END $$;
COMMENT ON FUNCTION amends.account_password(int, int, text) IS 'sets a new password by its SCRAM verifier';

-- First transaction of two: nothing new begins. The second, amends.sessions_end(), ends what runs; the sweep repeats it.
CREATE OR REPLACE FUNCTION amends.account_disable(p_actor int, p_person int, p_reason text) RETURNS void
LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE v_person amends.person := amends.account_person(p_person); v_reason text := amends.clean_text(p_reason, 'reason', 500);
BEGIN
  IF p_actor = p_person THEN
    PERFORM amends.fail('AM403', 'account.self');
  END IF;
  PERFORM amends.account_keep_admin(p_person);
  UPDATE amends.account_request r SET decided_by = coalesce(p_actor, r.asked_by), decided_at = now(), granted = false
   WHERE r.person_id = p_person AND r.decided_at IS NULL;
  UPDATE amends.person p SET active = false, on_duty = false WHERE p.id = p_person;
  PERFORM amends.account_groups(v_person.login, NULL);
  EXECUTE format('ALTER ROLE %I NOLOGIN', v_person.login);
  PERFORM amends.account_log(p_actor, p_person, 'disabled', jsonb_build_object('reason', v_reason));
END $$;
COMMENT ON FUNCTION amends.account_disable(int, int, text) IS 'a leaver loses login and group at once; name and history stay';

-- What administrators call ------------------------------------------------------------------------

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
  v_pending := amends.account_role(v_me, p_person, p_role);
  PERFORM amends.account_place(p_person, p_team, p_teams, p_superior);
  PERFORM amends.account_log(v_me, p_person, 'teams', jsonb_build_object('team', p_team, 'teams', to_jsonb(p_teams), 'superior', p_superior));
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
DECLARE v_me int := amends.guard('admin'); v_done jsonb;
BEGIN
  v_done := amends.request_begin(p_request, 'staff_disable', jsonb_build_array(p_person, p_reason));
  IF v_done IS NOT NULL THEN
    RETURN v_done;
  END IF;
  PERFORM amends.account_disable(v_me, p_person, p_reason);
  RETURN amends.request_end(p_request, jsonb_build_object('id', p_person));
END $$;
COMMENT ON FUNCTION api.staff_disable(uuid, int, text) IS 'a leaver loses access: login and group first; then, in a new transaction, staff_disconnect';

CREATE OR REPLACE FUNCTION api.staff_disconnect(p_person int) RETURNS int
LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = pg_catalog, pg_temp SET lock_timeout = '2s' AS $$
BEGIN
  PERFORM amends.guard('admin');
  RETURN amends.sessions_end(p_person);
END $$;
COMMENT ON FUNCTION api.staff_disconnect(int) IS 'ends the sessions of a person already disabled; returns how many';

CREATE OR REPLACE FUNCTION api.staff_list()
RETURNS TABLE (id int, employee_no text, login name, name text, role text, team text, teams text[], department jsonb, superior_id int, superior text,
               level text, skills text[], active boolean, on_duty boolean, pending_id bigint, pending_role text, pending_by text, created_at timestamptz)
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
BEGIN
  PERFORM amends.guard('admin', 'manager', 'supervisor');
  RETURN QUERY
    SELECT p.id, p.employee_no, p.login, p.name, p.role, t.code,
           ARRAY(SELECT m.code FROM amends.team_member x JOIN amends.team m ON m.id = x.team_id WHERE x.person_id = p.id ORDER BY m.position, m.id),
           d.label, p.superior_id, s.name, p.level, p.skills, p.active, p.on_duty, r.id, r.role, a.name, p.created_at
      FROM amends.person p
      LEFT JOIN amends.team t ON t.id = p.home_team_id
      LEFT JOIN amends.department d ON d.id = p.department_id
      LEFT JOIN amends.person s ON s.id = p.superior_id
      LEFT JOIN amends.account_request r ON r.person_id = p.id AND r.decided_at IS NULL
      LEFT JOIN amends.person a ON a.id = r.asked_by
     WHERE p.role <> 'imported'
     ORDER BY p.active DESC, p.employee_no;
END $$;
COMMENT ON FUNCTION api.staff_list() IS 'everybody who works or worked here, with roles that wait for a second word';

DO $$
DECLARE v_fn regprocedure;
BEGIN
  FOR v_fn IN
    SELECT p.oid::regprocedure FROM pg_proc p
     WHERE p.pronamespace = 'amends'::regnamespace AND p.proname LIKE 'account\_%'
        OR p.pronamespace = 'api'::regnamespace AND p.proname LIKE 'staff\_%'
  LOOP
    EXECUTE format('ALTER FUNCTION %s OWNER TO amends_roleadmin', v_fn);
    EXECUTE format('REVOKE ALL ON FUNCTION %s FROM PUBLIC', v_fn);
  END LOOP;
END $$;
GRANT EXECUTE ON FUNCTION api.staff_create(uuid, text, text, text, text, text, text[], int, text, text[], text),
  api.staff_set_groups(uuid, int, text, text, text[], int), api.staff_confirm(uuid, bigint, boolean),
  api.staff_reset_password(uuid, int, text), api.staff_disable(uuid, int, text), api.staff_disconnect(int) TO amends_admin;
GRANT EXECUTE ON FUNCTION api.staff_list() TO amends_admin, amends_manager, amends_supervisor;
