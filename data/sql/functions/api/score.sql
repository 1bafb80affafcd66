-- Measures and scorecards for people: one's own, those of the teams below, all – and never a name one may not see.

CREATE OR REPLACE FUNCTION api.measures(p_from date, p_to date, p_by text DEFAULT 'none', p_cohort text DEFAULT 'ended',
                                        p_measures text[] DEFAULT NULL, p_params jsonb DEFAULT '{}')
RETURNS TABLE (measure text, grp text, grp_label jsonb, numerator numeric, denominator numeric, n bigint, value numeric,
               mean numeric, median numeric, p90 numeric, min numeric, max numeric)
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE v_me int := amends.guard('agent', 'specialist', 'finance', 'supervisor', 'manager'); v_measures text[];
BEGIN
  v_measures := coalesce(p_measures, (SELECT array_agg(m.code ORDER BY m.position, m.code) FROM amends.measure m
                                       WHERE amends.measure_has_source(m.code)));
  IF cardinality(v_measures) > 100 THEN PERFORM amends.fail('AM422', 'list.too_long', '{"max": 100}'); END IF;
  PERFORM amends.measure_check(m.code, amends.site_instant(p_from), amends.site_instant(p_to), p_cohort, p_params) FROM unnest(v_measures) m(code);
  RETURN QUERY
    SELECT s.measure, s.grp, amends.measure_label(p_by, s.grp), s.numerator, s.denominator, s.n, s.value,
           round(s.mean, 4), s.median, s.p90, s.min, s.max
      FROM amends.measure_summary(v_measures, amends.site_instant(p_from), amends.site_instant(p_to), p_by, p_cohort, p_params,
                                  amends.score_people(v_me)) s;
END $$;
COMMENT ON FUNCTION api.measures(date, date, text, text, text[], jsonb) IS
  'measures of the days from p_from to before p_to, of oneself, the teams below or all; measures null: every one that has a source';

CREATE OR REPLACE FUNCTION api.contributions(p_measure text, p_from date, p_to date, p_by_person int DEFAULT NULL, p_team int DEFAULT NULL,
                                             p_cohort text DEFAULT 'ended')
RETURNS TABLE (ticket_id bigint, number text, subject text, part bigint, person_id int, person text, numerator numeric, denominator numeric,
               at timestamptz, counted boolean, reason text, reason_label jsonb)
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE
  v_me int := amends.guard('agent', 'specialist', 'finance', 'supervisor', 'manager');
  v_mine int[] := amends.score_people(v_me);
  v_people int[];
BEGIN
  IF p_by_person IS NOT NULL THEN
    PERFORM amends.score_person_check(v_me, p_by_person);
    v_people := ARRAY[p_by_person];
  ELSIF p_team IS NOT NULL THEN
    PERFORM amends.score_team_check(v_me, p_team);
    v_people := amends.score_members(p_team);
  ELSE
    v_people := v_mine;
  END IF;
  RETURN QUERY
    SELECT c.ticket_id, t.number, t.subject, c.part, CASE WHEN s.sees THEN c.person_id END, CASE WHEN s.sees THEN p.name END,
           c.numerator, c.denominator, c.at, c.counted, c.reason, amends.contribution_reason(c.reason)
      FROM amends.measure_contributions(p_measure, amends.site_instant(p_from), amends.site_instant(p_to), p_cohort, '{}', v_people) c
      CROSS JOIN LATERAL (SELECT v_mine IS NULL OR c.person_id = ANY (v_mine) AS sees) s
      LEFT JOIN amends.ticket t ON t.id = c.ticket_id
      LEFT JOIN amends.person p ON p.id = c.person_id
     ORDER BY c.counted DESC, c.numerator DESC NULLS LAST, c.at, c.ticket_id;
END $$;
COMMENT ON FUNCTION api.contributions(text, date, date, int, int, text) IS
  'the rows that make a measure and those left out with the reason; number null where the caller may not see the ticket';

CREATE OR REPLACE FUNCTION api.scorecard(p_person int, p_team int, p_scheme int, p_kind text, p_start date) RETURNS jsonb
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE
  v_me int := amends.guard('agent', 'specialist', 'finance', 'supervisor', 'manager');
  v_version int; v_person amends.person; v_team amends.team;
BEGIN
  PERFORM amends.period_check(p_kind, p_start);
  IF (p_person IS NULL) = (p_team IS NULL) THEN PERFORM amends.fail('AM422', 'scorecard.person_or_team'); END IF;
  IF p_person IS NOT NULL THEN
    PERFORM amends.score_person_check(v_me, p_person);
    SELECT * INTO v_person FROM amends.person p WHERE p.id = p_person;
    v_version := amends.score_version(p_scheme, v_person.home_team_id, p_start);
    RETURN jsonb_build_object('person', jsonb_build_object('id', v_person.id, 'name', v_person.name, 'role', v_person.role,
                                                           'team', v_person.home_team_id))
        || amends.scorecard_json(v_version, p_kind, p_start, ARRAY[p_person], false);
  END IF;
  PERFORM amends.score_team_check(v_me, p_team);
  SELECT * INTO v_team FROM amends.team t WHERE t.id = p_team;
  v_version := amends.score_version(p_scheme, p_team, p_start);
  RETURN jsonb_build_object('team', jsonb_build_object('id', v_team.id, 'code', v_team.code, 'label', v_team.label))
      || amends.scorecard_json(v_version, p_kind, p_start, amends.score_members(p_team), true);
END $$;
COMMENT ON FUNCTION api.scorecard(int, int, int, text, date) IS 'card of a person or of a team together; scheme null: the team''s default';

-- The line is drawn by one version, that of the last period, so that its points can be compared.
CREATE OR REPLACE FUNCTION api.score_trend(p_person int, p_team int, p_scheme int, p_kind text, p_start date, p_periods int DEFAULT 12)
RETURNS TABLE (period date, label jsonb, measure text, value numeric, points numeric, n numeric, low numeric, high numeric)
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE
  v_me int := amends.guard('agent', 'specialist', 'finance', 'supervisor', 'manager');
  v_version int; v_people int[]; v_starts date[];
BEGIN
  PERFORM amends.period_check(p_kind, p_start);
  IF (p_person IS NULL) = (p_team IS NULL) THEN PERFORM amends.fail('AM422', 'scorecard.person_or_team'); END IF;
  IF coalesce(p_periods, 0) NOT BETWEEN 1 AND 60 THEN PERFORM amends.fail('AM422', 'period.count'); END IF;
  IF p_person IS NOT NULL THEN
    PERFORM amends.score_person_check(v_me, p_person);
    v_people := ARRAY[p_person];
    v_version := amends.score_version(p_scheme, (SELECT p.home_team_id FROM amends.person p WHERE p.id = p_person), p_start);
  ELSE
    PERFORM amends.score_team_check(v_me, p_team);
    v_people := amends.score_members(p_team);
    v_version := amends.score_version(p_scheme, p_team, p_start);
  END IF;
  v_starts := ARRAY(SELECT amends.period_shift(p_kind, p_start, i) FROM generate_series(1 - p_periods, 0) i);
  RETURN QUERY
    SELECT v_starts[t.period], amends.period_label(p_kind, v_starts[t.period]), x.measure, x.value, x.points, x.n, x.low, x.high
      FROM amends.score_totals(v_version, p_kind, v_starts, v_people, p_team IS NOT NULL) t
      CROSS JOIN LATERAL (
        SELECT NULL::text AS measure, t.score AS value, t.score AS points, t.n, t.low, t.high, 0 AS place
        UNION ALL
        SELECT e.part ->> 'measure', (e.part ->> 'value')::numeric, (e.part ->> 'points')::numeric, (e.part ->> 'n')::numeric,
               (e.part ->> 'low')::numeric, (e.part ->> 'high')::numeric, e.i::int
          FROM jsonb_array_elements(t.parts) WITH ORDINALITY e(part, i)) x
     ORDER BY t.period, x.place;
END $$;
COMMENT ON FUNCTION api.score_trend(int, int, int, text, date, int) IS
  'total (measure null) and every measure over so many periods up to p_start, oldest first';

-- p_team null: everybody the caller may open. Colleagues of somebody who may not see their cards stay nameless.
CREATE OR REPLACE FUNCTION api.scorecard_team(p_team int, p_scheme int, p_kind text, p_start date)
RETURNS TABLE (person_id int, name text, score numeric, band jsonb, low numeric, high numeric, n numeric, weight_used int, is_me boolean, parts jsonb)
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE
  v_me int := amends.guard('agent', 'specialist', 'finance', 'supervisor', 'manager');
  v_mine int[] := amends.score_people(v_me);
  v_people int[]; v_version int;
BEGIN
  PERFORM amends.period_check(p_kind, p_start);
  IF p_team IS NOT NULL THEN
    PERFORM amends.score_team_check(v_me, p_team);
    v_people := amends.score_members(p_team);
  ELSE
    v_people := coalesce(v_mine, (SELECT array_agg(p.id) FROM amends.person p WHERE p.role <> 'admin'));
  END IF;
  v_version := amends.score_version(p_scheme, p_team, p_start);
  RETURN QUERY
    SELECT CASE WHEN s.sees THEN t.unit END, CASE WHEN s.sees THEN p.name END, t.score, t.band, t.low, t.high, t.n, t.weight_used,
           t.unit = v_me, t.parts
      FROM amends.score_totals(v_version, p_kind, ARRAY[p_start], v_people, false) t
      JOIN amends.person p ON p.id = t.unit
      CROSS JOIN LATERAL (SELECT v_mine IS NULL OR t.unit = ANY (v_mine) AS sees) s
     WHERE t.n > 0 OR p.active AND p.role IN ('agent', 'specialist', 'finance')
     ORDER BY t.score DESC NULLS LAST, CASE WHEN s.sees THEN p.name END, t.n DESC;
END $$;
COMMENT ON FUNCTION api.scorecard_team(int, int, text, date) IS 'cards of a team''s people side by side; name and id null for an agent''s colleagues';

CREATE OR REPLACE FUNCTION api.scorecard_people()
RETURNS TABLE (person_id int, name text, team_id int, scheme_ids int[])
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE
  v_me int := amends.guard('agent', 'specialist', 'finance', 'supervisor', 'manager');
  v_mine int[] := amends.score_people(v_me);
BEGIN
  RETURN QUERY
    SELECT p.id, p.name, p.home_team_id, amends.schemes_of(p.home_team_id) FROM amends.person p
     WHERE p.role <> 'admin' AND (v_mine IS NULL OR p.id = ANY (v_mine))
     ORDER BY p.id = v_me DESC, p.active DESC, p.home_team_id, p.name, p.id;
END $$;
COMMENT ON FUNCTION api.scorecard_people() IS 'people whose card the caller may open, oneself first';

CREATE OR REPLACE FUNCTION api.scorecard_teams()
RETURNS TABLE (team_id int, label jsonb, scheme_ids int[])
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE v_me int := amends.guard('agent', 'specialist', 'finance', 'supervisor', 'manager'); v_role text := amends.my_role();
BEGIN
  RETURN QUERY
    SELECT t.id, t.label, amends.schemes_of(t.id) FROM amends.team t
     WHERE t.active AND (v_role = 'manager' OR t.id = ANY (amends.member_teams(v_me))
        OR v_role = 'supervisor' AND t.id = ANY (amends.teams_below(v_me)))
     ORDER BY t.position, t.id;
END $$;
COMMENT ON FUNCTION api.scorecard_teams() IS 'teams whose page the caller may open';

CREATE OR REPLACE FUNCTION api.scorecard_periods()
RETURNS TABLE (kind text, start date, label jsonb)
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE v_me int := amends.guard('agent', 'specialist', 'finance', 'supervisor', 'manager'); v_days date[];
BEGIN
  v_days := amends.fact_days();
  RETURN QUERY
    SELECT k.kind, s.start, amends.period_label(k.kind, s.start)
      FROM (VALUES ('month', 1), ('quarter', 2), ('year', 3)) k(kind, place)
      CROSS JOIN LATERAL (SELECT d::date AS start FROM generate_series(amends.period_start(k.kind, v_days[1])::timestamp, v_days[2]::timestamp,
        make_interval(months => CASE k.kind WHEN 'month' THEN 1 WHEN 'quarter' THEN 3 ELSE 12 END)) d) s
     ORDER BY k.place, s.start DESC;
END $$;
COMMENT ON FUNCTION api.scorecard_periods() IS 'months, quarters and years from the first ticket to the last thing that happened, newest first';

GRANT EXECUTE ON FUNCTION api.measures(date, date, text, text, text[], jsonb), api.contributions(text, date, date, int, int, text),
  api.scorecard(int, int, int, text, date), api.score_trend(int, int, int, text, date, int), api.scorecard_team(int, int, text, date),
  api.scorecard_people(), api.scorecard_teams(), api.scorecard_periods()
  TO amends_agent, amends_specialist, amends_finance, amends_supervisor, amends_manager;
