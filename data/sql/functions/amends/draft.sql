-- A draft from the intake form: read field by field into its normal form, with everything that is wrong or missing.
--
-- Normal form: channel, customer {id} or {name, phone, email, tier}, tier, order {id} or {ref, product, serial, paid_minor},
-- words, subject, scope, serial, category, priority, assignee, team (ids), refund {reason, amount_minor}, problems, missing.

CREATE OR REPLACE FUNCTION amends.problem(p_field text, p_code text, p_detail jsonb DEFAULT '{}') RETURNS jsonb
LANGUAGE sql IMMUTABLE AS $$
  SELECT jsonb_build_object('field', p_field, 'code', p_code) || p_detail
$$;
COMMENT ON FUNCTION amends.problem(text, text, jsonb) IS 'something wrong with a field of a form';

-- Before anything else looks at it: what cannot be a draft is not read.
CREATE OR REPLACE FUNCTION amends.draft_guard(p_draft jsonb) RETURNS void
LANGUAGE plpgsql STABLE SET search_path = pg_catalog, pg_temp AS $$
DECLARE v_limit int := (SELECT s.text_limit FROM amends.site s);
BEGIN
  IF p_draft IS NULL OR jsonb_typeof(p_draft) <> 'object' THEN
    PERFORM amends.fail('AM422', 'draft.shape', '{"field": ""}');
  ELSIF pg_column_size(p_draft) > v_limit * 4 + 20000 THEN
    PERFORM amends.fail('AM422', 'text.too_long', jsonb_build_object('field', 'words', 'max', v_limit));
  END IF;
END $$;
COMMENT ON FUNCTION amends.draft_guard(jsonb) IS 'refuses what is no draft, or far too big to be one';

CREATE OR REPLACE FUNCTION amends.draft_text(p_object jsonb, p_key text, p_field text, p_max int, p_lines boolean,
                                             OUT value text, OUT problem jsonb)
LANGUAGE plpgsql IMMUTABLE SET search_path = pg_catalog, pg_temp AS $$
DECLARE v_node jsonb := p_object -> p_key;
BEGIN
  IF v_node IS NULL OR v_node = 'null' THEN
    RETURN;
  ELSIF jsonb_typeof(v_node) <> 'string' THEN
    problem := amends.problem(p_field, 'draft.shape');
    RETURN;
  END IF;
  value := btrim(p_object ->> p_key, E' \t\r\n　');
  IF octet_length(value) > p_max * 4 OR length(value) > p_max THEN
    problem := amends.problem(p_field, 'text.too_long', jsonb_build_object('max', p_max));
    value := NULL;
  ELSIF value ~ E'[\\x01-\\x08\\x0b\\x0c\\x0e-\\x1f\\x7f-\\x9f]' THEN
    problem := amends.problem(p_field, 'text.control_characters');
    value := NULL;
  ELSIF value = '' THEN
    value := NULL;
  ELSIF NOT p_lines THEN
    value := regexp_replace(value, '[[:space:]]+', ' ', 'g');
  END IF;
END $$;
COMMENT ON FUNCTION amends.draft_text(jsonb, text, text, int, boolean) IS 'a text of a form, trimmed, or what is wrong with it';

-- An id, or a code where the client has one; null when absent.
CREATE OR REPLACE FUNCTION amends.draft_id(p_object jsonb, p_key text, p_field text, OUT value bigint, OUT problem jsonb)
LANGUAGE plpgsql IMMUTABLE SET search_path = pg_catalog, pg_temp AS $$
DECLARE v_node jsonb := p_object -> p_key;
BEGIN
  IF v_node IS NULL OR v_node = 'null' THEN
    RETURN;
  ELSIF jsonb_typeof(v_node) = 'number' AND (p_object ->> p_key) ~ '^[0-9]{1,18}$' THEN
    value := (p_object ->> p_key)::bigint;
  ELSE
    problem := amends.problem(p_field, 'draft.shape');
  END IF;
END $$;
COMMENT ON FUNCTION amends.draft_id(jsonb, text, text) IS 'a whole number of a form that is not negative, or what is wrong with it';

CREATE OR REPLACE FUNCTION amends.small_id(p_id bigint) RETURNS int
LANGUAGE sql IMMUTABLE SET search_path = pg_catalog, pg_temp AS $$
  SELECT CASE WHEN p_id > 2147483647 THEN 2147483647 ELSE p_id END::int
$$;
COMMENT ON FUNCTION amends.small_id(bigint) IS 'an id of a person or team; what is too large for one is the id of nobody';

CREATE OR REPLACE FUNCTION amends.draft_customer(p_draft jsonb, OUT customer jsonb, OUT problems jsonb)
LANGUAGE plpgsql STABLE SET search_path = pg_catalog, pg_temp AS $$
DECLARE v_in jsonb := p_draft -> 'customer'; v_id record; v_name record; v_phone record; v_email record; v_digits text; v_tier text;
BEGIN
  problems := '[]';
  IF v_in IS NULL OR v_in = 'null' THEN
    RETURN;
  ELSIF jsonb_typeof(v_in) <> 'object' THEN
    problems := jsonb_build_array(amends.problem('customer', 'draft.shape'));
    RETURN;
  END IF;
  v_id := amends.draft_id(v_in, 'id', 'customer');
  IF v_id.value IS NOT NULL OR v_id.problem IS NOT NULL THEN
    IF v_id.problem IS NOT NULL THEN problems := jsonb_build_array(v_id.problem); END IF;
    customer := jsonb_build_object('id', v_id.value);
    RETURN;
  END IF;
  v_name := amends.draft_text(v_in, 'name', 'customer.name', 100, false);
  v_phone := amends.draft_text(v_in, 'phone', 'customer.phone', 60, false);
  v_email := amends.draft_text(v_in, 'email', 'customer.email', 200, false);
  problems := (SELECT coalesce(jsonb_agg(p), '[]') FROM unnest(ARRAY[v_name.problem, v_phone.problem, v_email.problem]) p WHERE p IS NOT NULL);
  v_digits := amends.phone_normal(v_phone.value);
  IF v_phone.value IS NOT NULL AND v_digits IS NULL THEN
    problems := problems || amends.problem('customer.phone', 'draft.phone');
  ELSIF v_digits ~ '^1[0-9]{7,12}$' AND length(v_digits) <> 11 THEN  -- a mobile number with a digit too many or too few
    problems := problems || amends.problem('customer.phone', 'draft.phone_digits', jsonb_build_object('digits', length(v_digits), 'needed', 11));
  END IF;
  IF v_email.value IS NOT NULL AND amends.email_normal(v_email.value) IS NULL THEN
    problems := problems || amends.problem('customer.email', 'draft.email');
  END IF;
  v_tier := coalesce(v_in ->> 'tier', 'normal');
  IF v_tier NOT IN ('vip', 'normal') THEN
    problems := problems || amends.problem('customer.tier', 'draft.tier');
  END IF;
  IF coalesce(v_name.value, v_phone.value, v_email.value) IS NOT NULL THEN
    customer := jsonb_build_object('name', v_name.value, 'phone', v_digits, 'email', amends.email_normal(v_email.value), 'tier', v_tier);
  END IF;
END $$;
COMMENT ON FUNCTION amends.draft_customer(jsonb) IS 'the customer of a draft: known by id, or described; null when not given yet';

CREATE OR REPLACE FUNCTION amends.draft_order(p_draft jsonb, OUT order_in jsonb, OUT problems jsonb)
LANGUAGE plpgsql STABLE SET search_path = pg_catalog, pg_temp AS $$
DECLARE v_in jsonb := p_draft -> 'order'; v_id record; v_ref record; v_product record; v_serial record; v_paid record;
BEGIN
  problems := '[]';
  IF v_in IS NULL OR v_in = 'null' THEN
    RETURN;
  ELSIF jsonb_typeof(v_in) <> 'object' THEN
    problems := jsonb_build_array(amends.problem('order', 'draft.shape'));
    RETURN;
  END IF;
  v_id := amends.draft_id(v_in, 'id', 'order');
  IF v_id.value IS NOT NULL OR v_id.problem IS NOT NULL THEN
    IF v_id.problem IS NOT NULL THEN problems := jsonb_build_array(v_id.problem); END IF;
    order_in := jsonb_build_object('id', v_id.value);
    RETURN;
  END IF;
  v_ref := amends.draft_text(v_in, 'ref', 'order.ref', 60, false);
  v_product := amends.draft_text(v_in, 'product', 'order.product', 200, false);
  v_serial := amends.draft_text(v_in, 'serial', 'order.serial', 100, false);
  v_paid := amends.draft_id(v_in, 'paid_minor', 'order.paid_minor');
  problems := (SELECT coalesce(jsonb_agg(p), '[]')
                 FROM unnest(ARRAY[v_ref.problem, v_product.problem, v_serial.problem, v_paid.problem]) p WHERE p IS NOT NULL);
  IF v_paid.value > 100000000000 THEN
    problems := problems || amends.problem('order.paid_minor', 'draft.amount');
  END IF;
  IF v_ref.value IS NOT NULL THEN
    order_in := jsonb_build_object('ref', v_ref.value, 'product', v_product.value, 'serial', v_serial.value, 'paid_minor', v_paid.value);
  ELSIF coalesce(v_product.value, v_serial.value) IS NOT NULL OR v_paid.value > 0 THEN
    problems := problems || amends.problem('order.ref', 'draft.order_ref');
  END IF;
END $$;
COMMENT ON FUNCTION amends.draft_order(jsonb) IS 'the order of a draft: known by id, or described; null when not given';

-- Codes and ids against the catalogue; the orders of a customer against the customer.
CREATE OR REPLACE FUNCTION amends.draft_terms(p_draft jsonb, p_customer jsonb, p_order jsonb,
                                              OUT terms jsonb, OUT problems jsonb)
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE
  v_channel text := p_draft ->> 'channel'; v_scope text := coalesce(p_draft ->> 'scope', 'one');
  v_category int; v_priority int; v_order amends.customer_order; v_tier text;
BEGIN
  problems := '[]';
  IF v_channel IS NOT NULL AND NOT EXISTS (SELECT FROM amends.channel c WHERE c.code = v_channel) THEN
    problems := problems || amends.problem('channel', 'draft.channel');
  END IF;
  IF v_scope NOT IN ('one', 'batch') THEN
    problems := problems || amends.problem('scope', 'draft.scope');
  END IF;
  IF p_draft ->> 'category' IS NOT NULL THEN
    SELECT c.id INTO v_category FROM amends.category c WHERE c.active AND p_draft ->> 'category' IN (c.id::text, c.code);
    IF v_category IS NULL THEN problems := problems || amends.problem('category', 'draft.category'); END IF;
  END IF;
  IF p_draft ->> 'priority' IS NOT NULL THEN
    SELECT p.id INTO v_priority FROM amends.priority p WHERE p_draft ->> 'priority' IN (p.id::text, p.code);
    IF v_priority IS NULL THEN problems := problems || amends.problem('priority', 'draft.priority'); END IF;
  END IF;
  v_tier := p_customer ->> 'tier';
  IF p_customer ? 'id' THEN
    SELECT c.tier INTO v_tier FROM amends.customer c WHERE c.id = (p_customer ->> 'id')::bigint;
    IF v_tier IS NULL THEN problems := problems || amends.problem('customer', 'draft.customer'); END IF;
  END IF;
  IF p_order ? 'id' THEN
    SELECT * INTO v_order FROM amends.customer_order o WHERE o.id = (p_order ->> 'id')::bigint;
  ELSIF p_order ? 'ref' THEN
    SELECT * INTO v_order FROM amends.customer_order o WHERE o.ref = p_order ->> 'ref';
  END IF;
  -- another customer's order and no order at all are one answer: nothing is learnt by trying ids
  IF p_order ? 'id' AND (v_order.id IS NULL OR v_order.customer_id::text IS DISTINCT FROM p_customer ->> 'id') THEN
    problems := problems || amends.problem('order', 'draft.order_foreign');
    v_order := NULL;
  ELSIF v_order.id IS NOT NULL AND p_customer ? 'id' AND v_order.customer_id::text <> p_customer ->> 'id' THEN
    problems := problems || amends.problem('order.ref', 'draft.order_foreign');
    v_order := NULL;
  END IF;
  terms := jsonb_build_object('channel', v_channel, 'scope', v_scope, 'category', v_category, 'priority', v_priority, 'tier', v_tier,
    'order', CASE WHEN v_order.id IS NOT NULL AND v_order.customer_id::text = p_customer ->> 'id' THEN jsonb_build_object('id', v_order.id) ELSE p_order END,
    -- of an order whose customer has not been named yet nothing is told, not even that there is one
    'left_minor', CASE WHEN v_order.customer_id::text = p_customer ->> 'id' THEN v_order.paid_minor - v_order.committed_minor
                       ELSE (p_order ->> 'paid_minor')::bigint END);
END $$;
COMMENT ON FUNCTION amends.draft_terms(jsonb, jsonb, jsonb) IS 'channel, scope, category, priority, tier and order of a draft, looked up';

CREATE OR REPLACE FUNCTION amends.draft_refund(p_draft jsonb, p_left bigint, OUT refund jsonb, OUT problems jsonb)
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE v_in jsonb := p_draft -> 'refund'; v_reason record; v_amount record;
BEGIN
  problems := '[]';
  IF v_in IS NULL OR v_in = 'null' THEN
    RETURN;
  ELSIF jsonb_typeof(v_in) <> 'object' THEN
    problems := jsonb_build_array(amends.problem('refund', 'draft.shape'));
    RETURN;
  END IF;
  v_reason := amends.draft_text(v_in, 'reason', 'refund.reason', 40, false);
  v_amount := amends.draft_id(v_in, 'amount_minor', 'refund.amount_minor');
  problems := (SELECT coalesce(jsonb_agg(p), '[]') FROM unnest(ARRAY[v_reason.problem, v_amount.problem]) p WHERE p IS NOT NULL);
  IF v_reason.value IS NOT NULL AND NOT EXISTS (SELECT FROM amends.reason r WHERE r.code = v_reason.value AND r.kind = 'refund' AND r.active) THEN
    problems := problems || amends.problem('refund.reason', 'refund.reason');
  END IF;
  IF v_amount.value = 0 THEN
    problems := problems || amends.problem('refund.amount_minor', 'refund.amount');
  ELSIF v_amount.value > p_left THEN
    problems := problems || amends.problem('refund.amount_minor', 'refund.over_paid', jsonb_build_object('left_minor', p_left));
  END IF;
  IF v_reason.value IS NOT NULL OR v_amount.value IS NOT NULL THEN
    refund := jsonb_build_object('reason', v_reason.value, 'amount_minor', v_amount.value);
  END IF;
END $$;
COMMENT ON FUNCTION amends.draft_refund(jsonb, bigint) IS 'the refund of a draft; p_left: what can still be refunded on its order, null when not known';

CREATE OR REPLACE FUNCTION amends.draft_missing(p_d jsonb) RETURNS jsonb
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE v_needs text[] := (SELECT c.needs FROM amends.category c WHERE c.id = (p_d ->> 'category')::int);
BEGIN
  RETURN to_jsonb(array_remove(ARRAY[
    CASE WHEN p_d ->> 'channel' IS NULL THEN 'channel' END,
    CASE WHEN p_d ->> 'customer' IS NULL THEN 'customer' END,
    CASE WHEN p_d ->> 'words' IS NULL THEN 'words' END,
    CASE WHEN p_d ->> 'category' IS NULL THEN 'category' END,
    CASE WHEN 'refund' = ANY (v_needs) AND p_d ->> 'order' IS NULL THEN 'order' END,
    CASE WHEN 'refund' = ANY (v_needs) AND p_d -> 'refund' ->> 'reason' IS NULL THEN 'refund.reason' END,
    CASE WHEN 'refund' = ANY (v_needs) AND p_d -> 'refund' ->> 'amount_minor' IS NULL THEN 'refund.amount_minor' END], NULL));
END $$;
COMMENT ON FUNCTION amends.draft_missing(jsonb) IS 'fields a draft still lacks, as the category needs them';

-- Everything but what the caller may see: that is for the api function, which reads under the row policies.
CREATE OR REPLACE FUNCTION amends.draft_read(p_draft jsonb) RETURNS jsonb
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE
  v_limit int := (SELECT s.text_limit FROM amends.site s);
  v_customer record := amends.draft_customer(p_draft); v_order record := amends.draft_order(p_draft); v_terms record; v_refund record;
  v_words record := amends.draft_text(p_draft, 'words', 'words', v_limit, true);
  v_subject record := amends.draft_text(p_draft, 'subject', 'subject', 200, false);
  v_serial record := amends.draft_text(p_draft, 'serial', 'serial', 100, false);
  v_assignee record := amends.draft_id(p_draft, 'assignee', 'assignee');
  v_team record := amends.draft_id(p_draft, 'team', 'team');
  v_category int; v_keywords text[]; v_priority record; v_d jsonb;
BEGIN
  v_terms := amends.draft_terms(p_draft, v_customer.customer, v_order.order_in);
  v_refund := amends.draft_refund(p_draft, (v_terms.terms ->> 'left_minor')::bigint);
  SELECT c.category_id, c.words INTO v_category, v_keywords FROM amends.classify(v_words.value, (v_terms.terms ->> 'category')::int) c;
  v_d := v_terms.terms || jsonb_build_object(
    'customer', v_customer.customer, 'words', v_words.value, 'serial', coalesce(v_serial.value, v_order.order_in ->> 'serial'),
    'subject', coalesce(v_subject.value, amends.subject_of(v_words.value)), 'refund', v_refund.refund,
    'assignee', v_assignee.value, 'team', v_team.value,
    'category', coalesce((v_terms.terms ->> 'category')::int, v_category),
    'category_by', CASE WHEN v_terms.terms ->> 'category' IS NOT NULL THEN 'given' WHEN v_category IS NOT NULL THEN 'keyword' ELSE 'none' END,
    'keywords', coalesce(to_jsonb(v_keywords), '[]'));
  IF v_d ->> 'priority' IS NULL THEN
    v_priority := amends.priority_propose(v_words.value, (v_d ->> 'category')::int, v_d ->> 'tier', v_d ->> 'scope');
    v_d := v_d || jsonb_build_object('priority', v_priority.priority_id, 'because', v_priority.because);
  ELSE
    v_d := v_d || '{"because": [{"code": "given", "value": null}]}';
  END IF;
  RETURN v_d || jsonb_build_object('missing', amends.draft_missing(v_d), 'problems',
    v_customer.problems || v_order.problems || v_terms.problems || v_refund.problems
    || (SELECT coalesce(jsonb_agg(p), '[]')
          FROM unnest(ARRAY[v_words.problem, v_subject.problem, v_serial.problem, v_assignee.problem, v_team.problem]) p WHERE p IS NOT NULL));
END $$;
COMMENT ON FUNCTION amends.draft_read(jsonb) IS 'a draft in its normal form, classified, with its problems and what is missing';
