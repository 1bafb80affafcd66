-- Row policies: amends_core does the bookkeeping and sees all; amends_api sees what the caller may see. They do a second
-- thing: where row security is on, a broken constraint shows neither the row nor its key.
DO $$
DECLARE v_table text; v_visible text;
BEGIN
  FOREACH v_table IN ARRAY ARRAY['ticket', 'ticket_step', 'segment', 'event', 'participant', 'survey', 'followup', 'coupon',
      'refund', 'ticket_fact', 'escalation', 'notice', 'customer', 'customer_pii', 'customer_order', 'payment', 'refund_error',
      'lookup', 'reveal', 'request', 'known_customer']
  LOOP
    EXECUTE format('ALTER TABLE amends.%I ENABLE ROW LEVEL SECURITY', v_table);
    EXECUTE format('DROP POLICY IF EXISTS %I ON amends.%I', v_table || '_core', v_table);
    EXECUTE format('CREATE POLICY %I ON amends.%I TO amends_core USING (true) WITH CHECK (true)', v_table || '_core', v_table);
  END LOOP;

  DROP POLICY IF EXISTS ticket_select ON amends.ticket;
  CREATE POLICY ticket_select ON amends.ticket FOR SELECT TO amends_api USING (
    team_id = ANY ((SELECT amends.visible_teams())::int[])
    OR EXISTS (SELECT FROM amends.participant p WHERE p.ticket_id = ticket.id AND p.person_id = (SELECT amends.me())
               AND (SELECT amends.my_role()) <> 'admin'));

  DROP POLICY IF EXISTS participant_select ON amends.participant;
  CREATE POLICY participant_select ON amends.participant FOR SELECT TO amends_api USING (person_id = (SELECT amends.me()));

  -- everything that hangs on a ticket is visible with it
  FOREACH v_table IN ARRAY ARRAY['ticket_step', 'segment', 'event', 'survey', 'followup', 'coupon', 'refund']
  LOOP
    EXECUTE format('DROP POLICY IF EXISTS %I ON amends.%I', v_table || '_select', v_table);
    EXECUTE format('CREATE POLICY %I ON amends.%I FOR SELECT TO amends_api USING (EXISTS (SELECT FROM amends.ticket t WHERE t.id = %I.ticket_id))',
                   v_table || '_select', v_table, v_table);
  END LOOP;
  DROP POLICY IF EXISTS refund_error_select ON amends.refund_error;
  CREATE POLICY refund_error_select ON amends.refund_error FOR SELECT TO amends_api
    USING (EXISTS (SELECT FROM amends.refund r WHERE r.id = refund_error.refund_id));

  DROP POLICY IF EXISTS notice_select ON amends.notice;
  CREATE POLICY notice_select ON amends.notice FOR SELECT TO amends_api USING (recipient_id = (SELECT amends.me()));

  -- customers through visible tickets (masks only; a complete value goes through amends.customer_find)
  DROP POLICY IF EXISTS customer_select ON amends.customer;
  CREATE POLICY customer_select ON amends.customer FOR SELECT TO amends_api
    USING (EXISTS (SELECT FROM amends.ticket t WHERE t.customer_id = customer.id));
  DROP POLICY IF EXISTS customer_order_select ON amends.customer_order;
  CREATE POLICY customer_order_select ON amends.customer_order FOR SELECT TO amends_api
    USING (EXISTS (SELECT FROM amends.ticket t WHERE t.order_id = customer_order.id OR t.customer_id = customer_order.customer_id));
  DROP POLICY IF EXISTS payment_select ON amends.payment;
  CREATE POLICY payment_select ON amends.payment FOR SELECT TO amends_api
    USING (EXISTS (SELECT FROM amends.customer_order o WHERE o.id = payment.order_id));
  -- facts are read by amends_core's measure functions, which apply the card's own rule; amends_api sees none directly
END $$;
