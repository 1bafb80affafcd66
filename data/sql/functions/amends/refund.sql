-- A refund from the customer's application to the money sent, each move by the person whose move it is.
--
--   requested ─review→ reviewed ─confirm→ confirmed ─pay→ paid
--       │  ↖─────send back──┘ ↖────send back──┘
--       └─ refused (a clause) or withdrawn (the customer), from any of the three
--
-- Locks in one order everywhere: ticket, order, refund. What is confirmed stands in customer_order.committed_minor, whose
-- CHECK holds the sum under any isolation level; the tests before it only give a better message.

CREATE OR REPLACE FUNCTION amends.refund_policy() RETURNS int
LANGUAGE sql STABLE SET search_path = pg_catalog, pg_temp AS $$
  SELECT v.id FROM amends.policy_version v JOIN amends.policy p ON p.id = v.policy_id
  WHERE v.published_at IS NOT NULL
  ORDER BY (p.code = 'refund') DESC, p.id, v.ver DESC LIMIT 1
$$;
COMMENT ON FUNCTION amends.refund_policy() IS 'policy version that governs a refund asked for now';

-- Together with what was confirmed on the order before it: an amount cut in two is still above the tier.
CREATE OR REPLACE FUNCTION amends.refund_needs_manager(p_row amends.refund) RETURNS boolean
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
  SELECT p_row.amount_minor > v.tier_minor OR p_row.amount_minor > v.tier_minor - (
           SELECT coalesce(sum(o.amount_minor), 0) FROM amends.refund o
            WHERE o.order_id = p_row.order_id AND o.id <> p_row.id AND o.state IN ('confirmed', 'paid')
              AND (p_row.confirmed_at IS NULL OR (o.confirmed_at, o.id) < (p_row.confirmed_at, p_row.id)))
    FROM amends.policy_version v WHERE v.id = p_row.policy_version_id
$$;
COMMENT ON FUNCTION amends.refund_needs_manager(amends.refund) IS 'is what has been confirmed on the order, up to this refund, above the tier of its policy';

-- Runs with the rights of who calls it: under amends_api the row policies decide.
CREATE OR REPLACE FUNCTION amends.refund_seen(p_refund bigint) RETURNS bigint
LANGUAGE plpgsql STABLE SET search_path = pg_catalog, pg_temp AS $$
DECLARE v_ticket bigint;
BEGIN
  SELECT r.ticket_id INTO v_ticket FROM amends.refund r WHERE r.id = p_refund;
  IF v_ticket IS NULL THEN PERFORM amends.fail('AM404', 'refund.unknown'); END IF;
  RETURN v_ticket;
END $$;
COMMENT ON FUNCTION amends.refund_seen(bigint) IS 'ticket of a refund the caller may see, else AM404';

-- A move is made on what a person saw: without a revision it would be made on anything.
CREATE OR REPLACE FUNCTION amends.refund_seen(p_refund bigint, p_rev int) RETURNS bigint
LANGUAGE plpgsql STABLE SET search_path = pg_catalog, pg_temp AS $$
DECLARE v_ticket bigint := amends.refund_seen(p_refund);
BEGIN
  IF p_rev IS NULL THEN PERFORM amends.fail('AM422', 'rev.missing'); END IF;
  RETURN v_ticket;
END $$;
COMMENT ON FUNCTION amends.refund_seen(bigint, int) IS 'the same for a move, which names the revision seen';

CREATE OR REPLACE FUNCTION amends.refund_lock(p_refund bigint, p_rev int) RETURNS amends.refund
LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE v_row amends.refund; v_by jsonb;
BEGIN
  SELECT * INTO v_row FROM amends.refund r WHERE r.id = p_refund;
  IF v_row.id IS NULL THEN PERFORM amends.fail('AM404', 'refund.unknown'); END IF;
  PERFORM amends.ticket_lock(v_row.ticket_id);
  PERFORM FROM amends.customer_order o WHERE o.id = v_row.order_id FOR UPDATE;
  SELECT * INTO v_row FROM amends.refund r WHERE r.id = p_refund FOR UPDATE;
  IF v_row.rev <> p_rev THEN
    SELECT jsonb_build_object('by', p.name, 'by_id', p.id, 'at', e.happened_at) INTO v_by
      FROM amends.event e LEFT JOIN amends.person p ON p.id = e.actor_id
     WHERE e.ticket_id = v_row.ticket_id AND e.kind LIKE 'refund\_%' ORDER BY e.happened_at DESC, e.id DESC LIMIT 1;
    PERFORM amends.fail('AM409', 'refund.changed',
                        coalesce(v_by, '{}') || jsonb_build_object('rev', v_row.rev, 'state', v_row.state));
  END IF;
  RETURN v_row;
END $$;
COMMENT ON FUNCTION amends.refund_lock(bigint, int) IS 'locks ticket, order and refund; p_rev null: any revision';

-- Why a person may not do a move at the current step of a ticket; null when they may.
CREATE OR REPLACE FUNCTION amends.refund_misfit(p_ticket bigint, p_person int, p_kind text, p_roles text[]) RETURNS text
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE v_step amends.ticket_step; v_role text;
BEGIN
  SELECT p.role INTO v_role FROM amends.person p WHERE p.id = p_person AND p.active;
  IF v_role IS NULL OR NOT v_role = ANY (p_roles) THEN RETURN 'role.forbidden'; END IF;
  SELECT s.* INTO v_step FROM amends.ticket_step s WHERE s.ticket_id = p_ticket AND s.state = 'current';
  IF v_step.kind IS DISTINCT FROM p_kind THEN RETURN 'refund.other_step'; END IF;
  IF v_step.assignee_id = p_person OR v_role = 'manager'
     OR v_step.team_id = ANY (amends.member_teams(p_person))
     OR v_role = 'supervisor' AND v_step.team_id = ANY (amends.teams_below(p_person)) THEN
    RETURN NULL;
  END IF;
  RETURN 'refund.other_team';
END $$;
COMMENT ON FUNCTION amends.refund_misfit(bigint, int, text, text[]) IS
  'code why a person may not act at the current refund step: role, kind of step, team; null = may';

CREATE OR REPLACE FUNCTION amends.refund_require(p_row amends.refund, p_states text[], p_person int, p_kind text, p_roles text[]) RETURNS void
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE v_code text;
BEGIN
  IF NOT p_row.state = ANY (p_states) THEN
    PERFORM amends.fail('AM423', 'refund.state', jsonb_build_object('state', p_row.state, 'needed', p_states));
  END IF;
  v_code := amends.refund_misfit(p_row.ticket_id, p_person, p_kind, p_roles);
  IF v_code IS NOT NULL THEN
    PERFORM amends.fail(CASE v_code WHEN 'refund.other_step' THEN 'AM423' ELSE 'AM403' END, v_code,
                        jsonb_build_object('step', p_kind, 'needed', p_roles));
  END IF;
END $$;
COMMENT ON FUNCTION amends.refund_require(amends.refund, text[], int, text, text[]) IS 'raises unless state, step and person fit the move';

CREATE OR REPLACE FUNCTION amends.refund_require_left(p_order bigint, p_amount_minor bigint) RETURNS void
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE v_order amends.customer_order;
BEGIN
  IF p_amount_minor IS NULL OR p_amount_minor <= 0 THEN
    PERFORM amends.fail('AM422', 'refund.amount', jsonb_build_object('field', 'amount'));
  END IF;
  SELECT * INTO v_order FROM amends.customer_order o WHERE o.id = p_order;
  -- a difference, not a sum: no overflow whatever amount comes in
  IF p_amount_minor > v_order.paid_minor - v_order.committed_minor THEN
    PERFORM amends.fail('AM422', 'refund.over_paid', jsonb_build_object('field', 'amount', 'amount_minor', p_amount_minor,
      'paid_minor', v_order.paid_minor, 'committed_minor', v_order.committed_minor,
      'left_minor', v_order.paid_minor - v_order.committed_minor));
  END IF;
END $$;
COMMENT ON FUNCTION amends.refund_require_left(bigint, bigint) IS 'raises unless the amount is positive and still left on the order';

CREATE OR REPLACE FUNCTION amends.refund_require_clause(p_row amends.refund, p_clause int) RETURNS void
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
BEGIN
  IF NOT EXISTS (SELECT FROM amends.policy_clause c WHERE c.id = p_clause AND c.policy_version_id = p_row.policy_version_id) THEN
    PERFORM amends.fail('AM422', 'refund.clause', jsonb_build_object('field', 'clause'));
  END IF;
END $$;
COMMENT ON FUNCTION amends.refund_require_clause(amends.refund, int) IS 'raises unless the clause belongs to the refund''s policy version';

CREATE OR REPLACE FUNCTION amends.refund_event(p_row amends.refund, p_kind text, p_actor int, p_at timestamptz,
                                               p_text text DEFAULT NULL, p_body jsonb DEFAULT '{}') RETURNS void
LANGUAGE sql VOLATILE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
  SELECT amends.event_add(p_row.ticket_id, p_kind, p_at, p_actor, p_text, p_body || jsonb_build_object('refund', p_row.id,
    'amount_minor', p_row.amount_minor, 'requested_minor', p_row.requested_minor, 'currency', p_row.currency));
  SELECT amends.participant_add(p_row.ticket_id, p_actor, 'held');
$$;
COMMENT ON FUNCTION amends.refund_event(amends.refund, text, int, timestamptz, text, jsonb) IS
  'a refund''s event with its amounts; who acted keeps seeing the ticket';

CREATE OR REPLACE FUNCTION amends.refund_result(p_refund bigint) RETURNS jsonb
LANGUAGE sql VOLATILE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
  SELECT jsonb_build_object('rev', t.rev, 'refund', jsonb_build_object('id', r.id, 'rev', r.rev, 'state', r.state))
    FROM amends.refund r JOIN amends.ticket t ON t.id = r.ticket_id WHERE r.id = p_refund
$$;
COMMENT ON FUNCTION amends.refund_result(bigint) IS 'answer of every refund call: revisions of ticket and refund, state';

CREATE OR REPLACE FUNCTION amends.refund_open(p_ticket bigint, p_order bigint, p_reason text, p_amount_minor bigint,
                                              p_actor int, p_at timestamptz) RETURNS bigint
LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE v_ticket amends.ticket; v_order amends.customer_order; v_policy int := amends.refund_policy(); v_row amends.refund;
BEGIN
  v_ticket := amends.ticket_lock(p_ticket);
  SELECT * INTO v_order FROM amends.customer_order o WHERE o.id = p_order FOR UPDATE;
  IF v_order.id IS NULL THEN PERFORM amends.fail('AM404', 'refund.no_order'); END IF;
  IF v_ticket.customer_id <> v_order.customer_id THEN PERFORM amends.fail('AM422', 'refund.foreign_order'); END IF;
  IF v_ticket.state IN ('closed', 'cancelled', 'merged') THEN
    PERFORM amends.fail('AM423', 'ticket.state', jsonb_build_object('state', v_ticket.state));
  END IF;
  IF v_policy IS NULL THEN PERFORM amends.fail('AM423', 'refund.no_policy'); END IF;
  IF NOT EXISTS (SELECT FROM amends.reason r WHERE r.code = p_reason AND r.kind = 'refund' AND r.active) THEN
    PERFORM amends.fail('AM422', 'refund.reason', jsonb_build_object('field', 'reason'));
  END IF;
  PERFORM amends.refund_require_left(p_order, p_amount_minor);
  INSERT INTO amends.refund (ticket_id, order_id, state, currency, requested_minor, amount_minor, reason, policy_version_id,
                             requested_at, requested_by)
  VALUES (p_ticket, p_order, 'requested', v_order.currency, p_amount_minor, p_amount_minor, p_reason, v_policy, p_at, p_actor)
  RETURNING * INTO v_row;
  PERFORM amends.refund_event(v_row, 'refund_requested', p_actor, p_at, NULL, jsonb_build_object('reason', p_reason));
  RETURN v_row.id;
EXCEPTION WHEN unique_violation THEN
  PERFORM amends.fail('AM423', 'refund.living');
END $$;
COMMENT ON FUNCTION amends.refund_open(bigint, bigint, text, bigint, int, timestamptz) IS 'records the customer''s application for a refund';

CREATE OR REPLACE FUNCTION amends.refund_review(p_refund bigint, p_rev int, p_amount_minor bigint, p_clause int,
                                                p_alternatives text, p_note text, p_actor int, p_at timestamptz) RETURNS void
LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE v_row amends.refund := amends.refund_lock(p_refund, p_rev); v_amount bigint := coalesce(p_amount_minor, v_row.amount_minor);
BEGIN
  PERFORM amends.refund_require(v_row, '{requested}', p_actor, 'refund_review', '{agent,supervisor,manager}');
  PERFORM amends.refund_require_clause(v_row, p_clause);
  PERFORM amends.refund_require_left(v_row.order_id, v_amount);
  UPDATE amends.refund r SET state = 'reviewed', amount_minor = v_amount,
      amount_by = CASE WHEN v_amount = r.amount_minor THEN r.amount_by ELSE p_actor END,
      clause_id = p_clause, alternatives = amends.clean_text(p_alternatives, 'alternatives', 2000),
      decision_note = amends.clean_text(p_note, 'note', 2000), reviewed_at = p_at, reviewed_by = p_actor, rev = rev + 1
   WHERE r.id = p_refund RETURNING * INTO v_row;
  PERFORM amends.refund_event(v_row, 'refund_reviewed', p_actor, p_at, v_row.decision_note,
                              jsonb_build_object('clause', p_clause, 'alternatives', v_row.alternatives));
  PERFORM amends.step_advance(v_row.ticket_id, p_actor, p_at, 'approved', jsonb_build_object('amount_minor', v_amount));
END $$;
COMMENT ON FUNCTION amends.refund_review(bigint, int, bigint, int, text, text, int, timestamptz) IS
  'an agent finds the conditions met, cites the clause and proposes the amount';

-- What an agent typed in as paid is hearsay. Whoever confirms the first refund on such an order says what the payment record
-- says, and that is what was paid from then on.
CREATE OR REPLACE FUNCTION amends.order_check(p_order bigint, p_paid_minor bigint, p_actor int, p_at timestamptz) RETURNS jsonb
LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE v_order amends.customer_order;
BEGIN
  SELECT * INTO v_order FROM amends.customer_order o WHERE o.id = p_order;
  IF v_order.typed_by IS NULL OR v_order.checked_at IS NOT NULL THEN
    IF p_paid_minor <> v_order.paid_minor THEN
      PERFORM amends.fail('AM422', 'refund.paid_differs', jsonb_build_object('field', 'paid', 'paid_minor', v_order.paid_minor));
    END IF;
    RETURN '{}';
  ELSIF p_paid_minor IS NULL THEN
    PERFORM amends.fail('AM423', 'refund.order_unchecked', jsonb_build_object('field', 'paid', 'paid_minor', v_order.paid_minor,
              'typed_by', (SELECT p.name FROM amends.person p WHERE p.id = v_order.typed_by)));
  ELSIF p_paid_minor NOT BETWEEN 1 AND 100000000000 THEN
    PERFORM amends.fail('AM422', 'refund.amount', jsonb_build_object('field', 'paid'));
  ELSIF p_actor = v_order.typed_by THEN
    PERFORM amends.fail('AM403', 'refund.four_eyes');
  END IF;
  UPDATE amends.customer_order o SET paid_minor = p_paid_minor, checked_at = p_at, checked_by = p_actor WHERE o.id = p_order;
  RETURN jsonb_build_object('paid_minor', p_paid_minor, 'typed_minor', v_order.paid_minor);
END $$;
COMMENT ON FUNCTION amends.order_check(bigint, bigint, int, timestamptz) IS
  'finance has seen the payment of an order that was typed in; raises when nobody has. For the event: what was typed and what was paid';

CREATE OR REPLACE FUNCTION amends.refund_confirm(p_refund bigint, p_rev int, p_amount_minor bigint, p_actor int, p_at timestamptz,
                                                 p_paid_minor bigint DEFAULT NULL) RETURNS void
LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE v_row amends.refund := amends.refund_lock(p_refund, p_rev); v_check jsonb;
BEGIN
  PERFORM amends.refund_require(v_row, '{reviewed}', p_actor, 'refund_confirm', '{finance}');
  IF p_actor = v_row.reviewed_by OR p_actor = v_row.amount_by THEN PERFORM amends.fail('AM403', 'refund.four_eyes'); END IF;
  -- who changes an amount may not confirm it, so a confirmation of another amount is none
  IF p_amount_minor IS DISTINCT FROM v_row.amount_minor THEN
    PERFORM amends.fail('AM422', 'refund.amount_differs', jsonb_build_object('field', 'amount', 'amount_minor', v_row.amount_minor));
  END IF;
  v_check := amends.order_check(v_row.order_id, p_paid_minor, p_actor, p_at);
  PERFORM amends.refund_require_left(v_row.order_id, v_row.amount_minor);
  UPDATE amends.customer_order o SET committed_minor = o.committed_minor + v_row.amount_minor WHERE o.id = v_row.order_id;
  UPDATE amends.refund r SET state = 'confirmed', confirmed_at = p_at, confirmed_by = p_actor, rev = rev + 1
   WHERE r.id = p_refund RETURNING * INTO v_row;
  PERFORM amends.refund_event(v_row, 'refund_confirmed', p_actor, p_at, NULL, v_check);
  IF amends.refund_needs_manager(v_row) THEN
    PERFORM amends.notice_add(p.id, v_row.ticket_id, 'assigned', 0, p_at,
              jsonb_build_object('refund', v_row.id, 'what', 'refund_manager', 'amount_minor', v_row.amount_minor, 'currency', v_row.currency))
       FROM amends.person p WHERE p.role = 'manager' AND p.active;
    PERFORM amends.ticket_bump(v_row.ticket_id);
  ELSE
    PERFORM amends.step_advance(v_row.ticket_id, p_actor, p_at, NULL, jsonb_build_object('amount_minor', v_row.amount_minor));
  END IF;
EXCEPTION WHEN check_violation THEN
  PERFORM amends.fail('AM422', 'refund.over_paid', jsonb_build_object('field', 'amount'));
END $$;
COMMENT ON FUNCTION amends.refund_confirm(bigint, int, bigint, int, timestamptz, bigint) IS
  'finance confirms the amount and it is set aside on the order; above the tier the step waits for a manager. p_paid_minor: what the payment record says, needed once for an order that was typed in';

CREATE OR REPLACE FUNCTION amends.refund_manager_confirm(p_refund bigint, p_rev int, p_actor int, p_at timestamptz) RETURNS void
LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE v_row amends.refund := amends.refund_lock(p_refund, p_rev);
BEGIN
  PERFORM amends.refund_require(v_row, '{confirmed}', p_actor, 'refund_confirm', '{manager}');
  IF p_actor IN (v_row.reviewed_by, v_row.confirmed_by, v_row.amount_by) THEN PERFORM amends.fail('AM403', 'refund.four_eyes'); END IF;
  IF v_row.manager_by IS NOT NULL OR NOT amends.refund_needs_manager(v_row) THEN
    PERFORM amends.fail('AM423', 'refund.no_manager_needed');
  END IF;
  UPDATE amends.refund r SET manager_at = p_at, manager_by = p_actor, rev = rev + 1 WHERE r.id = p_refund RETURNING * INTO v_row;
  PERFORM amends.refund_event(v_row, 'refund_manager_confirmed', p_actor, p_at);
  PERFORM amends.step_advance(v_row.ticket_id, p_actor, p_at, NULL, jsonb_build_object('amount_minor', v_row.amount_minor));
END $$;
COMMENT ON FUNCTION amends.refund_manager_confirm(bigint, int, int, timestamptz) IS 'a manager confirms too, above the policy''s tier';

-- What was set aside is free again.
CREATE OR REPLACE FUNCTION amends.refund_release(p_row amends.refund) RETURNS void
LANGUAGE sql VOLATILE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
  UPDATE amends.customer_order o SET committed_minor = o.committed_minor - p_row.amount_minor
   WHERE o.id = p_row.order_id AND p_row.state = 'confirmed'
$$;
COMMENT ON FUNCTION amends.refund_release(amends.refund) IS 'gives a confirmed amount back to the order';

CREATE OR REPLACE FUNCTION amends.refund_send_back(p_refund bigint, p_rev int, p_note text, p_actor int, p_at timestamptz) RETURNS void
LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE
  v_row amends.refund := amends.refund_lock(p_refund, p_rev);
  v_note text := amends.clean_text(p_note, 'note', 2000, true);
  -- a confirmed refund that waits for the manager still stands at the confirming step
  v_paying boolean := v_row.state = 'confirmed' AND (v_row.manager_by IS NOT NULL OR NOT amends.refund_needs_manager(v_row));
BEGIN
  PERFORM amends.refund_require(v_row, '{reviewed,confirmed}', p_actor,
                                CASE WHEN v_paying THEN 'refund_pay' ELSE 'refund_confirm' END, '{finance,manager}');
  PERFORM amends.refund_release(v_row);
  UPDATE amends.refund r SET state = 'requested', reviewed_at = NULL, reviewed_by = NULL, confirmed_at = NULL, confirmed_by = NULL,
      manager_at = NULL, manager_by = NULL, decision_note = v_note, rev = rev + 1
   WHERE r.id = p_refund RETURNING * INTO v_row;
  PERFORM amends.refund_event(v_row, 'refund_sent_back', p_actor, p_at, v_note);
  PERFORM amends.step_send_back(v_row.ticket_id, 'refund_review', p_actor, p_at, v_note);
END $$;
COMMENT ON FUNCTION amends.refund_send_back(bigint, int, text, int, timestamptz) IS
  'finance or a manager gives a refund back to review; what was set aside is released';

CREATE OR REPLACE FUNCTION amends.refund_followup_add(p_row amends.refund) RETURNS void
LANGUAGE sql VOLATILE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
  INSERT INTO amends.followup (ticket_id, kind, holder_id, created_at, due_at, next_escalation_at)
  SELECT p_row.ticket_id, 'refund', p_row.reviewed_by, p_row.paid_at,
         p_row.paid_at + make_interval(hours => v.followup_h),
         p_row.paid_at + make_interval(secs => v.followup_h * 36 * s.warn_percent)
    FROM amends.policy_version v, amends.site s WHERE v.id = p_row.policy_version_id
$$;
COMMENT ON FUNCTION amends.refund_followup_add(amends.refund) IS 'the reviewer promises the customer a call after the money was sent';

CREATE OR REPLACE FUNCTION amends.refund_pay(p_refund bigint, p_rev int, p_method text, p_reference text, p_actor int, p_at timestamptz) RETURNS void
LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE
  v_row amends.refund := amends.refund_lock(p_refund, p_rev);
  v_method text := amends.clean_text(p_method, 'method', 60, true);
  v_reference text := amends.clean_text(p_reference, 'reference', 100, true);
BEGIN
  IF v_row.state = 'confirmed' AND v_row.manager_by IS NULL AND amends.refund_needs_manager(v_row) THEN
    PERFORM amends.fail('AM423', 'refund.needs_manager');
  END IF;
  PERFORM amends.refund_require(v_row, '{confirmed}', p_actor, 'refund_pay', '{finance}');
  IF p_actor = v_row.reviewed_by OR (p_actor = v_row.confirmed_by AND amends.refund_needs_manager(v_row)) THEN
    PERFORM amends.fail('AM403', 'refund.four_eyes');
  END IF;
  UPDATE amends.customer_order o SET refunded_minor = o.refunded_minor + v_row.amount_minor,
      state = CASE WHEN o.refunded_minor + v_row.amount_minor = o.paid_minor THEN 'refunded' ELSE 'part_refunded' END
   WHERE o.id = v_row.order_id;
  INSERT INTO amends.payment (order_id, kind, method, amount_minor, at) VALUES (v_row.order_id, 'refund', v_method, -v_row.amount_minor, p_at);
  UPDATE amends.refund r SET state = 'paid', paid_at = p_at, paid_by = p_actor, decided_at = p_at, method = v_method,
      payment_ref = v_reference, rev = rev + 1
   WHERE r.id = p_refund RETURNING * INTO v_row;
  PERFORM amends.refund_event(v_row, 'refund_paid', p_actor, p_at, NULL, jsonb_build_object('method', v_method, 'reference', v_reference));
  PERFORM amends.refund_followup_add(v_row);
  PERFORM amends.step_advance(v_row.ticket_id, p_actor, p_at, NULL,
            jsonb_build_object('amount_minor', v_row.amount_minor, 'method', v_method, 'reference', v_reference));
EXCEPTION
  WHEN unique_violation THEN PERFORM amends.fail('AM409', 'refund.reference_used', jsonb_build_object('field', 'reference'));
  WHEN check_violation THEN PERFORM amends.fail('AM422', 'refund.over_paid', jsonb_build_object('field', 'amount'));
END $$;
COMMENT ON FUNCTION amends.refund_pay(bigint, int, text, text, int, timestamptz) IS
  'records that the money was sent, books it on the order and ends the paying step';

-- The refund is over without money: what is left of its steps falls away, the ticket goes on behind them.
CREATE OR REPLACE FUNCTION amends.refund_end_steps(p_ticket bigint, p_outcome text, p_actor int, p_at timestamptz) RETURNS void
LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
BEGIN
  UPDATE amends.ticket_step s SET state = 'skipped', reason = 'refund_' || p_outcome, finished_at = p_at, finished_by = p_actor
   WHERE s.ticket_id = p_ticket AND s.state = 'pending' AND s.kind LIKE 'refund\_%';
  IF EXISTS (SELECT FROM amends.ticket_step s WHERE s.ticket_id = p_ticket AND s.state = 'current' AND s.kind LIKE 'refund\_%') THEN
    PERFORM amends.step_advance(p_ticket, p_actor, p_at, p_outcome, '{}');
  ELSE
    PERFORM amends.ticket_bump(p_ticket);
  END IF;
END $$;
COMMENT ON FUNCTION amends.refund_end_steps(bigint, text, int, timestamptz) IS 'skips the refund steps that are left and goes on';

CREATE OR REPLACE FUNCTION amends.refund_refuse(p_refund bigint, p_rev int, p_clause int, p_note text, p_actor int, p_at timestamptz) RETURNS void
LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE
  v_row amends.refund := amends.refund_lock(p_refund, p_rev);
  v_note text := amends.clean_text(p_note, 'note', 2000, true);
  v_kind text := amends.refund_step_kind(v_row);
BEGIN
  PERFORM amends.refund_require(v_row, '{requested,reviewed,confirmed}', p_actor, v_kind,
            CASE v_kind WHEN 'refund_review' THEN '{agent,supervisor,manager}'::text[] ELSE '{finance,manager}' END);
  PERFORM amends.refund_require_clause(v_row, p_clause);
  PERFORM amends.refund_release(v_row);
  UPDATE amends.refund r SET state = 'refused', clause_id = p_clause, decision_note = v_note, decided_at = p_at,
      reviewed_by = CASE WHEN r.state = 'requested' THEN p_actor ELSE r.reviewed_by END,
      reviewed_at = CASE WHEN r.state = 'requested' THEN p_at ELSE r.reviewed_at END, rev = rev + 1
   WHERE r.id = p_refund RETURNING * INTO v_row;
  PERFORM amends.refund_event(v_row, 'refund_refused', p_actor, p_at, v_note, jsonb_build_object('clause', p_clause));
  PERFORM amends.refund_end_steps(v_row.ticket_id, 'refused', p_actor, p_at);
END $$;
COMMENT ON FUNCTION amends.refund_refuse(bigint, int, int, text, int, timestamptz) IS 'refuses by a cited clause; what was set aside is released';

CREATE OR REPLACE FUNCTION amends.refund_step_kind(p_row amends.refund) RETURNS text
LANGUAGE sql STABLE SET search_path = pg_catalog, pg_temp AS $$
  SELECT CASE
    WHEN p_row.state = 'requested' THEN 'refund_review'
    WHEN p_row.state = 'reviewed' OR p_row.manager_by IS NULL AND amends.refund_needs_manager(p_row) THEN 'refund_confirm'
    ELSE 'refund_pay' END
$$;
COMMENT ON FUNCTION amends.refund_step_kind(amends.refund) IS 'kind of step a living refund stands at';

-- Seeing a ticket because somebody mentioned it is no hand in its money.
CREATE OR REPLACE FUNCTION amends.refund_stranger(p_ticket bigint, p_person int) RETURNS boolean
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE v_team int := (SELECT t.team_id FROM amends.ticket t WHERE t.id = p_ticket);
BEGIN
  RETURN NOT (v_team = ANY (amends.member_teams(p_person))
    OR amends.is_boss(p_person, (SELECT p.role FROM amends.person p WHERE p.id = p_person AND p.active), v_team)
    OR EXISTS (SELECT FROM amends.participant p WHERE p.ticket_id = p_ticket AND p.person_id = p_person AND p.why IN ('filed', 'held')));
END $$;
COMMENT ON FUNCTION amends.refund_stranger(bigint, int) IS 'has a person neither filed nor held a ticket, nor works in its team or above it';

CREATE OR REPLACE FUNCTION amends.refund_withdraw(p_refund bigint, p_rev int, p_note text, p_actor int, p_at timestamptz) RETURNS void
LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE
  v_row amends.refund := amends.refund_lock(p_refund, p_rev);
  v_note text := amends.clean_text(p_note, 'note', 2000);
BEGIN
  IF v_row.state NOT IN ('requested', 'reviewed', 'confirmed') THEN
    PERFORM amends.fail('AM423', 'refund.state', jsonb_build_object('state', v_row.state));
  ELSIF amends.refund_stranger(v_row.ticket_id, p_actor) THEN
    PERFORM amends.fail('AM403', 'ticket.not_yours');
  END IF;
  PERFORM amends.refund_release(v_row);
  UPDATE amends.refund r SET state = 'withdrawn', decision_note = v_note, decided_at = p_at, rev = rev + 1
   WHERE r.id = p_refund RETURNING * INTO v_row;
  PERFORM amends.refund_event(v_row, 'refund_withdrawn', p_actor, p_at, v_note);
  PERFORM amends.refund_end_steps(v_row.ticket_id, 'withdrawn', p_actor, p_at);
END $$;
COMMENT ON FUNCTION amends.refund_withdraw(bigint, int, text, int, timestamptz) IS 'the customer withdraws; what was set aside is released';

-- Dated when it was made, not when it was found: that decides the period it counts in.
CREATE OR REPLACE FUNCTION amends.refund_error_record(p_refund bigint, p_kind text, p_made_by int, p_note text, p_actor int, p_at timestamptz) RETURNS bigint
LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE
  v_row amends.refund := amends.refund_lock(p_refund, NULL);
  v_note text := amends.clean_text(p_note, 'note', 2000, true);
  v_id bigint;
BEGIN
  IF NOT EXISTS (SELECT FROM amends.reason r WHERE r.code = p_kind AND r.kind = 'refund_error' AND r.active) THEN
    PERFORM amends.fail('AM422', 'refund.error_kind', jsonb_build_object('field', 'kind'));
  END IF;
  IF v_row.confirmed_by IS NULL THEN
    PERFORM amends.fail('AM423', 'refund.state', jsonb_build_object('state', v_row.state, 'needed', '["confirmed","paid"]'::jsonb));
  END IF;
  IF p_made_by IS NULL OR NOT p_made_by = ANY (array_remove(ARRAY[v_row.requested_by, v_row.reviewed_by, v_row.amount_by,
       v_row.confirmed_by, v_row.manager_by, v_row.paid_by], NULL)) THEN
    PERFORM amends.fail('AM422', 'refund.error_person', jsonb_build_object('field', 'made_by'));
  END IF;
  INSERT INTO amends.refund_error (refund_id, kind, happened_at, found_at, found_by, made_by, note)
  VALUES (p_refund, p_kind, CASE p_made_by WHEN v_row.paid_by THEN v_row.paid_at WHEN v_row.confirmed_by THEN v_row.confirmed_at
            ELSE coalesce(v_row.reviewed_at, v_row.requested_at) END, p_at, p_actor, p_made_by, v_note)
  RETURNING id INTO v_id;
  PERFORM amends.refund_event(v_row, 'refund_error', p_actor, p_at, v_note,
                              jsonb_build_object('error', v_id, 'kind', p_kind, 'made_by', p_made_by));
  PERFORM amends.ticket_bump(v_row.ticket_id);
  RETURN v_id;
END $$;
COMMENT ON FUNCTION amends.refund_error_record(bigint, text, int, text, int, timestamptz) IS 'a mistake by one of those who acted on the refund';

CREATE OR REPLACE FUNCTION amends.refund_error_correct(p_error bigint, p_correction text, p_actor int, p_at timestamptz) RETURNS void
LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE v_error amends.refund_error; v_row amends.refund; v_text text := amends.clean_text(p_correction, 'correction', 2000, true);
BEGIN
  SELECT * INTO v_error FROM amends.refund_error e WHERE e.id = p_error;
  IF v_error.id IS NULL THEN PERFORM amends.fail('AM404', 'refund_error.unknown'); END IF;
  v_row := amends.refund_lock(v_error.refund_id, NULL);
  UPDATE amends.refund_error e SET corrected_at = p_at, corrected_by = p_actor, correction = v_text
   WHERE e.id = p_error AND e.corrected_at IS NULL;
  IF NOT FOUND THEN PERFORM amends.fail('AM423', 'refund_error.corrected'); END IF;
  PERFORM amends.refund_event(v_row, 'refund_error_corrected', p_actor, p_at, v_text, jsonb_build_object('error', p_error));
  PERFORM amends.ticket_bump(v_row.ticket_id);
END $$;
COMMENT ON FUNCTION amends.refund_error_correct(bigint, text, int, timestamptz) IS 'how the mistake was put right; both are kept';

CREATE OR REPLACE FUNCTION amends.refund_followup_done(p_ticket bigint, p_result text, p_actor int, p_at timestamptz) RETURNS void
LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE v_result text := amends.clean_text(p_result, 'result', 10000, true); v_id bigint;
BEGIN
  PERFORM amends.ticket_lock(p_ticket);
  UPDATE amends.followup f SET done_at = p_at, done_by = p_actor, result = v_result, next_escalation_at = NULL
   WHERE f.id = (SELECT min(o.id) FROM amends.followup o WHERE o.ticket_id = p_ticket AND o.kind = 'refund' AND o.done_at IS NULL)
  RETURNING f.id INTO v_id;
  IF v_id IS NULL THEN PERFORM amends.fail('AM423', 'followup.none'); END IF;
  PERFORM amends.event_add(p_ticket, 'refund_followup', p_at, p_actor, v_result, jsonb_build_object('followup', v_id));
  PERFORM amends.ticket_bump(p_ticket);
END $$;
COMMENT ON FUNCTION amends.refund_followup_done(bigint, text, int, timestamptz) IS 'the customer was contacted after the refund';

-- The living refund of a ticket, else its last.
CREATE OR REPLACE FUNCTION amends.refund_of(p_ticket bigint) RETURNS amends.refund
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
  SELECT r FROM amends.refund r WHERE r.ticket_id = p_ticket
  ORDER BY r.state IN ('requested', 'reviewed', 'confirmed') DESC, r.id DESC LIMIT 1
$$;
COMMENT ON FUNCTION amends.refund_of(bigint) IS 'the refund a ticket is about; all null when there is none';

CREATE OR REPLACE FUNCTION amends.refund_state(p_ticket bigint) RETURNS text
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
  SELECT (amends.refund_of(p_ticket)).state
$$;
COMMENT ON FUNCTION amends.refund_state(bigint) IS 'state of a ticket''s refund, null without one: a close gate';

CREATE OR REPLACE FUNCTION amends.refund_errors_json(p_refund bigint) RETURNS jsonb
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
  SELECT coalesce(jsonb_agg(jsonb_build_object('id', e.id, 'kind', e.kind, 'label', k.label, 'made_by', m.name, 'made_by_id', m.id,
           'found_by', f.name, 'found_at', e.found_at, 'happened_at', e.happened_at, 'note', e.note,
           'corrected_at', e.corrected_at, 'corrected_by', c.name, 'correction', e.correction) ORDER BY e.id), '[]')
    FROM amends.refund_error e
    JOIN amends.reason k ON k.code = e.kind
    JOIN amends.person m ON m.id = e.made_by
    LEFT JOIN amends.person f ON f.id = e.found_by
    LEFT JOIN amends.person c ON c.id = e.corrected_by
   WHERE e.refund_id = p_refund
$$;
COMMENT ON FUNCTION amends.refund_errors_json(bigint) IS 'mistakes and corrections of a refund';

-- A decision rests on the policy as it was when the customer asked, whatever was published since.
CREATE OR REPLACE FUNCTION amends.policy_clauses(p_version int) RETURNS jsonb
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
  SELECT coalesce(jsonb_agg(jsonb_build_object('id', c.id, 'code', c.code, 'label', c.label, 'body', c.body) ORDER BY c.id), '[]')
    FROM amends.policy_clause c WHERE c.policy_version_id = p_version
$$;
COMMENT ON FUNCTION amends.policy_clauses(int) IS 'clauses of a policy version, for a decision to cite';

CREATE OR REPLACE FUNCTION amends.refund_json(p_ticket bigint) RETURNS jsonb
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
  SELECT jsonb_build_object('id', r.id, 'rev', r.rev, 'state', r.state, 'requested_minor', r.requested_minor,
      'amount_minor', r.amount_minor, 'currency', r.currency,
      'reason', jsonb_build_object('code', k.code, 'label', k.label),
      'clause', CASE WHEN c.id IS NOT NULL THEN jsonb_build_object('id', c.id, 'code', c.code, 'label', c.label, 'body', c.body) END,
      'alternatives', r.alternatives, 'requested_at', r.requested_at, 'requested_by', q.name,
      'reviewed_at', r.reviewed_at, 'reviewed_by', v.name, 'reviewed_by_id', r.reviewed_by,
      'confirmed_at', r.confirmed_at, 'confirmed_by', f.name, 'confirmed_by_id', r.confirmed_by,
      'manager_at', r.manager_at, 'manager_by', m.name, 'paid_at', r.paid_at, 'paid_by', p.name, 'paid_by_id', r.paid_by,
      'method', r.method, 'payment_ref', r.payment_ref, 'decided_at', r.decided_at, 'decision_note', r.decision_note,
      'policy_version', r.policy_version_id, 'tier_minor', w.tier_minor,
      'clauses', CASE WHEN r.state IN ('requested', 'reviewed', 'confirmed') THEN amends.policy_clauses(r.policy_version_id) END,
      'needs_manager', amends.refund_needs_manager(r),
      'order_checked', o.typed_by IS NULL OR o.checked_at IS NOT NULL,
      'left_minor', o.paid_minor - o.committed_minor + CASE WHEN r.state IN ('confirmed', 'paid') THEN r.amount_minor ELSE 0 END,
      'errors', amends.refund_errors_json(r.id))
    FROM amends.refund r
    JOIN amends.customer_order o ON o.id = r.order_id
    JOIN amends.reason k ON k.code = r.reason
    JOIN amends.policy_version w ON w.id = r.policy_version_id
    LEFT JOIN amends.policy_clause c ON c.id = r.clause_id
    LEFT JOIN amends.person q ON q.id = r.requested_by
    LEFT JOIN amends.person v ON v.id = r.reviewed_by
    LEFT JOIN amends.person f ON f.id = r.confirmed_by
    LEFT JOIN amends.person m ON m.id = r.manager_by
    LEFT JOIN amends.person p ON p.id = r.paid_by
   WHERE r.id = (amends.refund_of(p_ticket)).id
$$;
COMMENT ON FUNCTION amends.refund_json(bigint) IS 'the refund of a ticket for its page, null without one; left_minor = what this refund may come to';

-- One move: true, or the code of what stands in the way.
CREATE OR REPLACE FUNCTION amends.refund_may(p_row amends.refund, p_person int, p_states text[], p_kind text, p_roles text[], p_not int[]) RETURNS jsonb
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE v_code text;
BEGIN
  IF p_row.id IS NULL THEN RETURN to_jsonb('refund.none'::text); END IF;
  IF NOT p_row.state = ANY (p_states) THEN RETURN to_jsonb('refund.state'::text); END IF;
  v_code := amends.refund_misfit(p_row.ticket_id, p_person, p_kind, p_roles);
  IF v_code IS NULL AND p_person = ANY (array_remove(p_not, NULL)) THEN v_code := 'refund.four_eyes'; END IF;
  RETURN coalesce(to_jsonb(v_code), 'true');
END $$;
COMMENT ON FUNCTION amends.refund_may(amends.refund, int, text[], text, text[], int[]) IS 'true, or a code why a person may not do a move';

CREATE OR REPLACE FUNCTION amends.refund_has_step(p_ticket bigint) RETURNS boolean
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
  SELECT EXISTS (SELECT FROM amends.ticket_step s WHERE s.ticket_id = p_ticket AND s.kind = 'refund_review' AND s.state IN ('current', 'pending'))
$$;
COMMENT ON FUNCTION amends.refund_has_step(bigint) IS 'does the review of a refund lie ahead on a ticket';

-- Reopened after a refund was decided, only closing is left; a new request brings the steps of the money once more.
CREATE OR REPLACE FUNCTION amends.refund_may_again(p_t amends.ticket) RETURNS boolean
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
  SELECT p_t.reopened > 0 AND p_t.state IN ('open', 'waiting')
     AND EXISTS (SELECT FROM amends.ticket_step s WHERE s.id = p_t.step_id AND s.kind = 'close')
     AND EXISTS (SELECT FROM amends.ticket_step s WHERE s.ticket_id = p_t.id AND s.kind = 'refund_review')
     AND EXISTS (SELECT FROM amends.customer_order o WHERE o.id = p_t.order_id AND o.paid_minor > o.committed_minor)
$$;
COMMENT ON FUNCTION amends.refund_may_again(amends.ticket) IS 'may a reopened ticket take the way of the money once more: decided before, and something is left on the order';

CREATE OR REPLACE FUNCTION amends.refund_steps_again(p_ticket bigint, p_actor int, p_at timestamptz) RETURNS void
LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE v_t amends.ticket := amends.ticket_lock(p_ticket); v_s amends.ticket_step; v_next bigint;
BEGIN
  IF v_t.state = 'waiting' THEN
    PERFORM amends.ticket_resume(p_ticket, p_actor, p_at);
    v_t := amends.ticket_lock(p_ticket);
  END IF;
  v_s := amends.step_of(v_t);
  p_at := amends.ticket_clamp(p_ticket, p_at);
  v_s.state := 'sent_back'; v_s.finished_at := p_at; v_s.finished_by := p_actor;
  PERFORM amends.step_save(v_s);
  v_next := amends.steps_of_money(p_ticket, v_s.ordinal);
  PERFORM amends.step_go(v_t, v_next, p_actor, p_at);
END $$;
COMMENT ON FUNCTION amends.refund_steps_again(bigint, int, timestamptz) IS 'puts review, confirmation, payment and closing behind the current step of a reopened ticket and goes there';

-- One of each, as it came last; limits count from the start of the step, for intake lies long behind.
CREATE OR REPLACE FUNCTION amends.steps_of_money(p_ticket bigint, p_behind int) RETURNS bigint
LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE v_id bigint;
BEGIN
  INSERT INTO amends.ticket_step (ticket_id, ordinal, proc_ordinal, procedure_version_id, round, kind, role, team_id, limit_amount, limit_unit,
    anchor, effort_min, resolves)
  SELECT p_ticket, p_behind + row_number() OVER (ORDER BY l.proc_ordinal), l.proc_ordinal, l.procedure_version_id, l.round + 1, l.kind, l.role,
         l.team_id, l.limit_amount, l.limit_unit, 'step', l.effort_min, l.kind = 'refund_pay'
    FROM (SELECT DISTINCT ON (s.kind) s.* FROM amends.ticket_step s
           WHERE s.ticket_id = p_ticket AND s.kind IN ('refund_review', 'refund_confirm', 'refund_pay', 'close')
           ORDER BY s.kind, s.ordinal DESC) l;
  SELECT s.id INTO v_id FROM amends.ticket_step s WHERE s.ticket_id = p_ticket AND s.ordinal = p_behind + 1;
  RETURN v_id;
END $$;
COMMENT ON FUNCTION amends.steps_of_money(bigint, int) IS 'review, confirmation, payment and closing of a ticket once more, behind an ordinal; returns the first';

CREATE OR REPLACE FUNCTION amends.refund_may_request(p_ticket bigint, p_person int) RETURNS jsonb
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE v_ticket amends.ticket; v_row amends.refund := amends.refund_of(p_ticket); v_role text;
BEGIN
  SELECT p.role INTO v_role FROM amends.person p WHERE p.id = p_person AND p.active;
  SELECT * INTO v_ticket FROM amends.ticket t WHERE t.id = p_ticket;
  RETURN CASE
    WHEN v_role IS NULL OR v_role NOT IN ('agent', 'specialist', 'supervisor', 'manager') THEN to_jsonb('role.forbidden'::text)
    WHEN amends.refund_stranger(p_ticket, p_person) THEN to_jsonb('ticket.not_yours'::text)
    WHEN v_ticket.state IN ('closed', 'cancelled', 'merged') THEN to_jsonb('ticket.state'::text)
    WHEN v_ticket.order_id IS NULL THEN to_jsonb('refund.no_order'::text)
    WHEN v_row.state IN ('requested', 'reviewed', 'confirmed') THEN to_jsonb('refund.living'::text)
    WHEN NOT amends.refund_has_step(p_ticket) AND NOT amends.refund_may_again(v_ticket) THEN to_jsonb('refund.no_step'::text)
    ELSE 'true' END;
END $$;
COMMENT ON FUNCTION amends.refund_may_request(bigint, int) IS 'may a refund be asked for on this ticket';

CREATE OR REPLACE FUNCTION amends.refund_can(p_ticket bigint, p_person int) RETURNS jsonb
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE
  v_row amends.refund := amends.refund_of(p_ticket);
  v_role text := (SELECT p.role FROM amends.person p WHERE p.id = p_person AND p.active);
  v_high boolean := v_row.id IS NOT NULL AND amends.refund_needs_manager(v_row);
  v_kind text := amends.refund_step_kind(v_row);
  v_living boolean := coalesce(v_row.state IN ('requested', 'reviewed', 'confirmed'), false);
  v_none jsonb := to_jsonb(CASE WHEN v_row.id IS NULL THEN 'refund.none' ELSE 'refund.state' END);
BEGIN
  RETURN jsonb_build_object(
    'refund_request', amends.refund_may_request(p_ticket, p_person),
    'refund_review', amends.refund_may(v_row, p_person, '{requested}', 'refund_review', '{agent,supervisor,manager}', '{}'),
    'refund_confirm', amends.refund_may(v_row, p_person, '{reviewed}', 'refund_confirm', '{finance}', ARRAY[v_row.reviewed_by, v_row.amount_by]),
    'refund_manager', CASE WHEN v_row.id IS NOT NULL AND (v_row.manager_by IS NOT NULL OR NOT v_high) THEN to_jsonb('refund.no_manager_needed'::text)
      ELSE amends.refund_may(v_row, p_person, '{confirmed}', 'refund_confirm', '{manager}',
             ARRAY[v_row.reviewed_by, v_row.confirmed_by, v_row.amount_by]) END,
    'refund_pay', CASE WHEN v_row.state = 'confirmed' AND v_high AND v_row.manager_by IS NULL THEN to_jsonb('refund.needs_manager'::text)
      ELSE amends.refund_may(v_row, p_person, '{confirmed}', 'refund_pay', '{finance}',
             ARRAY[v_row.reviewed_by, CASE WHEN v_high THEN v_row.confirmed_by END]) END,
    'refund_send_back', amends.refund_may(v_row, p_person, '{reviewed,confirmed}', v_kind, '{finance,manager}', '{}'),
    'refund_refuse', amends.refund_may(v_row, p_person, '{requested,reviewed,confirmed}', v_kind,
      CASE v_kind WHEN 'refund_review' THEN '{agent,supervisor,manager}'::text[] ELSE '{finance,manager}' END, '{}'),
    'refund_withdraw', CASE WHEN NOT v_living THEN v_none
      WHEN v_role NOT IN ('agent', 'specialist', 'supervisor', 'manager') THEN to_jsonb('role.forbidden'::text)
      WHEN amends.refund_stranger(p_ticket, p_person) THEN to_jsonb('ticket.not_yours'::text) ELSE 'true' END,
    'refund_error', CASE WHEN v_row.confirmed_by IS NULL THEN v_none
      WHEN v_role IN ('finance', 'supervisor', 'manager') THEN 'true' ELSE to_jsonb('role.forbidden'::text) END,
    'refund_followup', CASE WHEN NOT EXISTS (SELECT FROM amends.followup f WHERE f.ticket_id = p_ticket AND f.kind = 'refund' AND f.done_at IS NULL)
      THEN to_jsonb('followup.none'::text)
      WHEN v_role IN ('agent', 'supervisor', 'manager') THEN 'true' ELSE to_jsonb('role.forbidden'::text) END);
END $$;
COMMENT ON FUNCTION amends.refund_can(bigint, int) IS 'what a person may do with a ticket''s refund: each move true, or a code why not';
