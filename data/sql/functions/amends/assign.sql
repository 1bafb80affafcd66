-- Assigning by hand: who may give what to whom, several tickets at once with an answer each, undo.
--   manager everywhere; supervisor from and to the teams below; everybody else takes unassigned work of own teams
--   and hands over own work with a reason.

CREATE OR REPLACE FUNCTION amends.in_team(p_person int, p_team int) RETURNS boolean
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
  SELECT EXISTS (SELECT FROM amends.team_member m WHERE m.team_id = p_team AND m.person_id = p_person)
      OR EXISTS (SELECT FROM amends.team t WHERE t.id = p_team AND t.lead_id = p_person)
      OR EXISTS (SELECT FROM amends.person p WHERE p.id = p_person AND p.role = 'manager')
$$;
COMMENT ON FUNCTION amends.in_team(int, int) IS 'may a person hold work of a team: member, lead, or a manager';

CREATE OR REPLACE FUNCTION amends.no(p_code text, p_detail jsonb DEFAULT '{}') RETURNS jsonb
LANGUAGE sql IMMUTABLE SET search_path = pg_catalog, pg_temp AS $$
  SELECT jsonb_build_object('code', p_code, 'detail', coalesce(p_detail, '{}'))
$$;
COMMENT ON FUNCTION amends.no(text, jsonb) IS 'a refusal as data';

-- Which way a person gives a ticket on: assigned, take, hand_over; or the refusal.
CREATE OR REPLACE FUNCTION amends.assign_way(p_t amends.ticket, p_team int, p_person int, p_me int, p_role text, p_reason text) RETURNS jsonb
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
  SELECT CASE
    WHEN amends.is_boss(p_me, p_role, p_t.team_id) AND amends.is_boss(p_me, p_role, p_team)
      THEN jsonb_build_object('way', CASE WHEN p_person = p_me AND p_t.assignee_id IS NULL THEN 'take' ELSE 'assigned' END, 'boss', true)
    WHEN p_t.assignee_id = p_me AND p_reason IS NULL THEN amends.no('reason.missing')
    WHEN p_t.assignee_id = p_me THEN '{"way": "hand_over"}'
    WHEN p_t.assignee_id IS NOT NULL THEN amends.no('ticket.not_yours', amends.ticket_changed(p_t.id))
    WHEN p_person = p_me AND p_team = p_t.team_id AND p_team = ANY (amends.member_teams(p_me)) THEN '{"way": "take"}'
    ELSE amends.no('team.not_yours') END
$$;
COMMENT ON FUNCTION amends.assign_way(amends.ticket, int, int, int, text, text) IS 'may the caller give this ticket to that team, and as what';

CREATE OR REPLACE FUNCTION amends.assign_check(p_t amends.ticket, p_team int, p_person int, p_me int, p_reason text, p_anyway boolean) RETURNS jsonb
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE
  v_s amends.ticket_step := amends.step_of(p_t); v_to amends.person; v_way jsonb; v_boss boolean;
  v_role text := (SELECT p.role FROM amends.person p WHERE p.id = p_me AND p.active);
BEGIN
  IF p_t.state IN ('closed', 'cancelled', 'merged') THEN
    RETURN amends.no('ticket.closed', amends.ticket_changed(p_t.id));
  ELSIF v_s.id IS NULL THEN
    RETURN amends.no('step.none');
  ELSIF (p_t.team_id, p_t.assignee_id) IS NOT DISTINCT FROM (p_team, p_person) THEN
    RETURN amends.no('assign.same');
  ELSIF NOT EXISTS (SELECT FROM amends.team t WHERE t.id = p_team AND t.active) THEN
    RETURN amends.no('team.unknown');
  END IF;
  v_way := amends.assign_way(p_t, p_team, p_person, p_me, v_role, p_reason);
  v_boss := coalesce((v_way -> 'boss')::boolean, false);
  IF v_way ? 'code' OR p_person IS NULL THEN
    RETURN v_way;
  END IF;
  SELECT * INTO v_to FROM amends.person p WHERE p.id = p_person AND p.active;
  IF NOT FOUND THEN
    RETURN amends.no('person.unknown');
  ELSIF NOT amends.in_team(p_person, p_team) THEN
    RETURN amends.no('person.not_in_team', jsonb_build_object('person', v_to.name));
  ELSIF NOT amends.role_fits(v_s.role, v_to.role) AND (NOT v_boss OR v_s.kind LIKE 'refund%') THEN
    RETURN amends.no('role.unfit', jsonb_build_object('person', v_to.name, 'role', v_to.role, 'needed', v_s.role));
  ELSIF NOT v_to.on_duty AND p_person <> p_me AND NOT (v_boss AND p_anyway AND p_reason IS NOT NULL) THEN
    RETURN amends.no('assign.off_duty', jsonb_build_object('person', v_to.name, 'since', v_to.duty_changed_at, 'anyway', v_boss));
  END IF;
  RETURN v_way;
END $$;
COMMENT ON FUNCTION amends.assign_check(amends.ticket, int, int, int, text, boolean) IS
  'checks an assignment: {"way"} when it may be done, {"code", "detail"} when not';

-- Nothing named: the ticket stays in its team when the person works there, else it goes to the person's home.
CREATE OR REPLACE FUNCTION amends.assign_team(p_t amends.ticket, p_team int, p_person int) RETURNS int
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
  SELECT CASE WHEN p_team IS NOT NULL THEN p_team
              WHEN p_person IS NULL OR amends.in_team(p_person, p_t.team_id) THEN p_t.team_id
              ELSE (SELECT p.home_team_id FROM amends.person p WHERE p.id = p_person) END
$$;
COMMENT ON FUNCTION amends.assign_team(amends.ticket, int, int) IS 'team of an assignment that names only a person';

CREATE OR REPLACE FUNCTION amends.assign_row(p_id bigint, p_rev int, p_team int, p_person int, p_actor int, p_at timestamptz,
                                             p_reason text, p_anyway boolean) RETURNS jsonb
LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE v_t amends.ticket := amends.ticket_lock(p_id); v_team int; v_way jsonb; v_rev int;
BEGIN
  IF v_t.rev IS DISTINCT FROM p_rev THEN
    RETURN jsonb_build_object('id', p_id, 'ok', false, 'rev', v_t.rev) || amends.no('ticket.changed', amends.ticket_changed(p_id));
  END IF;
  v_team := amends.assign_team(v_t, p_team, p_person);
  v_way := amends.assign_check(v_t, v_team, p_person, p_actor, p_reason, coalesce(p_anyway, false));
  IF v_way ? 'code' THEN
    RETURN jsonb_build_object('id', p_id, 'ok', false, 'rev', v_t.rev) || v_way;
  END IF;
  v_rev := amends.ticket_assign(p_id, v_team, p_person, p_actor, p_at, v_way ->> 'way', p_reason);
  RETURN jsonb_build_object('id', p_id, 'ok', true, 'rev', v_rev, 'code', NULL, 'detail', '{}'::jsonb,
                            'was', jsonb_build_object('team', v_t.team_id, 'person', v_t.assignee_id));
END $$;
COMMENT ON FUNCTION amends.assign_row(bigint, int, int, int, int, timestamptz, text, boolean) IS 'assigns one ticket of several: done, or the refusal, as data';

CREATE OR REPLACE FUNCTION amends.request_of(p_request uuid, p_fn text, p_person int, OUT result jsonb, OUT at timestamptz)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
  SELECT r.result, r.at FROM amends.request r WHERE r.id = p_request AND r.fn = p_fn AND r.person_id = p_person
$$;
COMMENT ON FUNCTION amends.request_of(uuid, text, int) IS 'stored result of a person''s own earlier call';

-- Gives it back to whoever held it, if nothing has happened to it since.
CREATE OR REPLACE FUNCTION amends.assign_back(p_row jsonb, p_actor int, p_at timestamptz) RETURNS jsonb
LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE v_id bigint := (p_row ->> 'id')::bigint; v_t amends.ticket := amends.ticket_lock(v_id); v_rev int;
BEGIN
  IF v_t.rev <> (p_row ->> 'rev')::int THEN
    RETURN jsonb_build_object('id', v_id, 'ok', false, 'rev', v_t.rev) || amends.no('ticket.changed', amends.ticket_changed(v_id));
  END IF;
  v_rev := amends.ticket_assign(v_id, (p_row -> 'was' ->> 'team')::int, (p_row -> 'was' ->> 'person')::int, p_actor, p_at, 'assigned', NULL, NULL,
                                '{"undo": true}');
  RETURN jsonb_build_object('id', v_id, 'ok', true, 'rev', v_rev, 'code', NULL, 'detail', '{}'::jsonb);
END $$;
COMMENT ON FUNCTION amends.assign_back(jsonb, int, timestamptz) IS 'undoes one row of an assignment';

-- What a drop here would do; the reason is still to be asked for, so a missing one does not count.
CREATE OR REPLACE FUNCTION amends.assign_preview(p_ids bigint[], p_team int, p_person int, p_me int) RETURNS jsonb
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE v_t amends.ticket; v_way jsonb; v_no jsonb; v_reason boolean := false; v_p amends.person; v_work record; v_more int; v_skills jsonb; v_new int := 0;
BEGIN
  FOR v_t IN SELECT * FROM amends.ticket t WHERE t.id = ANY (p_ids) ORDER BY t.id LOOP
    v_way := amends.assign_check(v_t, amends.assign_team(v_t, p_team, p_person), p_person, p_me, '?', false);
    v_no := coalesce(v_no, CASE WHEN v_way ? 'code' THEN v_way END);
    v_reason := v_reason OR v_way ->> 'way' = 'hand_over';
    v_new := v_new + (v_t.assignee_id IS DISTINCT FROM p_person)::int;
  END LOOP;
  SELECT coalesce(sum(s.effort_min) FILTER (WHERE t.assignee_id IS DISTINCT FROM p_person AND t.state <> 'waiting'), 0) INTO v_more
    FROM amends.ticket t JOIN amends.ticket_step s ON s.id = t.step_id WHERE t.id = ANY (p_ids);
  SELECT * INTO v_p FROM amends.person p WHERE p.id = p_person;
  SELECT * INTO v_work FROM amends.person_work(p_person);
  SELECT coalesce(jsonb_agg(jsonb_build_object('skill', k.skill, 'has', k.skill = ANY (coalesce(v_p.skills, '{}'))) ORDER BY k.skill), '[]') INTO v_skills
    FROM (SELECT DISTINCT g.skill FROM amends.ticket t JOIN amends.category g ON g.id = t.category_id
           WHERE t.id = ANY (p_ids) AND g.skill IS NOT NULL) k;
  RETURN jsonb_build_object('count', cardinality(p_ids), 'person', v_p.name, 'on_duty', v_p.on_duty, 'open', v_work.open, 'load_min', v_work.load_min,
    'cap_min', v_p.load_cap_min, 'after_open', v_work.open + v_new, 'after_load_min', v_work.load_min + v_more, 'skills', v_skills,
    'allowed', v_no IS NULL, 'code', v_no ->> 'code', 'detail', coalesce(v_no -> 'detail', '{}'), 'needs_reason', v_reason)
    || CASE WHEN p_person IS NULL THEN amends.team_preview(p_team) ELSE '{}' END;
END $$;
COMMENT ON FUNCTION amends.assign_preview(bigint[], int, int, int) IS 'who would get the tickets, how loaded and skilled, or why not';

CREATE OR REPLACE FUNCTION amends.team_preview(p_team int) RETURNS jsonb
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
  SELECT jsonb_build_object('team', m.label,
    'people_on_duty', (SELECT count(*) FROM amends.team_people(m.id) w JOIN amends.person p ON p.id = w.person_id WHERE p.on_duty),
    'team_open', (SELECT count(*) FROM amends.ticket t WHERE t.team_id = m.id AND t.state NOT IN ('closed', 'cancelled', 'merged') AND t.step_id IS NOT NULL))
    FROM amends.team m WHERE m.id = p_team
$$;
COMMENT ON FUNCTION amends.team_preview(int) IS 'what stands behind a queue: people on duty and open work';
