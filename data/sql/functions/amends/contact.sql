-- Talking: notes among colleagues, contacts with the customer, survey answers, call-backs, coupons.

CREATE OR REPLACE FUNCTION amends.ticket_bump(p_ticket bigint) RETURNS int
LANGUAGE sql VOLATILE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
  UPDATE amends.ticket t SET rev = t.rev + 1 WHERE t.id = p_ticket RETURNING t.rev
$$;
COMMENT ON FUNCTION amends.ticket_bump(bigint) IS 'next revision of a ticket for a change that moves neither step nor deadline';

CREATE OR REPLACE FUNCTION amends.note_add(p_ticket bigint, p_actor int, p_at timestamptz, p_text text, p_mentions int[]) RETURNS int
LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE v_t amends.ticket := amends.ticket_lock(p_ticket); v_person int;
BEGIN
  p_at := amends.ticket_clamp(p_ticket, p_at);
  PERFORM amends.event_add(p_ticket, 'note', p_at, p_actor, p_text, jsonb_build_object('mentions', coalesce(p_mentions, '{}')));
  FOREACH v_person IN ARRAY coalesce(p_mentions, '{}') LOOP
    PERFORM amends.participant_add(p_ticket, v_person, 'mentioned');
    IF v_person <> p_actor THEN
      PERFORM amends.notice_add(v_person, p_ticket, 'mention', 0, p_at, amends.notice_body(v_t, amends.step_of(v_t))
        || jsonb_build_object('by', (SELECT p.name FROM amends.person p WHERE p.id = p_actor), 'text', left(p_text, 200)));
    END IF;
  END LOOP;
  RETURN amends.ticket_bump(p_ticket);
END $$;
COMMENT ON FUNCTION amends.note_add(bigint, int, timestamptz, text, int[]) IS 'internal note; who is mentioned sees the ticket from now on';

-- Outward: the first one is the first response. Taking over or a message by machine is not.
CREATE OR REPLACE FUNCTION amends.contact_add(p_ticket bigint, p_actor int, p_at timestamptz, p_text text, p_channel text, p_direction text) RETURNS int
LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE v_t amends.ticket := amends.ticket_lock(p_ticket); v_first boolean; v_rev int;
BEGIN
  v_first := p_direction = 'out' AND v_t.first_response_at IS NULL;
  -- a contact does not turn the ledger, so it may lie before the last turn, but not before the ticket
  p_at := greatest(p_at, v_t.opened_at);
  PERFORM amends.event_add(p_ticket, 'contact', p_at, p_actor, p_text,
    jsonb_build_object('direction', p_direction, 'channel', p_channel, 'first', v_first));
  IF NOT v_first THEN
    RETURN amends.ticket_bump(p_ticket);
  END IF;
  v_t.first_response_at := p_at; v_t.first_response_by := p_actor;
  v_rev := amends.ticket_save(v_t, amends.step_of(v_t));
  PERFORM amends.fact_refresh(ARRAY[p_ticket]);
  RETURN v_rev;
END $$;
COMMENT ON FUNCTION amends.contact_add(bigint, int, timestamptz, text, text, text) IS 'contact with the customer, out or in; the first outward one is the first response';

-- Survey -----------------------------------------------------------------------------------------

CREATE OR REPLACE FUNCTION amends.survey_unhappy(p_survey jsonb) RETURNS boolean
LANGUAGE sql IMMUTABLE SET search_path = pg_catalog, pg_temp AS $$
  SELECT coalesce((p_survey ->> 'solved')::boolean = false, false)
      OR coalesce(least((p_survey ->> 'speed')::int, (p_survey ->> 'attitude')::int, (p_survey ->> 'overall')::int) <= 2, false)
$$;
COMMENT ON FUNCTION amends.survey_unhappy(jsonb) IS 'unsatisfied: not solved, or any scale 2 or less';

CREATE OR REPLACE FUNCTION amends.survey_answer(p_ticket bigint, p_actor int, p_at timestamptz, p_survey jsonb, p_via text DEFAULT 'phone') RETURNS int
LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE v_t amends.ticket := amends.ticket_lock(p_ticket); v_resolver int;
BEGIN
  p_at := greatest(p_at, v_t.closed_at, v_t.resolved_at);
  SELECT e.actor_id INTO v_resolver FROM amends.event e
   WHERE e.ticket_id = p_ticket AND e.kind = 'resolve' ORDER BY e.happened_at DESC, e.id DESC LIMIT 1;
  INSERT INTO amends.survey (ticket_id, sent_at, answered_at, via, solved, speed, attitude, overall, what, suggestion, recorded_by, credited_id)
  VALUES (p_ticket, p_at, p_at, p_via, (p_survey ->> 'solved')::boolean, (p_survey ->> 'speed')::int, (p_survey ->> 'attitude')::int,
          (p_survey ->> 'overall')::int, p_survey ->> 'what', p_survey ->> 'suggestion', p_actor, v_resolver)
  ON CONFLICT (ticket_id) DO UPDATE
    SET answered_at = excluded.answered_at, via = excluded.via, solved = excluded.solved, speed = excluded.speed, attitude = excluded.attitude,
        overall = excluded.overall, what = excluded.what, suggestion = excluded.suggestion, recorded_by = excluded.recorded_by,
        credited_id = excluded.credited_id
    WHERE survey.answered_at IS NULL;
  IF NOT FOUND THEN
    PERFORM amends.fail('AM423', 'survey.answered');
  END IF;
  PERFORM amends.event_add(p_ticket, 'survey', p_at, p_actor, p_survey ->> 'what',
    jsonb_build_object('via', p_via) || (p_survey - 'what' - 'suggestion'));
  UPDATE amends.ticket t SET survey_state = 'answered' WHERE t.id = p_ticket;
  IF amends.survey_unhappy(p_survey) THEN
    PERFORM amends.callback_promise(v_t, p_at);
  END IF;
  RETURN amends.ticket_bump(p_ticket);
END $$;
COMMENT ON FUNCTION amends.survey_answer(bigint, int, timestamptz, jsonb, text) IS
  'records the answer to a survey once, credited to the last resolver; an unhappy customer is to be called back';

CREATE OR REPLACE FUNCTION amends.callback_promise(p_t amends.ticket, p_at timestamptz) RETURNS void
LANGUAGE plpgsql VOLATILE SET search_path = pg_catalog, pg_temp AS $$
DECLARE v_manager int := amends.pick_manager(); v_site amends.site; v_due timestamptz;
BEGIN
  SELECT * INTO v_site FROM amends.site;
  v_due := p_at + make_interval(secs => v_site.callback_s);
  INSERT INTO amends.followup (ticket_id, kind, holder_id, created_at, due_at, next_escalation_at)
  VALUES (p_t.id, 'callback', v_manager, p_at, v_due, p_at + make_interval(secs => v_site.callback_s * v_site.warn_percent / 100));
  PERFORM amends.participant_add(p_t.id, v_manager, 'held');
  PERFORM amends.notice_add(v_manager, p_t.id, 'callback', 0, p_at,
    amends.notice_body(p_t, amends.step_of(p_t)) || jsonb_build_object('due_at', v_due, 'due_kind', 'callback'));
END $$;
COMMENT ON FUNCTION amends.callback_promise(amends.ticket, timestamptz) IS 'the manager calls an unhappy customer back in time';

CREATE OR REPLACE FUNCTION amends.callback_done(p_followup bigint, p_actor int, p_at timestamptz, p_remedy text, p_result text) RETURNS int
LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE v_ticket bigint := (SELECT f.ticket_id FROM amends.followup f WHERE f.id = p_followup); v_f amends.followup;
BEGIN
  PERFORM amends.ticket_lock(v_ticket);
  UPDATE amends.followup f
     SET done_at = greatest(p_at, f.created_at), done_by = p_actor, remedy = p_remedy, result = p_result, next_escalation_at = NULL
   WHERE f.id = p_followup AND f.done_at IS NULL
  RETURNING * INTO v_f;
  IF NOT FOUND THEN
    PERFORM amends.fail('AM423', 'callback.done');
  END IF;
  PERFORM amends.event_add(v_ticket, 'callback', v_f.done_at, p_actor, p_result, jsonb_build_object('followup', p_followup, 'kind', v_f.kind,
    'remedy', p_remedy, 'in_time', v_f.due_at IS NULL OR v_f.done_at <= v_f.due_at));
  RETURN amends.ticket_bump(v_ticket);
END $$;
COMMENT ON FUNCTION amends.callback_done(bigint, int, timestamptz, text, text) IS 'records a call-back with its remedy; returns the ticket''s revision';

-- Coupons ----------------------------------------------------------------------------------------

CREATE OR REPLACE FUNCTION amends.coupon_book(p_ticket bigint, p_amount_minor bigint, p_actor int, p_at timestamptz) RETURNS bigint
LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE v_id bigint;
BEGIN
  INSERT INTO amends.coupon (ticket_id, amount_minor, booked_at, booked_by) VALUES (p_ticket, p_amount_minor, p_at, p_actor) RETURNING id INTO v_id;
  PERFORM amends.event_add(p_ticket, 'coupon', p_at, p_actor, NULL, jsonb_build_object('coupon', v_id, 'amount_minor', p_amount_minor));
  RETURN v_id;
END $$;
COMMENT ON FUNCTION amends.coupon_book(bigint, bigint, int, timestamptz) IS 'books a coupon on a ticket; actor null: by the rule';

CREATE OR REPLACE FUNCTION amends.coupon_cancel(p_coupon bigint, p_actor int, p_at timestamptz, p_reason text) RETURNS int
LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE v_ticket bigint := (SELECT c.ticket_id FROM amends.coupon c WHERE c.id = p_coupon);
BEGIN
  PERFORM amends.ticket_lock(v_ticket);
  UPDATE amends.coupon c SET cancelled_at = p_at, cancelled_by = p_actor, cancel_reason = p_reason
   WHERE c.id = p_coupon AND c.cancelled_at IS NULL;
  IF NOT FOUND THEN
    PERFORM amends.fail('AM423', 'coupon.cancelled');
  END IF;
  PERFORM amends.event_add(v_ticket, 'coupon_cancelled', amends.ticket_clamp(v_ticket, p_at), p_actor, p_reason, jsonb_build_object('coupon', p_coupon));
  RETURN amends.ticket_bump(v_ticket);
END $$;
COMMENT ON FUNCTION amends.coupon_cancel(bigint, int, timestamptz, text) IS 'takes a coupon back with a reason';
