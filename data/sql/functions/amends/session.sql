-- People at their desks: what a role may do, duty, notices read, sessions of leavers, housekeeping.

-- What a person may do, for the client to show; every function checks again for itself.
CREATE OR REPLACE FUNCTION amends.abilities(p_role text) RETURNS text[]
LANGUAGE sql IMMUTABLE SET search_path = pg_catalog, pg_temp AS $$
  SELECT coalesce(array_agg(a.code ORDER BY a.code), '{}')
    FROM (VALUES
      ('ticket.file',      ARRAY['agent', 'specialist', 'supervisor', 'manager']),
      ('assign.team',      ARRAY['supervisor']),
      ('assign.any',       ARRAY['manager']),
      ('refund.review',    ARRAY['agent', 'supervisor', 'manager']),
      ('refund.confirm',   ARRAY['finance']),
      ('refund.pay',       ARRAY['finance']),
      ('refund.manager',   ARRAY['manager']),
      ('scorecard.team',   ARRAY['supervisor']),
      ('scorecard.all',    ARRAY['manager']),
      ('customer.reveal',  ARRAY['agent', 'specialist', 'finance', 'supervisor', 'manager']),
      ('staff.admin',      ARRAY['admin'])
    ) AS a (code, roles)
   WHERE p_role = ANY (a.roles)
$$;
COMMENT ON FUNCTION amends.abilities(text) IS 'codes of what a role may do';

CREATE OR REPLACE FUNCTION amends.duty_put(p_person int, p_on boolean, p_at timestamptz) RETURNS void
LANGUAGE sql VOLATILE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
  UPDATE amends.person p SET on_duty = p_on, duty_changed_at = p_at WHERE p.id = p_person AND p.on_duty <> p_on;
  INSERT INTO amends.change (kind, ref) VALUES ('person', p_person);
$$;
COMMENT ON FUNCTION amends.duty_put(int, boolean, timestamptz) IS 'puts a person on or off duty';

CREATE OR REPLACE FUNCTION amends.notices_see(p_person int, p_ids bigint[], p_at timestamptz) RETURNS int
LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE v_n int;
BEGIN
  UPDATE amends.notice n SET seen_at = p_at
   WHERE n.recipient_id = p_person AND n.seen_at IS NULL AND (p_ids IS NULL OR n.id = ANY (p_ids));
  GET DIAGNOSTICS v_n = ROW_COUNT;
  IF v_n > 0 THEN
    INSERT INTO amends.change (kind, ref) VALUES ('notice', p_person);
  END IF;
  RETURN v_n;
END $$;
COMMENT ON FUNCTION amends.notices_see(int, bigint[], timestamptz) IS 'marks notices of a person as seen; null: all of them';

-- The sweep's housekeeping: number sequences ahead, old feed and request rows out, sessions of leavers ended.
CREATE OR REPLACE FUNCTION amends.house_keep() RETURNS void
LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
BEGIN
  PERFORM amends.number_keep(amends.site_day(now()));
  PERFORM amends.feed_purge();
  DELETE FROM amends.request r WHERE r.at < now() - interval '30 days';
  DELETE FROM amends.known_customer k WHERE k.at < now() - interval '1 day';
  PERFORM amends.sessions_end(p.id) FROM amends.person p WHERE NOT p.active AND p.login IS NOT NULL;
END $$;
COMMENT ON FUNCTION amends.house_keep() IS 'what the sweep tidies up, once in a while';

CREATE OR REPLACE FUNCTION amends.sessions_cut(p_login name) RETURNS int
LANGUAGE sql VOLATILE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
  SELECT count(*) FILTER (WHERE pg_terminate_backend(a.pid))::int
    FROM pg_stat_activity a JOIN pg_roles r ON r.rolname = a.usename
   WHERE a.usename = p_login AND NOT r.rolsuper
$$;
COMMENT ON FUNCTION amends.sessions_cut(name) IS 'ends the database sessions of a login; returns how many';

CREATE OR REPLACE FUNCTION amends.sessions_end(p_person int) RETURNS int
LANGUAGE sql VOLATILE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
  SELECT coalesce(sum(amends.sessions_cut(p.login)), 0)::int FROM amends.person p WHERE p.id = p_person AND NOT p.active
$$;
COMMENT ON FUNCTION amends.sessions_end(int) IS 'ends the database sessions of a person whose account is disabled; returns how many';

-- What a leaver leaves behind: to be given to others by whoever assigns.
CREATE OR REPLACE FUNCTION amends.work_left(p_person int) RETURNS jsonb
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
  SELECT jsonb_build_object(
    'tickets', (SELECT count(*) FROM amends.ticket t WHERE t.assignee_id = p_person AND t.state NOT IN ('closed', 'cancelled', 'merged')),
    'people', (SELECT count(*) FROM amends.person p WHERE p.superior_id = p_person AND p.active),
    'teams', (SELECT count(*) FROM amends.team t WHERE t.lead_id = p_person AND t.active))
$$;
COMMENT ON FUNCTION amends.work_left(int) IS 'open tickets a person holds, people below, teams led';
