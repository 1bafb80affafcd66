-- Identity, guard, request ids, feed rows: what every other function stands on.
-- Small functions that every call goes through are plpgsql: it keeps their plans for the session, while an SQL function
-- that cannot be inlined is planned again in every transaction (0.04 ms against 0.005).

-- Who calls. session_user: definer functions and SET ROLE do not change it, a setting could be forged.
CREATE OR REPLACE FUNCTION amends.me() RETURNS int
LANGUAGE plpgsql STABLE SET search_path = pg_catalog, pg_temp AS $$
BEGIN
  RETURN (SELECT p.id FROM amends.person p WHERE p.login = session_user AND p.active);
END $$;
COMMENT ON FUNCTION amends.me() IS 'person id of the caller; null when the login is nobody here';

CREATE OR REPLACE FUNCTION amends.my_role() RETURNS text
LANGUAGE plpgsql STABLE SET search_path = pg_catalog, pg_temp AS $$
BEGIN
  RETURN (SELECT p.role FROM amends.person p
          WHERE p.login = session_user AND p.active AND pg_has_role(session_user, 'amends_' || p.role, 'MEMBER'));
END $$;
COMMENT ON FUNCTION amends.my_role() IS 'role of the caller, null unless the login is a member of the group role too';

CREATE OR REPLACE FUNCTION amends.subordinates(p_person int) RETURNS int[]
LANGUAGE sql STABLE SET search_path = pg_catalog, pg_temp AS $$
  WITH RECURSIVE below AS (
    SELECT p.id FROM amends.person p WHERE p.superior_id = p_person
    UNION
    SELECT p.id FROM amends.person p JOIN below b ON p.superior_id = b.id
  ) SELECT coalesce(array_agg(id), '{}') FROM below
$$;
COMMENT ON FUNCTION amends.subordinates(int) IS 'everyone below a person in the superior chain';

CREATE OR REPLACE FUNCTION amends.teams_below(p_person int) RETURNS int[]
LANGUAGE sql STABLE SET search_path = pg_catalog, pg_temp AS $$
  SELECT coalesce(array_agg(t.id), '{}') FROM amends.team t
  WHERE t.lead_id = p_person OR t.lead_id = ANY (amends.subordinates(p_person))
$$;
COMMENT ON FUNCTION amends.teams_below(int) IS 'teams led by a person or by anyone below';

CREATE OR REPLACE FUNCTION amends.member_teams(p_person int) RETURNS int[]
LANGUAGE sql STABLE SET search_path = pg_catalog, pg_temp AS $$
  SELECT coalesce(array_agg(m.team_id), '{}') FROM amends.team_member m WHERE m.person_id = p_person
$$;
COMMENT ON FUNCTION amends.member_teams(int) IS 'teams a person works in';

-- The row filter of every ticket table. Called once a statement as (SELECT amends.visible_teams()).
CREATE OR REPLACE FUNCTION amends.visible_teams() RETURNS int[]
LANGUAGE plpgsql STABLE SET search_path = pg_catalog, pg_temp AS $$
DECLARE v_me int := amends.me(); v_role text := amends.my_role();
BEGIN
  RETURN CASE v_role
    WHEN 'manager' THEN (SELECT coalesce(array_agg(t.id), '{}') FROM amends.team t)
    WHEN 'supervisor' THEN amends.teams_below(v_me) || amends.member_teams(v_me)
    WHEN 'agent' THEN amends.member_teams(v_me)
    WHEN 'specialist' THEN amends.member_teams(v_me)
    WHEN 'finance' THEN amends.member_teams(v_me)
    ELSE '{}'::int[] END;
END $$;
COMMENT ON FUNCTION amends.visible_teams() IS 'teams whose tickets the caller may see; admin: none';

-- Teams within which the caller may assign: supervisor – below; manager – all; others – none (they take or hand over).
CREATE OR REPLACE FUNCTION amends.assignable_teams() RETURNS int[]
LANGUAGE plpgsql STABLE SET search_path = pg_catalog, pg_temp AS $$
BEGIN
  RETURN CASE amends.my_role()
    WHEN 'manager' THEN (SELECT coalesce(array_agg(t.id), '{}') FROM amends.team t)
    WHEN 'supervisor' THEN amends.teams_below(amends.me())
    ELSE '{}'::int[] END;
END $$;
COMMENT ON FUNCTION amends.assignable_teams() IS 'teams within which the caller may give work to anyone';

-- Our errors: SQLSTATE class AM, MESSAGE a code for the message catalogue, DETAIL a JSON object for its parameters.
-- AM401 nobody here, AM403 not allowed, AM404 no such thing (or not yours to see), AM409 somebody was first,
-- AM422 bad input, AM423 not in this state.
CREATE OR REPLACE FUNCTION amends.fail(p_state text, p_code text, p_detail jsonb DEFAULT '{}') RETURNS void
LANGUAGE plpgsql STABLE SET search_path = pg_catalog, pg_temp AS $$
BEGIN
  RAISE EXCEPTION USING ERRCODE = p_state, MESSAGE = p_code, DETAIL = p_detail::text;
END $$;
COMMENT ON FUNCTION amends.fail(text, text, jsonb) IS 'raises an Amends error';

-- Settings a caller may change and that would change what our code means (how its string constants are read, what = NULL
-- is) or show what goes on inside it (plans with their values, log lines).
CREATE OR REPLACE FUNCTION amends.guard_settings() RETURNS void
LANGUAGE plpgsql STABLE SET search_path = pg_catalog, pg_temp AS $$
BEGIN
  IF current_setting('standard_conforming_strings') <> 'on' THEN
    PERFORM amends.fail('AM425', 'setting.refused', '{"setting": "standard_conforming_strings"}');
  ELSIF current_setting('transform_null_equals') <> 'off' THEN
    PERFORM amends.fail('AM425', 'setting.refused', '{"setting": "transform_null_equals"}');
  ELSIF current_setting('client_min_messages') NOT IN ('notice', 'warning', 'error') THEN
    PERFORM amends.fail('AM425', 'setting.refused', '{"setting": "client_min_messages"}');
  END IF;
END $$;
COMMENT ON FUNCTION amends.guard_settings() IS 'refuses a session whose settings change what our code means or show its inside';

-- First line of every api function. Read committed only: under repeatable read a check may read an old world.
CREATE OR REPLACE FUNCTION amends.guard(VARIADIC p_roles text[] DEFAULT '{}') RETURNS int
LANGUAGE plpgsql STABLE SET search_path = pg_catalog, pg_temp AS $$
DECLARE v_me int; v_role text;
BEGIN
  IF current_setting('transaction_isolation') <> 'read committed' THEN
    PERFORM amends.fail('AM425', 'isolation.level', jsonb_build_object('level', current_setting('transaction_isolation')));
  END IF;
  PERFORM amends.guard_settings();
  SELECT p.id, p.role INTO v_me, v_role FROM amends.person p WHERE p.login = session_user AND p.active;
  IF v_me IS NULL OR NOT pg_has_role(session_user, 'amends_' || v_role, 'MEMBER') THEN
    PERFORM amends.fail('AM401', 'person.unknown');
  END IF;
  IF cardinality(p_roles) > 0 AND NOT v_role = ANY (p_roles) THEN
    PERFORM amends.fail('AM403', 'role.forbidden', jsonb_build_object('role', v_role, 'needed', p_roles));
  END IF;
  RETURN v_me;
END $$;
COMMENT ON FUNCTION amends.guard(text[]) IS 'checks isolation level, person and role; returns the person id';

-- Idempotency. Begin returns null the first time, the stored result on a replay; the insert makes a twin wait.
CREATE OR REPLACE FUNCTION amends.request_begin(p_request uuid, p_fn text, p_args jsonb) RETURNS jsonb
LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE v_me int := amends.me(); v_hash bytea := sha256(convert_to(p_args::text, 'UTF8')); v_row amends.request;
BEGIN
  IF p_request IS NULL THEN PERFORM amends.fail('AM422', 'request.missing'); END IF;
  INSERT INTO amends.request (id, person_id, fn, args_hash) VALUES (p_request, v_me, p_fn, v_hash) ON CONFLICT (id) DO NOTHING;
  IF FOUND THEN RETURN NULL; END IF;
  SELECT * INTO v_row FROM amends.request r WHERE r.id = p_request;
  IF v_row.person_id <> v_me OR v_row.fn <> p_fn OR v_row.args_hash <> v_hash THEN
    PERFORM amends.fail('AM409', 'request.reused');
  END IF;
  RETURN coalesce(v_row.result, '{}'::jsonb) || '{"replayed": true}';
END $$;
COMMENT ON FUNCTION amends.request_begin(uuid, text, jsonb) IS 'registers a request id; on a replay returns the stored result';

CREATE OR REPLACE FUNCTION amends.request_end(p_request uuid, p_result jsonb) RETURNS jsonb
LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE v_me int := amends.me();
BEGIN
  UPDATE amends.request r SET result = p_result WHERE r.id = p_request AND r.person_id = v_me AND r.result IS NULL;
  RETURN CASE WHEN FOUND THEN p_result END;
END $$;
COMMENT ON FUNCTION amends.request_end(uuid, jsonb) IS 'stores the result of a request and returns it';

CREATE OR REPLACE FUNCTION amends.change_add(p_kind text, p_ref bigint) RETURNS void
LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
BEGIN
  INSERT INTO amends.change (kind, ref) VALUES (p_kind, p_ref);
END $$;
COMMENT ON FUNCTION amends.change_add(text, bigint) IS 'puts an id into the change feed';

CREATE OR REPLACE FUNCTION amends.site_day(p_at timestamptz) RETURNS date
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
BEGIN
  RETURN (SELECT (p_at AT TIME ZONE s.zone)::date FROM amends.site s);
END $$;
COMMENT ON FUNCTION amends.site_day(timestamptz) IS 'calendar day at the site';

-- Text from people: no control characters but line breaks and tabs, no more than the limit.
CREATE OR REPLACE FUNCTION amends.clean_text(p_text text, p_field text, p_max int, p_required boolean DEFAULT false) RETURNS text
LANGUAGE plpgsql STABLE SET search_path = pg_catalog, pg_temp AS $$
DECLARE v_text text := btrim(p_text, E' \t\r\n');
BEGIN
  IF octet_length(p_text) > p_max * 4 OR length(v_text) > p_max THEN
    PERFORM amends.fail('AM422', 'text.too_long', jsonb_build_object('field', p_field, 'max', p_max));
  END IF;
  IF v_text ~ E'[\\x01-\\x08\\x0b\\x0c\\x0e-\\x1f\\x7f-\\x9f]' THEN
    PERFORM amends.fail('AM422', 'text.control_characters', jsonb_build_object('field', p_field));
  END IF;
  IF p_required AND coalesce(v_text, '') = '' THEN
    PERFORM amends.fail('AM422', 'text.missing', jsonb_build_object('field', p_field));
  END IF;
  RETURN nullif(v_text, '');
END $$;
COMMENT ON FUNCTION amends.clean_text(text, text, int, boolean) IS 'trimmed text, or an error naming the field';

-- The one way into the event log; tells the feed.
CREATE OR REPLACE FUNCTION amends.event_add(p_ticket bigint, p_kind text, p_at timestamptz, p_actor int,
                                            p_text text DEFAULT NULL, p_body jsonb DEFAULT '{}') RETURNS bigint
LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE v_id bigint;
BEGIN
  INSERT INTO amends.change (kind, ref) VALUES ('ticket', p_ticket);
  INSERT INTO amends.event (ticket_id, kind, happened_at, actor_id, text, body)
  VALUES (p_ticket, p_kind, p_at, p_actor, p_text, coalesce(p_body, '{}')) RETURNING id INTO v_id;
  RETURN v_id;
END $$;
COMMENT ON FUNCTION amends.event_add(bigint, text, timestamptz, int, text, jsonb) IS 'appends to a ticket''s history';

CREATE OR REPLACE FUNCTION amends.participant_add(p_ticket bigint, p_person int, p_why text) RETURNS void
LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
BEGIN
  INSERT INTO amends.participant (ticket_id, person_id, why) SELECT p_ticket, p_person, p_why WHERE p_person IS NOT NULL
  ON CONFLICT DO NOTHING;
END $$;
COMMENT ON FUNCTION amends.participant_add(bigint, int, text) IS 'lets a person see a ticket from now on';

CREATE OR REPLACE FUNCTION amends.notice_add(p_recipient int, p_ticket bigint, p_kind text, p_level int, p_at timestamptz, p_body jsonb) RETURNS void
LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
BEGIN
  INSERT INTO amends.notice (recipient_id, ticket_id, kind, level, at, body)
  SELECT p_recipient, p_ticket, p_kind, p_level, p_at, p_body WHERE p_recipient IS NOT NULL;
  INSERT INTO amends.change (kind, ref) SELECT 'notice', p_recipient WHERE p_recipient IS NOT NULL;
END $$;
COMMENT ON FUNCTION amends.notice_add(int, bigint, text, int, timestamptz, jsonb) IS 'a notice for a person''s panel; the desk shows it on the desktop';
