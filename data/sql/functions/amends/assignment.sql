-- Who gets a step: load, the rules by position, the superior chain. Reads only.

CREATE OR REPLACE FUNCTION amends.person_load(p_person int, OUT open int, OUT load_min int)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
  SELECT count(*)::int, coalesce(sum(s.effort_min) FILTER (WHERE t.state <> 'waiting'), 0)::int
    FROM amends.ticket t JOIN amends.ticket_step s ON s.id = t.step_id
   WHERE t.assignee_id = p_person AND t.state NOT IN ('closed', 'cancelled', 'merged')
$$;
COMMENT ON FUNCTION amends.person_load(int) IS 'steps a person holds, and the minutes of work in those that do not wait';

CREATE OR REPLACE FUNCTION amends.person_work(p_person int, OUT open int, OUT overdue int, OUT load_min int)
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
BEGIN
  SELECT count(*), count(*) FILTER (WHERE t.due_at < now()), coalesce(sum(s.effort_min) FILTER (WHERE t.state <> 'waiting'), 0)
    INTO open, overdue, load_min
    FROM amends.ticket t JOIN amends.ticket_step s ON s.id = t.step_id
   WHERE t.assignee_id = p_person AND t.state NOT IN ('closed', 'cancelled', 'merged');
END $$;
COMMENT ON FUNCTION amends.person_work(int) IS 'load of a person, and how much of it is overdue';

-- A team at once: asked person by person it takes three times as long.
CREATE OR REPLACE FUNCTION amends.people_work(p_people int[]) RETURNS TABLE (person_id int, open int, overdue int, load_min int)
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
BEGIN
  RETURN QUERY
    SELECT t.assignee_id, count(*)::int, (count(*) FILTER (WHERE t.due_at < now()))::int,
           coalesce(sum(s.effort_min) FILTER (WHERE t.state <> 'waiting'), 0)::int
      FROM amends.ticket t JOIN amends.ticket_step s ON s.id = t.step_id
     WHERE t.assignee_id = ANY (p_people) AND t.state NOT IN ('closed', 'cancelled', 'merged')
     GROUP BY t.assignee_id;
END $$;
COMMENT ON FUNCTION amends.people_work(int[]) IS 'load of several people, and how much of it is overdue; no row for who holds nothing';

CREATE OR REPLACE FUNCTION amends.team_people(p_team int) RETURNS TABLE (person_id int)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
  SELECT p.id FROM amends.person p
   WHERE p.active AND (EXISTS (SELECT FROM amends.team_member m WHERE m.team_id = p_team AND m.person_id = p.id)
                       OR p.id = (SELECT t.lead_id FROM amends.team t WHERE t.id = p_team))
$$;
COMMENT ON FUNCTION amends.team_people(int) IS 'who works in a team: its members and its lead';

-- The chain from the person upwards, without those who left; a loop ends it.
CREATE OR REPLACE FUNCTION amends.superior_chain(p_person int) RETURNS int[]
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
  WITH RECURSIVE up AS (
    SELECT p.id, p.superior_id, p.active, ARRAY[p.id] AS path FROM amends.person p WHERE p.id = p_person
    UNION ALL
    SELECT p.id, p.superior_id, p.active, up.path || p.id
      FROM up JOIN amends.person p ON p.id = up.superior_id
     WHERE NOT p.id = ANY (up.path)
  ) SELECT coalesce(array_agg(up.id ORDER BY cardinality(up.path)) FILTER (WHERE up.active), '{}') FROM up
$$;
COMMENT ON FUNCTION amends.superior_chain(int) IS 'a person and everyone above, nearest first; people who left are passed over';

CREATE OR REPLACE FUNCTION amends.pick_manager() RETURNS int
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
  SELECT p.id FROM amends.person p WHERE p.role = 'manager' AND p.active ORDER BY p.on_duty DESC, p.id LIMIT 1
$$;
COMMENT ON FUNCTION amends.pick_manager() IS 'the after-sales manager, one on duty first; null when there is none';

-- The recipients of a reminder: the holder, else the lead of the team, and the chain above.
CREATE OR REPLACE FUNCTION amends.escalation_chain(p_team int, p_holder int) RETURNS int[]
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
  SELECT amends.superior_chain(coalesce(p_holder, (SELECT t.lead_id FROM amends.team t WHERE t.id = p_team), amends.pick_manager()))
$$;
COMMENT ON FUNCTION amends.escalation_chain(int, int) IS 'who is reminded of work, by level: holder (no holder: team lead), superior, …';

-- Lowest load, then longest without new work, then id. The step's own role before supervisors, the wanted skill before the rest.
CREATE OR REPLACE FUNCTION amends.pick_least_loaded(p_team int, p_role text, p_skill text, OUT person_id int, OUT candidates int)
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
BEGIN
  SELECT c.id, c.n INTO person_id, candidates
    FROM (
      SELECT p.id, p.role, p.skills, count(*) OVER ()::int AS n,
             (SELECT count(*) FROM (
                SELECT FROM amends.ticket t
                 WHERE t.assignee_id = p.id AND t.state NOT IN ('closed', 'cancelled', 'merged')
                 LIMIT 300) held) AS load  -- past that everybody is equally drowned: taking turns decides
        FROM amends.team_member m JOIN amends.person p ON p.id = m.person_id
       WHERE m.team_id = p_team AND p.active AND p.on_duty
         AND (p.role = p_role OR p.role IN ('supervisor', 'manager'))
    ) c
   ORDER BY c.role = p_role DESC, p_skill IS NULL OR p_skill = ANY (c.skills) DESC, c.load,
            (SELECT max(s.from_at) FROM amends.segment s WHERE s.holder_id = c.id) NULLS FIRST, c.id
   LIMIT 1;
END $$;
COMMENT ON FUNCTION amends.pick_least_loaded(int, text, text) IS 'member of a team on duty who gets the next step, and how many could';

-- Filer and lead count only while on duty.
CREATE OR REPLACE FUNCTION amends.pick_by_rule(p_rule amends.assignment_rule, p_step_role text, p_team int, p_filer int, p_skill text,
                                               OUT person_id int, OUT candidates int)
LANGUAGE plpgsql STABLE SET search_path = pg_catalog, pg_temp AS $$
BEGIN
  IF p_rule.pick = 'least_loaded' THEN
    SELECT l.person_id, l.candidates INTO person_id, candidates FROM amends.pick_least_loaded(p_team, p_step_role, p_skill) l;
  ELSIF p_rule.pick = 'filer' THEN
    SELECT p.id, 1 INTO person_id, candidates
      FROM amends.person p JOIN amends.team_member m ON m.person_id = p.id AND m.team_id = p_team
     WHERE p.id = p_filer AND p.active AND p.on_duty AND (p.role = p_step_role OR p.role IN ('supervisor', 'manager'));
  ELSIF p_rule.pick = 'lead' THEN
    SELECT p.id, 1 INTO person_id, candidates
      FROM amends.team t JOIN amends.person p ON p.id = t.lead_id
     WHERE t.id = p_team AND p.active AND p.on_duty AND (p.role = p_step_role OR p.role IN ('supervisor', 'manager'));
  END IF;
END $$;
COMMENT ON FUNCTION amends.pick_by_rule(amends.assignment_rule, text, int, int, text) IS 'whom one rule finds in a team; null: nobody';

CREATE OR REPLACE FUNCTION amends.step_team(p_team_code text, p_intake_team int) RETURNS int
LANGUAGE plpgsql STABLE SET search_path = pg_catalog, pg_temp AS $$
BEGIN
  RETURN CASE p_team_code WHEN 'intake' THEN p_intake_team ELSE (SELECT t.id FROM amends.team t WHERE t.code = p_team_code) END;
END $$;
COMMENT ON FUNCTION amends.step_team(text, int) IS 'team of a step; "intake" is the one that took the ticket in';

-- The first rule by position that fits and finds somebody (a queue is found by anybody). Nobody: the after-sales manager.
CREATE OR REPLACE FUNCTION amends.assign_pick(p_category int, p_step_kind text, p_step_role text, p_team_code text, p_channel text,
                                              p_filer int, p_intake_team int,
                                              OUT team_id int, OUT person_id int, OUT rule jsonb, OUT candidates int)
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE v_rule amends.assignment_rule; v_category amends.category; v_found record;
BEGIN
  SELECT * INTO v_category FROM amends.category c WHERE c.id = p_category;
  FOR v_rule IN
    SELECT r.* FROM amends.assignment_rule r
     WHERE (r.category_id IS NULL OR r.category_id IN (p_category, v_category.parent_id))
       AND (r.step_role IS NULL OR r.step_role = p_step_role) AND (r.step_kind IS NULL OR r.step_kind = p_step_kind)
       AND (r.step_team IS NULL OR r.step_team = p_team_code) AND (r.channel IS NULL OR r.channel = p_channel)
     ORDER BY r.position, r.id
  LOOP
    team_id := coalesce(amends.step_team(coalesce(v_rule.team_code, p_team_code), p_intake_team), p_intake_team);
    SELECT * INTO v_found FROM amends.pick_by_rule(v_rule, p_step_role, team_id, p_filer, v_category.skill);
    IF v_found.person_id IS NOT NULL OR v_rule.pick = 'queue' THEN
      person_id := v_found.person_id; candidates := coalesce(v_found.candidates, 0);
      rule := jsonb_build_object('id', v_rule.id, 'pick', v_rule.pick, 'label', v_rule.label);
      RETURN;
    END IF;
  END LOOP;
  team_id := coalesce(amends.step_team(p_team_code, p_intake_team), p_intake_team);
  person_id := amends.pick_manager(); candidates := 0;
  rule := '{"id": null, "pick": "manager", "label": {"zh_CN": "无人可派，转售后经理", "en": "Nobody found: the after-sales manager"}}';
END $$;
COMMENT ON FUNCTION amends.assign_pick(int, text, text, text, text, int, int) IS
  'team and person for a step by the rules, with the rule and how many candidates there were';
