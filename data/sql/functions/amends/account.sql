-- Accounts. Run as the connecting superuser, because these functions alone belong to amends_roleadmin, the only
-- CREATEROLE, which may make nothing else: each is handed over at the end. amendsctl calls amends.account_… as the
-- superuser (actor null) to make the first administrator; administrators call api.staff_….
--
-- A person has one role and so one group. Two administrators at least: finance, manager and admin then need both of them,
-- and neither sets the other's password. A password somebody else chose is good for a day: within it the person signs in
-- and sets one of their own.
--
-- From PostgreSQL 16 on, CREATEROLE reaches only logins it has ADMIN OPTION on: those it made, and those handed to it by
-- amends.account_adopt().

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

-- Before anything is done to a login: on newer servers one made by hand would stay as it is without a word.
CREATE OR REPLACE FUNCTION amends.account_reach(p_login name) RETURNS void
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE v_role oid := (SELECT r.oid FROM pg_roles r WHERE r.rolname = p_login AND NOT r.rolsuper);
BEGIN
  IF v_role IS NULL
     OR current_setting('server_version_num')::int >= 160000 AND NOT pg_has_role('amends_roleadmin', v_role, 'MEMBER WITH ADMIN OPTION') THEN
    PERFORM amends.fail('AM423', 'account.out_of_reach', jsonb_build_object('login', p_login));
  END IF;
END $$;
COMMENT ON FUNCTION amends.account_reach(name) IS 'refuses a login that is not there, or that the server does not let the account functions change';

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

-- How long a password that somebody else chose is good for.
CREATE OR REPLACE FUNCTION amends.account_password_until() RETURNS timestamptz
LANGUAGE sql VOLATILE SET search_path = pg_catalog, pg_temp AS $$
  SELECT date_trunc('minute', clock_timestamp() + interval '24 hours')
$$;
COMMENT ON FUNCTION amends.account_password_until() IS 'when a password given now by somebody else ends';

-- createrole_self_grant is the caller's to set, and would make the owner of these functions a member of the new login.
CREATE OR REPLACE FUNCTION amends.account_login(p_login name, p_verifier text, p_until timestamptz) RETURNS void
LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
BEGIN
  IF current_setting('server_version_num')::int >= 160000 THEN
    PERFORM set_config('createrole_self_grant', '', true);
  END IF;
  EXECUTE format('CREATE ROLE %I LOGIN NOSUPERUSER NOCREATEDB NOCREATEROLE NOREPLICATION NOBYPASSRLS CONNECTION LIMIT 4 PASSWORD %L VALID UNTIL %L',
                 p_login, p_verifier, coalesce(p_until, 'infinity'));
END $$;
COMMENT ON FUNCTION amends.account_login(name, text, timestamptz) IS 'makes a login that may nothing yet; its password ends then, null: never';

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
DECLARE
  v_id int; v_second boolean;
  v_name text := amends.clean_text(p_name, 'name', 100, true); v_no text := amends.clean_text(p_employee_no, 'employee_no', 40, true);
  -- whoever sets the site up is its first administrator
  v_own boolean := p_verifier IS NULL OR p_actor IS NULL AND p_role = 'admin' AND cardinality(amends.account_admins()) = 0;
BEGIN
  PERFORM amends.account_check(coalesce(p_login, ''), p_role, p_verifier);
  IF cardinality(p_skills) > 40 OR EXISTS (SELECT FROM unnest(p_skills) s (code) WHERE s.code !~ '^[a-z][a-z0-9_-]{0,39}$') THEN
    PERFORM amends.fail('AM422', 'account.skills', '{"field": "skills"}');
  ELSIF EXISTS (SELECT FROM pg_roles r WHERE r.rolname = p_login) OR EXISTS (SELECT FROM amends.person p WHERE p.login = p_login) THEN
    PERFORM amends.fail('AM409', 'account.login_taken', '{"field": "login"}');
  ELSIF EXISTS (SELECT FROM amends.person p WHERE p.employee_no = v_no) THEN
    PERFORM amends.fail('AM409', 'account.employee_taken', '{"field": "employee_no"}');
  END IF;
  PERFORM amends.account_login(p_login, p_verifier, CASE WHEN NOT v_own THEN amends.account_password_until() END);
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
  PERFORM amends.account_reach(v_person.login);
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

CREATE OR REPLACE FUNCTION amends.account_change(p_actor int, p_person int, p_role text, p_team text, p_teams text[], p_superior int) RETURNS boolean
LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE v_pending boolean := amends.account_role(p_actor, p_person, p_role);
BEGIN
  PERFORM amends.account_place(p_person, p_team, p_teams, p_superior);
  PERFORM amends.account_log(p_actor, p_person, 'teams', jsonb_build_object('team', p_team, 'teams', to_jsonb(p_teams), 'superior', p_superior));
  RETURN v_pending;
END $$;
COMMENT ON FUNCTION amends.account_change(int, int, text, text, text[], int) IS
  'role, teams and superior of a person as they shall be; true when another administrator has to agree to the role first';

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
    PERFORM amends.account_reach(v_person.login);
    UPDATE amends.person p SET role = v_ask.role WHERE p.id = v_person.id;
    PERFORM amends.account_groups(v_person.login, v_ask.role);
    PERFORM amends.account_log(p_actor, v_person.id, 'role', jsonb_build_object('from', v_person.role, 'to', v_ask.role, 'asked_by', v_ask.asked_by));
  END IF;
  RETURN jsonb_build_object('id', v_person.id, 'role', v_ask.role, 'granted', p_grant);
END $$;
COMMENT ON FUNCTION amends.account_confirm(int, bigint, boolean) IS 'the second administrator''s word on a role asked for';

-- One's own stays; one that somebody else chose is good for a day.
CREATE OR REPLACE FUNCTION amends.account_password(p_actor int, p_person int, p_verifier text) RETURNS void
LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE v_person amends.person := amends.account_person(p_person); v_own boolean := p_actor IS NOT DISTINCT FROM p_person;
BEGIN
  PERFORM amends.account_check(NULL, v_person.role, coalesce(p_verifier, ''));
  IF NOT v_person.active THEN
    PERFORM amends.fail('AM423', 'account.disabled');
  ELSIF NOT v_own AND p_actor IS NOT NULL AND v_person.role = 'admin' THEN  -- would be able to agree with oneself
    PERFORM amends.fail('AM403', 'account.second_needed');
  END IF;
  PERFORM amends.account_reach(v_person.login);
  EXECUTE format('ALTER ROLE %I PASSWORD %L VALID UNTIL %L', v_person.login, p_verifier,
                 CASE WHEN v_own THEN 'infinity' ELSE amends.account_password_until() END);
  PERFORM amends.account_log(p_actor, p_person, 'password', jsonb_build_object('own', v_own));
END $$;
COMMENT ON FUNCTION amends.account_password(int, int, text) IS 'sets a password by its SCRAM verifier: one''s own to stay, another''s for a day';

-- First transaction of two: nothing new begins. The second, amends.sessions_end(), ends what runs; the sweep repeats it.
-- Sessions are ended here already: an open transaction of theirs may hold the very rows that have to change.
DROP FUNCTION IF EXISTS amends.account_disable(int, int, text);  -- it once returned nothing
CREATE FUNCTION amends.account_disable(p_actor int, p_person int, p_reason text) RETURNS int
LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = pg_catalog, pg_temp SET lock_timeout = '5s' AS $$
DECLARE v_person amends.person := amends.account_person(p_person); v_reason text := amends.clean_text(p_reason, 'reason', 500); v_ended int;
BEGIN
  IF p_actor = p_person THEN
    PERFORM amends.fail('AM403', 'account.self');
  END IF;
  PERFORM amends.account_keep_admin(p_person);
  PERFORM amends.account_reach(v_person.login);
  v_ended := amends.sessions_cut(v_person.login);
  UPDATE amends.account_request r SET decided_by = coalesce(p_actor, r.asked_by), decided_at = now(), granted = false
   WHERE r.person_id = p_person AND r.decided_at IS NULL;
  UPDATE amends.person p SET active = false, on_duty = false WHERE p.id = p_person;
  PERFORM amends.account_groups(v_person.login, NULL);
  EXECUTE format('ALTER ROLE %I NOLOGIN', v_person.login);
  IF v_person.active THEN  -- again: nothing new to tell, but whatever was left open is closed
    PERFORM amends.account_log(p_actor, p_person, 'disabled', jsonb_build_object('reason', v_reason));
  END IF;
  RETURN v_ended;
END $$;
COMMENT ON FUNCTION amends.account_disable(int, int, text) IS 'a leaver loses login and group at once; name and history stay; returns how many sessions were ended';

-- Whoever comes back gets a new first password: the old one was known, and may have been passed on.
CREATE OR REPLACE FUNCTION amends.account_enable(p_actor int, p_person int, p_role text, p_verifier text) RETURNS boolean
LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE v_person amends.person := amends.account_person(p_person); v_role text := coalesce(p_role, v_person.role); v_second boolean;
BEGIN
  PERFORM amends.account_check(NULL, v_role, coalesce(p_verifier, ''));
  IF v_person.active THEN
    PERFORM amends.fail('AM423', 'account.enabled');
  END IF;
  PERFORM amends.account_reach(v_person.login);
  v_second := amends.account_needs_second(p_actor, v_role);
  EXECUTE format('ALTER ROLE %I LOGIN PASSWORD %L VALID UNTIL %L', v_person.login, p_verifier, amends.account_password_until());
  UPDATE amends.person p SET active = true, role = v_role WHERE p.id = p_person;
  PERFORM amends.account_log(p_actor, p_person, 'enabled', jsonb_build_object('role', v_role));
  IF v_second THEN
    PERFORM amends.account_ask(p_actor, p_person, v_role);
  ELSE
    PERFORM amends.account_groups(v_person.login, v_role);
  END IF;
  RETURN v_second;
END $$;
COMMENT ON FUNCTION amends.account_enable(int, int, text, text) IS
  'lets somebody who left sign in again, with a new first password; true when another administrator has to agree to the role first';

-- For a superuser (it runs with the caller's rights): people's logins that somebody else made come within reach.
CREATE OR REPLACE FUNCTION amends.account_adopt() RETURNS int
LANGUAGE plpgsql VOLATILE SET search_path = pg_catalog, pg_temp AS $$
DECLARE v_row record; v_n int := 0;
BEGIN
  IF current_setting('server_version_num')::int < 160000 THEN
    RETURN 0;
  END IF;
  FOR v_row IN
    SELECT r.rolname FROM amends.person p JOIN pg_roles r ON r.rolname = p.login
     WHERE NOT r.rolsuper AND NOT pg_has_role('amends_roleadmin', r.oid, 'MEMBER WITH ADMIN OPTION')
  LOOP
    EXECUTE format('GRANT %I TO amends_roleadmin WITH ADMIN TRUE, INHERIT FALSE, SET FALSE', v_row.rolname);
    v_n := v_n + 1;
  END LOOP;
  -- who did not grant a membership cannot take it away
  FOR v_row IN
    SELECT g.rolname AS grp, r.rolname AS login, o.rolname AS grantor
      FROM amends.person p JOIN pg_roles r ON r.rolname = p.login JOIN pg_auth_members m ON m.member = r.oid
      JOIN pg_roles g ON g.oid = m.roleid JOIN pg_roles o ON o.oid = m.grantor
     WHERE g.rolname IN ('amends_agent', 'amends_specialist', 'amends_finance', 'amends_supervisor', 'amends_manager', 'amends_admin')
       AND o.rolname <> 'amends_roleadmin'
  LOOP
    EXECUTE format('REVOKE %I FROM %I GRANTED BY %I', v_row.grp, v_row.login, v_row.grantor);
    EXECUTE format('GRANT %I TO %I GRANTED BY amends_roleadmin', v_row.grp, v_row.login);
  END LOOP;
  RETURN v_n;
END $$;
COMMENT ON FUNCTION amends.account_adopt() IS 'hands logins of people, and their groups, to amends_roleadmin where PostgreSQL asks for it (16 and newer); how many';

DO $$
DECLARE v_fn regprocedure;
BEGIN
  FOR v_fn IN
    SELECT p.oid::regprocedure FROM pg_proc p
     WHERE p.pronamespace = 'amends'::regnamespace AND p.proname LIKE 'account\_%'
  LOOP
    EXECUTE format('ALTER FUNCTION %s OWNER TO amends_roleadmin', v_fn);
    EXECUTE format('REVOKE ALL ON FUNCTION %s FROM PUBLIC', v_fn);
  END LOOP;
END $$;
SELECT amends.account_adopt();
