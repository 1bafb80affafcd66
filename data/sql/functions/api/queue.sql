-- Queues: what is open, whose it is, and when it is due. Assigning is in assign.sql.

CREATE OR REPLACE FUNCTION api.queue_list()
RETURNS TABLE (team_id int, code text, label jsonb, icon text, open int, overdue int, soon int, unassigned int, mine int)
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE v_me int := amends.guard(); v_teams int[] := amends.visible_teams();
BEGIN
  -- one pass over the index of open work; the policy's first arm is true for every row, so its second never runs
  RETURN QUERY
    SELECT t.id, t.code, t.label, t.icon, coalesce(n.open, 0), coalesce(n.overdue, 0), coalesce(n.soon, 0), coalesce(n.unassigned, 0), coalesce(n.mine, 0)
      FROM amends.team t
      LEFT JOIN LATERAL (
        SELECT count(*)::int AS open, count(*) FILTER (WHERE k.due_at < now())::int AS overdue,
               count(*) FILTER (WHERE k.warn_at <= now() AND k.due_at >= now())::int AS soon,
               count(*) FILTER (WHERE k.assignee_id IS NULL)::int AS unassigned, count(*) FILTER (WHERE k.assignee_id = v_me)::int AS mine
          FROM amends.ticket k
         WHERE k.team_id = t.id AND k.state NOT IN ('closed', 'cancelled', 'merged') AND k.step_id IS NOT NULL) n ON true
     WHERE t.id = ANY (v_teams) AND t.active
     ORDER BY t.position, t.id;
END $$;
COMMENT ON FUNCTION api.queue_list() IS 'the queues the caller may see, with counts';

CREATE OR REPLACE FUNCTION api.my_counts() RETURNS TABLE (mine int, mine_overdue int, notices int)
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE v_me int := amends.guard();
BEGIN
  RETURN QUERY
    SELECT m.n + f.n, m.late + f.late, (SELECT count(*)::int FROM amends.notice n WHERE n.recipient_id = v_me AND n.seen_at IS NULL)
      FROM (SELECT count(*)::int AS n, count(*) FILTER (WHERE k.due_at < now())::int AS late FROM amends.ticket k
             WHERE k.assignee_id = v_me AND k.state NOT IN ('closed', 'cancelled', 'merged') AND k.step_id IS NOT NULL) m,
           (SELECT count(*)::int AS n, count(*) FILTER (WHERE o.due_at < now())::int AS late FROM amends.followup o
             WHERE o.holder_id = v_me AND o.done_at IS NULL) f;
END $$;
COMMENT ON FUNCTION api.my_counts() IS 'what the caller holds, what of it is overdue, notices not yet seen';

CREATE OR REPLACE FUNCTION api.queue_page(p_team int, p_after_due timestamptz DEFAULT NULL, p_after_id bigint DEFAULT NULL, p_limit int DEFAULT 50)
RETURNS SETOF amends.card
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE v_me int := amends.guard(); v_limit int := least(greatest(p_limit, 1), 200); v_ids bigint[] := '{}'; v_more bigint[];
BEGIN
  IF NOT coalesce(p_team = ANY (amends.visible_teams()), false) THEN
    PERFORM amends.fail('AM404', 'team.unknown');
  END IF;
  IF p_after_id IS NULL OR p_after_due IS NOT NULL THEN
    SELECT coalesce(array_agg(k.id), '{}') INTO v_ids FROM (
      SELECT t.id FROM amends.ticket t
       WHERE t.team_id = p_team AND t.state NOT IN ('closed', 'cancelled', 'merged') AND t.step_id IS NOT NULL AND t.due_at IS NOT NULL
         AND (t.due_at, t.id) > (coalesce(p_after_due, '-infinity'), coalesce(p_after_id, 0))
       ORDER BY t.due_at, t.id LIMIT v_limit) k;
  END IF;
  IF cardinality(v_ids) < v_limit THEN  -- those whose clock stands come last
    SELECT coalesce(array_agg(k.id), '{}') INTO v_more FROM (
      SELECT t.id FROM amends.ticket t
       WHERE t.team_id = p_team AND t.state NOT IN ('closed', 'cancelled', 'merged') AND t.step_id IS NOT NULL AND t.due_at IS NULL
         AND t.id > CASE WHEN p_after_due IS NULL THEN coalesce(p_after_id, 0) ELSE 0 END
       ORDER BY t.id LIMIT v_limit - cardinality(v_ids)) k;
    v_ids := v_ids || v_more;
  END IF;
  RETURN QUERY SELECT c.* FROM amends.card c WHERE c.id = ANY (v_ids) ORDER BY c.due_at NULLS LAST, c.id;
END $$;
COMMENT ON FUNCTION api.queue_page(int, timestamptz, bigint, int) IS
  'open tickets of a queue by due (none last) and id, from behind the last row of the page before; at most 200';

CREATE OR REPLACE FUNCTION api.ticket_cards(p_ids bigint[]) RETURNS SETOF amends.card
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE v_me int := amends.guard(); v_ids bigint[];
BEGIN
  IF cardinality(p_ids) > 200 THEN
    PERFORM amends.fail('AM422', 'list.too_long', '{"max": 200}');
  END IF;
  SELECT array_agg(t.id) INTO v_ids FROM amends.ticket t WHERE t.id = ANY (p_ids);
  RETURN QUERY SELECT c.* FROM amends.card c WHERE c.id = ANY (v_ids) ORDER BY c.due_at NULLS LAST, c.id;
END $$;
COMMENT ON FUNCTION api.ticket_cards(bigint[]) IS 'cards of tickets, those the caller may see; at most 200';

CREATE OR REPLACE FUNCTION api.my_work() RETURNS SETOF amends.card
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE v_me int := amends.guard(); v_ids bigint[];
BEGIN
  SELECT array_agg(k.id) INTO v_ids FROM (
    SELECT t.id FROM amends.ticket t
     WHERE t.assignee_id = v_me AND t.state NOT IN ('closed', 'cancelled', 'merged') AND t.step_id IS NOT NULL
     ORDER BY t.due_at LIMIT 500) k;
  RETURN QUERY
    SELECT w.* FROM (SELECT c.* FROM amends.card c WHERE c.id = ANY (v_ids)
                     UNION ALL SELECT b.* FROM amends.callback_cards(v_me) b) w
     ORDER BY w.due_at NULLS LAST, w.id;
END $$;
COMMENT ON FUNCTION api.my_work() IS 'what the caller holds, call-backs among it, by due';

CREATE OR REPLACE FUNCTION api.queue_people(p_team int)
RETURNS TABLE (person_id int, name text, role text, on_duty boolean, skills text[], open int, overdue int, load_min int, cap_min int, is_me boolean, level text)
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE v_me int := amends.guard(); v_people int[];
BEGIN
  IF NOT coalesce(p_team = ANY (amends.visible_teams()), false) THEN
    PERFORM amends.fail('AM404', 'team.unknown');
  END IF;
  SELECT array_agg(m.person_id) INTO v_people FROM amends.team_people(p_team) m;
  RETURN QUERY
    SELECT p.id, p.name, p.role, p.on_duty, p.skills, coalesce(l.open, 0), coalesce(l.overdue, 0), coalesce(l.load_min, 0), p.load_cap_min,
           p.id = v_me, p.level
      FROM amends.person p LEFT JOIN amends.people_work(v_people) l ON l.person_id = p.id
     WHERE p.id = ANY (v_people)
     ORDER BY p.on_duty DESC, p.role IN ('supervisor', 'manager'), p.id;
END $$;
COMMENT ON FUNCTION api.queue_people(int) IS 'members of a team and its lead, with duty, skills and load';

-- The number, its end of today, or one complete value of a customer. Text search would need to look into hidden tickets' words.
CREATE OR REPLACE FUNCTION api.search(p_text text)
RETURNS TABLE (ticket_id bigint, number text, subject text, state text, team_id int, assignee text, customer text)
LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE v_me int := amends.guard(); v_text text := amends.clean_text(p_text, 'text', 200, true); v_ids bigint[]; v_customers bigint[];
BEGIN
  IF v_text ~ '^[0-9]{11,19}$' THEN
    SELECT array_agg(t.id) INTO v_ids FROM amends.ticket t WHERE t.number = v_text;
  ELSIF v_text ~ '^[0-9]{3,10}$' THEN
    SELECT array_agg(t.id) INTO v_ids FROM amends.ticket t
     WHERE t.day = amends.site_day(now()) AND right(t.number, length(v_text)) = v_text;
  END IF;
  IF v_ids IS NULL AND v_text !~ '^[0-9]{1,4}$' THEN
    SELECT array_agg((c ->> 'id')::bigint) INTO v_customers FROM jsonb_array_elements(amends.customer_find(v_text, v_me) -> 'customers') c;
    SELECT array_agg(k.id) INTO v_ids FROM (
      SELECT t.id FROM amends.ticket t WHERE t.customer_id = ANY (v_customers) ORDER BY t.opened_at DESC LIMIT 50) k;
  END IF;
  RETURN QUERY
    SELECT c.id, c.number, c.subject, c.state, c.team_id, c.assignee, c.customer FROM amends.card c
     WHERE c.id = ANY (v_ids) ORDER BY c.opened_at DESC, c.id DESC LIMIT 50;
END $$;
COMMENT ON FUNCTION api.search(text) IS 'tickets by number, the end of a number of today, or one complete value of a customer (counted)';

REVOKE ALL ON FUNCTION api.queue_list(), api.my_counts(), api.queue_page(int, timestamptz, bigint, int), api.ticket_cards(bigint[]), api.my_work(),
  api.queue_people(int), api.search(text) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION api.queue_list(), api.my_counts(), api.queue_page(int, timestamptz, bigint, int), api.ticket_cards(bigint[]), api.my_work(),
  api.queue_people(int), api.search(text) TO amends_staff;
