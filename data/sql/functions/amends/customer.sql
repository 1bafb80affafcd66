-- Customers: normal forms, masks, finding by one complete value, counting look-ups, full views in two calls.

-- Full-width digits, spaces, dashes and brackets are how people write; +86 before a mobile number says nothing.
CREATE OR REPLACE FUNCTION amends.phone_normal(p_text text) RETURNS text
LANGUAGE plpgsql IMMUTABLE SET search_path = pg_catalog, pg_temp AS $$
BEGIN
  RETURN (
    SELECT CASE WHEN d.digits ~ '^\+?[0-9]{5,20}$' THEN regexp_replace(d.digits, '^(\+86|0086)(?=1[0-9]{10}$)', '') END
      FROM (SELECT regexp_replace(translate(p_text, '０１２３４５６７８９＋（）－．　', '0123456789+()-. '),
                                  '[[:space:]()./–—‐-]', '', 'g') AS digits) d
     WHERE length(p_text) <= 60);
END $$;
COMMENT ON FUNCTION amends.phone_normal(text) IS 'phone number as it is stored; null for what is none';

CREATE OR REPLACE FUNCTION amends.email_normal(p_text text) RETURNS text
LANGUAGE plpgsql IMMUTABLE SET search_path = pg_catalog, pg_temp AS $$
BEGIN
  RETURN (
    SELECT CASE WHEN e.mail ~ '^[^@[:space:][:cntrl:]"<>]+@[^@[:space:][:cntrl:]"<>]+\.[^@[:space:][:cntrl:]"<>.]+$' THEN e.mail END
      FROM (SELECT lower(btrim(translate(p_text, '＠．', '@.'))) AS mail) e
     WHERE length(p_text) <= 200);
END $$;
COMMENT ON FUNCTION amends.email_normal(text) IS 'e-mail address as it is stored; null for what is none';

CREATE OR REPLACE FUNCTION amends.mask_phone(p_phone text) RETURNS text
LANGUAGE plpgsql IMMUTABLE SET search_path = pg_catalog, pg_temp AS $$
BEGIN
  RETURN CASE WHEN p_phone ~ '^1[0-9]{10}$' THEN left(p_phone, 3) || '****' || right(p_phone, 4)
              WHEN length(p_phone) >= 7 THEN '***' || right(p_phone, 4)
              WHEN p_phone IS NOT NULL THEN '***' || right(p_phone, 2) END;
END $$;
COMMENT ON FUNCTION amends.mask_phone(text) IS 'what everybody may see of a phone number';

-- A surname with a title hides nothing more; else the first character and two stars, two letters in Latin script.
CREATE OR REPLACE FUNCTION amends.mask_name(p_name text, p_phone text, p_email text) RETURNS text
LANGUAGE plpgsql IMMUTABLE SET search_path = pg_catalog, pg_temp AS $$
BEGIN
  RETURN CASE
    WHEN p_name ~ '^.{1,2}(先生|女士|小姐|太太|老师|师傅)$' THEN p_name
    WHEN p_name ~ '^[ -~]' THEN left(p_name, 2) || '***'
    WHEN coalesce(p_name, '') <> '' THEN left(p_name, 1) || '**'
    ELSE coalesce(amends.mask_phone(p_phone), left(p_email, 1) || '***@***', '***') END;
END $$;
COMMENT ON FUNCTION amends.mask_name(text, text, text) IS 'what everybody may see of a name; where there is none, of the phone or the e-mail';

CREATE OR REPLACE FUNCTION amends.customer_add(p_name text, p_phone text, p_email text, p_tier text) RETURNS bigint
LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE v_id bigint;
BEGIN
  INSERT INTO amends.customer (tier, mask_name, mask_phone)
  VALUES (coalesce(p_tier, 'normal'), amends.mask_name(p_name, p_phone, p_email), amends.mask_phone(p_phone)) RETURNING id INTO v_id;
  INSERT INTO amends.customer_pii (customer_id, name, phone, email) VALUES (v_id, coalesce(p_name, ''), p_phone, p_email);
  RETURN v_id;
END $$;
COMMENT ON FUNCTION amends.customer_add(text, text, text, text) IS 'a new customer from values in their normal form';

-- Filing for a described customer looks the description up: counted like any other, or a filing that is rolled back would
-- tell, uncounted, whose a number is.
CREATE OR REPLACE FUNCTION amends.customer_put_as(p_customer jsonb, p_person int) RETURNS bigint
LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE v_phone text := p_customer ->> 'phone'; v_email text := p_customer ->> 'email';
BEGIN
  IF coalesce(v_phone, v_email) IS NOT NULL
     AND NOT amends.lookup_add(p_person, CASE WHEN v_phone IS NOT NULL THEN 'phone' ELSE 'email' END, coalesce(v_phone, v_email), 0) THEN
    PERFORM amends.fail('AM423', 'lookup.unrecorded');
  END IF;
  RETURN amends.customer_put(p_customer ->> 'name', v_phone, v_email, p_customer ->> 'tier');
END $$;
COMMENT ON FUNCTION amends.customer_put_as(jsonb, int) IS 'the customer a person described, looked up and counted, made when there is none';

-- Merging right, never wrongly: the same name with the same phone or e-mail is the same customer, a shared phone is not.
CREATE OR REPLACE FUNCTION amends.customer_put(p_name text, p_phone text, p_email text, p_tier text) RETURNS bigint
LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE v_id bigint;
BEGIN
  -- the inner queries keep their hands off the primary key, which "the lowest" would otherwise be read from, row by row
  IF p_phone IS NOT NULL THEN
    SELECT min(q.customer_id) INTO v_id
      FROM (SELECT p.customer_id FROM amends.customer_pii p WHERE p.phone = p_phone AND (p_name IS NULL OR p.name = p_name) OFFSET 0) q;
  ELSIF p_email IS NOT NULL THEN
    SELECT min(q.customer_id) INTO v_id
      FROM (SELECT p.customer_id FROM amends.customer_pii p WHERE p.email = p_email AND (p_name IS NULL OR p.name = p_name) OFFSET 0) q;
  END IF;
  RETURN coalesce(v_id, amends.customer_add(p_name, p_phone, p_email, p_tier));
END $$;
COMMENT ON FUNCTION amends.customer_put(text, text, text, text) IS 'the customer with this name and phone or e-mail, made when there is none';

CREATE OR REPLACE FUNCTION amends.order_put(p_customer bigint, p_ref text, p_product text, p_serial text, p_paid_minor bigint, p_typed_by int) RETURNS bigint
LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE v_order amends.customer_order;
BEGIN
  INSERT INTO amends.customer_order (customer_id, ref, product, serial, currency, paid_minor, typed_by)
  SELECT p_customer, p_ref, coalesce(p_product, ''), p_serial, s.currency, coalesce(p_paid_minor, 0), p_typed_by FROM amends.site s
  ON CONFLICT (ref) DO NOTHING RETURNING * INTO v_order;
  IF v_order.id IS NULL THEN
    SELECT * INTO v_order FROM amends.customer_order o WHERE o.ref = p_ref;
  END IF;
  IF v_order.customer_id <> p_customer THEN
    PERFORM amends.fail('AM422', 'draft.order_foreign', '{"field": "order"}');
  END IF;
  RETURN v_order.id;
END $$;
COMMENT ON FUNCTION amends.order_put(bigint, text, text, text, bigint, int) IS 'the order with this number, made when there is none; AM422 when it is another customer''s';

-- Look-ups ---------------------------------------------------------------------------------------

CREATE OR REPLACE FUNCTION amends.secret_hash(p_kind text, p_value text) RETURNS bytea
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
  SELECT sha256(s.value || convert_to(p_kind || ':' || p_value, 'UTF8') || s.value) FROM amends.secret s WHERE s.name = 'lookup'
$$;
COMMENT ON FUNCTION amends.secret_hash(text, text) IS 'keyed hash of a personal value: equal values are counted, none can be read back';

-- The row is the caller's transaction's and may be rolled back; the server's log line and the number are not. After
-- twenty look-ups in a row that were not committed, the answer is held back until one is.
CREATE OR REPLACE FUNCTION amends.lookup_add(p_person int, p_kind text, p_value text, p_found int) RETURNS boolean
LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE v_hash bytea := amends.secret_hash(p_kind, p_value); v_nth bigint := nextval('amends.lookup_' || p_person); v_last bigint;
BEGIN
  RAISE LOG 'amends lookup: person %, number %, %, %, found %', p_person, v_nth, p_kind, encode(v_hash, 'hex'), p_found;
  SELECT l.nth INTO v_last FROM amends.lookup l
   WHERE l.person_id = p_person AND l.xid <> pg_current_xact_id() ORDER BY l.nth DESC LIMIT 1;
  INSERT INTO amends.lookup (person_id, nth, kind, value_hash, found, told)
  VALUES (p_person, v_nth, p_kind, v_hash, p_found, amends.lookup_tell(p_person, v_nth, v_hash));
  RETURN v_nth - coalesce(v_last, 0) <= 21;
END $$;
COMMENT ON FUNCTION amends.lookup_add(int, text, text, int) IS 'counts a complete value looked up; false: nothing may be shown before one is recorded';

-- Distinct values, and look-ups that were rolled back, within an hour. Where the row so many back is older, there cannot be too many.
CREATE OR REPLACE FUNCTION amends.lookup_tell(p_person int, p_nth bigint, p_hash bytea) RETURNS boolean
LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE
  v_limit int := (SELECT s.lookups_per_hour FROM amends.site s); v_since timestamptz := clock_timestamp() - interval '1 hour';
  v_n bigint; v_superior int; v_name text;
BEGIN
  IF p_nth <= v_limit
     OR EXISTS (SELECT FROM amends.lookup l WHERE l.person_id = p_person AND l.nth = p_nth - v_limit AND l.at <= v_since)
     OR EXISTS (SELECT FROM amends.lookup l WHERE l.person_id = p_person AND l.told AND l.at > v_since) THEN
    RETURN false;
  END IF;
  SELECT count(DISTINCT l.value_hash) + (NOT coalesce(bool_or(l.value_hash = p_hash), false))::int
         + p_nth - 1 - count(*) - coalesce((SELECT max(b.nth) FROM amends.lookup b WHERE b.person_id = p_person AND b.at <= v_since), 0)
    INTO v_n FROM amends.lookup l WHERE l.person_id = p_person AND l.at > v_since;
  IF v_n <= v_limit THEN
    RETURN false;
  END IF;
  SELECT p.superior_id, p.name INTO v_superior, v_name FROM amends.person p WHERE p.id = p_person;
  PERFORM amends.notice_add(coalesce(v_superior, nullif(amends.pick_manager(), p_person)), NULL, 'lookups', 0, clock_timestamp(),
                            jsonb_build_object('person_id', p_person, 'person', v_name, 'count', v_n, 'limit', v_limit));
  RETURN true;
END $$;
COMMENT ON FUNCTION amends.lookup_tell(int, bigint, bytea) IS 'tells the superior, once an hour, of more look-ups than the site''s number; true when it did';

CREATE OR REPLACE FUNCTION amends.customer_known(p_person int, p_customer bigint) RETURNS boolean
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
BEGIN
  RETURN (
    SELECT EXISTS (SELECT FROM amends.known_customer k WHERE k.person_id = p_person AND k.customer_id = p_customer AND k.at > now() - interval '1 day'));
END $$;
COMMENT ON FUNCTION amends.customer_known(int, bigint) IS 'did a person find a customer by a complete value within a day';

-- What a form shows of customers: masks, orders, what came before.
CREATE OR REPLACE FUNCTION amends.customers_json(p_ids bigint[]) RETURNS jsonb
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
  SELECT coalesce(jsonb_agg(jsonb_build_object(
      'id', c.id, 'name', c.mask_name, 'phone', c.mask_phone, 'tier', c.tier,
      'orders', (SELECT coalesce(jsonb_agg(o.line ORDER BY o.at DESC NULLS LAST, o.id DESC), '[]') FROM (
          SELECT o.id, o.paid_at AS at, jsonb_build_object('id', o.id, 'ref', o.ref, 'product', o.product, 'serial', o.serial,
              'currency', o.currency, 'paid_minor', o.paid_minor, 'committed_minor', o.committed_minor,
              'refunded_minor', o.refunded_minor, 'left_minor', o.paid_minor - o.committed_minor,
              'paid_at', o.paid_at, 'received_at', o.received_at, 'state', o.state,
              'checked', o.typed_by IS NULL OR o.checked_at IS NOT NULL) AS line
            FROM amends.customer_order o WHERE o.customer_id = c.id ORDER BY o.paid_at DESC NULLS LAST, o.id DESC LIMIT 20) o),
      'tickets', t.tickets, 'complaints', t.complaints, 'last_at', t.last_at,
      'satisfaction', jsonb_build_object('speed', v.speed, 'attitude', v.attitude, 'n', v.n)) ORDER BY a.place), '[]')
    FROM unnest(p_ids) WITH ORDINALITY a (id, place)
    JOIN amends.customer c ON c.id = a.id
    CROSS JOIN LATERAL (
      SELECT count(*) AS tickets, max(t.opened_at) AS last_at,
             count(*) FILTER (WHERE (k.complaint OR m.complaint) AND t.state <> 'cancelled'
               AND t.opened_at > now() - make_interval(days => (SELECT s.repeat_complaint_days FROM amends.site s))) AS complaints
        FROM amends.ticket t
        JOIN amends.category k ON k.id = t.category_id
        LEFT JOIN amends.category m ON m.id = k.parent_id
       WHERE t.customer_id = c.id) t
    CROSS JOIN LATERAL (
      SELECT round(avg(v.speed), 1) AS speed, round(avg(v.attitude), 1) AS attitude, count(v.answered_at) AS n
        FROM amends.ticket t JOIN amends.survey v ON v.ticket_id = t.id WHERE t.customer_id = c.id) v
$$;
COMMENT ON FUNCTION amends.customers_json(bigint[]) IS 'customers by id, in this order: masks, orders, number of tickets and complaints, satisfaction';

CREATE OR REPLACE FUNCTION amends.customer_match(p_value text, OUT kind text, OUT normal text, OUT ids bigint[])
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE v_phone text := amends.phone_normal(p_value);
BEGIN
  -- + 0: sorted after the look-up, not looked up in the order of the primary key
  IF amends.email_normal(p_value) IS NOT NULL THEN
    kind := 'email'; normal := amends.email_normal(p_value);
    SELECT array_agg(q.id) INTO ids FROM (
      SELECT p.customer_id AS id FROM amends.customer_pii p WHERE p.email = normal ORDER BY p.customer_id + 0 DESC LIMIT 20) q;
    RETURN;
  END IF;
  IF v_phone IS NOT NULL THEN
    kind := 'phone'; normal := v_phone;
    SELECT array_agg(q.id) INTO ids FROM (
      SELECT p.customer_id AS id FROM amends.customer_pii p WHERE p.phone = v_phone ORDER BY p.customer_id + 0 DESC LIMIT 20) q;
  END IF;
  IF ids IS NULL THEN
    SELECT ARRAY[o.customer_id] INTO ids FROM amends.customer_order o WHERE o.ref = p_value;
    IF FOUND THEN
      kind := 'order'; normal := p_value;
    END IF;
  END IF;
  IF ids IS NULL AND kind IS NULL AND length(p_value) >= 2 THEN
    SELECT array_agg(q.id) INTO ids FROM (
      SELECT p.customer_id AS id FROM amends.customer_pii p WHERE p.name = p_value ORDER BY p.customer_id + 0 DESC LIMIT 20) q;
  END IF;
  kind := coalesce(kind, CASE WHEN ids IS NULL AND p_value ~ '[0-9]{4}' THEN 'order' ELSE 'name' END);
  normal := coalesce(normal, p_value);
END $$;
COMMENT ON FUNCTION amends.customer_match(text) IS 'customers by one complete value: e-mail, phone, order number or full name; never a part of one';

CREATE OR REPLACE FUNCTION amends.customer_find(p_value text, p_person int) RETURNS jsonb
LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE v_hit record; v_value text := amends.clean_text(p_value, 'value', 200, true);
BEGIN
  v_value := regexp_replace(v_value, '[[:space:]]+', ' ', 'g');
  SELECT * INTO v_hit FROM amends.customer_match(v_value);
  IF NOT amends.lookup_add(p_person, v_hit.kind, v_hit.normal, coalesce(cardinality(v_hit.ids), 0)) THEN
    RETURN jsonb_build_object('kind', v_hit.kind, 'customers', '[]'::jsonb, 'held', true);
  END IF;
  INSERT INTO amends.known_customer (person_id, customer_id) SELECT p_person, i.id FROM unnest(v_hit.ids) i (id)
  ON CONFLICT (person_id, customer_id) DO UPDATE SET at = excluded.at;
  RETURN jsonb_build_object('kind', v_hit.kind, 'customers', amends.customers_json(v_hit.ids));
END $$;
COMMENT ON FUNCTION amends.customer_find(text, int) IS 'customers with a complete value; counted, and known to the person for a day';

CREATE OR REPLACE FUNCTION amends.recent_customers(p_person int) RETURNS bigint[]
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
  SELECT coalesce(array_agg(c.customer_id ORDER BY c.last DESC), '{}') FROM (
    SELECT t.customer_id, max(t.id) AS last
      FROM (SELECT p.ticket_id FROM amends.participant p WHERE p.person_id = p_person AND p.why = 'filed' ORDER BY p.ticket_id DESC LIMIT 60) f
      JOIN amends.ticket t ON t.id = f.ticket_id
     GROUP BY t.customer_id ORDER BY last DESC LIMIT 8) c
$$;
COMMENT ON FUNCTION amends.recent_customers(int) IS 'the last eight customers a person filed tickets for, newest first';

-- Full view -------------------------------------------------------------------------------------

CREATE OR REPLACE FUNCTION amends.reveal_add(p_person int, p_customer bigint, p_ticket bigint, p_purpose text) RETURNS bigint
LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE v_id bigint;
BEGIN
  INSERT INTO amends.reveal (person_id, customer_id, ticket_id, purpose) VALUES (p_person, p_customer, p_ticket, p_purpose) RETURNING id INTO v_id;
  PERFORM amends.lookup_add(p_person, 'reveal', p_customer::text, 1);
  IF p_ticket IS NOT NULL THEN
    PERFORM amends.event_add(p_ticket, 'reveal', now(), p_person, p_purpose, jsonb_build_object('reveal', v_id));
  END IF;
  RETURN v_id;
END $$;
COMMENT ON FUNCTION amends.reveal_add(int, bigint, bigint, text) IS 'asks for a full view of a customer; on record before anything is shown';

-- A row that its writer could still roll back proves nothing: the view is given to a committed request only.
CREATE OR REPLACE FUNCTION amends.reveal_fetch(p_person int, p_id bigint) RETURNS jsonb
LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE v_reveal amends.reveal; v_result jsonb;
BEGIN
  SELECT * INTO v_reveal FROM amends.reveal r WHERE r.id = p_id AND r.person_id = p_person FOR UPDATE;
  IF v_reveal.id IS NULL THEN
    PERFORM amends.fail('AM404', 'reveal.unknown');
  ELSIF pg_xact_status(v_reveal.xid) IS DISTINCT FROM 'committed' AND v_reveal.at > now() - interval '1 day' THEN
    PERFORM amends.fail('AM423', 'reveal.not_committed');
  ELSIF v_reveal.fetched_at IS NOT NULL THEN
    PERFORM amends.fail('AM423', 'reveal.used');
  ELSIF v_reveal.at < clock_timestamp() - interval '60 seconds' THEN
    PERFORM amends.fail('AM423', 'reveal.expired');
  END IF;
  UPDATE amends.reveal r SET fetched_at = clock_timestamp() WHERE r.id = p_id;
  SELECT jsonb_build_object('name', p.name, 'phone', p.phone, 'email', p.email) INTO v_result
    FROM amends.customer_pii p WHERE p.customer_id = v_reveal.customer_id;
  RETURN v_result;
END $$;
COMMENT ON FUNCTION amends.reveal_fetch(int, bigint) IS 'the full view asked for in an earlier transaction: own, once, within a minute';
