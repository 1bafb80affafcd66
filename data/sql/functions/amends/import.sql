-- Import, part 1: from rows of a file (amends.import_stage) to people, customers, terms and tickets. Called by amendsctl as a
-- superuser of the server, in one transaction. Imported tickets have a procedure of one step, a team and people of their own.

CREATE OR REPLACE FUNCTION amends.import_begin(p_source text, p_label text) RETURNS int
LANGUAGE plpgsql VOLATILE SET search_path = pg_catalog, pg_temp AS $$
DECLARE v_id int;
BEGIN
  LOCK TABLE amends.import_stage IN EXCLUSIVE MODE;  -- one import at a time
  DELETE FROM amends.import_stage;
  DELETE FROM amends.import_event;
  INSERT INTO amends.import_source (code, label) VALUES (p_source, p_label) ON CONFLICT (code) DO NOTHING;
  SELECT s.id INTO v_id FROM amends.import_source s WHERE s.code = p_source;
  RETURN v_id;
END $$;
COMMENT ON FUNCTION amends.import_begin(text, text) IS 'makes way for the rows of an import; returns the source';

-- Exact copies of a row say nothing new, nor do rows of an earlier run.
CREATE OR REPLACE FUNCTION amends.import_drop_known(p_source int, OUT copies bigint, OUT known bigint)
LANGUAGE plpgsql VOLATILE SET search_path = pg_catalog, pg_temp AS $$
BEGIN
  ANALYZE amends.import_stage;
  DELETE FROM amends.import_stage s
   USING (SELECT c.seq, row_number() OVER (PARTITION BY c.hash ORDER BY c.seq) AS n FROM amends.import_stage c) d
   WHERE d.seq = s.seq AND d.n > 1;
  GET DIAGNOSTICS copies = ROW_COUNT;
  DELETE FROM amends.import_stage s USING amends.import_row r WHERE r.source_id = p_source AND r.hash = s.hash;
  GET DIAGNOSTICS known = ROW_COUNT;
  ANALYZE amends.import_stage;
END $$;
COMMENT ON FUNCTION amends.import_drop_known(int) IS 'drops copies and rows already in; returns how many of each';

-- Everybody a file names becomes a person without a login.
CREATE OR REPLACE FUNCTION amends.import_people(p_source int, p_code text) RETURNS bigint
LANGUAGE plpgsql VOLATILE SET search_path = pg_catalog, pg_temp AS $$
DECLARE v_team amends.team := amends.import_team(); v_n bigint;
BEGIN
  INSERT INTO amends.person (employee_no, name, role, department_id, home_team_id, source_id, source_key, active)
  SELECT left(p_code || ':' || k.key, 40 - 9) || ':' || left(md5(k.key), 8), left(k.key, 100), 'imported', v_team.department_id, v_team.id, p_source, k.key, true
    FROM (SELECT DISTINCT v.key
            FROM amends.import_stage s,
                 LATERAL (VALUES (s.actor), (s.holder), (s.opened_by), (s.first_response_by), (s.resolved_by), (s.closed_by),
                                 (s.refund_reviewed_by), (s.refund_confirmed_by), (s.refund_paid_by)) v (key)
           WHERE v.key IS NOT NULL) k
   WHERE NOT EXISTS (SELECT FROM amends.person p WHERE p.source_id = p_source AND p.source_key = k.key)
   ORDER BY length(k.key), k.key;
  GET DIAGNOSTICS v_n = ROW_COUNT;
  RETURN v_n;
END $$;
COMMENT ON FUNCTION amends.import_people(int, text) IS 'makes the people whom the rows name; returns how many were new';

CREATE OR REPLACE FUNCTION amends.import_person(p_source int, p_key text) RETURNS int
LANGUAGE sql STABLE SET search_path = pg_catalog, pg_temp AS $$
  SELECT p.id FROM amends.person p WHERE p.source_id = p_source AND p.source_key = p_key
$$;
COMMENT ON FUNCTION amends.import_person(int, text) IS 'person of a source by name there';

-- The places for imported tickets, made with the first of them.
CREATE OR REPLACE FUNCTION amends.import_team() RETURNS amends.team
LANGUAGE plpgsql VOLATILE SET search_path = pg_catalog, pg_temp AS $$
DECLARE v_team amends.team; v_label jsonb := '{"zh_CN": "导入的历史", "en": "Imported history"}';
BEGIN
  INSERT INTO amends.department (code, label, position) VALUES ('imported', v_label, 90) ON CONFLICT (code) DO NOTHING;
  INSERT INTO amends.team (code, label, department_id, position)
  SELECT 'imported', v_label, d.id, 90 FROM amends.department d WHERE d.code = 'imported' ON CONFLICT (code) DO NOTHING;
  SELECT * INTO v_team FROM amends.team t WHERE t.code = 'imported';
  RETURN v_team;
END $$;
COMMENT ON FUNCTION amends.import_team() IS 'team of imported tickets';

CREATE OR REPLACE FUNCTION amends.import_procedure() RETURNS int
LANGUAGE plpgsql VOLATILE SET search_path = pg_catalog, pg_temp AS $$
DECLARE v_version int; v_procedure int;
BEGIN
  SELECT v.id INTO v_version FROM amends.procedure p JOIN amends.procedure_version v ON v.procedure_id = p.id WHERE p.code = 'imported' ORDER BY v.ver DESC LIMIT 1;
  IF FOUND THEN
    RETURN v_version;
  END IF;
  INSERT INTO amends.procedure (code, label) VALUES ('imported', '{"zh_CN": "导入的历史", "en": "Imported history"}') RETURNING id INTO v_procedure;
  INSERT INTO amends.procedure_version (procedure_id, ver, published_at) VALUES (v_procedure, 1, now()) RETURNING id INTO v_version;
  INSERT INTO amends.procedure_step (procedure_version_id, ordinal, code, label, action, kind, role, team_code, anchor, effort_min, resolves)
  VALUES (v_version, 1, 'handle', '{"zh_CN": "处理（导入）", "en": "Handling (imported)"}', '{"zh_CN": "关闭", "en": "Close"}', 'close', 'agent', 'imported', 'intake', 0, false);
  RETURN v_version;
END $$;
COMMENT ON FUNCTION amends.import_procedure() IS 'procedure version of imported tickets: one step from the first event to the last';

-- Terms: a value that is a code or a label of the catalogue means that one, any other becomes a term of its own.
CREATE OR REPLACE FUNCTION amends.import_terms() RETURNS bigint
LANGUAGE plpgsql VOLATILE SET search_path = pg_catalog, pg_temp AS $$
DECLARE v_n bigint; v_all bigint := 0; v_procedure int := (SELECT v.procedure_id FROM amends.procedure_version v WHERE v.id = amends.import_procedure());
BEGIN
  INSERT INTO amends.channel (code, label, icon, position)
  SELECT k.v, jsonb_build_object('zh_CN', k.l, 'en', k.e), 'document-save-symbolic', 90
    FROM (SELECT 'import' AS v, '导入' AS l, 'Import' AS e UNION SELECT DISTINCT s.channel, s.channel, s.channel FROM amends.import_stage s WHERE s.channel IS NOT NULL) k
   WHERE amends.import_channel(k.v) IS NULL;
  GET DIAGNOSTICS v_n = ROW_COUNT; v_all := v_all + v_n;
  INSERT INTO amends.category (code, label, procedure_id, position)
  SELECT k.v, jsonb_build_object('zh_CN', k.l, 'en', k.e), v_procedure, 90
    FROM (SELECT 'imported' AS v, '导入' AS l, 'Imported' AS e UNION SELECT DISTINCT s.category, s.category, s.category FROM amends.import_stage s WHERE s.category IS NOT NULL) k
   WHERE amends.import_category(k.v) IS NULL;
  GET DIAGNOSTICS v_n = ROW_COUNT; v_all := v_all + v_n;
  INSERT INTO amends.priority (id, code, label, response_amount, response_unit)
  SELECT (SELECT max(p.id) FROM amends.priority p) + row_number() OVER (ORDER BY k.v), k.v, jsonb_build_object('zh_CN', k.v, 'en', k.v), 2, 'wd'
    FROM (SELECT DISTINCT s.priority AS v FROM amends.import_stage s WHERE s.priority IS NOT NULL) k
   WHERE amends.import_priority(k.v) IS NULL;
  GET DIAGNOSTICS v_n = ROW_COUNT; v_all := v_all + v_n;
  INSERT INTO amends.team (code, label, department_id, position)
  SELECT k.v, jsonb_build_object('zh_CN', k.v, 'en', k.v), (amends.import_team()).department_id, 91
    FROM (SELECT DISTINCT s.team AS v FROM amends.import_stage s WHERE s.team IS NOT NULL) k
   WHERE amends.import_team_id(k.v) IS NULL;
  GET DIAGNOSTICS v_n = ROW_COUNT;
  RETURN v_all + v_n;
END $$;
COMMENT ON FUNCTION amends.import_terms() IS 'makes channels, categories, priorities and teams the rows name and nobody knows; returns how many';

CREATE OR REPLACE FUNCTION amends.import_channel(p_value text) RETURNS text
LANGUAGE sql STABLE SET search_path = pg_catalog, pg_temp AS $$
  SELECT c.code FROM amends.channel c WHERE p_value IN (c.code, c.label ->> 'zh_CN', c.label ->> 'en') ORDER BY c.code = p_value DESC, c.position LIMIT 1
$$;
COMMENT ON FUNCTION amends.import_channel(text) IS 'channel by code or label';
CREATE OR REPLACE FUNCTION amends.import_category(p_value text) RETURNS int
LANGUAGE sql STABLE SET search_path = pg_catalog, pg_temp AS $$
  SELECT c.id FROM amends.category c WHERE p_value IN (c.code, c.label ->> 'zh_CN', c.label ->> 'en') ORDER BY c.code = p_value DESC, c.position, c.id LIMIT 1
$$;
COMMENT ON FUNCTION amends.import_category(text) IS 'category by code or label';
CREATE OR REPLACE FUNCTION amends.import_priority(p_value text) RETURNS int
LANGUAGE sql STABLE SET search_path = pg_catalog, pg_temp AS $$
  SELECT p.id FROM amends.priority p WHERE p_value IN (p.code, p.label ->> 'zh_CN', p.label ->> 'en') ORDER BY p.code = p_value DESC, p.id LIMIT 1
$$;
COMMENT ON FUNCTION amends.import_priority(text) IS 'priority by code or label';
CREATE OR REPLACE FUNCTION amends.import_team_id(p_value text) RETURNS int
LANGUAGE sql STABLE SET search_path = pg_catalog, pg_temp AS $$
  SELECT t.id FROM amends.team t WHERE p_value IN (t.code, t.label ->> 'zh_CN', t.label ->> 'en') ORDER BY t.code = p_value DESC, t.id LIMIT 1
$$;
COMMENT ON FUNCTION amends.import_team_id(text) IS 'team by code or label';

-- One row a ticket of the run: what its rows say last.
CREATE OR REPLACE FUNCTION amends.import_heads() RETURNS void
LANGUAGE plpgsql VOLATILE SET search_path = pg_catalog, pg_temp AS $$
BEGIN
  DROP TABLE IF EXISTS pg_temp.import_head;
  CREATE TEMP TABLE import_head ON COMMIT DROP AS
  SELECT s.ticket_key, min(s.seq) AS seq, least(min(s.opened_at), min(s.at)) AS opened_at, max(s.at) AS last_at,
         (array_agg(s.opened_by ORDER BY s.seq) FILTER (WHERE s.opened_by IS NOT NULL))[1] AS opened_by,
         (array_agg(s.subject ORDER BY s.seq DESC) FILTER (WHERE s.subject IS NOT NULL))[1] AS subject,
         (array_agg(s.words ORDER BY s.seq DESC) FILTER (WHERE s.words IS NOT NULL))[1] AS words,
         (array_agg(s.channel ORDER BY s.seq DESC) FILTER (WHERE s.channel IS NOT NULL))[1] AS channel,
         (array_agg(s.category ORDER BY s.seq DESC) FILTER (WHERE s.category IS NOT NULL))[1] AS category,
         (array_agg(s.priority ORDER BY s.seq DESC) FILTER (WHERE s.priority IS NOT NULL))[1] AS priority,
         (array_agg(s.team ORDER BY s.seq DESC) FILTER (WHERE s.team IS NOT NULL))[1] AS team,
         (array_agg(s.scope ORDER BY s.seq DESC) FILTER (WHERE s.scope IS NOT NULL))[1] AS scope,
         (array_agg(s.serial ORDER BY s.seq DESC) FILTER (WHERE s.serial IS NOT NULL))[1] AS serial,
         (array_agg(s.customer ORDER BY s.seq DESC) FILTER (WHERE s.customer IS NOT NULL))[1] AS customer,
         (array_agg(s.customer_name ORDER BY s.seq DESC) FILTER (WHERE s.customer_name IS NOT NULL))[1] AS customer_name,
         (array_agg(s.customer_phone ORDER BY s.seq DESC) FILTER (WHERE s.customer_phone IS NOT NULL))[1] AS customer_phone,
         (array_agg(s.customer_email ORDER BY s.seq DESC) FILTER (WHERE s.customer_email IS NOT NULL))[1] AS customer_email,
         (array_agg(s.tier ORDER BY s.seq DESC) FILTER (WHERE s.tier IS NOT NULL))[1] AS tier,
         (array_agg(s.order_ref ORDER BY s.seq DESC) FILTER (WHERE s.order_ref IS NOT NULL))[1] AS order_ref,
         (array_agg(s.product ORDER BY s.seq DESC) FILTER (WHERE s.product IS NOT NULL))[1] AS product,
         max(s.paid_minor) AS paid_minor, max(s.response_due_at) AS response_due_at, max(s.resolve_due_at) AS resolve_due_at
    FROM amends.import_stage s GROUP BY s.ticket_key;
  ALTER TABLE pg_temp.import_head ADD COLUMN customer_key text, ADD COLUMN customer_id bigint, ADD COLUMN order_id bigint, ADD COLUMN ticket_id bigint, ADD COLUMN is_new boolean;
  UPDATE pg_temp.import_head h SET customer_key = coalesce(h.customer, h.customer_phone, lower(h.customer_email), h.customer_name, 'ticket ' || h.ticket_key);
  ANALYZE pg_temp.import_head;
END $$;
COMMENT ON FUNCTION amends.import_heads() IS 'tickets of the run with what their rows say last';

CREATE OR REPLACE FUNCTION amends.import_customers(p_source int, p_currency text) RETURNS bigint
LANGUAGE plpgsql VOLATILE SET search_path = pg_catalog, pg_temp AS $$
DECLARE v_n bigint;
BEGIN
  INSERT INTO amends.customer (tier, mask_name, mask_phone, created_at, source_id, source_key)
  SELECT coalesce(k.tier, 'normal'), amends.mask_name(coalesce(k.name, k.customer_key), k.phone, k.email), amends.mask_phone(k.phone), k.opened_at, p_source, k.customer_key
    FROM (SELECT h.customer_key, max(h.tier) AS tier, max(h.customer_name) AS name, max(h.customer_phone) AS phone, max(h.customer_email) AS email, min(h.opened_at) AS opened_at
            FROM pg_temp.import_head h GROUP BY h.customer_key) k
   WHERE NOT EXISTS (SELECT FROM amends.customer c WHERE c.source_id = p_source AND c.source_key = k.customer_key)
   ORDER BY k.opened_at, k.customer_key;
  GET DIAGNOSTICS v_n = ROW_COUNT;
  UPDATE pg_temp.import_head h SET customer_id = c.id FROM amends.customer c WHERE c.source_id = p_source AND c.source_key = h.customer_key;
  INSERT INTO amends.customer_pii (customer_id, name, phone, email)
  SELECT h.customer_id, left(coalesce(max(h.customer_name), max(h.customer_key)), 100), max(h.customer_phone), lower(max(h.customer_email))
    FROM pg_temp.import_head h GROUP BY h.customer_id
  ON CONFLICT (customer_id) DO NOTHING;
  INSERT INTO amends.customer_order (customer_id, ref, product, serial, currency, paid_minor, paid_at)
  SELECT DISTINCT ON (h.order_ref) h.customer_id, h.order_ref, left(coalesce(h.product, ''), 200), left(h.serial, 100), p_currency,
         coalesce(h.paid_minor, (SELECT max(coalesce(s.refund_confirmed_minor, s.refund_requested_minor)) FROM amends.import_stage s WHERE s.ticket_key = h.ticket_key), 0), NULL
    FROM pg_temp.import_head h WHERE h.order_ref IS NOT NULL
   ORDER BY h.order_ref, h.seq
  ON CONFLICT (ref) DO NOTHING;
  UPDATE pg_temp.import_head h SET order_id = o.id FROM amends.customer_order o WHERE o.ref = h.order_ref;
  RETURN v_n;
END $$;
COMMENT ON FUNCTION amends.import_customers(int, text) IS 'customers and orders of the run; returns how many customers were new';

CREATE OR REPLACE FUNCTION amends.import_limit(p_options jsonb, p_which text, p_opened timestamptz, p_calendar int) RETURNS timestamptz
LANGUAGE sql VOLATILE SET search_path = pg_catalog, pg_temp AS $$
  SELECT amends.due_at_extend(p_calendar, p_opened, (l.v ->> 'amount')::int, l.v ->> 'unit')
    FROM (SELECT p_options -> 'limits' -> p_which AS v) l WHERE l.v IS NOT NULL
$$;
COMMENT ON FUNCTION amends.import_limit(jsonb, text, timestamptz, int) IS 'limit of an imported ticket by the mapping';

CREATE OR REPLACE FUNCTION amends.import_tickets(p_source int, p_options jsonb) RETURNS bigint
LANGUAGE plpgsql VOLATILE SET search_path = pg_catalog, pg_temp AS $$
DECLARE
  v_procedure int := amends.import_procedure(); v_team int := (amends.import_team()).id; v_zone text := (SELECT zone FROM amends.site);
  v_priority int := (SELECT max(p.id) FROM amends.priority p WHERE p.id <= 3); v_calendar int := amends.calendar_latest(coalesce(p_options ->> 'calendar', 'always')); v_n bigint;
BEGIN
  UPDATE pg_temp.import_head h SET ticket_id = t.id FROM amends.ticket t WHERE t.source_id = p_source AND t.source_key = h.ticket_key;
  UPDATE pg_temp.import_head h SET is_new = h.ticket_id IS NULL, ticket_id = coalesce(h.ticket_id, n.id)
    FROM (SELECT o.ticket_key, nextval(pg_get_serial_sequence('amends.ticket', 'id')) AS id
            FROM (SELECT i.ticket_key FROM pg_temp.import_head i ORDER BY i.opened_at, i.seq) o) n
   WHERE n.ticket_key = h.ticket_key;
  INSERT INTO amends.ticket (id, day, n, channel, customer_id, order_id, category_id, priority_id, scope, subject, words, serial, state, procedure_version_id, team_id,
    opened_at, filed_by, response_due_at, resolve_due_at, source_id, source_key)
  OVERRIDING SYSTEM VALUE
  SELECT h.ticket_id, d.day, coalesce((SELECT max(t.n) FROM amends.ticket t WHERE t.day = d.day), 0) + row_number() OVER (PARTITION BY d.day ORDER BY h.ticket_id),
         amends.import_channel(coalesce(h.channel, 'import')), h.customer_id, h.order_id, amends.import_category(coalesce(h.category, 'imported')),
         coalesce(amends.import_priority(h.priority), v_priority), coalesce(h.scope, 'one'), left(coalesce(h.subject, h.words, h.ticket_key), 200),
         coalesce(h.words, h.subject, ''), h.serial, 'new', v_procedure, coalesce(amends.import_team_id(h.team), v_team), h.opened_at,
         amends.import_person(p_source, h.opened_by),
         coalesce(h.response_due_at, amends.import_limit(p_options, 'response', h.opened_at, v_calendar)),
         coalesce(h.resolve_due_at, amends.import_limit(p_options, 'resolve', h.opened_at, v_calendar)), p_source, h.ticket_key
    FROM pg_temp.import_head h, LATERAL (SELECT (h.opened_at AT TIME ZONE v_zone)::date AS day) d
   WHERE h.is_new
   ORDER BY h.ticket_id;
  GET DIAGNOSTICS v_n = ROW_COUNT;
  INSERT INTO amends.ticket_step (ticket_id, ordinal, proc_ordinal, kind, role, state, team_id, anchor, effort_min, started_at)
  SELECT h.ticket_id, 1, 1, 'close', 'agent', 'current', t.team_id, 'intake', 0, h.opened_at
    FROM pg_temp.import_head h JOIN amends.ticket t ON t.id = h.ticket_id WHERE h.is_new ORDER BY h.ticket_id;
  UPDATE amends.ticket t
     SET customer_id = CASE WHEN h.customer_key LIKE 'ticket %' THEN t.customer_id ELSE h.customer_id END, order_id = coalesce(h.order_id, t.order_id),
         channel = coalesce(amends.import_channel(h.channel), t.channel), category_id = coalesce(amends.import_category(h.category), t.category_id),
         priority_id = coalesce(amends.import_priority(h.priority), t.priority_id), subject = left(coalesce(h.subject, t.subject), 200),
         words = coalesce(h.words, t.words), serial = coalesce(h.serial, t.serial), response_due_at = coalesce(h.response_due_at, t.response_due_at),
         resolve_due_at = coalesce(h.resolve_due_at, t.resolve_due_at), rev = t.rev + 1
    FROM pg_temp.import_head h WHERE h.ticket_id = t.id AND NOT h.is_new;
  PERFORM amends.number_catch_up((SELECT min(t.day) FROM amends.ticket t JOIN pg_temp.import_head h ON h.ticket_id = t.id));
  RETURN v_n;
END $$;
COMMENT ON FUNCTION amends.import_tickets(int, jsonb) IS 'tickets of the run: new ones made, known ones brought up to date; returns how many were new';

-- Numbers given past the sequences must not be given again: the day's sequence, where there is one, moves behind them.
CREATE OR REPLACE FUNCTION amends.number_catch_up(p_from date) RETURNS void
LANGUAGE plpgsql VOLATILE SET search_path = pg_catalog, pg_temp AS $$
DECLARE v_day record;
BEGIN
  FOR v_day IN
    SELECT t.day, max(t.n) AS n, to_regclass('amends.' || amends.number_sequence(t.day)) AS sequence FROM amends.ticket t WHERE t.day >= p_from GROUP BY t.day
  LOOP
    IF v_day.sequence IS NOT NULL THEN
      PERFORM setval(v_day.sequence, v_day.n);
    END IF;
  END LOOP;
END $$;
COMMENT ON FUNCTION amends.number_catch_up(date) IS 'moves the sequences of days from one on behind the numbers in use';
