-- Facts of a ticket, read off its ledger and events: what the measures count. Recomputable at any time.
--
-- Imported history (source_id) has one step and no ledger of people worth the name: there everything follows from the events.

-- No SECURITY DEFINER, no SET: so that the planner can look inside. Callers pin both.
CREATE OR REPLACE FUNCTION amends.fact_rows(p_from bigint, p_to bigint) RETURNS SETOF amends.ticket_fact
LANGUAGE sql STABLE AS $$
  WITH told AS (
    SELECT e.ticket_id, e.kind, e.happened_at, e.actor_id,
           row_number() OVER (PARTITION BY e.ticket_id ORDER BY e.happened_at, e.id) AS n,
           e.kind = 'contact' AND e.actor_id IS NOT NULL AND coalesce(e.body ->> 'direction', 'out') <> 'in' AS answered,
           e.kind = 'wait' AND coalesce(w.stops_clock, false) AS stood
      FROM amends.event e LEFT JOIN amends.wait_reason w ON e.kind = 'wait' AND w.code = e.body ->> 'reason'
     WHERE e.ticket_id BETWEEN p_from AND p_to
  ), said AS (
    SELECT t.ticket_id,
           min(t.happened_at) FILTER (WHERE t.kind = 'filed') AS filed_at,
           min(t.happened_at) FILTER (WHERE t.kind = 'take') AS taken_at,
           (array_agg(t.actor_id ORDER BY t.n) FILTER (WHERE t.kind = 'take'))[1] AS taken_by,
           min(t.happened_at) FILTER (WHERE t.answered) AS answered_at,
           (array_agg(t.actor_id ORDER BY t.n) FILTER (WHERE t.answered))[1] AS answered_by,
           array_agg(t.happened_at ORDER BY t.n) FILTER (WHERE t.kind = 'resolve') AS resolved_at,
           array_agg(t.actor_id ORDER BY t.n) FILTER (WHERE t.kind = 'resolve') AS resolved_by,
           max(t.happened_at) FILTER (WHERE t.kind = 'close') AS closed_at,
           count(*) FILTER (WHERE t.kind = 'take') AS takes,
           count(*) FILTER (WHERE t.kind = 'resolve') AS resolves,
           count(*) FILTER (WHERE t.kind = 'wait') AS waits,
           count(*) FILTER (WHERE t.stood) AS stood,
           count(*) FILTER (WHERE t.kind = 'sent_back') AS sent_back,
           count(*) FILTER (WHERE t.kind = 'reopen') AS reopens,
           coalesce(max(t.n) FILTER (WHERE t.kind IN ('take', 'wait', 'work', 'reopen'))
                    > min(t.n) FILTER (WHERE t.kind = 'resolve'), false) AS worked_after
      FROM told t GROUP BY t.ticket_id
  ), held AS (
    -- the intake step is done by filing: nobody was assigned by it
    SELECT s.ticket_id,
           min(s.from_at) FILTER (WHERE s.holder_id IS NOT NULL AND k.kind IS DISTINCT FROM 'intake') AS held_at,
           (array_agg(s.holder_id ORDER BY s.ordinal) FILTER (WHERE s.holder_id IS NOT NULL AND k.kind IS DISTINCT FROM 'intake'))[1] AS held_by,
           (array_agg(s.team_id ORDER BY s.ordinal) FILTER (WHERE s.team_id IS NOT NULL))[1] AS team_id,
           count(DISTINCT (s.step_id, s.holder_id)) FILTER (WHERE s.step_id IS NOT NULL AND s.holder_id IS NOT NULL)
             - count(DISTINCT s.step_id) FILTER (WHERE s.step_id IS NOT NULL AND s.holder_id IS NOT NULL) AS swaps
      FROM amends.segment s LEFT JOIN amends.ticket_step k ON k.id = s.step_id
     WHERE s.ticket_id BETWEEN p_from AND p_to GROUP BY s.ticket_id
  )
  SELECT t.id, t.opened_at, coalesce(s.filed_at, t.opened_at), t.channel, t.category_id, t.priority_id, t.customer_id,
         coalesce(h.team_id, t.team_id), c.complaint OR coalesce(p.complaint, false),
         coalesce(h.held_at, s.taken_at), CASE WHEN h.held_at IS NOT NULL THEN h.held_by ELSE s.taken_by END,
         CASE WHEN t.source_id IS NULL THEN t.first_response_at ELSE s.answered_at END,
         CASE WHEN t.source_id IS NULL THEN t.first_response_by ELSE s.answered_by END,
         t.response_due_at,
         s.resolved_at[1], s.resolved_by[1],
         -- living and open again: the last solution was none
         CASE WHEN t.source_id IS NOT NULL OR t.state IN ('resolved', 'closed') THEN s.resolved_at[cardinality(s.resolved_at)] END,
         CASE WHEN t.source_id IS NOT NULL OR t.state IN ('resolved', 'closed') THEN s.resolved_by[cardinality(s.resolved_by)] END,
         t.resolve_due_at,
         CASE WHEN t.source_id IS NULL THEN t.closed_at ELSE s.closed_at END,
         t.state IN ('cancelled', 'merged'),
         coalesce(s.takes, 0)::int, coalesce(s.resolves, 0)::int,
         CASE WHEN t.source_id IS NULL THEN coalesce(s.stood, 0) ELSE coalesce(s.waits, 0) END::int,
         (coalesce(s.sent_back, 0) + coalesce(h.swaps, 0))::int,
         CASE WHEN t.source_id IS NULL THEN t.reopened > 0 OR coalesce(s.reopens, 0) > 0 ELSE coalesce(s.worked_after, false) END,
         CASE WHEN s.resolves IS NULL OR s.resolves = 0 THEN NULL
              WHEN t.source_id IS NULL
              THEN s.resolves = 1 AND s.stood = 0 AND s.sent_back + coalesce(h.swaps, 0) = 0 AND t.reopened = 0 AND s.reopens = 0
              ELSE s.resolves = 1 AND s.takes = 1 AND s.waits = 0 AND NOT s.worked_after END
    FROM amends.ticket t
    JOIN amends.category c ON c.id = t.category_id
    LEFT JOIN amends.category p ON p.id = c.parent_id
    LEFT JOIN said s ON s.ticket_id = t.id
    LEFT JOIN held h ON h.ticket_id = t.id
   WHERE t.id BETWEEN p_from AND p_to
$$;
COMMENT ON FUNCTION amends.fact_rows(bigint, bigint) IS 'facts of the tickets with these ids, from ledger and events';

CREATE OR REPLACE FUNCTION amends.fact_refresh_range(p_from bigint, p_to bigint) RETURNS bigint
LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE v_count bigint;
BEGIN
  INSERT INTO amends.ticket_fact AS f
  SELECT r.* FROM amends.fact_rows(p_from, p_to) r
  ON CONFLICT (ticket_id) DO UPDATE SET
    opened_at = excluded.opened_at, filed_at = excluded.filed_at, channel = excluded.channel, category_id = excluded.category_id,
    priority_id = excluded.priority_id, customer_id = excluded.customer_id, team_id = excluded.team_id, complaint = excluded.complaint,
    first_assigned_at = excluded.first_assigned_at, first_assignee = excluded.first_assignee,
    first_response_at = excluded.first_response_at, first_responder = excluded.first_responder, response_due_at = excluded.response_due_at,
    first_resolved_at = excluded.first_resolved_at, first_resolver = excluded.first_resolver,
    resolved_at = excluded.resolved_at, resolver = excluded.resolver, resolve_due_at = excluded.resolve_due_at,
    closed_at = excluded.closed_at, cancelled = excluded.cancelled, takes = excluded.takes, resolves = excluded.resolves,
    customer_waits = excluded.customer_waits, hand_backs = excluded.hand_backs, reopened = excluded.reopened, one_go = excluded.one_go
  WHERE f IS DISTINCT FROM excluded;
  GET DIAGNOSTICS v_count = ROW_COUNT;
  RETURN v_count;
END $$;
COMMENT ON FUNCTION amends.fact_refresh_range(bigint, bigint) IS 'facts of all tickets in a range of ids; returns how many changed';

CREATE OR REPLACE FUNCTION amends.fact_refresh(p_tickets bigint[]) RETURNS void
LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE v_ticket bigint;
BEGIN
  FOR v_ticket IN SELECT DISTINCT t.id FROM unnest(p_tickets) t(id) ORDER BY t.id LOOP
    PERFORM amends.fact_refresh_range(v_ticket, v_ticket);
  END LOOP;
END $$;
COMMENT ON FUNCTION amends.fact_refresh(bigint[]) IS 'facts of these tickets, after something happened to them';

-- Filing is the one moment at which everything is known beforehand: no need to read the ledger.
CREATE OR REPLACE FUNCTION amends.fact_open(p_ticket bigint, p_intake_team int) RETURNS void
LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
BEGIN
  INSERT INTO amends.ticket_fact (ticket_id, opened_at, filed_at, channel, category_id, priority_id, customer_id, team_id, complaint,
    first_assigned_at, first_assignee, first_response_at, first_responder, response_due_at, resolve_due_at)
  SELECT t.id, t.opened_at, t.opened_at, t.channel, t.category_id, t.priority_id, t.customer_id, p_intake_team,
         c.complaint OR coalesce(p.complaint, false), CASE WHEN t.assignee_id IS NOT NULL THEN t.opened_at END, t.assignee_id,
         t.first_response_at, t.first_response_by, t.response_due_at, t.resolve_due_at
    FROM amends.ticket t JOIN amends.category c ON c.id = t.category_id LEFT JOIN amends.category p ON p.id = c.parent_id
   WHERE t.id = p_ticket;
END $$;
COMMENT ON FUNCTION amends.fact_open(bigint, int) IS 'facts of a ticket just filed, equal to what fact_refresh would read';
