-- One ticket: its page, its history, the sum behind its deadline.

CREATE OR REPLACE FUNCTION api.ticket(p_id bigint) RETURNS jsonb
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE v_me int := amends.guard(); v_t amends.ticket;
BEGIN
  SELECT * INTO v_t FROM amends.ticket t WHERE t.id = p_id;
  IF NOT FOUND THEN
    PERFORM amends.fail('AM404', 'ticket.unknown');
  END IF;
  RETURN amends.ticket_head(v_t) || jsonb_build_object(
    'steps', amends.steps_json(v_t),
    'customer', amends.customer_brief(v_t.customer_id),
    'order', amends.order_json(v_t.order_id),
    'refund', amends.refund_json(p_id),
    'survey', amends.survey_json(p_id),
    'followups', amends.followups_json(p_id),
    'coupons', amends.coupons_json(p_id),
    -- across teams: number, state and holder only
    'duplicates', (
      SELECT coalesce(jsonb_agg(jsonb_build_object('ticket_id', d.ticket_id, 'number', d.number, 'state', d.state, 'assignee', d.assignee, 'same', d.same,
               'visible', v.id IS NOT NULL, 'category', CASE WHEN v.id IS NOT NULL THEN d.category END,
               'opened_at', CASE WHEN v.id IS NOT NULL THEN d.opened_at END)), '[]')
        FROM amends.duplicates_of(v_t.customer_id, v_t.order_id) d LEFT JOIN amends.ticket v ON v.id = d.ticket_id
       WHERE d.ticket_id <> p_id),
    'can', amends.ticket_can(v_t, v_me) || coalesce(amends.refund_can(p_id, v_me), '{}'));
END $$;
COMMENT ON FUNCTION api.ticket(bigint) IS 'everything the page of a ticket shows, and what the caller may do with it';

CREATE OR REPLACE FUNCTION api.ticket_timeline(p_id bigint, p_after bigint DEFAULT NULL, p_limit int DEFAULT 200)
RETURNS TABLE (id bigint, kind text, happened_at timestamptz, recorded_at timestamptz, actor_id int, actor text, text text, body jsonb)
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE v_me int := amends.guard();
BEGIN
  PERFORM amends.ticket_seen(p_id);
  RETURN QUERY
    SELECT w.id, w.kind, w.happened_at, w.recorded_at, w.actor_id, p.name, w.text, amends.event_names(w.kind, p_id, w.body)
      FROM (SELECT e.* FROM amends.event e WHERE e.ticket_id = p_id AND (p_after IS NULL OR e.id > p_after)
             ORDER BY CASE WHEN p_after IS NULL THEN -e.id ELSE e.id END LIMIT least(greatest(p_limit, 1), 1000)) w
      LEFT JOIN amends.person p ON p.id = w.actor_id
     ORDER BY w.happened_at, w.id;
END $$;
COMMENT ON FUNCTION api.ticket_timeline(bigint, bigint, int) IS 'history of a ticket, newest last: what came after an event, or the last so many';

CREATE OR REPLACE FUNCTION api.deadline_explain(p_ticket bigint, p_step bigint DEFAULT NULL) RETURNS jsonb
LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE v_me int := amends.guard();
BEGIN
  PERFORM amends.ticket_seen(p_ticket);
  RETURN amends.deadline_explain(p_ticket, p_step, now());
END $$;
COMMENT ON FUNCTION api.deadline_explain(bigint, bigint) IS 'why this deadline: the worked sum by day; step null: of the deadline that counts now';

REVOKE ALL ON FUNCTION api.ticket(bigint), api.ticket_timeline(bigint, bigint, int), api.deadline_explain(bigint, bigint) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION api.ticket(bigint), api.ticket_timeline(bigint, bigint, int), api.deadline_explain(bigint, bigint) TO amends_staff;
