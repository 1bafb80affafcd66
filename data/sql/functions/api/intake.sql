-- The intake form: what a draft would become, while it is typed; filing it.

CREATE OR REPLACE FUNCTION api.intake_propose(p_draft jsonb) RETURNS jsonb
LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE v_me int := amends.guard('agent', 'specialist', 'supervisor', 'manager'); v_d jsonb;
BEGIN
  PERFORM amends.draft_guard(p_draft);
  v_d := amends.draft_read_as(p_draft, v_me);
  RETURN amends.propose(v_d, v_me, now()) || jsonb_build_object('duplicates', (
    SELECT coalesce(jsonb_agg(jsonb_build_object('ticket_id', d.ticket_id, 'number', d.number, 'state', d.state, 'assignee', d.assignee,
             'same', d.same, 'visible', v.id IS NOT NULL,
             'category', CASE WHEN v.id IS NOT NULL THEN d.category END, 'opened_at', CASE WHEN v.id IS NOT NULL THEN d.opened_at END)), '[]')
      FROM amends.duplicates_of((v_d -> 'customer' ->> 'id')::bigint, (v_d -> 'order' ->> 'id')::bigint) d
      LEFT JOIN amends.ticket v ON v.id = d.ticket_id));
END $$;
COMMENT ON FUNCTION api.intake_propose(jsonb) IS
  'category, priority, response, procedure, assignee with reasons, open tickets of the same customer or order, what is missing or wrong';
GRANT EXECUTE ON FUNCTION api.intake_propose(jsonb) TO amends_agent, amends_specialist, amends_supervisor, amends_manager;

CREATE OR REPLACE FUNCTION api.ticket_file(p_request uuid, p_draft jsonb) RETURNS jsonb
LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = pg_catalog, pg_temp SET lock_timeout = '2s' AS $$
DECLARE v_me int := amends.guard('agent', 'specialist', 'supervisor', 'manager'); v_done jsonb; v_d jsonb;
BEGIN
  PERFORM amends.draft_guard(p_draft);
  v_done := amends.request_begin(p_request, 'ticket_file', p_draft);
  IF v_done IS NOT NULL THEN
    RETURN v_done;
  END IF;
  v_d := amends.draft_read_as(p_draft, v_me);
  PERFORM amends.draft_refuse(v_d);
  RETURN amends.request_end(p_request, amends.ticket_file(v_d, v_me, clock_timestamp()));
END $$;
COMMENT ON FUNCTION api.ticket_file(uuid, jsonb) IS 'files a ticket: number, steps, deadline, holder; AM422 names the field that is wrong or missing';
GRANT EXECUTE ON FUNCTION api.ticket_file(uuid, jsonb) TO amends_agent, amends_specialist, amends_supervisor, amends_manager;
