-- The change feed: a reader's cursor is the text of a snapshot, a page lies between two snapshots.

CREATE OR REPLACE FUNCTION amends.number_next(p_day date) RETURNS int
LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
BEGIN
  RETURN nextval(coalesce(to_regclass('amends.' || amends.number_sequence(p_day)), amends.number_ensure(p_day)));
END $$;
COMMENT ON FUNCTION amends.number_next(date) IS 'next number of a site day';

CREATE OR REPLACE FUNCTION amends.feed_snapshot(p_text text, p_field text) RETURNS pg_snapshot
LANGUAGE plpgsql STABLE SET search_path = pg_catalog, pg_temp AS $$
BEGIN
  IF octet_length(p_text) > 20000 THEN
    PERFORM amends.fail('AM422', 'feed.bad_cursor', jsonb_build_object('field', p_field));
  END IF;
  RETURN p_text::pg_snapshot;
EXCEPTION WHEN invalid_text_representation OR numeric_value_out_of_range THEN
  PERFORM amends.fail('AM422', 'feed.bad_cursor', jsonb_build_object('field', p_field));
END $$;
COMMENT ON FUNCTION amends.feed_snapshot(text, text) IS 'cursor of a reader as a snapshot';

-- Purging always leaves the newest of the rows it could delete, as a mark: a cursor from before it may have missed some.
CREATE OR REPLACE FUNCTION amends.feed_behind(p_prev pg_snapshot) RETURNS boolean
LANGUAGE sql STABLE SET search_path = pg_catalog, pg_temp AS $$
  SELECT coalesce((SELECT c.seq > 1 AND pg_snapshot_xmin(p_prev) <= c.xid FROM amends.change c ORDER BY c.xid, c.seq LIMIT 1), false)
$$;
COMMENT ON FUNCTION amends.feed_behind(pg_snapshot) IS 'is a cursor older than what the feed still holds';

-- Ascending xid bounds let the index find the few rows of a page in a long feed; visibility decides.
CREATE OR REPLACE FUNCTION amends.feed_page(p_prev pg_snapshot, p_next pg_snapshot, p_after bigint, p_limit int)
RETURNS TABLE (seq bigint, kind text, ref bigint)
LANGUAGE sql STABLE SET search_path = pg_catalog, pg_temp AS $$
  SELECT c.seq, c.kind, c.ref
    FROM amends.change c
   WHERE c.xid >= pg_snapshot_xmin(p_prev) AND c.xid < pg_snapshot_xmax(p_next)
     AND NOT pg_visible_in_snapshot(c.xid, p_prev) AND pg_visible_in_snapshot(c.xid, p_next)
     AND c.seq > coalesce(p_after, 0)
   ORDER BY c.seq
   LIMIT p_limit
$$;
COMMENT ON FUNCTION amends.feed_page(pg_snapshot, pg_snapshot, bigint, int) IS 'changes that became visible between two snapshots';

CREATE OR REPLACE FUNCTION amends.feed_purge() RETURNS int
LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE v_mark bigint; v_n int;
BEGIN
  SELECT max(c.seq) INTO v_mark FROM amends.change c, amends.site s WHERE c.at < now() - make_interval(days => s.feed_days);
  DELETE FROM amends.change c WHERE c.seq < v_mark;
  GET DIAGNOSTICS v_n = ROW_COUNT;
  RETURN v_n;
END $$;
COMMENT ON FUNCTION amends.feed_purge() IS 'forgets changes older than the site keeps them; returns how many';

-- A hint, never the news itself: empty payload, one at a time, never inside a business transaction. Who finds the
-- row locked or poked a moment ago goes away; its reader asks again anyway.
CREATE OR REPLACE FUNCTION amends.poke() RETURNS boolean
LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
BEGIN
  PERFORM FROM amends.mutex m
    WHERE m.name = 'poke' AND m.last_run <= clock_timestamp() - interval '250 milliseconds' FOR UPDATE SKIP LOCKED;
  IF NOT FOUND THEN
    RETURN false;
  END IF;
  UPDATE amends.mutex m SET last_run = clock_timestamp(), holder = amends.me() WHERE m.name = 'poke';
  PERFORM pg_notify('amends', '');
  RETURN true;
END $$;
COMMENT ON FUNCTION amends.poke() IS 'wakes the desks that listen, at most four times a second; false when somebody just did';
