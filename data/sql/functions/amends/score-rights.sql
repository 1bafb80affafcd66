-- Who may open whose card, and what a question about measures has to look like.

-- Whose results the caller may open; null = everybody's.
CREATE OR REPLACE FUNCTION amends.score_people(p_me int) RETURNS int[]
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE v_role text := (SELECT p.role FROM amends.person p WHERE p.id = p_me);
BEGIN
  RETURN CASE v_role
    WHEN 'manager' THEN NULL
    WHEN 'supervisor' THEN ARRAY[p_me] || amends.subordinates(p_me)
      || (SELECT coalesce(array_agg(x), '{}') FROM unnest(amends.teams_below(p_me)) t, unnest(amends.score_members(t)) x)
    ELSE ARRAY[p_me] END;
END $$;
COMMENT ON FUNCTION amends.score_people(int) IS 'people whose scorecards a person may open; null: all';

CREATE OR REPLACE FUNCTION amends.score_person_check(p_me int, p_person int) RETURNS void
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE v_people int[] := amends.score_people(p_me);
BEGIN
  IF v_people IS NOT NULL AND NOT p_person = ANY (v_people) THEN PERFORM amends.fail('AM403', 'scorecard.forbidden'); END IF;
  IF NOT EXISTS (SELECT FROM amends.person p WHERE p.id = p_person) THEN PERFORM amends.fail('AM404', 'person.unknown'); END IF;
END $$;
COMMENT ON FUNCTION amends.score_person_check(int, int) IS 'refuses a card that is not the caller''s to open';

CREATE OR REPLACE FUNCTION amends.score_team_check(p_me int, p_team int) RETURNS void
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE v_role text := (SELECT p.role FROM amends.person p WHERE p.id = p_me);
BEGIN
  IF NOT EXISTS (SELECT FROM amends.team t WHERE t.id = p_team) THEN PERFORM amends.fail('AM404', 'team.unknown'); END IF;
  IF v_role <> 'manager' AND NOT p_team = ANY (amends.member_teams(p_me))
     AND NOT (v_role = 'supervisor' AND p_team = ANY (amends.teams_below(p_me))) THEN
    PERFORM amends.fail('AM403', 'scorecard.forbidden');
  END IF;
END $$;
COMMENT ON FUNCTION amends.score_team_check(int, int) IS 'refuses a team''s page to who is neither in it nor above it';

CREATE OR REPLACE FUNCTION amends.period_check(p_kind text, p_start date) RETURNS void
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
BEGIN
  IF coalesce(p_kind, '') NOT IN ('month', 'quarter', 'year') OR p_start IS NULL OR NOT isfinite(p_start)
     OR p_start NOT BETWEEN '1990-01-01' AND '2999-01-01' OR p_start <> amends.period_start(p_kind, p_start) THEN
    PERFORM amends.fail('AM422', 'period.bad', jsonb_build_object('kind', left(p_kind, 20), 'start', p_start));
  END IF;
END $$;
COMMENT ON FUNCTION amends.period_check(text, date) IS 'a period is month, quarter or year and starts on its first day';

-- The scheme asked for, else the default of the team; its version for the period.
CREATE OR REPLACE FUNCTION amends.score_version(p_scheme int, p_team int, p_start date) RETURNS int
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE v_version int := amends.scheme_version_at(coalesce(p_scheme, (amends.schemes_of(p_team))[1]), p_start);
BEGIN
  IF v_version IS NULL THEN PERFORM amends.fail('AM404', 'scheme.unknown'); END IF;
  RETURN v_version;
END $$;
COMMENT ON FUNCTION amends.score_version(int, int, date) IS 'scheme version for a card; AM404 without one';

CREATE OR REPLACE FUNCTION amends.measure_label(p_by text, p_grp text) RETURNS jsonb
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
  SELECT CASE p_by
    WHEN 'staff' THEN (SELECT jsonb_build_object('zh_CN', p.name, 'en', p.name) FROM amends.person p WHERE p.id = p_grp::int)
    WHEN 'team' THEN (SELECT t.label FROM amends.team t WHERE t.id = p_grp::int)
    WHEN 'category' THEN (SELECT c.label FROM amends.category c WHERE c.id = p_grp::int)
    WHEN 'channel' THEN (SELECT c.label FROM amends.channel c WHERE c.code = p_grp)
    WHEN 'priority' THEN (SELECT p.label FROM amends.priority p WHERE p.id = p_grp::int) END
$$;
COMMENT ON FUNCTION amends.measure_label(text, text) IS 'label of a group of measures by language; a person''s is the name';

CREATE OR REPLACE FUNCTION amends.fact_days() RETURNS date[]
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
  SELECT ARRAY[amends.site_day((SELECT min(f.opened_at) FROM amends.ticket_fact f)),
    amends.site_day(greatest((SELECT max(f.opened_at) FROM amends.ticket_fact f), (SELECT max(f.resolved_at) FROM amends.ticket_fact f WHERE f.resolved_at IS NOT NULL),
                             (SELECT max(f.closed_at) FROM amends.ticket_fact f WHERE f.closed_at IS NOT NULL)))]
$$;
COMMENT ON FUNCTION amends.fact_days() IS 'first and last day of what can be measured; nulls without a ticket';
