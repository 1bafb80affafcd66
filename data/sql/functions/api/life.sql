-- Writes on a ticket. Each: request id, seen and locked in the revision the person saw, allowed, done, answered.
-- The moment is the clock's, never now(): a transaction begun in time and used too late would be in time.

CREATE OR REPLACE FUNCTION api.step_finish(p_request uuid, p_id bigint, p_rev int, p_outcome text DEFAULT NULL, p_record jsonb DEFAULT NULL) RETURNS jsonb
LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = pg_catalog, pg_temp SET lock_timeout = '2s' AS $$
DECLARE v_me int := amends.guard(); v_done jsonb; v_t amends.ticket; v_rule amends.procedure_step;
BEGIN
  v_done := amends.request_begin(p_request, 'step_finish', jsonb_build_object('id', p_id, 'rev', p_rev, 'outcome', p_outcome, 'record', p_record));
  IF v_done IS NOT NULL THEN
    RETURN v_done;
  END IF;
  v_t := amends.ticket_require(p_id, p_rev, 'finish');
  v_rule := amends.step_rule(v_t, amends.step_of(v_t));
  p_outcome := amends.outcome_check(v_rule.outcomes, p_outcome);
  p_record := amends.record_check(v_rule.record, p_record);
  IF v_t.assignee_id IS NULL THEN  -- whoever finishes unassigned work has taken it
    PERFORM amends.ticket_assign(p_id, v_t.team_id, v_me, v_me, clock_timestamp(), 'take');
  END IF;
  PERFORM amends.step_advance(p_id, v_me, clock_timestamp(), p_outcome, p_record);
  RETURN amends.request_end(p_request, amends.ticket_result(p_id));
END $$;
COMMENT ON FUNCTION api.step_finish(uuid, bigint, int, text, jsonb) IS 'finishes the current step with its record and outcome; refund and close steps have their own calls';

CREATE OR REPLACE FUNCTION api.step_skip(p_request uuid, p_id bigint, p_rev int, p_reason text) RETURNS jsonb
LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = pg_catalog, pg_temp SET lock_timeout = '2s' AS $$
DECLARE v_me int := amends.guard(); v_done jsonb;
BEGIN
  v_done := amends.request_begin(p_request, 'step_skip', jsonb_build_object('id', p_id, 'rev', p_rev, 'reason', p_reason));
  IF v_done IS NOT NULL THEN
    RETURN v_done;
  END IF;
  PERFORM amends.ticket_require(p_id, p_rev, 'skip');
  PERFORM amends.step_skip(p_id, v_me, clock_timestamp(), amends.reason_check(p_reason, 'skip'));
  RETURN amends.request_end(p_request, amends.ticket_result(p_id));
END $$;
COMMENT ON FUNCTION api.step_skip(uuid, bigint, int, text) IS 'departs from the procedure: leaves the current step out, with a reason';

CREATE OR REPLACE FUNCTION api.ticket_wait(p_request uuid, p_id bigint, p_rev int, p_reason text, p_note text DEFAULT NULL) RETURNS jsonb
LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = pg_catalog, pg_temp SET lock_timeout = '2s' AS $$
DECLARE v_me int := amends.guard(); v_done jsonb;
BEGIN
  v_done := amends.request_begin(p_request, 'ticket_wait', jsonb_build_object('id', p_id, 'rev', p_rev, 'reason', p_reason, 'note', p_note));
  IF v_done IS NOT NULL THEN
    RETURN v_done;
  END IF;
  PERFORM amends.ticket_require(p_id, p_rev, 'wait');
  IF NOT EXISTS (SELECT FROM amends.wait_reason w WHERE w.code = p_reason) THEN
    PERFORM amends.bad('reason', 'reason.unknown');
  END IF;
  PERFORM amends.ticket_wait(p_id, v_me, clock_timestamp(), p_reason, amends.clean_text(p_note, 'note', 2000));
  RETURN amends.request_end(p_request, amends.ticket_result(p_id));
END $$;
COMMENT ON FUNCTION api.ticket_wait(uuid, bigint, int, text, text) IS 'waits for the customer (the clock stands), a part, finance …';

CREATE OR REPLACE FUNCTION api.ticket_resume(p_request uuid, p_id bigint, p_rev int) RETURNS jsonb
LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = pg_catalog, pg_temp SET lock_timeout = '2s' AS $$
DECLARE v_me int := amends.guard(); v_done jsonb;
BEGIN
  v_done := amends.request_begin(p_request, 'ticket_resume', jsonb_build_object('id', p_id, 'rev', p_rev));
  IF v_done IS NOT NULL THEN
    RETURN v_done;
  END IF;
  PERFORM amends.ticket_require(p_id, p_rev, 'resume');
  PERFORM amends.ticket_resume(p_id, v_me, clock_timestamp());
  RETURN amends.request_end(p_request, amends.ticket_result(p_id));
END $$;
COMMENT ON FUNCTION api.ticket_resume(uuid, bigint, int) IS 'goes on after waiting';

CREATE OR REPLACE FUNCTION api.ticket_hand_over(p_request uuid, p_id bigint, p_rev int, p_team int, p_person int, p_reason text, p_note text DEFAULT NULL) RETURNS jsonb
LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = pg_catalog, pg_temp SET lock_timeout = '2s' AS $$
DECLARE v_me int := amends.guard(); v_done jsonb; v_t amends.ticket; v_team int; v_way jsonb;
BEGIN
  v_done := amends.request_begin(p_request, 'ticket_hand_over', jsonb_build_object('id', p_id, 'rev', p_rev, 'team', p_team, 'person', p_person, 'reason', p_reason, 'note', p_note));
  IF v_done IS NOT NULL THEN
    RETURN v_done;
  END IF;
  v_t := amends.ticket_require(p_id, p_rev, 'hand_over');
  v_team := amends.assign_team(v_t, p_team, p_person);
  v_way := amends.assign_check(v_t, v_team, p_person, v_me, amends.reason_check(p_reason, 'hand_over'), true);
  IF v_way ? 'code' THEN
    PERFORM amends.fail(CASE WHEN v_way ->> 'code' IN ('ticket.not_yours', 'team.not_yours', 'role.unfit') THEN 'AM403' ELSE 'AM422' END,
                        v_way ->> 'code', v_way -> 'detail');
  END IF;
  PERFORM amends.ticket_assign(p_id, v_team, p_person, v_me, clock_timestamp(), 'hand_over', p_reason, amends.clean_text(p_note, 'note', 2000));
  RETURN amends.request_end(p_request, amends.ticket_result(p_id));
END $$;
COMMENT ON FUNCTION api.ticket_hand_over(uuid, bigint, int, int, int, text, text) IS 'hands own work over to a person or, with person null, to a queue';

CREATE OR REPLACE FUNCTION api.ticket_escalate(p_request uuid, p_id bigint, p_rev int, p_reason text, p_note text DEFAULT NULL) RETURNS jsonb
LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = pg_catalog, pg_temp SET lock_timeout = '2s' AS $$
DECLARE v_me int := amends.guard(); v_done jsonb;
BEGIN
  v_done := amends.request_begin(p_request, 'ticket_escalate', jsonb_build_object('id', p_id, 'rev', p_rev, 'reason', p_reason, 'note', p_note));
  IF v_done IS NOT NULL THEN
    RETURN v_done;
  END IF;
  PERFORM amends.ticket_require(p_id, p_rev, 'escalate');
  PERFORM amends.ticket_escalate(p_id, v_me, clock_timestamp(), amends.reason_check(p_reason, 'escalate'), amends.clean_text(p_note, 'note', 2000));
  RETURN amends.request_end(p_request, amends.ticket_result(p_id));
END $$;
COMMENT ON FUNCTION api.ticket_escalate(uuid, bigint, int, text, text) IS 'gives the ticket to the superior of its holder';

CREATE OR REPLACE FUNCTION api.ticket_reopen(p_request uuid, p_id bigint, p_rev int, p_reason text, p_note text DEFAULT NULL) RETURNS jsonb
LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = pg_catalog, pg_temp SET lock_timeout = '2s' AS $$
DECLARE v_me int := amends.guard(); v_done jsonb;
BEGIN
  v_done := amends.request_begin(p_request, 'ticket_reopen', jsonb_build_object('id', p_id, 'rev', p_rev, 'reason', p_reason, 'note', p_note));
  IF v_done IS NOT NULL THEN
    RETURN v_done;
  END IF;
  PERFORM amends.ticket_require(p_id, p_rev, 'reopen');
  PERFORM amends.ticket_reopen(p_id, v_me, clock_timestamp(), amends.reason_check(p_reason, 'reopen'), amends.clean_text(p_note, 'note', 2000));
  RETURN amends.request_end(p_request, amends.ticket_result(p_id));
END $$;
COMMENT ON FUNCTION api.ticket_reopen(uuid, bigint, int, text, text) IS 'takes a solved or closed ticket up again';

CREATE OR REPLACE FUNCTION api.ticket_close(p_request uuid, p_id bigint, p_rev int, p_survey jsonb DEFAULT NULL, p_note text DEFAULT NULL) RETURNS jsonb
LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = pg_catalog, pg_temp SET lock_timeout = '2s' AS $$
DECLARE v_me int := amends.guard(); v_done jsonb; v_t amends.ticket;
BEGIN
  v_done := amends.request_begin(p_request, 'ticket_close', jsonb_build_object('id', p_id, 'rev', p_rev, 'survey', p_survey, 'note', p_note));
  IF v_done IS NOT NULL THEN
    RETURN v_done;
  END IF;
  v_t := amends.ticket_require(p_id, p_rev, 'close');
  IF jsonb_typeof(p_survey) = 'null' THEN
    p_survey := NULL;
  ELSIF p_survey IS NOT NULL THEN
    p_survey := amends.survey_check(p_survey);
    IF v_t.survey_state = 'answered' THEN
      PERFORM amends.fail('AM423', 'survey.answered');
    END IF;
  END IF;
  IF v_t.assignee_id IS NULL AND v_t.step_id IS NOT NULL THEN
    PERFORM amends.ticket_assign(p_id, v_t.team_id, v_me, v_me, clock_timestamp(), 'take');
  END IF;
  PERFORM amends.ticket_close(p_id, v_me, clock_timestamp(), p_survey, amends.clean_text(p_note, 'note', 2000));
  RETURN amends.request_end(p_request, amends.ticket_result(p_id));
END $$;
COMMENT ON FUNCTION api.ticket_close(uuid, bigint, int, jsonb, text) IS 'closes: at the close step or with none left, money settled; with the answer to the survey, or it is sent';

CREATE OR REPLACE FUNCTION api.ticket_cancel(p_request uuid, p_id bigint, p_rev int, p_reason text, p_note text DEFAULT NULL) RETURNS jsonb
LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = pg_catalog, pg_temp SET lock_timeout = '2s' AS $$
DECLARE v_me int := amends.guard(); v_done jsonb;
BEGIN
  v_done := amends.request_begin(p_request, 'ticket_cancel', jsonb_build_object('id', p_id, 'rev', p_rev, 'reason', p_reason, 'note', p_note));
  IF v_done IS NOT NULL THEN
    RETURN v_done;
  END IF;
  PERFORM amends.ticket_require(p_id, p_rev, 'cancel');
  PERFORM amends.ticket_cancel(p_id, v_me, clock_timestamp(), amends.reason_check(p_reason, 'cancel'), amends.clean_text(p_note, 'note', 2000));
  RETURN amends.request_end(p_request, amends.ticket_result(p_id));
END $$;
COMMENT ON FUNCTION api.ticket_cancel(uuid, bigint, int, text, text) IS 'ends a ticket without a solution';

CREATE OR REPLACE FUNCTION api.note_add(p_request uuid, p_id bigint, p_text text, p_mentions int[] DEFAULT '{}') RETURNS jsonb
LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = pg_catalog, pg_temp SET lock_timeout = '2s' AS $$
DECLARE v_me int := amends.guard(); v_done jsonb;
BEGIN
  v_done := amends.request_begin(p_request, 'note_add', jsonb_build_object('id', p_id, 'text', p_text, 'mentions', p_mentions));
  IF v_done IS NOT NULL THEN
    RETURN v_done;
  END IF;
  PERFORM amends.ticket_require_any(p_id, 'note');
  IF cardinality(p_mentions) > 20
     OR EXISTS (SELECT FROM unnest(p_mentions) m WHERE NOT EXISTS (SELECT FROM amends.person p WHERE p.id = m AND p.active AND p.role <> 'admin')) THEN
    PERFORM amends.bad('mentions', 'person.unknown');
  END IF;
  p_mentions := ARRAY(SELECT DISTINCT m FROM unnest(p_mentions) m ORDER BY m);
  PERFORM amends.note_add(p_id, v_me, clock_timestamp(), amends.clean_text(p_text, 'text', (SELECT s.text_limit FROM amends.site s), true), p_mentions);
  RETURN amends.request_end(p_request, amends.ticket_result(p_id));
END $$;
COMMENT ON FUNCTION api.note_add(uuid, bigint, text, int[]) IS 'internal note; people mentioned see the ticket from now on';

CREATE OR REPLACE FUNCTION api.contact_add(p_request uuid, p_id bigint, p_text text, p_channel text, p_direction text DEFAULT 'out') RETURNS jsonb
LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = pg_catalog, pg_temp SET lock_timeout = '2s' AS $$
DECLARE v_me int := amends.guard(); v_done jsonb;
BEGIN
  v_done := amends.request_begin(p_request, 'contact_add', jsonb_build_object('id', p_id, 'text', p_text, 'channel', p_channel, 'direction', p_direction));
  IF v_done IS NOT NULL THEN
    RETURN v_done;
  END IF;
  PERFORM amends.ticket_require_any(p_id, 'contact');
  IF NOT EXISTS (SELECT FROM amends.channel c WHERE c.code = p_channel) THEN
    PERFORM amends.bad('channel', 'channel.unknown');
  ELSIF p_direction IS NULL OR p_direction NOT IN ('out', 'in') THEN
    PERFORM amends.bad('direction', 'direction.unknown');
  END IF;
  PERFORM amends.contact_add(p_id, v_me, clock_timestamp(), amends.clean_text(p_text, 'text', (SELECT s.text_limit FROM amends.site s), true), p_channel, p_direction);
  RETURN amends.request_end(p_request, amends.ticket_result(p_id));
END $$;
COMMENT ON FUNCTION api.contact_add(uuid, bigint, text, text, text) IS 'contact with the customer; the first one out is the first response';

CREATE OR REPLACE FUNCTION api.category_set(p_request uuid, p_id bigint, p_rev int, p_category int, p_reason text DEFAULT NULL) RETURNS jsonb
LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = pg_catalog, pg_temp SET lock_timeout = '2s' AS $$
DECLARE v_me int := amends.guard(); v_done jsonb; v_t amends.ticket;
BEGIN
  v_done := amends.request_begin(p_request, 'category_set', jsonb_build_object('id', p_id, 'rev', p_rev, 'category', p_category, 'reason', p_reason));
  IF v_done IS NOT NULL THEN
    RETURN v_done;
  END IF;
  v_t := amends.ticket_require(p_id, p_rev, 'category');
  IF NOT EXISTS (SELECT FROM amends.category c WHERE c.id = p_category AND c.active) THEN
    PERFORM amends.bad('category', 'category.unknown');
  ELSIF v_t.category_id <> p_category THEN
    PERFORM amends.category_set(p_id, p_category, v_me, clock_timestamp(), amends.clean_text(p_reason, 'reason', 500));
  END IF;
  RETURN amends.request_end(p_request, amends.ticket_result(p_id));
END $$;
COMMENT ON FUNCTION api.category_set(uuid, bigint, int, int, text) IS 'another category; another procedure starts its own steps';

CREATE OR REPLACE FUNCTION api.priority_set(p_request uuid, p_id bigint, p_rev int, p_priority int, p_reason text DEFAULT NULL) RETURNS jsonb
LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = pg_catalog, pg_temp SET lock_timeout = '2s' AS $$
DECLARE v_me int := amends.guard(); v_done jsonb; v_t amends.ticket;
BEGIN
  v_done := amends.request_begin(p_request, 'priority_set', jsonb_build_object('id', p_id, 'rev', p_rev, 'priority', p_priority, 'reason', p_reason));
  IF v_done IS NOT NULL THEN
    RETURN v_done;
  END IF;
  v_t := amends.ticket_require(p_id, p_rev, 'priority');
  IF NOT EXISTS (SELECT FROM amends.priority p WHERE p.id = p_priority) THEN
    PERFORM amends.bad('priority', 'priority.unknown');
  ELSIF v_t.priority_id <> p_priority THEN
    -- a lower one gives more time: not without saying why
    PERFORM amends.priority_set(p_id, p_priority, v_me, clock_timestamp(), amends.clean_text(p_reason, 'reason', 500, p_priority > v_t.priority_id));
  END IF;
  RETURN amends.request_end(p_request, amends.ticket_result(p_id));
END $$;
COMMENT ON FUNCTION api.priority_set(uuid, bigint, int, int, text) IS 'another priority; the first response is due by its norm';

CREATE OR REPLACE FUNCTION api.survey_record(p_request uuid, p_id bigint, p_survey jsonb) RETURNS jsonb
LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = pg_catalog, pg_temp SET lock_timeout = '2s' AS $$
DECLARE v_me int := amends.guard(); v_done jsonb;
BEGIN
  v_done := amends.request_begin(p_request, 'survey_record', jsonb_build_object('id', p_id, 'survey', p_survey));
  IF v_done IS NOT NULL THEN
    RETURN v_done;
  END IF;
  PERFORM amends.ticket_require_any(p_id, 'survey');
  PERFORM amends.survey_answer(p_id, v_me, clock_timestamp(), amends.survey_check(p_survey), 'phone');
  PERFORM amends.fact_refresh(ARRAY[p_id]);
  RETURN amends.request_end(p_request, amends.ticket_result(p_id));
END $$;
COMMENT ON FUNCTION api.survey_record(uuid, bigint, jsonb) IS 'records the answer to a survey given on the phone';

CREATE OR REPLACE FUNCTION api.callback_record(p_request uuid, p_followup bigint, p_remedy text, p_result text) RETURNS jsonb
LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = pg_catalog, pg_temp SET lock_timeout = '2s' AS $$
DECLARE v_me int := amends.guard(); v_done jsonb; v_f amends.followup; v_role text := amends.my_role();
BEGIN
  v_done := amends.request_begin(p_request, 'callback_record', jsonb_build_object('followup', p_followup, 'remedy', p_remedy, 'result', p_result));
  IF v_done IS NOT NULL THEN
    RETURN v_done;
  END IF;
  SELECT * INTO v_f FROM amends.followup f WHERE f.id = p_followup;
  IF NOT FOUND THEN
    PERFORM amends.fail('AM404', 'callback.unknown');
  ELSIF v_f.holder_id IS DISTINCT FROM v_me AND v_role <> 'manager' THEN
    PERFORM amends.fail('AM403', 'ticket.not_yours');
  ELSIF v_f.kind = 'callback' AND (p_remedy IS NULL OR p_remedy NOT IN ('coupon', 'visit', 'apology', 'explained', 'none')) THEN
    PERFORM amends.bad('remedy', 'remedy.unknown');
  END IF;
  PERFORM amends.callback_done(p_followup, v_me, clock_timestamp(), CASE WHEN v_f.kind = 'callback' THEN p_remedy END,
                               amends.clean_text(p_result, 'result', 10000, true));
  RETURN amends.request_end(p_request, amends.ticket_result(v_f.ticket_id));
END $$;
COMMENT ON FUNCTION api.callback_record(uuid, bigint, text, text) IS 'records a promised call: what came of it, and the remedy';

CREATE OR REPLACE FUNCTION api.coupon_cancel(p_request uuid, p_coupon bigint, p_reason text) RETURNS jsonb
LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = pg_catalog, pg_temp SET lock_timeout = '2s' AS $$
DECLARE v_me int := amends.guard(); v_done jsonb; v_ticket bigint;
BEGIN
  v_done := amends.request_begin(p_request, 'coupon_cancel', jsonb_build_object('coupon', p_coupon, 'reason', p_reason));
  IF v_done IS NOT NULL THEN
    RETURN v_done;
  END IF;
  SELECT c.ticket_id INTO v_ticket FROM amends.coupon c WHERE c.id = p_coupon;
  IF NOT FOUND THEN
    PERFORM amends.fail('AM404', 'coupon.unknown');
  END IF;
  PERFORM amends.ticket_require_any(v_ticket, 'coupon_cancel');
  PERFORM amends.coupon_cancel(p_coupon, v_me, clock_timestamp(), amends.clean_text(p_reason, 'reason', 500, true));
  RETURN amends.request_end(p_request, amends.ticket_result(v_ticket));
END $$;
COMMENT ON FUNCTION api.coupon_cancel(uuid, bigint, text) IS 'takes an automatic coupon back, with a reason';

REVOKE ALL ON FUNCTION
  api.step_finish(uuid, bigint, int, text, jsonb), api.step_skip(uuid, bigint, int, text), api.ticket_wait(uuid, bigint, int, text, text),
  api.ticket_resume(uuid, bigint, int), api.ticket_hand_over(uuid, bigint, int, int, int, text, text),
  api.ticket_escalate(uuid, bigint, int, text, text), api.ticket_reopen(uuid, bigint, int, text, text),
  api.ticket_close(uuid, bigint, int, jsonb, text), api.ticket_cancel(uuid, bigint, int, text, text), api.note_add(uuid, bigint, text, int[]),
  api.contact_add(uuid, bigint, text, text, text), api.category_set(uuid, bigint, int, int, text),
  api.priority_set(uuid, bigint, int, int, text), api.survey_record(uuid, bigint, jsonb), api.callback_record(uuid, bigint, text, text),
  api.coupon_cancel(uuid, bigint, text)
FROM PUBLIC;
GRANT EXECUTE ON FUNCTION
  api.step_finish(uuid, bigint, int, text, jsonb), api.step_skip(uuid, bigint, int, text), api.ticket_wait(uuid, bigint, int, text, text),
  api.ticket_resume(uuid, bigint, int), api.ticket_hand_over(uuid, bigint, int, int, int, text, text),
  api.ticket_escalate(uuid, bigint, int, text, text), api.ticket_reopen(uuid, bigint, int, text, text),
  api.ticket_close(uuid, bigint, int, jsonb, text), api.ticket_cancel(uuid, bigint, int, text, text), api.note_add(uuid, bigint, text, int[]),
  api.contact_add(uuid, bigint, text, text, text), api.category_set(uuid, bigint, int, int, text),
  api.priority_set(uuid, bigint, int, int, text), api.survey_record(uuid, bigint, jsonb), api.callback_record(uuid, bigint, text, text),
  api.coupon_cancel(uuid, bigint, text)
TO amends_staff;
