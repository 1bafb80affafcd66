-- Assigning: preview of a drop, several tickets at once, undo, taking one.

CREATE OR REPLACE FUNCTION api.assign_preview(p_ids bigint[], p_team int, p_person int) RETURNS jsonb
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE v_me int := amends.guard(); v_ids bigint[];
BEGIN
  IF cardinality(p_ids) > 200 THEN
    PERFORM amends.fail('AM422', 'list.too_long', '{"max": 200}');
  END IF;
  SELECT coalesce(array_agg(t.id), '{}') INTO v_ids FROM amends.ticket t WHERE t.id = ANY (p_ids);
  RETURN amends.assign_preview(v_ids, p_team, p_person, v_me);
END $$;
COMMENT ON FUNCTION api.assign_preview(bigint[], int, int) IS 'who would get the tickets: duty, load before and after, skills, and whether the caller may';

CREATE OR REPLACE FUNCTION api.assign(p_request uuid, p_items jsonb, p_team int, p_person int, p_reason text DEFAULT NULL, p_anyway boolean DEFAULT false)
RETURNS jsonb
LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = pg_catalog, pg_temp SET lock_timeout = '2s' AS $$
DECLARE v_me int := amends.guard(); v_done jsonb; v_item record; v_row jsonb; v_rows jsonb := '[]'; v_ids bigint[]; v_reason text;
BEGIN
  v_done := amends.request_begin(p_request, 'assign', jsonb_build_object('items', p_items, 'team', p_team, 'person', p_person, 'reason', p_reason,
                                                                        'anyway', p_anyway));
  IF v_done IS NOT NULL THEN
    RETURN v_done;
  END IF;
  PERFORM amends.items_check(p_items);
  v_reason := amends.clean_text(p_reason, 'reason', 500);
  SELECT array_agg(t.id) INTO v_ids FROM amends.ticket t WHERE t.id IN (SELECT (i ->> 'id')::bigint FROM jsonb_array_elements(p_items) i);
  -- in the order of ids: two people who move the same tickets cannot wait for each other
  FOR v_item IN SELECT DISTINCT ON (1) (i ->> 'id')::bigint AS id, (i ->> 'rev')::int AS rev FROM jsonb_array_elements(p_items) i ORDER BY 1 LOOP
    IF v_item.id = ANY (v_ids) THEN
      v_row := amends.assign_row(v_item.id, v_item.rev, p_team, p_person, v_me, clock_timestamp(), v_reason, p_anyway);
    ELSE
      v_row := jsonb_build_object('id', v_item.id, 'ok', false, 'rev', NULL) || amends.no('ticket.unknown');
    END IF;
    v_rows := v_rows || jsonb_build_array(v_row);
  END LOOP;
  RETURN amends.request_end(p_request, jsonb_build_object('undo', v_rows @> '[{"ok": true}]', 'rows', v_rows));
END $$;
COMMENT ON FUNCTION api.assign(uuid, jsonb, int, int, text, boolean) IS
  'gives tickets to a person, or to a queue with person null; an answer a row, the good ones go through';

CREATE OR REPLACE FUNCTION api.assign_undo(p_request uuid, p_of uuid) RETURNS jsonb
LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = pg_catalog, pg_temp SET lock_timeout = '2s' AS $$
DECLARE v_me int := amends.guard(); v_done jsonb; v_was record; v_row jsonb; v_rows jsonb := '[]';
BEGIN
  v_done := amends.request_begin(p_request, 'assign_undo', jsonb_build_object('of', p_of));
  IF v_done IS NOT NULL THEN
    RETURN v_done;
  END IF;
  SELECT * INTO v_was FROM amends.request_of(p_of, 'assign', v_me);
  IF v_was.result IS NULL THEN
    PERFORM amends.fail('AM404', 'undo.unknown');
  ELSIF v_was.at < clock_timestamp() - make_interval(secs => (SELECT s.undo_s FROM amends.site s)) THEN
    PERFORM amends.fail('AM423', 'undo.too_late', jsonb_build_object('seconds', (SELECT s.undo_s FROM amends.site s)));
  END IF;
  FOR v_row IN SELECT r FROM jsonb_array_elements(v_was.result -> 'rows') r WHERE (r -> 'ok')::boolean ORDER BY (r ->> 'id')::bigint LOOP
    v_rows := v_rows || jsonb_build_array(amends.assign_back(v_row, v_me, clock_timestamp()));
  END LOOP;
  RETURN amends.request_end(p_request, jsonb_build_object('undo', false, 'rows', v_rows));
END $$;
COMMENT ON FUNCTION api.assign_undo(uuid, uuid) IS 'undoes an own assignment of a moment ago, each row only if nothing happened to it since';

CREATE OR REPLACE FUNCTION api.ticket_take(p_request uuid, p_id bigint, p_rev int) RETURNS jsonb
LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = pg_catalog, pg_temp SET lock_timeout = '2s' AS $$
DECLARE v_me int := amends.guard(); v_done jsonb; v_t amends.ticket; v_can jsonb;
BEGIN
  v_done := amends.request_begin(p_request, 'ticket_take', jsonb_build_object('id', p_id, 'rev', p_rev));
  IF v_done IS NOT NULL THEN
    RETURN v_done;
  END IF;
  SELECT * INTO v_t FROM amends.ticket t WHERE t.id = p_id;
  IF NOT FOUND THEN
    PERFORM amends.fail('AM404', 'ticket.unknown');
  ELSIF p_rev IS NULL THEN
    PERFORM amends.fail('AM422', 'rev.missing');
  END IF;
  v_can := amends.ticket_can(v_t, v_me) -> 'take';
  IF v_can <> 'true' THEN
    PERFORM amends.refuse(v_can #>> '{}', p_id);
  END IF;
  PERFORM amends.ticket_take(p_id, p_rev, v_me, clock_timestamp());
  RETURN amends.request_end(p_request, amends.ticket_result(p_id));
END $$;
COMMENT ON FUNCTION api.ticket_take(uuid, bigint, int) IS 'takes a ticket nobody holds; AM409 ticket.taken says who was first';

REVOKE ALL ON FUNCTION api.assign_preview(bigint[], int, int), api.assign(uuid, jsonb, int, int, text, boolean), api.assign_undo(uuid, uuid),
  api.ticket_take(uuid, bigint, int) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION api.assign_preview(bigint[], int, int), api.assign(uuid, jsonb, int, int, text, boolean), api.assign_undo(uuid, uuid),
  api.ticket_take(uuid, bigint, int) TO amends_staff;
