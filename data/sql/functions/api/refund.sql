-- Refunds for people. Each call: guard, request id, is the refund visible to the caller, then the one function that does it.

CREATE OR REPLACE FUNCTION api.refund_request(p_request uuid, p_ticket bigint, p_rev int, p_reason text, p_amount_minor bigint) RETURNS jsonb
LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = pg_catalog, pg_temp SET lock_timeout = '2s' AS $$
DECLARE v_me int := amends.guard('agent', 'specialist', 'supervisor', 'manager'); v_result jsonb; v_order bigint; v_id bigint; v_may jsonb;
BEGIN
  v_result := amends.request_begin(p_request, 'refund_request', jsonb_build_array(p_ticket, p_rev, p_reason, p_amount_minor));
  IF v_result IS NOT NULL THEN RETURN v_result; END IF;
  SELECT t.order_id INTO v_order FROM amends.ticket t WHERE t.id = p_ticket;
  IF NOT FOUND THEN PERFORM amends.fail('AM404', 'ticket.unknown'); END IF;
  IF p_rev IS NULL THEN PERFORM amends.fail('AM422', 'rev.missing'); END IF;
  PERFORM amends.ticket_lock(p_ticket, p_rev);
  v_may := amends.refund_may_request(p_ticket, v_me);
  IF v_may <> 'true' THEN PERFORM amends.refuse(v_may #>> '{}', p_ticket); END IF;
  v_id := amends.refund_open(p_ticket, v_order, p_reason, p_amount_minor, v_me, clock_timestamp());
  IF amends.refund_has_step(p_ticket) THEN
    PERFORM amends.ticket_bump(p_ticket);
  ELSE
    PERFORM amends.refund_steps_again(p_ticket, v_me, clock_timestamp());
  END IF;
  RETURN amends.request_end(p_request, amends.refund_result(v_id));
END $$;
COMMENT ON FUNCTION api.refund_request(uuid, bigint, int, text, bigint) IS 'records that the customer asks for money back on the ticket''s order';

CREATE OR REPLACE FUNCTION api.refund_review(p_request uuid, p_refund bigint, p_rev int, p_approve boolean, p_amount_minor bigint,
                                             p_clause int, p_alternatives text, p_note text) RETURNS jsonb
LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = pg_catalog, pg_temp SET lock_timeout = '2s' AS $$
DECLARE v_me int := amends.guard('agent', 'supervisor', 'manager'); v_result jsonb;
BEGIN
  v_result := amends.request_begin(p_request, 'refund_review',
                jsonb_build_array(p_refund, p_rev, p_approve, p_amount_minor, p_clause, p_alternatives, p_note));
  IF v_result IS NOT NULL THEN RETURN v_result; END IF;
  PERFORM amends.refund_seen(p_refund, p_rev);
  IF p_approve THEN
    PERFORM amends.refund_review(p_refund, p_rev, p_amount_minor, p_clause, p_alternatives, p_note, v_me, clock_timestamp());
  ELSIF NOT p_approve THEN
    PERFORM amends.refund_refuse(p_refund, p_rev, p_clause, p_note, v_me, clock_timestamp());
  ELSE
    PERFORM amends.fail('AM422', 'refund.decision', jsonb_build_object('field', 'approve'));
  END IF;
  RETURN amends.request_end(p_request, amends.refund_result(p_refund));
END $$;
COMMENT ON FUNCTION api.refund_review(uuid, bigint, int, boolean, bigint, int, text, text) IS
  'an agent approves (amount null: as asked) or refuses an application, citing the clause';

-- p_paid_minor: what the payment record says was paid; needed once for an order that was typed in at intake.
CREATE OR REPLACE FUNCTION api.refund_confirm(p_request uuid, p_refund bigint, p_rev int, p_amount_minor bigint, p_paid_minor bigint DEFAULT NULL) RETURNS jsonb
LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = pg_catalog, pg_temp SET lock_timeout = '2s' AS $$
DECLARE v_me int := amends.guard('finance'); v_result jsonb;
BEGIN
  v_result := amends.request_begin(p_request, 'refund_confirm', jsonb_build_array(p_refund, p_rev, p_amount_minor, p_paid_minor));
  IF v_result IS NOT NULL THEN RETURN v_result; END IF;
  PERFORM amends.refund_seen(p_refund, p_rev);
  PERFORM amends.refund_confirm(p_refund, p_rev, p_amount_minor, v_me, clock_timestamp(), p_paid_minor);
  RETURN amends.request_end(p_request, amends.refund_result(p_refund));
END $$;
COMMENT ON FUNCTION api.refund_confirm(uuid, bigint, int, bigint, bigint) IS 'finance confirms the amount that was reviewed';

CREATE OR REPLACE FUNCTION api.refund_manager_confirm(p_request uuid, p_refund bigint, p_rev int) RETURNS jsonb
LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = pg_catalog, pg_temp SET lock_timeout = '2s' AS $$
DECLARE v_me int := amends.guard('manager'); v_result jsonb;
BEGIN
  v_result := amends.request_begin(p_request, 'refund_manager_confirm', jsonb_build_array(p_refund, p_rev));
  IF v_result IS NOT NULL THEN RETURN v_result; END IF;
  PERFORM amends.refund_seen(p_refund, p_rev);
  PERFORM amends.refund_manager_confirm(p_refund, p_rev, v_me, clock_timestamp());
  RETURN amends.request_end(p_request, amends.refund_result(p_refund));
END $$;
COMMENT ON FUNCTION api.refund_manager_confirm(uuid, bigint, int) IS 'a manager confirms too, above the policy''s tier';

CREATE OR REPLACE FUNCTION api.refund_send_back(p_request uuid, p_refund bigint, p_rev int, p_note text) RETURNS jsonb
LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = pg_catalog, pg_temp SET lock_timeout = '2s' AS $$
DECLARE v_me int := amends.guard('finance', 'manager'); v_result jsonb;
BEGIN
  v_result := amends.request_begin(p_request, 'refund_send_back', jsonb_build_array(p_refund, p_rev, p_note));
  IF v_result IS NOT NULL THEN RETURN v_result; END IF;
  PERFORM amends.refund_seen(p_refund, p_rev);
  PERFORM amends.refund_send_back(p_refund, p_rev, p_note, v_me, clock_timestamp());
  RETURN amends.request_end(p_request, amends.refund_result(p_refund));
END $$;
COMMENT ON FUNCTION api.refund_send_back(uuid, bigint, int, text) IS 'back to the review, with the reason';

CREATE OR REPLACE FUNCTION api.refund_pay(p_request uuid, p_refund bigint, p_rev int, p_method text, p_reference text) RETURNS jsonb
LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = pg_catalog, pg_temp SET lock_timeout = '2s' AS $$
DECLARE v_me int := amends.guard('finance'); v_result jsonb;
BEGIN
  v_result := amends.request_begin(p_request, 'refund_pay', jsonb_build_array(p_refund, p_rev, p_method, p_reference));
  IF v_result IS NOT NULL THEN RETURN v_result; END IF;
  PERFORM amends.refund_seen(p_refund, p_rev);
  PERFORM amends.refund_pay(p_refund, p_rev, p_method, p_reference, v_me, clock_timestamp());
  RETURN amends.request_end(p_request, amends.refund_result(p_refund));
END $$;
COMMENT ON FUNCTION api.refund_pay(uuid, bigint, int, text, text) IS 'finance records that the money was sent, with its reference';

CREATE OR REPLACE FUNCTION api.refund_withdraw(p_request uuid, p_refund bigint, p_rev int, p_note text) RETURNS jsonb
LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = pg_catalog, pg_temp SET lock_timeout = '2s' AS $$
DECLARE v_me int := amends.guard('agent', 'specialist', 'supervisor', 'manager'); v_result jsonb;
BEGIN
  v_result := amends.request_begin(p_request, 'refund_withdraw', jsonb_build_array(p_refund, p_rev, p_note));
  IF v_result IS NOT NULL THEN RETURN v_result; END IF;
  PERFORM amends.refund_seen(p_refund, p_rev);
  PERFORM amends.refund_withdraw(p_refund, p_rev, p_note, v_me, clock_timestamp());
  RETURN amends.request_end(p_request, amends.refund_result(p_refund));
END $$;
COMMENT ON FUNCTION api.refund_withdraw(uuid, bigint, int, text) IS 'the customer takes the application back';

CREATE OR REPLACE FUNCTION api.refund_refuse(p_request uuid, p_refund bigint, p_rev int, p_clause int, p_note text) RETURNS jsonb
LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = pg_catalog, pg_temp SET lock_timeout = '2s' AS $$
DECLARE v_me int := amends.guard('agent', 'finance', 'supervisor', 'manager'); v_result jsonb;
BEGIN
  v_result := amends.request_begin(p_request, 'refund_refuse', jsonb_build_array(p_refund, p_rev, p_clause, p_note));
  IF v_result IS NOT NULL THEN RETURN v_result; END IF;
  PERFORM amends.refund_seen(p_refund, p_rev);
  PERFORM amends.refund_refuse(p_refund, p_rev, p_clause, p_note, v_me, clock_timestamp());
  RETURN amends.request_end(p_request, amends.refund_result(p_refund));
END $$;
COMMENT ON FUNCTION api.refund_refuse(uuid, bigint, int, int, text) IS 'refuses by a cited clause, at whatever step the refund stands';

CREATE OR REPLACE FUNCTION api.refund_error_record(p_request uuid, p_refund bigint, p_kind text, p_made_by int, p_note text) RETURNS jsonb
LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = pg_catalog, pg_temp SET lock_timeout = '2s' AS $$
DECLARE v_me int := amends.guard('finance', 'supervisor', 'manager'); v_result jsonb; v_error bigint;
BEGIN
  v_result := amends.request_begin(p_request, 'refund_error_record', jsonb_build_array(p_refund, p_kind, p_made_by, p_note));
  IF v_result IS NOT NULL THEN RETURN v_result; END IF;
  PERFORM amends.refund_seen(p_refund);
  v_error := amends.refund_error_record(p_refund, p_kind, p_made_by, p_note, v_me, clock_timestamp());
  RETURN amends.request_end(p_request, amends.refund_result(p_refund) || jsonb_build_object('error', v_error));
END $$;
COMMENT ON FUNCTION api.refund_error_record(uuid, bigint, text, int, text) IS 'records a mistake: wrong amount, wrong payee, duplicate';

CREATE OR REPLACE FUNCTION api.refund_error_correct(p_request uuid, p_error bigint, p_correction text) RETURNS jsonb
LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = pg_catalog, pg_temp SET lock_timeout = '2s' AS $$
DECLARE v_me int := amends.guard('finance', 'supervisor', 'manager'); v_result jsonb; v_refund bigint;
BEGIN
  v_result := amends.request_begin(p_request, 'refund_error_correct', jsonb_build_array(p_error, p_correction));
  IF v_result IS NOT NULL THEN RETURN v_result; END IF;
  SELECT e.refund_id INTO v_refund FROM amends.refund_error e WHERE e.id = p_error;
  IF v_refund IS NULL THEN PERFORM amends.fail('AM404', 'refund_error.unknown'); END IF;
  PERFORM amends.refund_error_correct(p_error, p_correction, v_me, clock_timestamp());
  RETURN amends.request_end(p_request, amends.refund_result(v_refund));
END $$;
COMMENT ON FUNCTION api.refund_error_correct(uuid, bigint, text) IS 'records how a mistake was put right';

CREATE OR REPLACE FUNCTION api.followup_record(p_request uuid, p_ticket bigint, p_result text) RETURNS jsonb
LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = pg_catalog, pg_temp SET lock_timeout = '2s' AS $$
DECLARE v_me int := amends.guard('agent', 'supervisor', 'manager'); v_result jsonb;
BEGIN
  v_result := amends.request_begin(p_request, 'followup_record', jsonb_build_array(p_ticket, p_result));
  IF v_result IS NOT NULL THEN RETURN v_result; END IF;
  IF NOT EXISTS (SELECT FROM amends.ticket t WHERE t.id = p_ticket) THEN PERFORM amends.fail('AM404', 'ticket.unknown'); END IF;
  PERFORM amends.refund_followup_done(p_ticket, p_result, v_me, clock_timestamp());
  RETURN amends.request_end(p_request, (SELECT jsonb_build_object('rev', t.rev) FROM amends.ticket t WHERE t.id = p_ticket));
END $$;
COMMENT ON FUNCTION api.followup_record(uuid, bigint, text) IS 'the customer was contacted after the refund: what they said';

GRANT EXECUTE ON FUNCTION api.refund_request(uuid, bigint, int, text, bigint), api.refund_withdraw(uuid, bigint, int, text)
  TO amends_agent, amends_specialist, amends_supervisor, amends_manager;
GRANT EXECUTE ON FUNCTION api.refund_review(uuid, bigint, int, boolean, bigint, int, text, text), api.followup_record(uuid, bigint, text)
  TO amends_agent, amends_supervisor, amends_manager;
GRANT EXECUTE ON FUNCTION api.refund_confirm(uuid, bigint, int, bigint, bigint), api.refund_pay(uuid, bigint, int, text, text) TO amends_finance;
GRANT EXECUTE ON FUNCTION api.refund_manager_confirm(uuid, bigint, int) TO amends_manager;
GRANT EXECUTE ON FUNCTION api.refund_send_back(uuid, bigint, int, text) TO amends_finance, amends_manager;
GRANT EXECUTE ON FUNCTION api.refund_refuse(uuid, bigint, int, int, text) TO amends_agent, amends_finance, amends_supervisor, amends_manager;
GRANT EXECUTE ON FUNCTION api.refund_error_record(uuid, bigint, text, int, text), api.refund_error_correct(uuid, bigint, text)
  TO amends_finance, amends_supervisor, amends_manager;
