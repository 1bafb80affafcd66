-- What must always be true, written as questions whose answers are violations. `amendsctl doctor --deep` asks them all, tests do too.

CREATE OR REPLACE FUNCTION amends.invariants_ledger() RETURNS TABLE (code text, ref bigint, detail text)
LANGUAGE sql STABLE SET search_path = pg_catalog, pg_temp AS $$
  WITH seg AS (
    SELECT s.*, lag(s.to_at) OVER w AS before_to, row_number() OVER w AS place, lead(s.ordinal) OVER w IS NULL AS is_last
      FROM amends.segment s WINDOW w AS (PARTITION BY s.ticket_id ORDER BY s.ordinal)
  )
  SELECT 'ledger.gap', g.ticket_id, 'segment ' || g.ordinal FROM seg g
   WHERE g.place > 1 AND g.before_to IS DISTINCT FROM g.from_at OR g.ordinal <> g.place
  UNION ALL
  SELECT 'ledger.start', t.id, NULL FROM amends.ticket t
   WHERE NOT EXISTS (SELECT FROM amends.segment s WHERE s.ticket_id = t.id AND s.ordinal = 1 AND s.from_at = t.opened_at)
  UNION ALL
  SELECT 'ledger.end', t.id, t.state FROM amends.ticket t LEFT JOIN seg g ON g.ticket_id = t.id AND g.is_last
   WHERE (t.state IN ('closed', 'cancelled', 'merged')) <> (g.to_at IS NOT NULL)
      OR t.state IN ('closed', 'cancelled') AND g.to_at IS DISTINCT FROM t.closed_at
  UNION ALL
  SELECT 'ledger.holder', t.id, t.state FROM amends.ticket t JOIN amends.segment s ON s.ticket_id = t.id AND s.to_at IS NULL
   WHERE (s.holder_id, s.team_id, s.state, s.wait_reason, s.step_id) IS DISTINCT FROM (t.assignee_id, t.team_id, t.state, t.wait_reason, t.step_id)
$$;
COMMENT ON FUNCTION amends.invariants_ledger() IS 'the ledger is gap-free, begins with the ticket, ends with it, and says what the ticket says';

CREATE OR REPLACE FUNCTION amends.invariants_steps() RETURNS TABLE (code text, ref bigint, detail text)
LANGUAGE sql STABLE SET search_path = pg_catalog, pg_temp AS $$
  SELECT 'step.current', t.id, t.state
    FROM amends.ticket t LEFT JOIN amends.ticket_step s ON s.ticket_id = t.id AND s.state = 'current'
   WHERE t.step_id IS DISTINCT FROM s.id
      OR t.state IN ('new', 'open', 'waiting') AND s.id IS NULL
      OR t.state IN ('closed', 'cancelled', 'merged') AND s.id IS NOT NULL
  UNION ALL
  SELECT 'step.pending', s.ticket_id, 'step ' || s.ordinal FROM amends.ticket_step s JOIN amends.ticket t ON t.id = s.ticket_id
   WHERE s.state = 'pending' AND t.state IN ('closed', 'cancelled', 'merged')
  UNION ALL
  SELECT 'step.times', s.ticket_id, 'step ' || s.ordinal FROM amends.ticket_step s
   WHERE s.state IN ('done', 'sent_back') AND (s.started_at IS NULL OR s.finished_at IS NULL OR s.finished_at < s.started_at)
      OR s.state = 'current' AND (s.started_at IS NULL OR s.finished_at IS NOT NULL)
  UNION ALL
  SELECT 'deadline.kind', t.id, t.due_kind FROM amends.ticket t LEFT JOIN amends.ticket_step s ON s.id = t.step_id
   WHERE t.due_at IS NOT NULL AND t.due_at IS DISTINCT FROM CASE t.due_kind WHEN 'response' THEN t.response_due_at ELSE s.due_at END
      OR t.due_at IS NULL AND t.next_escalation_at IS NOT NULL
      OR t.state IN ('closed', 'cancelled', 'merged') AND t.due_at IS NOT NULL
$$;
COMMENT ON FUNCTION amends.invariants_steps() IS 'one current step while work is left, none afterwards; deadlines are those of step or first response';

CREATE OR REPLACE FUNCTION amends.invariants_money() RETURNS TABLE (code text, ref bigint, detail text)
LANGUAGE sql STABLE SET search_path = pg_catalog, pg_temp AS $$
  WITH total AS (
    SELECT r.order_id, sum(r.amount_minor) FILTER (WHERE r.state IN ('confirmed', 'paid')) AS committed, sum(r.amount_minor) FILTER (WHERE r.state = 'paid') AS paid
      FROM amends.refund r GROUP BY r.order_id
  ), sent AS (
    SELECT p.order_id, -sum(p.amount_minor) AS refunded FROM amends.payment p WHERE p.kind = 'refund' GROUP BY p.order_id
  )
  SELECT 'order.totals', o.id, o.ref FROM amends.customer_order o LEFT JOIN total t ON t.order_id = o.id LEFT JOIN sent s ON s.order_id = o.id
   WHERE o.committed_minor <> coalesce(t.committed, 0) OR o.refunded_minor <> coalesce(t.paid, 0) OR o.refunded_minor <> coalesce(s.refunded, 0)
      OR o.committed_minor > o.paid_minor
  UNION ALL
  SELECT 'order.unchecked', o.id, o.ref FROM amends.customer_order o WHERE o.typed_by IS NOT NULL AND o.checked_at IS NULL AND o.committed_minor > 0
  UNION ALL
  SELECT 'refund.tier', r.id, r.state FROM amends.refund r JOIN amends.policy_version v ON v.id = r.policy_version_id JOIN amends.ticket t ON t.id = r.ticket_id
   WHERE r.state = 'paid' AND t.source_id IS NULL AND r.amount_minor > v.tier_minor AND (r.manager_by IS NULL OR r.paid_by = r.confirmed_by)
  UNION ALL
  SELECT 'refund.four_eyes', r.id, r.state FROM amends.refund r
   WHERE r.confirmed_by IN (r.reviewed_by, r.amount_by) OR r.paid_by = r.reviewed_by
  UNION ALL
  SELECT 'refund.order', r.id, r.state FROM amends.refund r JOIN amends.ticket t ON t.id = r.ticket_id JOIN amends.customer_order o ON o.id = r.order_id
   WHERE o.customer_id <> t.customer_id AND t.source_id IS NULL
$$;
COMMENT ON FUNCTION amends.invariants_money() IS 'order totals are the sums of their refunds, never above what was paid; four eyes and the tier were kept';

CREATE OR REPLACE FUNCTION amends.invariants_history() RETURNS TABLE (code text, ref bigint, detail text)
LANGUAGE sql STABLE SET search_path = pg_catalog, pg_temp AS $$
  WITH told AS (
    SELECT e.ticket_id, min(e.happened_at) AS first_at, count(*) FILTER (WHERE e.kind = 'filed') AS filed,
           min(e.happened_at) FILTER (WHERE e.kind = 'resolve') AS first_resolved, max(e.happened_at) FILTER (WHERE e.kind = 'resolve') AS last_resolved,
           max(e.happened_at) FILTER (WHERE e.kind IN ('close', 'cancel')) AS ended
      FROM amends.event e GROUP BY e.ticket_id
  )
  SELECT 'event.filed', t.id, coalesce(h.filed, 0)::text FROM amends.ticket t LEFT JOIN told h ON h.ticket_id = t.id WHERE h.filed IS DISTINCT FROM 1
  UNION ALL
  SELECT 'event.before', t.id, NULL FROM amends.ticket t JOIN told h ON h.ticket_id = t.id WHERE h.first_at < t.opened_at
  UNION ALL
  SELECT 'event.resolve', t.id, t.state FROM amends.ticket t JOIN told h ON h.ticket_id = t.id
   WHERE t.first_resolved_at IS DISTINCT FROM h.first_resolved OR t.state IN ('resolved', 'closed') AND t.resolved_at IS DISTINCT FROM h.last_resolved
  UNION ALL
  SELECT 'event.end', t.id, t.state FROM amends.ticket t JOIN told h ON h.ticket_id = t.id
   WHERE t.state IN ('closed', 'cancelled') AND t.closed_at IS DISTINCT FROM h.ended
  UNION ALL
  SELECT 'number.day', t.id, t.number FROM amends.ticket t, amends.site s WHERE t.day <> (t.opened_at AT TIME ZONE s.zone)::date
  UNION ALL
  SELECT 'survey.credit', v.ticket_id, NULL FROM amends.survey v JOIN amends.ticket t ON t.id = v.ticket_id
   WHERE v.answered_at < v.sent_at OR v.answered_at IS NOT NULL AND v.via <> 'import' AND v.credited_id IS NULL
  UNION ALL
  SELECT 'participant.holder', t.id, NULL FROM amends.ticket t
   WHERE t.assignee_id IS NOT NULL AND t.source_id IS NULL
     AND NOT EXISTS (SELECT FROM amends.participant p WHERE p.ticket_id = t.id AND p.person_id = t.assignee_id)
$$;
COMMENT ON FUNCTION amends.invariants_history() IS 'tickets and their events tell the same story';

CREATE OR REPLACE FUNCTION amends.invariants_facts() RETURNS TABLE (code text, ref bigint, detail text)
LANGUAGE sql STABLE SET search_path = pg_catalog, pg_temp AS $$
  SELECT 'fact.ledger', coalesce(f.ticket_id, r.ticket_id), NULL
    FROM amends.ticket_fact f
    FULL JOIN amends.fact_rows(0, (SELECT coalesce(max(id), 0) FROM amends.ticket)) r ON r.ticket_id = f.ticket_id
    -- counted up when the ticket is solved: no measure reads them before
    CROSS JOIN LATERAL (SELECT CASE WHEN r.first_resolved_at IS NULL THEN '{customer_waits,hand_backs}'::text[] ELSE '{}' END AS later) v
   WHERE f.ticket_id IS NULL OR r.ticket_id IS NULL
      OR to_jsonb(f) - v.later IS DISTINCT FROM to_jsonb(r) - v.later
$$;
COMMENT ON FUNCTION amends.invariants_facts() IS 'facts are what ledger and events say';

-- A sequence that stands behind its day would give a number twice.
CREATE OR REPLACE FUNCTION amends.invariants_numbers() RETURNS TABLE (code text, ref bigint, detail text)
LANGUAGE sql STABLE SET search_path = pg_catalog, pg_temp AS $$
  SELECT 'number.sequence', max(t.n)::bigint, s.sequencename::text
    FROM pg_sequences s JOIN amends.ticket t ON s.sequencename = amends.number_sequence(t.day)
   WHERE s.schemaname = 'amends' AND s.sequencename LIKE 'tn\_%'
   GROUP BY s.sequencename, s.last_value
  HAVING max(t.n) > coalesce(s.last_value, 0) AND s.last_value IS NOT NULL
$$;
COMMENT ON FUNCTION amends.invariants_numbers() IS 'day sequences stand at or behind the highest number of their day';

-- Foreign keys hold by themselves, except where rows came in past them: a bulk load, a restored copy of a part.
CREATE OR REPLACE FUNCTION amends.invariants_keys() RETURNS TABLE (code text, ref bigint, detail text)
LANGUAGE plpgsql STABLE SET search_path = pg_catalog, pg_temp AS $$
DECLARE v_key record;
BEGIN
  FOR v_key IN
    SELECT c.conname, c.conrelid::regclass AS child, c.confrelid::regclass AS parent, a.attname AS child_column, b.attname AS parent_column
      FROM pg_constraint c
      JOIN pg_attribute a ON a.attrelid = c.conrelid AND a.attnum = c.conkey[1]
      JOIN pg_attribute b ON b.attrelid = c.confrelid AND b.attnum = c.confkey[1]
     WHERE c.contype = 'f' AND c.connamespace = 'amends'::regnamespace AND cardinality(c.conkey) = 1
  LOOP
    -- the difference first, then what is distinct in it: a hash of a long table's keys that outgrows its memory takes hours
    RETURN QUERY EXECUTE format(
      'SELECT ''key.missing''::text, NULL::bigint, %L || '' '' || x.key::text FROM (SELECT DISTINCT k.%I AS key FROM %s k WHERE k.%I IS NOT NULL '
      'AND NOT EXISTS (SELECT FROM %s p WHERE p.%I = k.%I)) x LIMIT 100',
      v_key.conname, v_key.child_column, v_key.child, v_key.child_column, v_key.parent, v_key.parent_column,
      v_key.child_column);
  END LOOP;
END $$;
COMMENT ON FUNCTION amends.invariants_keys() IS 'no foreign key points to nothing';

CREATE OR REPLACE FUNCTION amends.invariants() RETURNS TABLE (code text, ref bigint, detail text)
LANGUAGE sql STABLE SET search_path = pg_catalog, pg_temp AS $$
  SELECT * FROM amends.invariants_ledger() UNION ALL SELECT * FROM amends.invariants_steps() UNION ALL SELECT * FROM amends.invariants_money()
  UNION ALL SELECT * FROM amends.invariants_history() UNION ALL SELECT * FROM amends.invariants_facts() UNION ALL SELECT * FROM amends.invariants_numbers()
  UNION ALL SELECT * FROM amends.invariants_keys()
$$;
COMMENT ON FUNCTION amends.invariants() IS 'every violation of what must always be true; empty when all is well';
