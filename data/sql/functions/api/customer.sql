-- Finding customers by one complete value; seeing one in full.

CREATE OR REPLACE FUNCTION api.customer_find(p_value text) RETURNS jsonb
LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE v_me int := amends.guard('agent', 'specialist', 'finance', 'supervisor', 'manager');
BEGIN
  RETURN amends.customer_find(p_value, v_me);
END $$;
COMMENT ON FUNCTION api.customer_find(text) IS 'customers with this complete phone, e-mail, order number or full name, masked; counted';
GRANT EXECUTE ON FUNCTION api.customer_find(text) TO amends_agent, amends_specialist, amends_finance, amends_supervisor, amends_manager;

CREATE OR REPLACE FUNCTION api.recent_customers()
RETURNS TABLE (id bigint, name text, phone text, tier text, orders jsonb, tickets int, complaints int, last_at timestamptz, satisfaction jsonb)
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE v_me int := amends.guard('agent', 'specialist', 'finance', 'supervisor', 'manager');
BEGIN
  RETURN QUERY
    SELECT (c.one ->> 'id')::bigint, c.one ->> 'name', c.one ->> 'phone', c.one ->> 'tier', c.one -> 'orders',
           (c.one ->> 'tickets')::int, (c.one ->> 'complaints')::int, (c.one ->> 'last_at')::timestamptz, c.one -> 'satisfaction'
      FROM jsonb_array_elements(amends.customers_json(amends.recent_customers(v_me))) WITH ORDINALITY c (one, place)
     ORDER BY c.place;
END $$;
COMMENT ON FUNCTION api.recent_customers() IS 'the last eight customers I filed tickets for, newest first';
GRANT EXECUTE ON FUNCTION api.recent_customers() TO amends_agent, amends_specialist, amends_finance, amends_supervisor, amends_manager;

CREATE OR REPLACE FUNCTION api.reveal_request(p_request uuid, p_customer bigint, p_ticket bigint, p_purpose text) RETURNS jsonb
LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = pg_catalog, pg_temp SET lock_timeout = '2s' AS $$
DECLARE v_me int := amends.guard('agent', 'specialist', 'finance', 'supervisor', 'manager'); v_done jsonb; v_purpose text;
BEGIN
  v_purpose := amends.clean_text(p_purpose, 'purpose', 500, true);
  v_done := amends.request_begin(p_request, 'reveal_request',
    jsonb_build_object('customer', p_customer, 'ticket', p_ticket, 'purpose', v_purpose));
  IF v_done IS NOT NULL THEN
    RETURN v_done;
  ELSIF length(v_purpose) < 2 THEN
    PERFORM amends.fail('AM422', 'text.missing', '{"field": "purpose"}');
  END IF;
  -- both read under the caller's policies: a customer is seen through a ticket that is seen
  IF NOT EXISTS (SELECT FROM amends.customer c WHERE c.id = p_customer)
     OR p_ticket IS NOT NULL AND NOT EXISTS (SELECT FROM amends.ticket t WHERE t.id = p_ticket AND t.customer_id = p_customer) THEN
    PERFORM amends.fail('AM404', 'customer.unknown');
  END IF;
  RETURN amends.request_end(p_request, jsonb_build_object('id', amends.reveal_add(v_me, p_customer, p_ticket, v_purpose)));
END $$;
COMMENT ON FUNCTION api.reveal_request(uuid, bigint, bigint, text) IS 'asks, with a purpose, to see a customer in full; recorded. Then reveal_fetch in a new transaction';
GRANT EXECUTE ON FUNCTION api.reveal_request(uuid, bigint, bigint, text)
  TO amends_agent, amends_specialist, amends_finance, amends_supervisor, amends_manager;

CREATE OR REPLACE FUNCTION api.reveal_fetch(p_id bigint) RETURNS jsonb
LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE v_me int := amends.guard('agent', 'specialist', 'finance', 'supervisor', 'manager');
BEGIN
  RETURN amends.reveal_fetch(v_me, p_id);
END $$;
COMMENT ON FUNCTION api.reveal_fetch(bigint) IS 'name, phone and e-mail of a customer I asked for: once, within 60 s of the request';
GRANT EXECUTE ON FUNCTION api.reveal_fetch(bigint) TO amends_agent, amends_specialist, amends_finance, amends_supervisor, amends_manager;
