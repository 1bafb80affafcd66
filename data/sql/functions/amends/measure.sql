-- A measure is a function that returns contributions: one row per ticket (refund, survey, step) counted or left out.
-- What a screen shows, an export holds and a drill-down lists are these rows and sums over them.
--
-- All have one shape: amends.measure_CODE(from, to, cohort, params). From is inclusive, to exclusive. Cohort 'ended': dated by the
-- moment that ends what is measured; 'opened': by the opening of the ticket (the application of the refund). Seconds are whole.
-- They carry no SET and no SECURITY DEFINER and end in exact types, so that the planner puts them into the query around them: what is
-- not counted costs nothing when only sums are wanted. amends.measure holds what each means in words.

CREATE OR REPLACE FUNCTION amends.seconds(p_from timestamptz, p_to timestamptz) RETURNS numeric
LANGUAGE sql IMMUTABLE AS $$
  SELECT trunc(extract(epoch FROM p_to - p_from))
$$;
COMMENT ON FUNCTION amends.seconds(timestamptz, timestamptz) IS 'whole seconds between two moments';

CREATE OR REPLACE FUNCTION amends.measure_response_first(p_from timestamptz, p_to timestamptz, p_cohort text, p_params jsonb)
RETURNS SETOF amends.contribution LANGUAGE sql STABLE AS $$
  SELECT f.ticket_id, NULL::bigint, f.first_responder, amends.seconds(f.opened_at, f.first_response_at), 1::numeric,
         CASE p_cohort WHEN 'opened' THEN f.opened_at ELSE f.first_response_at END, NOT f.cancelled,
         CASE WHEN f.cancelled THEN 'cancelled' END
    FROM amends.ticket_fact f
   WHERE f.first_response_at IS NOT NULL
     AND (p_cohort = 'ended' AND f.first_response_at >= p_from AND f.first_response_at < p_to
          OR p_cohort = 'opened' AND f.opened_at >= p_from AND f.opened_at < p_to)
  UNION ALL
  SELECT f.ticket_id, NULL::bigint, t.assignee_id, NULL::numeric, NULL::numeric, f.opened_at, false,
         CASE WHEN f.cancelled THEN 'cancelled' ELSE 'not_answered_yet' END
    FROM amends.ticket_fact f JOIN amends.ticket t ON t.id = f.ticket_id
   WHERE f.first_response_at IS NULL AND f.opened_at >= p_from AND f.opened_at < p_to
$$;
COMMENT ON FUNCTION amends.measure_response_first(timestamptz, timestamptz, text, jsonb) IS 'opening to first contact by staff; who answered';

CREATE OR REPLACE FUNCTION amends.measure_resolution_first(p_from timestamptz, p_to timestamptz, p_cohort text, p_params jsonb)
RETURNS SETOF amends.contribution LANGUAGE sql STABLE AS $$
  SELECT f.ticket_id, NULL::bigint, f.first_resolver, amends.seconds(f.opened_at, f.first_resolved_at), 1::numeric,
         CASE p_cohort WHEN 'opened' THEN f.opened_at ELSE f.first_resolved_at END, NOT f.cancelled,
         CASE WHEN f.cancelled THEN 'cancelled' END
    FROM amends.ticket_fact f
   WHERE f.first_resolved_at IS NOT NULL
     AND (p_cohort = 'ended' AND f.first_resolved_at >= p_from AND f.first_resolved_at < p_to
          OR p_cohort = 'opened' AND f.opened_at >= p_from AND f.opened_at < p_to)
  UNION ALL
  SELECT f.ticket_id, NULL::bigint, t.assignee_id, NULL::numeric, NULL::numeric, f.opened_at, false,
         CASE WHEN f.cancelled THEN 'cancelled' ELSE 'not_resolved_yet' END
    FROM amends.ticket_fact f JOIN amends.ticket t ON t.id = f.ticket_id
   WHERE f.first_resolved_at IS NULL AND f.opened_at >= p_from AND f.opened_at < p_to
$$;
COMMENT ON FUNCTION amends.measure_resolution_first(timestamptz, timestamptz, text, jsonb) IS 'opening to the first solution; who gave it';

CREATE OR REPLACE FUNCTION amends.measure_resolution_last(p_from timestamptz, p_to timestamptz, p_cohort text, p_params jsonb)
RETURNS SETOF amends.contribution LANGUAGE sql STABLE AS $$
  SELECT f.ticket_id, NULL::bigint, f.resolver, amends.seconds(f.opened_at, f.resolved_at), 1::numeric,
         CASE p_cohort WHEN 'opened' THEN f.opened_at ELSE f.resolved_at END, NOT f.cancelled,
         CASE WHEN f.cancelled THEN 'cancelled' END
    FROM amends.ticket_fact f
   WHERE f.resolved_at IS NOT NULL
     AND (p_cohort = 'ended' AND f.resolved_at >= p_from AND f.resolved_at < p_to
          OR p_cohort = 'opened' AND f.opened_at >= p_from AND f.opened_at < p_to)
  UNION ALL
  SELECT f.ticket_id, NULL::bigint, t.assignee_id, NULL::numeric, NULL::numeric, f.opened_at, false,
         CASE WHEN f.cancelled THEN 'cancelled' WHEN f.first_resolved_at IS NOT NULL THEN 'open_again' ELSE 'not_resolved_yet' END
    FROM amends.ticket_fact f JOIN amends.ticket t ON t.id = f.ticket_id
   WHERE f.resolved_at IS NULL AND f.opened_at >= p_from AND f.opened_at < p_to
$$;
COMMENT ON FUNCTION amends.measure_resolution_last(timestamptz, timestamptz, text, jsonb) IS 'opening to the last solution; who gave it';

CREATE OR REPLACE FUNCTION amends.measure_close_time(p_from timestamptz, p_to timestamptz, p_cohort text, p_params jsonb)
RETURNS SETOF amends.contribution LANGUAGE sql STABLE AS $$
  SELECT f.ticket_id, NULL::bigint, f.resolver, amends.seconds(f.opened_at, f.closed_at), 1::numeric,
         CASE p_cohort WHEN 'opened' THEN f.opened_at ELSE f.closed_at END, NOT f.cancelled,
         CASE WHEN f.cancelled THEN 'cancelled' END
    FROM amends.ticket_fact f
   WHERE f.closed_at IS NOT NULL
     AND (p_cohort = 'ended' AND f.closed_at >= p_from AND f.closed_at < p_to
          OR p_cohort = 'opened' AND f.opened_at >= p_from AND f.opened_at < p_to)
  UNION ALL
  SELECT f.ticket_id, NULL::bigint, coalesce(f.resolver, t.assignee_id), NULL::numeric, NULL::numeric, f.opened_at, false,
         CASE WHEN f.cancelled THEN 'cancelled' ELSE 'not_closed_yet' END
    FROM amends.ticket_fact f JOIN amends.ticket t ON t.id = f.ticket_id
   WHERE f.closed_at IS NULL AND f.opened_at >= p_from AND f.opened_at < p_to
$$;
COMMENT ON FUNCTION amends.measure_close_time(timestamptz, timestamptz, text, jsonb) IS 'opening to closing; the last resolver';

CREATE OR REPLACE FUNCTION amends.measure_file_to_assign(p_from timestamptz, p_to timestamptz, p_cohort text, p_params jsonb)
RETURNS SETOF amends.contribution LANGUAGE sql STABLE AS $$
  SELECT f.ticket_id, NULL::bigint, f.first_assignee, amends.seconds(f.filed_at, f.first_assigned_at), 1::numeric,
         CASE p_cohort WHEN 'opened' THEN f.opened_at ELSE f.first_assigned_at END, NOT f.cancelled,
         CASE WHEN f.cancelled THEN 'cancelled' END
    FROM amends.ticket_fact f
   WHERE f.first_assigned_at IS NOT NULL
     AND (p_cohort = 'ended' AND f.first_assigned_at >= p_from AND f.first_assigned_at < p_to
          OR p_cohort = 'opened' AND f.opened_at >= p_from AND f.opened_at < p_to)
  UNION ALL
  SELECT f.ticket_id, NULL::bigint, NULL::int, NULL::numeric, NULL::numeric, f.opened_at, false,
         CASE WHEN f.cancelled THEN 'cancelled' ELSE 'not_assigned_yet' END
    FROM amends.ticket_fact f
   WHERE f.first_assigned_at IS NULL AND f.opened_at >= p_from AND f.opened_at < p_to
$$;
COMMENT ON FUNCTION amends.measure_file_to_assign(timestamptz, timestamptz, text, jsonb) IS 'filing to the first person who holds it; that person';

CREATE OR REPLACE FUNCTION amends.measure_first_contact_resolution(p_from timestamptz, p_to timestamptz, p_cohort text, p_params jsonb)
RETURNS SETOF amends.contribution LANGUAGE sql STABLE AS $$
  SELECT f.ticket_id, NULL::bigint, f.first_resolver, f.one_go::int::numeric, 1::numeric,
         CASE p_cohort WHEN 'opened' THEN f.opened_at ELSE f.first_resolved_at END, NOT f.cancelled,
         CASE WHEN f.cancelled THEN 'cancelled' END
    FROM amends.ticket_fact f
   WHERE f.first_resolved_at IS NOT NULL
     AND (p_cohort = 'ended' AND f.first_resolved_at >= p_from AND f.first_resolved_at < p_to
          OR p_cohort = 'opened' AND f.opened_at >= p_from AND f.opened_at < p_to)
  UNION ALL
  SELECT f.ticket_id, NULL::bigint, t.assignee_id, NULL::numeric, NULL::numeric, f.opened_at, false,
         CASE WHEN f.cancelled THEN 'cancelled' ELSE 'not_resolved_yet' END
    FROM amends.ticket_fact f JOIN amends.ticket t ON t.id = f.ticket_id
   WHERE f.first_resolved_at IS NULL AND f.opened_at >= p_from AND f.opened_at < p_to
$$;
COMMENT ON FUNCTION amends.measure_first_contact_resolution(timestamptz, timestamptz, text, jsonb) IS
  'resolved tickets solved in one go; the first resolver';

CREATE OR REPLACE FUNCTION amends.measure_reopen_rate(p_from timestamptz, p_to timestamptz, p_cohort text, p_params jsonb)
RETURNS SETOF amends.contribution LANGUAGE sql STABLE AS $$
  SELECT f.ticket_id, NULL::bigint, f.first_resolver, f.reopened::int::numeric, 1::numeric,
         CASE p_cohort WHEN 'opened' THEN f.opened_at ELSE f.first_resolved_at END, NOT f.cancelled,
         CASE WHEN f.cancelled THEN 'cancelled' END
    FROM amends.ticket_fact f
   WHERE f.first_resolved_at IS NOT NULL
     AND (p_cohort = 'ended' AND f.first_resolved_at >= p_from AND f.first_resolved_at < p_to
          OR p_cohort = 'opened' AND f.opened_at >= p_from AND f.opened_at < p_to)
  UNION ALL
  SELECT f.ticket_id, NULL::bigint, t.assignee_id, NULL::numeric, NULL::numeric, f.opened_at, false,
         CASE WHEN f.cancelled THEN 'cancelled' ELSE 'not_resolved_yet' END
    FROM amends.ticket_fact f JOIN amends.ticket t ON t.id = f.ticket_id
   WHERE f.first_resolved_at IS NULL AND f.opened_at >= p_from AND f.opened_at < p_to
$$;
COMMENT ON FUNCTION amends.measure_reopen_rate(timestamptz, timestamptz, text, jsonb) IS 'resolved tickets that were opened again; the first resolver';

-- params.days, else the site's. The window opens after the last solution and its end belongs to it.
CREATE OR REPLACE FUNCTION amends.measure_repeat_contact(p_from timestamptz, p_to timestamptz, p_cohort text, p_params jsonb)
RETURNS SETOF amends.contribution LANGUAGE sql STABLE AS $$
  SELECT f.ticket_id, NULL::bigint, f.resolver,
         CASE WHEN EXISTS (
           SELECT FROM amends.ticket_fact o
            WHERE o.customer_id = f.customer_id AND o.ticket_id <> f.ticket_id AND NOT o.cancelled AND o.opened_at > f.resolved_at
              AND o.opened_at <= f.resolved_at + make_interval(secs => 86400 *
                    coalesce((p_params ->> 'days')::int, (SELECT s.repeat_contact_days FROM amends.site s))))
           THEN 1::numeric ELSE 0::numeric END, 1::numeric,
         CASE p_cohort WHEN 'opened' THEN f.opened_at ELSE f.resolved_at END, NOT f.cancelled,
         CASE WHEN f.cancelled THEN 'cancelled' END
    FROM amends.ticket_fact f
   WHERE f.resolved_at IS NOT NULL
     AND (p_cohort = 'ended' AND f.resolved_at >= p_from AND f.resolved_at < p_to
          OR p_cohort = 'opened' AND f.opened_at >= p_from AND f.opened_at < p_to)
  UNION ALL
  SELECT f.ticket_id, NULL::bigint, t.assignee_id, NULL::numeric, NULL::numeric, f.opened_at, false,
         CASE WHEN f.cancelled THEN 'cancelled' WHEN f.first_resolved_at IS NOT NULL THEN 'open_again' ELSE 'not_resolved_yet' END
    FROM amends.ticket_fact f JOIN amends.ticket t ON t.id = f.ticket_id
   WHERE f.resolved_at IS NULL AND f.opened_at >= p_from AND f.opened_at < p_to
$$;
COMMENT ON FUNCTION amends.measure_repeat_contact(timestamptz, timestamptz, text, jsonb) IS
  'solved tickets after which the customer opened another within N days; the last resolver';

-- One contribution a complaining customer, on the first complaint of the period; the others are left out, not forgotten.
CREATE OR REPLACE FUNCTION amends.measure_repeat_complaint(p_from timestamptz, p_to timestamptz, p_cohort text, p_params jsonb)
RETURNS SETOF amends.contribution LANGUAGE sql STABLE AS $$
  SELECT f.ticket_id, NULL::bigint, f.resolver,
         CASE WHEN bool_or(f.again) OVER w THEN 1::numeric ELSE 0::numeric END, 1::numeric, f.opened_at,
         row_number() OVER w = 1, CASE WHEN row_number() OVER w > 1 THEN 'same_customer' END
    FROM (SELECT c.ticket_id, c.customer_id, c.resolver, c.opened_at,
                 EXISTS (SELECT FROM amends.ticket_fact o
                          WHERE o.customer_id = c.customer_id AND o.complaint AND NOT o.cancelled
                            AND (o.opened_at, o.ticket_id) > (c.opened_at, c.ticket_id)
                            AND o.opened_at <= c.opened_at + make_interval(secs => 86400 *
                                  coalesce((p_params ->> 'days')::int, (SELECT s.repeat_complaint_days FROM amends.site s)))) AS again
            FROM amends.ticket_fact c
           WHERE c.complaint AND NOT c.cancelled AND c.opened_at >= p_from AND c.opened_at < p_to) f
  WINDOW w AS (PARTITION BY f.customer_id ORDER BY f.opened_at, f.ticket_id ROWS BETWEEN UNBOUNDED PRECEDING AND UNBOUNDED FOLLOWING)
  UNION ALL
  SELECT f.ticket_id, NULL::bigint, f.resolver, NULL::numeric, NULL::numeric, f.opened_at, false, 'cancelled'::text
    FROM amends.ticket_fact f
   WHERE f.complaint AND f.cancelled AND f.opened_at >= p_from AND f.opened_at < p_to
$$;
COMMENT ON FUNCTION amends.measure_repeat_complaint(timestamptz, timestamptz, text, jsonb) IS
  'complaining customers who complained again within N days; the resolver of the first complaint; dated by opening';

-- params.response_s: a limit for history that brings none.
CREATE OR REPLACE FUNCTION amends.measure_within_response(p_from timestamptz, p_to timestamptz, p_cohort text, p_params jsonb)
RETURNS SETOF amends.contribution LANGUAGE sql STABLE AS $$
  SELECT f.ticket_id, NULL::bigint, f.first_responder,
         CASE WHEN f.first_response_at <= coalesce(f.opened_at + make_interval(secs => (p_params ->> 'response_s')::int), f.response_due_at)
              THEN 1::numeric ELSE 0::numeric END, 1::numeric,
         CASE p_cohort WHEN 'opened' THEN f.opened_at ELSE f.first_response_at END,
         NOT f.cancelled AND (p_params ->> 'response_s' IS NOT NULL OR f.response_due_at IS NOT NULL),
         CASE WHEN f.cancelled THEN 'cancelled' WHEN p_params ->> 'response_s' IS NULL AND f.response_due_at IS NULL THEN 'no_limit' END
    FROM amends.ticket_fact f
   WHERE f.first_response_at IS NOT NULL
     AND (p_cohort = 'ended' AND f.first_response_at >= p_from AND f.first_response_at < p_to
          OR p_cohort = 'opened' AND f.opened_at >= p_from AND f.opened_at < p_to)
  UNION ALL
  SELECT f.ticket_id, NULL::bigint, t.assignee_id, NULL::numeric, NULL::numeric, f.opened_at, false,
         CASE WHEN f.cancelled THEN 'cancelled' ELSE 'not_answered_yet' END
    FROM amends.ticket_fact f JOIN amends.ticket t ON t.id = f.ticket_id
   WHERE f.first_response_at IS NULL AND f.opened_at >= p_from AND f.opened_at < p_to
$$;
COMMENT ON FUNCTION amends.measure_within_response(timestamptz, timestamptz, text, jsonb) IS 'first responses given within their limit; who answered';

-- params.resolution_s: a limit for history that brings none.
CREATE OR REPLACE FUNCTION amends.measure_within_resolution(p_from timestamptz, p_to timestamptz, p_cohort text, p_params jsonb)
RETURNS SETOF amends.contribution LANGUAGE sql STABLE AS $$
  SELECT f.ticket_id, NULL::bigint, f.first_resolver,
         CASE WHEN f.first_resolved_at <= coalesce(f.opened_at + make_interval(secs => (p_params ->> 'resolution_s')::int), f.resolve_due_at)
              THEN 1::numeric ELSE 0::numeric END, 1::numeric,
         CASE p_cohort WHEN 'opened' THEN f.opened_at ELSE f.first_resolved_at END,
         NOT f.cancelled AND (p_params ->> 'resolution_s' IS NOT NULL OR f.resolve_due_at IS NOT NULL),
         CASE WHEN f.cancelled THEN 'cancelled' WHEN p_params ->> 'resolution_s' IS NULL AND f.resolve_due_at IS NULL THEN 'no_limit' END
    FROM amends.ticket_fact f
   WHERE f.first_resolved_at IS NOT NULL
     AND (p_cohort = 'ended' AND f.first_resolved_at >= p_from AND f.first_resolved_at < p_to
          OR p_cohort = 'opened' AND f.opened_at >= p_from AND f.opened_at < p_to)
  UNION ALL
  SELECT f.ticket_id, NULL::bigint, t.assignee_id, NULL::numeric, NULL::numeric, f.opened_at, false,
         CASE WHEN f.cancelled THEN 'cancelled' ELSE 'not_resolved_yet' END
    FROM amends.ticket_fact f JOIN amends.ticket t ON t.id = f.ticket_id
   WHERE f.first_resolved_at IS NULL AND f.opened_at >= p_from AND f.opened_at < p_to
$$;
COMMENT ON FUNCTION amends.measure_within_resolution(timestamptz, timestamptz, text, jsonb) IS 'first solutions given within their limit; who gave them';

CREATE OR REPLACE FUNCTION amends.measure_within_step(p_from timestamptz, p_to timestamptz, p_cohort text, p_params jsonb)
RETURNS SETOF amends.contribution LANGUAGE sql STABLE AS $$
  SELECT s.ticket_id, s.id, s.finished_by, CASE WHEN s.finished_at <= s.due_at THEN 1::numeric ELSE 0::numeric END, 1::numeric,
         CASE p_cohort WHEN 'opened' THEN t.opened_at ELSE s.finished_at END,
         s.state = 'done' AND s.due_at IS NOT NULL,
         CASE WHEN s.state <> 'done' THEN s.state WHEN s.due_at IS NULL THEN 'no_limit' END
    FROM amends.ticket_step s JOIN amends.ticket t ON t.id = s.ticket_id
   WHERE s.finished_at IS NOT NULL AND s.kind <> 'intake'
     AND (p_cohort = 'ended' AND s.finished_at >= p_from AND s.finished_at < p_to
          OR p_cohort = 'opened' AND t.opened_at >= p_from AND t.opened_at < p_to)
$$;
COMMENT ON FUNCTION amends.measure_within_step(timestamptz, timestamptz, text, jsonb) IS 'steps done within their limit; who finished them';

-- Dated by opening in both cohorts: what was raised in the period, and how much of that is solved.
CREATE OR REPLACE FUNCTION amends.measure_resolution_rate(p_from timestamptz, p_to timestamptz, p_cohort text, p_params jsonb)
RETURNS SETOF amends.contribution LANGUAGE sql STABLE AS $$
  SELECT f.ticket_id, NULL::bigint, f.resolver, 1::numeric, 1::numeric, f.opened_at, NOT f.cancelled,
         CASE WHEN f.cancelled THEN 'cancelled' END
    FROM amends.ticket_fact f
   WHERE f.resolved_at IS NOT NULL AND f.opened_at >= p_from AND f.opened_at < p_to
  UNION ALL
  SELECT f.ticket_id, NULL::bigint, t.assignee_id, 0::numeric, 1::numeric, f.opened_at, NOT f.cancelled,
         CASE WHEN f.cancelled THEN 'cancelled' END
    FROM amends.ticket_fact f JOIN amends.ticket t ON t.id = f.ticket_id
   WHERE f.resolved_at IS NULL AND f.opened_at >= p_from AND f.opened_at < p_to
$$;
COMMENT ON FUNCTION amends.measure_resolution_rate(timestamptz, timestamptz, text, jsonb) IS
  'solved of what was raised; the last resolver, while unsolved the holder';

-- Surveys ----------------------------------------------------------------------------------------

-- Satisfied = every scale that was answered is 4 or 5, and solved. One null in a survey of another system is no dissatisfaction.
CREATE OR REPLACE FUNCTION amends.survey_satisfied(p_solved boolean, p_speed int, p_attitude int, p_overall int) RETURNS boolean
LANGUAGE sql IMMUTABLE AS $$
  SELECT coalesce(p_solved, true) AND coalesce(p_speed, 5) >= 4 AND coalesce(p_attitude, 5) >= 4 AND coalesce(p_overall, 5) >= 4
$$;
COMMENT ON FUNCTION amends.survey_satisfied(boolean, int, int, int) IS 'every answered scale at least 4 of 5, and solved';

-- Who is credited was written down when the survey was answered; an import may leave it to the facts.
CREATE OR REPLACE FUNCTION amends.survey_rows(p_from timestamptz, p_to timestamptz, p_cohort text)
RETURNS TABLE (ticket_id bigint, person_id int, solved boolean, speed int, attitude int, overall int, at timestamptz)
LANGUAGE sql STABLE AS $$
  SELECT s.ticket_id, s.credited_id, s.solved, s.speed, s.attitude, s.overall, s.answered_at
    FROM amends.survey s
   WHERE p_cohort = 'ended' AND s.credited_id IS NOT NULL AND s.answered_at >= p_from AND s.answered_at < p_to
  UNION ALL
  SELECT s.ticket_id, f.resolver, s.solved, s.speed, s.attitude, s.overall, s.answered_at
    FROM amends.survey s JOIN amends.ticket_fact f ON f.ticket_id = s.ticket_id
   WHERE p_cohort = 'ended' AND s.credited_id IS NULL AND s.answered_at >= p_from AND s.answered_at < p_to
  UNION ALL
  SELECT s.ticket_id, coalesce(s.credited_id, f.resolver), s.solved, s.speed, s.attitude, s.overall, f.opened_at
    FROM amends.ticket_fact f JOIN amends.survey s ON s.ticket_id = f.ticket_id
   WHERE p_cohort = 'opened' AND s.answered_at IS NOT NULL AND f.opened_at >= p_from AND f.opened_at < p_to
$$;
COMMENT ON FUNCTION amends.survey_rows(timestamptz, timestamptz, text) IS 'answered surveys of a period with who is credited';

CREATE OR REPLACE FUNCTION amends.survey_unanswered(p_from timestamptz, p_to timestamptz, p_cohort text)
RETURNS SETOF amends.contribution LANGUAGE sql STABLE AS $$
  SELECT s.ticket_id, NULL::bigint, coalesce(s.credited_id, f.resolver), NULL::numeric, NULL::numeric,
         CASE p_cohort WHEN 'opened' THEN f.opened_at ELSE s.sent_at END, false, 'not_answered'::text
    FROM amends.survey s JOIN amends.ticket_fact f ON f.ticket_id = s.ticket_id
   WHERE s.answered_at IS NULL
     AND (p_cohort = 'ended' AND s.sent_at >= p_from AND s.sent_at < p_to
          OR p_cohort = 'opened' AND f.opened_at >= p_from AND f.opened_at < p_to)
$$;
COMMENT ON FUNCTION amends.survey_unanswered(timestamptz, timestamptz, text) IS 'surveys that were sent and not answered: left out';

CREATE OR REPLACE FUNCTION amends.measure_csat(p_from timestamptz, p_to timestamptz, p_cohort text, p_params jsonb)
RETURNS SETOF amends.contribution LANGUAGE sql STABLE AS $$
  SELECT s.ticket_id, NULL::bigint, s.person_id,
         CASE WHEN amends.survey_satisfied(s.solved, s.speed, s.attitude, s.overall) THEN 1::numeric ELSE 0::numeric END, 1::numeric, s.at,
         coalesce(s.speed, s.attitude, s.overall, s.solved::int) IS NOT NULL,
         CASE WHEN coalesce(s.speed, s.attitude, s.overall, s.solved::int) IS NULL THEN 'no_answer' END
    FROM amends.survey_rows(p_from, p_to, p_cohort) s
  UNION ALL
  SELECT u.* FROM amends.survey_unanswered(p_from, p_to, p_cohort) u
$$;
COMMENT ON FUNCTION amends.measure_csat(timestamptz, timestamptz, text, jsonb) IS 'answered surveys that are satisfied; the last resolver';

-- The same survey rows with one of its scales: 1 speed, 2 attitude, 3 overall.
CREATE OR REPLACE FUNCTION amends.survey_scale(p_scale int, p_from timestamptz, p_to timestamptz, p_cohort text)
RETURNS SETOF amends.contribution LANGUAGE sql STABLE AS $$
  SELECT s.ticket_id, NULL::bigint, s.person_id, CASE p_scale WHEN 1 THEN s.speed WHEN 2 THEN s.attitude ELSE s.overall END::numeric, 1::numeric, s.at,
         CASE p_scale WHEN 1 THEN s.speed WHEN 2 THEN s.attitude ELSE s.overall END IS NOT NULL,
         CASE WHEN CASE p_scale WHEN 1 THEN s.speed WHEN 2 THEN s.attitude ELSE s.overall END IS NULL THEN 'no_answer' END
    FROM amends.survey_rows(p_from, p_to, p_cohort) s
  UNION ALL
  SELECT u.* FROM amends.survey_unanswered(p_from, p_to, p_cohort) u
$$;
COMMENT ON FUNCTION amends.survey_scale(int, timestamptz, timestamptz, text) IS 'a scale of the surveys: 1 speed, 2 attitude, 3 overall';

CREATE OR REPLACE FUNCTION amends.measure_csat_speed(p_from timestamptz, p_to timestamptz, p_cohort text, p_params jsonb)
RETURNS SETOF amends.contribution LANGUAGE sql STABLE AS $$ SELECT * FROM amends.survey_scale(1, p_from, p_to, p_cohort) $$;
COMMENT ON FUNCTION amends.measure_csat_speed(timestamptz, timestamptz, text, jsonb) IS 'mean of speed, 1 to 5; the last resolver';

CREATE OR REPLACE FUNCTION amends.measure_csat_attitude(p_from timestamptz, p_to timestamptz, p_cohort text, p_params jsonb)
RETURNS SETOF amends.contribution LANGUAGE sql STABLE AS $$ SELECT * FROM amends.survey_scale(2, p_from, p_to, p_cohort) $$;
COMMENT ON FUNCTION amends.measure_csat_attitude(timestamptz, timestamptz, text, jsonb) IS 'mean of attitude, 1 to 5; the last resolver';

CREATE OR REPLACE FUNCTION amends.measure_csat_overall(p_from timestamptz, p_to timestamptz, p_cohort text, p_params jsonb)
RETURNS SETOF amends.contribution LANGUAGE sql STABLE AS $$ SELECT * FROM amends.survey_scale(3, p_from, p_to, p_cohort) $$;
COMMENT ON FUNCTION amends.measure_csat_overall(timestamptz, timestamptz, text, jsonb) IS 'mean of the overall answer, 1 to 5; the last resolver';

-- Refunds: credited to the one who reviewed the application, who is the customer's person in it from beginning to end --------------

CREATE OR REPLACE FUNCTION amends.measure_refund_time(p_from timestamptz, p_to timestamptz, p_cohort text, p_params jsonb)
RETURNS SETOF amends.contribution LANGUAGE sql STABLE AS $$
  SELECT r.ticket_id, r.id, r.reviewed_by, amends.seconds(r.requested_at, r.paid_at), 1::numeric,
         CASE p_cohort WHEN 'opened' THEN r.requested_at ELSE r.paid_at END, true, NULL::text
    FROM amends.refund r
   WHERE r.paid_at IS NOT NULL
     AND (p_cohort = 'ended' AND r.paid_at >= p_from AND r.paid_at < p_to
          OR p_cohort = 'opened' AND r.requested_at >= p_from AND r.requested_at < p_to)
  UNION ALL
  SELECT r.ticket_id, r.id, coalesce(r.reviewed_by, r.requested_by), NULL::numeric, NULL::numeric, r.decided_at, false, r.state
    FROM amends.refund r
   WHERE r.paid_at IS NULL AND r.decided_at >= p_from AND r.decided_at < p_to
  UNION ALL
  SELECT r.ticket_id, r.id, coalesce(r.reviewed_by, r.requested_by), NULL::numeric, NULL::numeric, r.requested_at, false, 'undecided'::text
    FROM amends.refund r
   WHERE r.decided_at IS NULL AND r.requested_at >= p_from AND r.requested_at < p_to
$$;
COMMENT ON FUNCTION amends.measure_refund_time(timestamptz, timestamptz, text, jsonb) IS 'application to money sent, elapsed; the reviewer';

-- Successful = paid and no mistake found. params.count_all: refused and withdrawn ones count against it too.
CREATE OR REPLACE FUNCTION amends.measure_refund_success(p_from timestamptz, p_to timestamptz, p_cohort text, p_params jsonb)
RETURNS SETOF amends.contribution LANGUAGE sql STABLE AS $$
  SELECT r.ticket_id, r.id, r.reviewed_by,
         CASE WHEN r.state = 'paid' AND NOT EXISTS (SELECT FROM amends.refund_error e WHERE e.refund_id = r.id) THEN 1::numeric ELSE 0::numeric END,
         1::numeric, CASE p_cohort WHEN 'opened' THEN r.requested_at ELSE r.decided_at END,
         r.state = 'paid' OR coalesce((p_params ->> 'count_all')::boolean, false),
         CASE WHEN r.state <> 'paid' AND NOT coalesce((p_params ->> 'count_all')::boolean, false) THEN r.state END
    FROM amends.refund r
   WHERE r.decided_at IS NOT NULL
     AND (p_cohort = 'ended' AND r.decided_at >= p_from AND r.decided_at < p_to
          OR p_cohort = 'opened' AND r.requested_at >= p_from AND r.requested_at < p_to)
  UNION ALL
  SELECT r.ticket_id, r.id, coalesce(r.reviewed_by, r.requested_by), NULL::numeric, NULL::numeric, r.requested_at, false, 'undecided'::text
    FROM amends.refund r
   WHERE r.decided_at IS NULL AND r.requested_at >= p_from AND r.requested_at < p_to
$$;
COMMENT ON FUNCTION amends.measure_refund_success(timestamptz, timestamptz, text, jsonb) IS
  'decided applications that were paid without a mistake; the reviewer';

-- A row per mistake, and a row per refund paid: how many there could have been.
CREATE OR REPLACE FUNCTION amends.measure_refund_errors(p_from timestamptz, p_to timestamptz, p_cohort text, p_params jsonb)
RETURNS SETOF amends.contribution LANGUAGE sql STABLE AS $$
  SELECT r.ticket_id, e.id, e.made_by, 1::numeric, 0::numeric,
         CASE p_cohort WHEN 'opened' THEN r.requested_at ELSE e.happened_at END, true, NULL::text
    FROM amends.refund_error e JOIN amends.refund r ON r.id = e.refund_id
   WHERE (p_cohort = 'ended' AND e.happened_at >= p_from AND e.happened_at < p_to
          OR p_cohort = 'opened' AND r.requested_at >= p_from AND r.requested_at < p_to)
  UNION ALL
  SELECT r.ticket_id, r.id, r.reviewed_by, 0::numeric, 1::numeric,
         CASE p_cohort WHEN 'opened' THEN r.requested_at ELSE r.paid_at END, true, NULL::text
    FROM amends.refund r
   WHERE r.paid_at IS NOT NULL
     AND (p_cohort = 'ended' AND r.paid_at >= p_from AND r.paid_at < p_to
          OR p_cohort = 'opened' AND r.requested_at >= p_from AND r.requested_at < p_to)
$$;
COMMENT ON FUNCTION amends.measure_refund_errors(timestamptz, timestamptz, text, jsonb) IS
  'mistakes with refunds, dated when made; who made them. Denominator: refunds paid';

CREATE OR REPLACE FUNCTION amends.measure_refund_followup(p_from timestamptz, p_to timestamptz, p_cohort text, p_params jsonb)
RETURNS SETOF amends.contribution LANGUAGE sql STABLE AS $$
  SELECT r.ticket_id, r.id, r.reviewed_by,
         CASE WHEN EXISTS (SELECT FROM amends.followup u WHERE u.ticket_id = r.ticket_id AND u.kind = 'refund' AND u.done_at >= r.paid_at)
              THEN 1::numeric ELSE 0::numeric END, 1::numeric,
         CASE p_cohort WHEN 'opened' THEN r.requested_at ELSE r.paid_at END, true, NULL::text
    FROM amends.refund r
   WHERE r.paid_at IS NOT NULL
     AND (p_cohort = 'ended' AND r.paid_at >= p_from AND r.paid_at < p_to
          OR p_cohort = 'opened' AND r.requested_at >= p_from AND r.requested_at < p_to)
$$;
COMMENT ON FUNCTION amends.measure_refund_followup(timestamptz, timestamptz, text, jsonb) IS
  'paid refunds after which the customer was contacted; the reviewer';

-- The last refund of a ticket says who is credited.
CREATE OR REPLACE FUNCTION amends.measure_refund_csat(p_from timestamptz, p_to timestamptz, p_cohort text, p_params jsonb)
RETURNS SETOF amends.contribution LANGUAGE sql STABLE AS $$
  SELECT c.ticket_id, r.id, r.reviewed_by, c.numerator, c.denominator, c.at, c.counted, c.reason
    FROM amends.measure_csat(p_from, p_to, p_cohort, p_params) c
    JOIN amends.refund r ON r.ticket_id = c.ticket_id
   WHERE NOT EXISTS (SELECT FROM amends.refund later WHERE later.ticket_id = r.ticket_id AND later.id > r.id)
$$;
COMMENT ON FUNCTION amends.measure_refund_csat(timestamptz, timestamptz, text, jsonb) IS
  'satisfied among the answered surveys of tickets with a refund; the reviewer';

-- Reading them -----------------------------------------------------------------------------------

CREATE OR REPLACE FUNCTION amends.measure_has_source(p_measure text) RETURNS boolean
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
  SELECT EXISTS (SELECT FROM amends.measure m WHERE m.code = p_measure)
     AND to_regprocedure(format('amends.%I(timestamptz, timestamptz, text, jsonb)', 'measure_' || p_measure)) IS NOT NULL
$$;
COMMENT ON FUNCTION amends.measure_has_source(text) IS 'is there anything yet this measure can be counted from';

CREATE OR REPLACE FUNCTION amends.measure_params(p_measure text, p_params jsonb) RETURNS jsonb
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
  SELECT coalesce((SELECT m.params FROM amends.measure m WHERE m.code = p_measure ORDER BY m.ver DESC LIMIT 1), '{}') || coalesce(p_params, '{}')
$$;
COMMENT ON FUNCTION amends.measure_params(text, jsonb) IS 'the measure''s own parameters with those of the question over them';

CREATE OR REPLACE FUNCTION amends.measure_check(p_measure text, p_from timestamptz, p_to timestamptz, p_cohort text, p_params jsonb) RETURNS void
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE v_key text; v_value jsonb;
BEGIN
  IF NOT amends.measure_has_source(p_measure) THEN
    PERFORM amends.fail('AM422', 'measure.unknown', jsonb_build_object('measure', left(p_measure, 60)));
  END IF;
  IF coalesce(p_cohort, '') NOT IN ('ended', 'opened') THEN PERFORM amends.fail('AM422', 'measure.cohort'); END IF;
  IF p_from IS NULL OR p_to IS NULL OR p_from >= p_to OR NOT isfinite(p_from) OR NOT isfinite(p_to) THEN
    PERFORM amends.fail('AM422', 'measure.period');
  END IF;
  IF jsonb_typeof(coalesce(p_params, '{}')) <> 'object' THEN PERFORM amends.fail('AM422', 'measure.params'); END IF;
  FOR v_key, v_value IN SELECT e.key, e.value FROM jsonb_each(coalesce(p_params, '{}')) e LOOP
    IF NOT (CASE WHEN v_key = 'days' THEN v_value::text ~ '^[1-9][0-9]{0,3}$'  -- days are multiplied to seconds: an int holds those of 24855
                WHEN v_key IN ('response_s', 'resolution_s') THEN v_value::text ~ '^[1-9][0-9]{0,8}$'
                WHEN v_key = 'count_all' THEN jsonb_typeof(v_value) = 'boolean' ELSE false END) THEN
      PERFORM amends.fail('AM422', 'measure.params', jsonb_build_object('field', left(v_key, 60)));
    END IF;
  END LOOP;
END $$;
COMMENT ON FUNCTION amends.measure_check(text, timestamptz, timestamptz, text, jsonb) IS 'refuses a question that cannot be answered';

-- The name of the function comes from our own list, everything else travels as a parameter. A period's rows lie together and in
-- memory: at the default price of a random page the planner would read whole tables for them.
CREATE OR REPLACE FUNCTION amends.measure_contributions(p_measure text, p_from timestamptz, p_to timestamptz, p_cohort text,
                                                        p_params jsonb, p_people int[] DEFAULT NULL)
RETURNS SETOF amends.contribution
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp SET random_page_cost = 1.1 AS $$
BEGIN
  PERFORM amends.measure_check(p_measure, p_from, p_to, p_cohort, p_params);
  RETURN QUERY EXECUTE format('SELECT c.* FROM amends.%I($1, $2, $3, $4) c %s', 'measure_' || p_measure,
                              CASE WHEN p_people IS NOT NULL THEN 'WHERE c.person_id = ANY ($5)' ELSE 'WHERE $5 IS NULL' END)
    USING p_from, p_to, p_cohort, amends.measure_params(p_measure, p_params), p_people;
END $$;
COMMENT ON FUNCTION amends.measure_contributions(text, timestamptz, timestamptz, text, jsonb, int[]) IS
  'rows that make a measure, and those left out with the reason; p_people null: everybody';

-- A team is the home of the person credited; what nobody is credited with stays with the team that took the ticket in.
CREATE OR REPLACE FUNCTION amends.measure_group(p_by text, OUT expression text, OUT source text)
LANGUAGE sql IMMUTABLE SET search_path = pg_catalog, pg_temp AS $$
  SELECT CASE p_by
      WHEN 'none' THEN 'NULL::text'
      WHEN 'staff' THEN 'c.person_id::text'
      WHEN 'team' THEN 'coalesce(p.home_team_id, t.team_id)::text'
      WHEN 'category' THEN 't.category_id::text'
      WHEN 'channel' THEN 't.channel'
      WHEN 'priority' THEN 't.priority_id::text' END,
    CASE WHEN p_by IN ('none', 'staff') THEN ''
      ELSE 'LEFT JOIN amends.ticket_fact t ON t.ticket_id = c.ticket_id LEFT JOIN amends.person p ON p.id = c.person_id' END
$$;
COMMENT ON FUNCTION amends.measure_group(text) IS 'what a grouping of measures reads; expression null for an unknown one';

CREATE OR REPLACE FUNCTION amends.measure_summary_one(p_measure text, p_from timestamptz, p_to timestamptz, p_by text, p_cohort text,
                                                      p_params jsonb, p_people int[])
RETURNS TABLE (grp text, numerator numeric, denominator numeric, n bigint, vals numeric[])
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp SET random_page_cost = 1.1 AS $$
DECLARE v_group record; v_spread boolean;
BEGIN
  PERFORM amends.measure_check(p_measure, p_from, p_to, p_cohort, p_params);
  v_group := amends.measure_group(p_by);
  IF v_group.expression IS NULL THEN PERFORM amends.fail('AM422', 'measure.grouping'); END IF;
  SELECT m.kind IN ('duration', 'mean') INTO v_spread FROM amends.measure m WHERE m.code = p_measure ORDER BY m.ver DESC LIMIT 1;
  RETURN QUERY EXECUTE format(
    'SELECT %s, sum(c.numerator), sum(c.denominator), count(*), %s FROM amends.%I($1, $2, $3, $4) c %s WHERE c.counted AND %s %s',
    v_group.expression, CASE WHEN v_spread THEN 'array_agg(c.numerator ORDER BY c.numerator)' ELSE 'NULL::numeric[]' END,
    'measure_' || p_measure, v_group.source,
    CASE WHEN p_people IS NOT NULL THEN 'c.person_id = ANY ($5)' ELSE '$5 IS NULL' END,
    CASE WHEN p_by = 'none' THEN 'HAVING count(*) > 0' ELSE 'GROUP BY 1' END)
    USING p_from, p_to, p_cohort, amends.measure_params(p_measure, p_params), p_people;
END $$;
COMMENT ON FUNCTION amends.measure_summary_one(text, timestamptz, timestamptz, text, text, jsonb, int[]) IS
  'sums of one measure by group; vals: the sorted durations or marks';

-- Median: the mean of the two middle values. P90: nearest rank. Nothing is a float on the way.
CREATE OR REPLACE FUNCTION amends.measure_summary(p_measures text[], p_from timestamptz, p_to timestamptz, p_by text, p_cohort text,
                                                  p_params jsonb, p_people int[] DEFAULT NULL)
RETURNS TABLE (measure text, grp text, numerator numeric, denominator numeric, n bigint, value numeric,
               mean numeric, median numeric, p90 numeric, min numeric, max numeric)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
  SELECT m.code, s.grp, s.numerator, s.denominator, CASE m.kind WHEN 'count' THEN s.denominator::bigint ELSE s.n END,
         round(CASE m.kind WHEN 'count' THEN s.numerator ELSE s.numerator / nullif(s.denominator, 0) END, 4),
         s.numerator / CASE WHEN s.vals IS NOT NULL THEN s.n END,
         (s.vals[(s.n + 1) / 2] + s.vals[s.n / 2 + 1]) / 2,
         s.vals[(9 * s.n + 9) / 10], s.vals[1], s.vals[s.n]
    FROM unnest(p_measures) WITH ORDINALITY a(code, i)
    CROSS JOIN LATERAL (SELECT m.code, m.kind FROM amends.measure m WHERE m.code = a.code ORDER BY m.ver DESC LIMIT 1) m
    CROSS JOIN LATERAL amends.measure_summary_one(m.code, p_from, p_to, p_by, p_cohort, p_params, p_people) s
   ORDER BY a.i, s.grp NULLS LAST
$$;
COMMENT ON FUNCTION amends.measure_summary(text[], timestamptz, timestamptz, text, text, jsonb, int[]) IS
  'numerator, denominator, n and value of measures by group; mean, median, p90 of durations and marks';
