-- Scorecards: sums over contributions, a straight line from the zero line to the target, weights, bands.
--
-- Points are rounded half up to 0.1 per measure and added exactly, so the column a person sees adds up. A part without
-- data, or with too few, is not scored: its weight goes to the others by largest remainder. Nothing is a float.

-- Periods ----------------------------------------------------------------------------------------

CREATE OR REPLACE FUNCTION amends.period_start(p_kind text, p_day date) RETURNS date
LANGUAGE sql IMMUTABLE SET search_path = pg_catalog, pg_temp AS $$
  SELECT date_trunc(CASE WHEN p_kind IN ('month', 'quarter', 'year') THEN p_kind END, p_day::timestamp)::date
$$;
COMMENT ON FUNCTION amends.period_start(text, date) IS 'first day of the month, quarter or year of a day';

CREATE OR REPLACE FUNCTION amends.period_shift(p_kind text, p_start date, p_by int) RETURNS date
LANGUAGE sql IMMUTABLE SET search_path = pg_catalog, pg_temp AS $$
  SELECT (p_start + make_interval(months => p_by * CASE p_kind WHEN 'month' THEN 1 WHEN 'quarter' THEN 3 WHEN 'year' THEN 12 END))::date
$$;
COMMENT ON FUNCTION amends.period_shift(text, date, int) IS 'start of the period so many later';

CREATE OR REPLACE FUNCTION amends.site_instant(p_day date) RETURNS timestamptz
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
  -- held within the bounds for a planner that works the cast out before it looks at the condition
  SELECT amends.local_instant(greatest(least(p_day, '9999-12-31'), '1900-01-01')::timestamp, s.zone) FROM amends.site s
   WHERE p_day BETWEEN '1900-01-01' AND '9999-12-31'
$$;
COMMENT ON FUNCTION amends.site_instant(date) IS 'moment a calendar day begins at the site; null outside of 1900 to 9999';

CREATE OR REPLACE FUNCTION amends.period_label(p_kind text, p_start date) RETURNS jsonb
LANGUAGE sql IMMUTABLE SET search_path = pg_catalog, pg_temp AS $$
  SELECT jsonb_build_object(
    'zh_CN', to_char(p_start, CASE p_kind WHEN 'month' THEN 'FMYYYY"年"FMMM"月"' WHEN 'quarter' THEN 'FMYYYY"年第"Q"季度"' ELSE 'FMYYYY"年"' END),
    'en', to_char(p_start, CASE p_kind WHEN 'month' THEN 'FMMonth FMYYYY' WHEN 'quarter' THEN '"Q"Q FMYYYY' ELSE 'FMYYYY' END))
$$;
COMMENT ON FUNCTION amends.period_label(text, date) IS 'name of a period by language';

-- Arithmetic -------------------------------------------------------------------------------------

-- nullif here and below: a planner may work quotients out before it looks at the condition.
CREATE OR REPLACE FUNCTION amends.wilson(p_hits numeric, p_n numeric, OUT low numeric, OUT high numeric)
LANGUAGE sql IMMUTABLE SET search_path = pg_catalog, pg_temp AS $$
  SELECT greatest(0, round(c.mid - c.half, 4)), least(1, round(c.mid + c.half, 4))
    FROM (SELECT (b.p + b.zz / (2 * b.n)) / b.d AS mid,
                 1.96 / b.d * sqrt(b.p * (1 - b.p) / b.n + b.zz / (4 * b.n * b.n)) AS half
            FROM (SELECT p_hits / n AS p, 1.96 * 1.96 AS zz, 1 + 1.96 * 1.96 / n AS d, n FROM nullif(p_n, 0) n WHERE p_n > 0) b) c
$$;
COMMENT ON FUNCTION amends.wilson(numeric, numeric) IS '95 % interval of a share (Wilson score)';

CREATE OR REPLACE FUNCTION amends.mean_interval(p_sum numeric, p_squares numeric, p_n numeric, OUT low numeric, OUT high numeric)
LANGUAGE sql IMMUTABLE SET search_path = pg_catalog, pg_temp AS $$
  SELECT greatest(0, round(s.mean - s.half, 4)), round(s.mean + s.half, 4)
    FROM (SELECT p_sum / nullif(p_n, 0) AS mean,
                 1.96 * sqrt(greatest(0, (p_squares - p_sum * p_sum / nullif(p_n, 0)) / nullif(p_n - 1, 0)) / nullif(p_n, 0)) AS half WHERE p_n > 1) s
$$;
COMMENT ON FUNCTION amends.mean_interval(numeric, numeric, numeric) IS '95 % interval of a mean: mean ± 1.96 s/√n; null for one value';

CREATE OR REPLACE FUNCTION amends.score_points(p_value numeric, p_target numeric, p_zero numeric, p_weight numeric) RETURNS numeric
LANGUAGE sql IMMUTABLE SET search_path = pg_catalog, pg_temp AS $$
  SELECT CASE WHEN p_value IS NOT NULL
    THEN round(p_weight * least(1, greatest(0, (p_value - p_zero) / (p_target - p_zero))), 1) END
$$;
COMMENT ON FUNCTION amends.score_points(numeric, numeric, numeric, numeric) IS
  'all points at the target, none at the zero line, a straight line between, rounded half up to 0.1';

-- The version in force when the period began; before the first one was, the first.
CREATE OR REPLACE FUNCTION amends.scheme_version_at(p_scheme int, p_start date) RETURNS int
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
  SELECT v.id FROM amends.scheme_version v
   WHERE v.scheme_id = p_scheme AND v.published_at IS NOT NULL
   ORDER BY v.valid_from <= p_start DESC, CASE WHEN v.valid_from <= p_start THEN v.valid_from - p_start ELSE p_start - v.valid_from END DESC, v.ver DESC
   LIMIT 1
$$;
COMMENT ON FUNCTION amends.scheme_version_at(int, date) IS 'scheme version by which a period is scored';

CREATE OR REPLACE FUNCTION amends.schemes_of(p_team int) RETURNS int[]
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
  SELECT coalesce(
    (SELECT array_agg(st.scheme_id ORDER BY st.position, st.scheme_id) FROM amends.scheme_team st WHERE st.team_id = p_team),
    (SELECT array_agg(s.id ORDER BY s.position, s.id) FROM amends.scheme s), '{}')
$$;
COMMENT ON FUNCTION amends.schemes_of(int) IS 'schemes for the cards of a team''s people, the default first; all where none is set';

-- Members, and people at home there who left: their history stays with the team.
CREATE OR REPLACE FUNCTION amends.score_members(p_team int) RETURNS int[]
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
  SELECT coalesce(array_agg(DISTINCT p.id), '{}') FROM amends.person p
   WHERE p.role <> 'admin' AND (p.home_team_id = p_team
      OR p.home_team_id IS NULL AND EXISTS (SELECT FROM amends.team_member m WHERE m.team_id = p_team AND m.person_id = p.id))
$$;
COMMENT ON FUNCTION amends.score_members(int) IS 'people whose results make a team''s card: each person in one team';

-- Sums -------------------------------------------------------------------------------------------

CREATE OR REPLACE FUNCTION amends.score_sums(p_version int, p_kind text, p_starts date[], p_people int[])
RETURNS TABLE (place int, period int, person_id int, n bigint, numerator numeric, denominator numeric, squares numeric)
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp SET random_page_cost = 1.1 AS $$
DECLARE v_part record; v_from timestamptz[]; v_to timestamptz[];
BEGIN
  SELECT array_agg(amends.site_instant(s.day) ORDER BY s.i), array_agg(amends.site_instant(amends.period_shift(p_kind, s.day, 1)) ORDER BY s.i)
    INTO v_from, v_to FROM unnest(p_starts) WITH ORDINALITY s(day, i);
  FOR v_part IN
    SELECT sp.position AS place, sp.measure, m.params, m.kind IN ('duration', 'mean') AS spread
      FROM amends.scheme_part sp JOIN amends.measure m ON m.code = sp.measure AND m.ver = sp.measure_ver
     WHERE sp.scheme_version_id = p_version AND amends.measure_has_source(sp.measure)
     ORDER BY sp.position
  LOOP
    RETURN QUERY EXECUTE format(
      'SELECT $1, p.i::int, c.person_id, count(*), sum(c.numerator), sum(c.denominator), %s
         FROM unnest($2, $3) WITH ORDINALITY p(from_at, to_at, i)
         CROSS JOIN LATERAL amends.%I(p.from_at, p.to_at, ''ended'', $4) c
        WHERE c.counted AND c.person_id = ANY ($5) GROUP BY 2, 3',
      CASE WHEN v_part.spread THEN 'sum(c.numerator * c.numerator)' ELSE 'NULL::numeric' END, 'measure_' || v_part.measure)
      USING v_part.place, v_from, v_to, v_part.params, p_people;
  END LOOP;
END $$;
COMMENT ON FUNCTION amends.score_sums(int, text, date[], int[]) IS 'sums of a scheme''s measures by period (1…) and person';

-- A row per unit, period and part. p_pool: all people are one unit, 0.
CREATE OR REPLACE FUNCTION amends.score_parts(p_version int, p_kind text, p_starts date[], p_people int[], p_pool boolean)
RETURNS TABLE (unit int, period int, place int, measure text, measure_ver int, kind text, weight int, target numeric, zero_line numeric,
               n numeric, numerator numeric, denominator numeric, value numeric, low numeric, high numeric, state text,
               weight_used int, points numeric, points_low numeric, points_high numeric)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
  WITH sums AS (
    SELECT CASE WHEN p_pool THEN 0 ELSE s.person_id END AS unit, s.period, s.place, sum(s.n) AS n,
           sum(s.numerator) AS numerator, sum(s.denominator) AS denominator, sum(s.squares) AS squares
      FROM amends.score_sums(p_version, p_kind, p_starts, p_people) s GROUP BY 1, 2, 3
  ), raw AS (
    SELECT u.unit, q.i::int AS period, sp.position AS place, sp.measure, sp.measure_ver, m.kind, sp.weight, sp.target, sp.zero_line, sp.every_one, v.min_n,
           coalesce(CASE m.kind WHEN 'count' THEN s.denominator ELSE s.n END, 0) AS n, s.numerator, s.denominator, s.squares,
           round(CASE WHEN m.kind <> 'count' THEN s.numerator / nullif(s.denominator, 0) WHEN s.denominator > 0 OR s.numerator > 0 THEN s.numerator END, 4) AS value
      FROM unnest(CASE WHEN p_pool THEN ARRAY[0] ELSE p_people END) u(unit)
      CROSS JOIN unnest(p_starts) WITH ORDINALITY q(day, i)
      JOIN amends.scheme_version v ON v.id = p_version
      JOIN amends.scheme_part sp ON sp.scheme_version_id = v.id
      JOIN amends.measure m ON m.code = sp.measure AND m.ver = sp.measure_ver
      LEFT JOIN sums s ON s.unit = u.unit AND s.period = q.i AND s.place = sp.position
  ), judged AS (
    SELECT r.*, CASE WHEN r.value IS NULL THEN 'absent' WHEN r.n < r.min_n AND NOT r.every_one THEN 'small' ELSE 'scored' END AS state,
           i.low, i.high
      FROM raw r
      LEFT JOIN LATERAL (
        SELECT w.low, w.high FROM amends.wilson(r.numerator, r.n) w WHERE r.kind = 'rate' AND r.n > 0
        UNION ALL
        SELECT x.low, x.high FROM amends.mean_interval(r.numerator, r.squares, r.n) x WHERE r.kind IN ('duration', 'mean') AND r.n > 1) i ON true
  ), shared AS (
    SELECT j.*, sum(j.weight) FILTER (WHERE j.state = 'scored') OVER w AS has,
           (j.weight * 100) / sum(j.weight) FILTER (WHERE j.state = 'scored') OVER w AS base,
           (j.weight * 100) % sum(j.weight) FILTER (WHERE j.state = 'scored') OVER w AS rest
      FROM judged j WINDOW w AS (PARTITION BY j.unit, j.period)
  ), weighed AS (
    SELECT s.*, CASE WHEN s.state = 'scored' THEN s.base::int
        + (row_number() OVER (PARTITION BY s.unit, s.period, s.state ORDER BY s.rest DESC, s.place)
           <= 100 - sum(s.base) FILTER (WHERE s.state = 'scored') OVER (PARTITION BY s.unit, s.period))::int ELSE 0 END AS weight_used
      FROM shared s
  )
  SELECT w.unit, w.period, w.place, w.measure, w.measure_ver, w.kind, w.weight, w.target, w.zero_line, w.n, w.numerator, w.denominator,
         w.value, w.low, w.high, w.state, w.weight_used,
         CASE WHEN w.state = 'scored' THEN amends.score_points(w.value, w.target, w.zero_line, w.weight_used) END,
         CASE WHEN w.state = 'scored' THEN least(amends.score_points(coalesce(w.low, w.value), w.target, w.zero_line, w.weight_used),
                                                 amends.score_points(coalesce(w.high, w.value), w.target, w.zero_line, w.weight_used)) END,
         CASE WHEN w.state = 'scored' THEN greatest(amends.score_points(coalesce(w.low, w.value), w.target, w.zero_line, w.weight_used),
                                                    amends.score_points(coalesce(w.high, w.value), w.target, w.zero_line, w.weight_used)) END
    FROM weighed w ORDER BY w.unit, w.period, w.place
$$;
COMMENT ON FUNCTION amends.score_parts(int, text, date[], int[], boolean) IS
  'measures of a scheme with value, interval, state and points, by unit (person, or 0 for all together) and period';

-- The score's interval: distances of the parts' ends in points, combined in quadrature.
CREATE OR REPLACE FUNCTION amends.score_totals(p_version int, p_kind text, p_starts date[], p_people int[], p_pool boolean)
RETURNS TABLE (unit int, period int, score numeric, low numeric, high numeric, n numeric, weight_used int, band jsonb, parts jsonb)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
  SELECT t.unit, t.period, t.score, CASE WHEN t.score IS NOT NULL THEN greatest(0, round(t.score - t.down, 1)) END,
         CASE WHEN t.score IS NOT NULL THEN least(100, round(t.score + t.up, 1)) END, t.n, t.weight_used,
         CASE WHEN t.weight_used >= v.min_weight_percent THEN
           (SELECT jsonb_build_object('code', b.code, 'label', b.label, 'min', b.min_points) FROM amends.scheme_band b
             WHERE b.scheme_version_id = p_version AND b.min_points <= t.score ORDER BY b.min_points DESC LIMIT 1) END,
         t.parts
    FROM (SELECT s.unit, s.period, sum(s.points) AS score, sqrt(sum((s.points - s.points_low) ^ 2)) AS down,
                 sqrt(sum((s.points_high - s.points) ^ 2)) AS up, max(s.n) AS n,
                 coalesce(sum(s.weight) FILTER (WHERE s.state = 'scored'), 0)::int AS weight_used,
                 jsonb_agg(jsonb_build_object('measure', s.measure, 'measure_ver', s.measure_ver, 'weight', s.weight, 'weight_used', s.weight_used,
                   'target', s.target, 'zero', s.zero_line, 'kind', s.kind, 'n', s.n, 'numerator', s.numerator, 'denominator', s.denominator,
                   'value', s.value, 'low', s.low, 'high', s.high, 'points', s.points, 'points_low', s.points_low, 'points_high', s.points_high,
                   'of', s.weight_used, 'state', s.state) ORDER BY s.place) AS parts
            FROM amends.score_parts(p_version, p_kind, p_starts, p_people, p_pool) s GROUP BY s.unit, s.period) t
    JOIN amends.scheme_version v ON v.id = p_version
$$;
COMMENT ON FUNCTION amends.score_totals(int, text, date[], int[], boolean) IS
  'score, interval, band and parts by unit and period; weight_used = percent of the weight that has data, under the scheme''s share no band';

-- The card ---------------------------------------------------------------------------------------

CREATE OR REPLACE FUNCTION amends.scheme_json(p_version int) RETURNS jsonb
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
  SELECT jsonb_build_object('id', s.id, 'code', s.code, 'label', s.label, 'ver', v.ver, 'min_n', v.min_n, 'min_weight', v.min_weight_percent)
    FROM amends.scheme_version v JOIN amends.scheme s ON s.id = v.scheme_id WHERE v.id = p_version
$$;
COMMENT ON FUNCTION amends.scheme_json(int) IS 'a scheme version for a card''s head';

-- Parts of a card with the words of their measures and the period before beside them.
CREATE OR REPLACE FUNCTION amends.score_part_words(p_parts jsonb, p_before jsonb) RETURNS jsonb
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
  SELECT jsonb_agg(a.part || jsonb_build_object('label', m.label, 'unit', m.unit, 'better', m.better, 'definition', m.definition,
             'customer', m.customer, 'source', amends.measure_has_source(m.code),
             'previous_points', b.part -> 'points', 'previous_value', b.part -> 'value') ORDER BY a.i)
    FROM jsonb_array_elements(p_parts) WITH ORDINALITY a(part, i)
    JOIN amends.measure m ON m.code = a.part ->> 'measure' AND m.ver = (a.part ->> 'measure_ver')::int
    LEFT JOIN jsonb_array_elements(p_before) WITH ORDINALITY b(part, i) ON b.i = a.i
$$;
COMMENT ON FUNCTION amends.score_part_words(jsonb, jsonb) IS 'completes the parts of a card with labels, definitions, last period';

-- What moved the score: differences of rounded points, so the steps lead exactly from one score to the other.
CREATE OR REPLACE FUNCTION amends.score_bridge(p_parts jsonb) RETURNS jsonb
LANGUAGE sql IMMUTABLE SET search_path = pg_catalog, pg_temp AS $$
  SELECT coalesce(jsonb_agg(jsonb_build_object('measure', p.part ->> 'measure', 'label', p.part -> 'label',
           'points', coalesce((p.part ->> 'points')::numeric, 0) - coalesce((p.part ->> 'previous_points')::numeric, 0)) ORDER BY p.i), '[]')
    FROM jsonb_array_elements(p_parts) WITH ORDINALITY p(part, i)
   WHERE p.part ->> 'points' IS NOT NULL OR p.part ->> 'previous_points' IS NOT NULL
$$;
COMMENT ON FUNCTION amends.score_bridge(jsonb) IS 'steps from the last period''s score to this one''s';

CREATE OR REPLACE FUNCTION amends.scorecard_json(p_version int, p_kind text, p_start date, p_people int[], p_pool boolean) RETURNS jsonb
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE v_row record; v_now record; v_before record; v_parts jsonb; v_end date := amends.period_shift(p_kind, p_start, 1);
BEGIN
  FOR v_row IN SELECT * FROM amends.score_totals(p_version, p_kind, ARRAY[amends.period_shift(p_kind, p_start, -1), p_start], p_people, p_pool)
                ORDER BY period LOOP
    IF v_row.period = 1 THEN v_before := v_row; ELSE v_now := v_row; END IF;
  END LOOP;
  v_parts := amends.score_part_words(v_now.parts, v_before.parts);
  RETURN jsonb_build_object(
    'scheme', amends.scheme_json(p_version),
    'period', jsonb_build_object('kind', p_kind, 'from', p_start, 'to', v_end, 'label', amends.period_label(p_kind, p_start),
                                 'done', amends.site_instant(v_end) <= now()),
    'score', v_now.score, 'of', 100, 'band', v_now.band, 'n', v_now.n, 'weight_used', v_now.weight_used,
    'bands', (SELECT jsonb_agg(jsonb_build_object('min', b.min_points, 'code', b.code, 'label', b.label) ORDER BY b.min_points)
                FROM amends.scheme_band b WHERE b.scheme_version_id = p_version),
    'interval', CASE WHEN v_now.score IS NOT NULL THEN jsonb_build_object('low', v_now.low, 'high', v_now.high) END,
    'previous', CASE WHEN v_before.score IS NOT NULL THEN jsonb_build_object('score', v_before.score, 'band', v_before.band,
                  'label', amends.period_label(p_kind, amends.period_shift(p_kind, p_start, -1))) END,
    'parts', v_parts,
    'bridge', CASE WHEN v_before.score IS NOT NULL AND v_now.score IS NOT NULL THEN amends.score_bridge(v_parts) ELSE '[]' END);
END $$;
COMMENT ON FUNCTION amends.scorecard_json(int, text, date, int[], boolean) IS 'the card of a person (one id) or of people together (p_pool)';

-- Why a ticket was left out, in words.
CREATE OR REPLACE FUNCTION amends.contribution_reason(p_code text) RETURNS jsonb
LANGUAGE sql IMMUTABLE SET search_path = pg_catalog, pg_temp AS $$
  SELECT jsonb_build_object('zh_CN', r.zh, 'en', r.en) FROM (VALUES
    ('cancelled',        '工单已取消或合并',       'ticket cancelled or merged'),
    ('not_answered_yet', '尚未首次响应',           'no first response yet'),
    ('not_resolved_yet', '尚未解决',               'not solved yet'),
    ('open_again',       '已重开，尚未再次解决',   'reopened, not solved again yet'),
    ('not_closed_yet',   '尚未关闭',               'not closed yet'),
    ('not_assigned_yet', '尚未分派',               'not assigned yet'),
    ('no_limit',         '没有时限',               'has no limit'),
    ('skipped',          '步骤已跳过',             'step skipped'),
    ('sent_back',        '步骤已退回',             'step sent back'),
    ('same_customer',    '同一客户已计入一次',     'customer counted once already'),
    ('no_answer',        '问卷没有回答此项',       'question not answered'),
    ('not_answered',     '问卷未答复',             'survey not answered'),
    ('refused',          '依条款拒绝',             'refused by a clause'),
    ('withdrawn',        '客户撤回',               'withdrawn by the customer'),
    ('undecided',        '尚未办结',               'not decided yet')) AS r (code, zh, en)
   WHERE r.code = p_code
$$;
COMMENT ON FUNCTION amends.contribution_reason(text) IS 'label of a reason for leaving a contribution out';
