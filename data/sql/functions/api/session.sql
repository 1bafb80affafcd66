-- Signing in, the catalogue, the change feed, duty, notices.

CREATE OR REPLACE FUNCTION api.hello(p_client int) RETURNS jsonb
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE v_me int := amends.guard(); v_result jsonb;
BEGIN
  SELECT jsonb_build_object(
      'schema', coalesce((SELECT max(v.version) FROM amends.schema_version v), 0),
      'min_client', s.min_client,
      'client_ok', coalesce(p_client >= s.min_client, false),
      'person', jsonb_build_object(
        'id', p.id, 'login', p.login, 'name', p.name, 'role', p.role, 'department', d.label,
        'teams', to_jsonb(amends.member_teams(v_me)), 'home_team', p.home_team_id, 'on_duty', p.on_duty, 'superior', p.superior_id,
        'skills', to_jsonb(p.skills),
        'password_until', (SELECT nullif(r.rolvaliduntil, 'infinity') FROM pg_roles r WHERE r.rolname = session_user)),
      'can', to_jsonb(amends.abilities(p.role)),
      'site', jsonb_build_object('name', s.name, 'zone', s.zone, 'currency', s.currency, 'language', s.language, 'now', now(),
        'warn_percent', s.warn_percent, 'demo', s.demo, 'text_limit', s.text_limit),
      'feed_epoch', s.feed_epoch,
      'cursor', pg_current_snapshot()::text)
    INTO v_result
    FROM amends.site s, amends.person p LEFT JOIN amends.department d ON d.id = p.department_id
   WHERE p.id = v_me;
  RETURN v_result;
END $$;
COMMENT ON FUNCTION api.hello(int) IS 'first call of a desk: who I am, what I may do, the site, the cursor of the change feed';
GRANT EXECUTE ON FUNCTION api.hello(int) TO amends_staff;

CREATE OR REPLACE FUNCTION api.catalogue() RETURNS jsonb
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
BEGIN
  PERFORM amends.guard();
  RETURN amends.catalogue_words() || amends.catalogue_people() || amends.catalogue_measures();
END $$;
COMMENT ON FUNCTION api.catalogue() IS 'everything a desk shows by code or id: asked once, and again when the feed says so';
GRANT EXECUTE ON FUNCTION api.catalogue() TO amends_staff;

-- First page: p_next null. Further pages within the same pair, p_after the last seq; adopt "next" when "more" is false.
CREATE OR REPLACE FUNCTION api.feed(p_prev text, p_next text, p_after bigint, p_limit int) RETURNS jsonb
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE
  v_limit int := least(greatest(coalesce(p_limit, 500), 1), 1000);
  v_prev pg_snapshot; v_next pg_snapshot; v_resync boolean; v_changes jsonb; v_more boolean := false;
BEGIN
  PERFORM amends.guard();
  v_prev := amends.feed_snapshot(coalesce(p_prev, pg_current_snapshot()::text), 'prev');
  v_next := amends.feed_snapshot(coalesce(p_next, pg_current_snapshot()::text), 'next');
  -- ahead of us: the cursor comes from another life of this database
  v_resync := pg_snapshot_xmax(v_prev) > pg_snapshot_xmax(pg_current_snapshot()) OR amends.feed_behind(v_prev);
  IF NOT v_resync THEN
    SELECT coalesce(jsonb_agg(jsonb_build_object('seq', f.seq, 'kind', f.kind, 'ref', f.ref) ORDER BY f.seq), '[]')
      INTO v_changes FROM amends.feed_page(v_prev, v_next, p_after, v_limit + 1) f;
    IF jsonb_array_length(v_changes) > v_limit THEN
      v_more := true; v_changes := v_changes - v_limit;
    END IF;
  END IF;
  RETURN jsonb_build_object('epoch', (SELECT s.feed_epoch FROM amends.site s), 'next', v_next::text,
    'changes', coalesce(v_changes, '[]'), 'more', v_more, 'resync', v_resync);
END $$;
COMMENT ON FUNCTION api.feed(text, text, bigint, int) IS 'what changed between two cursors, ids only; resync: ask for everything anew';
GRANT EXECUTE ON FUNCTION api.feed(text, text, bigint, int) TO amends_staff;

CREATE OR REPLACE FUNCTION api.poke() RETURNS boolean
LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
BEGIN
  PERFORM amends.guard();
  RETURN amends.poke();
END $$;
COMMENT ON FUNCTION api.poke() IS 'wakes the other desks after a change of mine; in a transaction of its own, after the commit';
GRANT EXECUTE ON FUNCTION api.poke() TO amends_staff;

CREATE OR REPLACE FUNCTION api.duty_set(p_request uuid, p_on boolean) RETURNS jsonb
LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = pg_catalog, pg_temp SET lock_timeout = '2s' AS $$
DECLARE v_me int := amends.guard('agent', 'specialist', 'finance', 'supervisor', 'manager'); v_done jsonb;
BEGIN
  v_done := amends.request_begin(p_request, 'duty_set', jsonb_build_object('on', p_on));
  IF v_done IS NOT NULL THEN
    RETURN v_done;
  ELSIF p_on IS NULL THEN
    PERFORM amends.fail('AM422', 'duty.missing', '{"field": "on"}');
  END IF;
  PERFORM amends.duty_put(v_me, p_on, clock_timestamp());
  RETURN amends.request_end(p_request, jsonb_build_object('on_duty', p_on));
END $$;
COMMENT ON FUNCTION api.duty_set(uuid, boolean) IS 'puts me on or off duty: new tickets come to people on duty';
GRANT EXECUTE ON FUNCTION api.duty_set(uuid, boolean) TO amends_agent, amends_specialist, amends_finance, amends_supervisor, amends_manager;

-- Asked before anybody is chosen, so without the guard; a site that is no demo has nobody to show.
CREATE OR REPLACE FUNCTION api.demo_people() RETURNS TABLE (login name, name text, role text, department jsonb)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
  SELECT p.login, p.name, p.role, d.label
    FROM amends.site s, amends.person p LEFT JOIN amends.department d ON d.id = p.department_id
   WHERE s.demo AND p.active AND p.login IS NOT NULL
   ORDER BY array_position(ARRAY['agent', 'specialist', 'finance', 'supervisor', 'manager', 'admin'], p.role), p.id
$$;
COMMENT ON FUNCTION api.demo_people() IS 'whom one can be in the demo world';
GRANT EXECUTE ON FUNCTION api.demo_people() TO amends_staff, amends_service;

CREATE OR REPLACE FUNCTION api.notices(p_after bigint, p_limit int)
RETURNS TABLE (id bigint, ticket_id bigint, number text, kind text, level int, at timestamptz, body jsonb, seen_at timestamptz)
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE v_me int := amends.guard(); v_limit int := least(greatest(coalesce(p_limit, 100), 1), 200);
BEGIN
  RETURN QUERY
    SELECT n.id, n.ticket_id, coalesce(t.number, n.body ->> 'number', n.body ->> 'person'), n.kind, n.level, n.at, n.body, n.seen_at
      FROM (
        (SELECT * FROM amends.notice a WHERE a.recipient_id = v_me AND a.id > p_after ORDER BY a.id LIMIT v_limit)
        UNION ALL
        (SELECT * FROM amends.notice b WHERE b.recipient_id = v_me AND p_after IS NULL ORDER BY b.id DESC LIMIT v_limit)
      ) n
      LEFT JOIN amends.ticket t ON t.id = n.ticket_id
     ORDER BY n.id;
END $$;
COMMENT ON FUNCTION api.notices(bigint, int) IS 'my notices after an id, or the newest; newest last';
GRANT EXECUTE ON FUNCTION api.notices(bigint, int) TO amends_staff;

CREATE OR REPLACE FUNCTION api.notices_seen(p_request uuid, p_ids bigint[]) RETURNS jsonb
LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = pg_catalog, pg_temp SET lock_timeout = '2s' AS $$
DECLARE v_me int := amends.guard(); v_done jsonb;
BEGIN
  IF cardinality(p_ids) > 10000 THEN
    PERFORM amends.fail('AM422', 'notice.too_many', '{"field": "ids", "max": 10000}');
  END IF;
  v_done := amends.request_begin(p_request, 'notices_seen', jsonb_build_object('ids', to_jsonb(p_ids)));
  IF v_done IS NOT NULL THEN
    RETURN v_done;
  END IF;
  RETURN amends.request_end(p_request, jsonb_build_object('seen', amends.notices_see(v_me, p_ids, clock_timestamp())));
END $$;
COMMENT ON FUNCTION api.notices_seen(uuid, bigint[]) IS 'marks notices of mine as seen; null: all of them';
GRANT EXECUTE ON FUNCTION api.notices_seen(uuid, bigint[]) TO amends_staff;
