-- What can happen to a ticket between opening and closing. Rights are checked by the caller (amends.ticket_can);
-- here are the rules that hold for everybody, whoever calls and whenever it happened.

-- Holder -----------------------------------------------------------------------------------------

-- Another holder for the current step. p_kind: assigned (by somebody else), take, hand_over, escalate.
CREATE OR REPLACE FUNCTION amends.ticket_assign(p_ticket bigint, p_team int, p_person int, p_actor int, p_at timestamptz,
                                                p_kind text DEFAULT 'assigned', p_reason text DEFAULT NULL, p_note text DEFAULT NULL,
                                                p_extra jsonb DEFAULT '{}') RETURNS int
LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE v_t amends.ticket := amends.ticket_lock(p_ticket); v_s amends.ticket_step; v_first boolean; v_rev int; v_body jsonb;
BEGIN
  v_s := amends.step_of(v_t);
  IF v_s.id IS NULL THEN
    PERFORM amends.fail('AM423', 'step.none');
  END IF;
  p_at := amends.ticket_clamp(p_ticket, p_at);
  v_first := v_t.state = 'new' AND p_person IS NOT NULL;
  v_body := jsonb_build_object('step', v_s.id, 'step_kind', v_s.kind, 'role', v_s.role, 'from_team', v_t.team_id, 'from', v_t.assignee_id,
                               'team', p_team, 'person', p_person, 'reason', p_reason) || p_extra;
  v_t.team_id := p_team; v_t.assignee_id := p_person;
  IF v_first THEN
    v_t.state := 'open';
  END IF;
  v_s := amends.step_move(v_s, v_t, p_at);
  v_s.team_id := p_team; v_s.assignee_id := p_person;
  PERFORM amends.step_save(v_s);
  PERFORM amends.segment_turn(v_t, v_s.calendar_version_id, p_at);
  PERFORM amends.participant_add(p_ticket, p_person, 'held');
  PERFORM amends.event_add(p_ticket, p_kind, p_at, p_actor, p_note, v_body);
  v_rev := amends.ticket_save(v_t, v_s);
  IF p_kind <> 'escalate' THEN
    PERFORM amends.assigned_notice(p_ticket, p_actor, p_at);
  END IF;
  IF v_first THEN
    PERFORM amends.fact_refresh(ARRAY[p_ticket]);
  END IF;
  RETURN v_rev;
END $$;
COMMENT ON FUNCTION amends.ticket_assign(bigint, int, int, int, timestamptz, text, text, text, jsonb) IS
  'gives the current step to a team and a person (null: to the queue); returns the revision';

-- A team with another calendar goes on with the seconds that were left.
CREATE OR REPLACE FUNCTION amends.step_move(p_s amends.ticket_step, p_t amends.ticket, p_at timestamptz) RETURNS amends.ticket_step
LANGUAGE plpgsql VOLATILE SET search_path = pg_catalog, pg_temp AS $$
DECLARE v_calendar int := p_s.calendar_version_id;
BEGIN
  IF p_t.team_id = p_s.team_id OR EXISTS (SELECT FROM amends.team a JOIN amends.team b ON a.calendar_code = b.calendar_code
                                           WHERE a.id = p_t.team_id AND b.id = p_s.team_id) THEN
    RETURN p_s;
  END IF;
  p_s.calendar_version_id := amends.team_calendar(p_t.team_id);
  IF p_s.due_at IS NOT NULL AND p_s.limit_unit IN ('wmin', 'wh', 'wd') THEN
    p_s.due_at := amends.clock_resume_extend(p_s.calendar_version_id, p_at,
                    amends.clock_remaining(v_calendar, p_at, p_s.due_at, p_s.limit_unit), p_s.limit_unit);
    p_s.warn_at := amends.step_warn(p_s, p_t.opened_at);
  END IF;
  RETURN p_s;
END $$;
COMMENT ON FUNCTION amends.step_move(amends.ticket_step, amends.ticket, timestamptz) IS 'carries the time left to the calendar of the ticket''s new team';

-- Compare and set: of any number who reach for it, one gets it.
CREATE OR REPLACE FUNCTION amends.ticket_take(p_ticket bigint, p_rev int, p_actor int, p_at timestamptz) RETURNS int
LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE v_team int;
BEGIN
  -- looking first costs the many who come late no place in the queue for the row
  PERFORM FROM amends.ticket t WHERE t.id = p_ticket AND t.assignee_id IS NULL;
  IF FOUND THEN
    SELECT t.team_id INTO v_team FROM amends.ticket t
     WHERE t.id = p_ticket AND t.assignee_id IS NULL AND (p_rev IS NULL OR t.rev = p_rev) FOR NO KEY UPDATE;
  END IF;
  IF v_team IS NULL THEN
    PERFORM amends.ticket_taken(p_ticket);
    v_team := (amends.ticket_lock(p_ticket, p_rev)).team_id;  -- still nobody's, but changed or gone: says so
  END IF;
  RETURN amends.ticket_assign(p_ticket, v_team, p_actor, p_actor, p_at, 'take');
END $$;
COMMENT ON FUNCTION amends.ticket_take(bigint, int, int, timestamptz) IS 'takes a ticket nobody holds, in the revision seen; AM409 says who was first';

CREATE OR REPLACE FUNCTION amends.ticket_taken(p_ticket bigint) RETURNS void
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE v_row record;
BEGIN
  SELECT p.name, p.id, (SELECT s.from_at FROM amends.segment s WHERE s.ticket_id = t.id AND s.to_at IS NULL) AS at INTO v_row
    FROM amends.ticket t JOIN amends.person p ON p.id = t.assignee_id WHERE t.id = p_ticket;
  IF FOUND THEN
    PERFORM amends.fail('AM409', 'ticket.taken', jsonb_build_object('by', v_row.name, 'by_id', v_row.id, 'at', v_row.at));
  END IF;
END $$;
COMMENT ON FUNCTION amends.ticket_taken(bigint) IS 'AM409 with who holds a ticket; nothing when nobody does';

-- To the superior of the holder (nobody holds it: of the lead), who decides and may give it back.
CREATE OR REPLACE FUNCTION amends.ticket_escalate(p_ticket bigint, p_actor int, p_at timestamptz, p_reason text, p_note text) RETURNS int
LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE v_t amends.ticket := amends.ticket_lock(p_ticket); v_chain int[]; v_to int; v_rev int;
BEGIN
  v_chain := amends.escalation_chain(v_t.team_id, v_t.assignee_id);
  v_to := CASE WHEN v_t.assignee_id IS NULL THEN v_chain[1] ELSE (array_remove(v_chain, v_t.assignee_id))[1] END;
  IF v_to IS NULL THEN
    PERFORM amends.fail('AM422', 'escalate.top');
  END IF;
  v_rev := amends.ticket_assign(p_ticket, v_t.team_id, v_to, p_actor, p_at, 'escalate', p_reason, p_note);
  SELECT * INTO v_t FROM amends.ticket t WHERE t.id = p_ticket;
  PERFORM amends.notice_add(v_to, p_ticket, 'escalated', 1, p_at, amends.notice_body(v_t, amends.step_of(v_t), 1)
    || jsonb_build_object('reason', p_reason, 'by', (SELECT p.name FROM amends.person p WHERE p.id = p_actor)));
  RETURN v_rev;
END $$;
COMMENT ON FUNCTION amends.ticket_escalate(bigint, int, timestamptz, text, text) IS 'gives the current step to the superior of its holder';

-- Waiting ----------------------------------------------------------------------------------------

CREATE OR REPLACE FUNCTION amends.ticket_wait(p_ticket bigint, p_actor int, p_at timestamptz, p_reason text, p_note text) RETURNS int
LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE v_t amends.ticket := amends.ticket_lock(p_ticket); v_s amends.ticket_step;
BEGIN
  IF v_t.state = 'waiting' THEN  -- another reason: the one before ends here
    PERFORM amends.ticket_resume(p_ticket, p_actor, p_at);
    v_t := amends.ticket_lock(p_ticket);
  END IF;
  v_s := amends.step_of(v_t);
  IF v_t.state NOT IN ('new', 'open', 'resolved') OR v_s.id IS NULL THEN
    PERFORM amends.fail('AM423', 'ticket.not_open', jsonb_build_object('state', v_t.state));
  END IF;
  p_at := amends.ticket_clamp(p_ticket, p_at);
  v_t.state := 'waiting'; v_t.wait_reason := p_reason;
  IF amends.clock_stops(p_reason) AND v_s.due_at IS NOT NULL THEN
    v_s.remaining_s := amends.clock_remaining(v_s.calendar_version_id, p_at, v_s.due_at, v_s.limit_unit);
    v_s.due_at := NULL; v_s.warn_at := NULL;
    PERFORM amends.step_save(v_s);
  END IF;
  PERFORM amends.segment_turn(v_t, v_s.calendar_version_id, p_at);
  PERFORM amends.event_add(p_ticket, 'wait', p_at, p_actor, p_note, jsonb_build_object('reason', p_reason, 'remaining_s', v_s.remaining_s));
  RETURN amends.ticket_save(v_t, v_s);
END $$;
COMMENT ON FUNCTION amends.ticket_wait(bigint, int, timestamptz, text, text) IS 'waits for a reason; for the customer: the clock stands';

CREATE OR REPLACE FUNCTION amends.ticket_resume(p_ticket bigint, p_actor int, p_at timestamptz) RETURNS int
LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE v_t amends.ticket := amends.ticket_lock(p_ticket); v_s amends.ticket_step; v_reason text := v_t.wait_reason; v_since timestamptz;
BEGIN
  IF v_t.state <> 'waiting' THEN
    PERFORM amends.fail('AM423', 'ticket.not_waiting', jsonb_build_object('state', v_t.state));
  END IF;
  v_s := amends.step_of(v_t);
  p_at := amends.ticket_clamp(p_ticket, p_at);
  v_since := amends.waiting_since(v_t);
  v_t.state := CASE WHEN v_t.resolved_at IS NOT NULL THEN 'resolved' ELSE 'open' END; v_t.wait_reason := NULL;
  IF v_s.remaining_s IS NOT NULL THEN
    v_s.due_at := amends.clock_resume_extend(v_s.calendar_version_id, p_at, v_s.remaining_s, v_s.limit_unit);
    v_s.remaining_s := NULL;
    v_s.warn_at := amends.step_warn(v_s, v_t.opened_at);
    PERFORM amends.step_save(v_s);
  END IF;
  IF amends.clock_stops(v_reason) THEN
    v_t.resolve_due_at := amends.resolve_moved(v_t, v_since, p_at);
  END IF;
  PERFORM amends.segment_turn(v_t, v_s.calendar_version_id, p_at);
  PERFORM amends.event_add(p_ticket, 'resume', p_at, p_actor, NULL,
    jsonb_build_object('reason', v_reason, 'waited_s', floor(extract(epoch FROM p_at - v_since))));
  RETURN amends.ticket_save(v_t, v_s);
END $$;
COMMENT ON FUNCTION amends.ticket_resume(bigint, int, timestamptz) IS 'goes on after waiting, with the time that was left';

-- A hand-over turns the ledger while the wait goes on.
CREATE OR REPLACE FUNCTION amends.waiting_since(p_t amends.ticket) RETURNS timestamptz
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
  SELECT min(s.from_at) FROM amends.segment s
   WHERE s.ticket_id = p_t.id AND s.state = 'waiting'
     AND s.ordinal > coalesce((SELECT max(b.ordinal) FROM amends.segment b WHERE b.ticket_id = p_t.id AND b.state <> 'waiting'), 0)
$$;
COMMENT ON FUNCTION amends.waiting_since(amends.ticket) IS 'since when a waiting ticket waits';

CREATE OR REPLACE FUNCTION amends.resolve_moved(p_t amends.ticket, p_from timestamptz, p_to timestamptz) RETURNS timestamptz
LANGUAGE plpgsql VOLATILE SET search_path = pg_catalog, pg_temp AS $$
DECLARE v_unit text; v_calendar int;
BEGIN
  SELECT v.resolve_unit INTO v_unit FROM amends.procedure_version v WHERE v.id = p_t.procedure_version_id;
  IF p_t.resolve_due_at IS NULL OR v_unit IS NULL THEN
    RETURN p_t.resolve_due_at;
  END IF;
  SELECT s.calendar_version_id INTO v_calendar FROM amends.segment s WHERE s.ticket_id = p_t.id AND s.ordinal = 1;
  RETURN amends.clock_resume_extend(v_calendar, p_to, amends.clock_remaining(v_calendar, p_from, p_t.resolve_due_at, v_unit), v_unit);
END $$;
COMMENT ON FUNCTION amends.resolve_moved(amends.ticket, timestamptz, timestamptz) IS 'the ticket''s own limit after its clock stood from one moment to another';

-- Departures -------------------------------------------------------------------------------------

CREATE OR REPLACE FUNCTION amends.step_skip(p_ticket bigint, p_actor int, p_at timestamptz, p_reason text) RETURNS int
LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE v_t amends.ticket := amends.ticket_lock(p_ticket); v_s amends.ticket_step; v_next bigint;
BEGIN
  IF v_t.state = 'waiting' THEN
    PERFORM amends.ticket_resume(p_ticket, p_actor, p_at);
    v_t := amends.ticket_lock(p_ticket);
  END IF;
  v_s := amends.step_of(v_t);
  p_at := amends.ticket_clamp(p_ticket, p_at);
  v_s.state := 'skipped'; v_s.finished_at := p_at; v_s.finished_by := p_actor; v_s.reason := p_reason;
  PERFORM amends.step_save(v_s);
  PERFORM amends.event_add(p_ticket, 'step_skipped', p_at, p_actor, NULL,
    jsonb_build_object('step', v_s.id, 'ordinal', v_s.ordinal, 'kind', v_s.kind, 'reason', p_reason));
  v_next := amends.step_after(v_t, v_s, amends.step_branch((amends.step_rule(v_t, v_s)).outcomes, NULL), p_at);
  IF v_next IS NULL AND v_t.resolved_at IS NULL THEN
    v_t := amends.ticket_resolve(v_t, v_s.id, p_actor, p_at);
  END IF;
  RETURN amends.step_go(v_t, v_next, p_actor, p_at);
END $$;
COMMENT ON FUNCTION amends.step_skip(bigint, int, timestamptz, text) IS 'departs from the procedure: leaves out the current step, with a reason';

CREATE OR REPLACE FUNCTION amends.priority_set(p_ticket bigint, p_priority int, p_actor int, p_at timestamptz, p_reason text) RETURNS int
LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE v_t amends.ticket := amends.ticket_lock(p_ticket); v_from int := v_t.priority_id; v_rev int;
BEGIN
  v_t.priority_id := p_priority;
  v_t.response_due_at := amends.response_again(v_t, p_at);
  PERFORM amends.event_add(p_ticket, 'priority', amends.ticket_clamp(p_ticket, p_at), p_actor, p_reason,
                           jsonb_build_object('from', v_from, 'to', p_priority));
  v_rev := amends.ticket_save(v_t, amends.step_of(v_t));
  PERFORM amends.fact_refresh(ARRAY[p_ticket]);
  RETURN v_rev;
END $$;
COMMENT ON FUNCTION amends.priority_set(bigint, int, int, timestamptz, text) IS 'another priority; the first response is due by its norm, counted from intake';

-- What was answered in time or too late stays so, and a limit that has passed stays passed: lowering the priority would
-- undo it.
CREATE OR REPLACE FUNCTION amends.response_again(p_t amends.ticket, p_at timestamptz) RETURNS timestamptz
LANGUAGE sql VOLATILE SET search_path = pg_catalog, pg_temp AS $$
  SELECT CASE WHEN p_t.first_response_at IS NOT NULL THEN p_t.response_due_at
              WHEN p_t.response_due_at <= p_at THEN least(p_t.response_due_at, r.due_at) ELSE r.due_at END
    FROM amends.segment s, amends.response_due(s.calendar_version_id, p_t.opened_at, p_t.channel, p_t.priority_id, p_t.procedure_version_id) r
   WHERE s.ticket_id = p_t.id AND s.ordinal = 1
$$;
COMMENT ON FUNCTION amends.response_again(amends.ticket, timestamptz) IS 'first response due as the ticket is at a moment';

-- Another procedure: what was done stays done; what lies ahead is left out and the new steps stand behind it.
CREATE OR REPLACE FUNCTION amends.category_set(p_ticket bigint, p_category int, p_actor int, p_at timestamptz, p_reason text DEFAULT NULL) RETURNS int
LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE
  v_t amends.ticket := amends.ticket_lock(p_ticket); v_s amends.ticket_step; v_from int := v_t.category_id;
  v_was int := v_t.procedure_version_id; v_new int := amends.category_procedure(p_category); v_next bigint; v_rev int;
BEGIN
  IF v_new IS NULL THEN
    PERFORM amends.fail('AM422', 'category.no_procedure', jsonb_build_object('category', p_category));
  END IF;
  IF v_t.state = 'waiting' AND NOT amends.same_procedure(v_was, v_new) THEN
    PERFORM amends.ticket_resume(p_ticket, p_actor, p_at);
    v_t := amends.ticket_lock(p_ticket);
  END IF;
  v_s := amends.step_of(v_t);
  p_at := amends.ticket_clamp(p_ticket, p_at);
  v_t.category_id := p_category;
  IF amends.same_procedure(v_was, v_new) OR v_s.id IS NULL THEN
    v_new := v_was;
  ELSE
    v_next := amends.procedure_switch(v_t, v_s, v_new, p_actor, p_at);
    v_t.procedure_version_id := v_new;
    v_t.resolve_due_at := amends.resolve_again(v_t);
    v_t.response_due_at := amends.response_again(v_t, p_at);
  END IF;
  PERFORM amends.event_add(p_ticket, 'category', p_at, p_actor, p_reason,
    jsonb_build_object('from', v_from, 'to', p_category, 'procedure_from', v_was, 'procedure_to', v_new));
  IF v_next IS NOT NULL THEN
    RETURN amends.step_go(v_t, v_next, p_actor, p_at);
  END IF;
  v_rev := amends.ticket_save(v_t, v_s);
  PERFORM amends.fact_refresh(ARRAY[p_ticket]);
  RETURN v_rev;
END $$;
COMMENT ON FUNCTION amends.category_set(bigint, int, int, timestamptz, text) IS 'another category, and its procedure when that differs';

-- A newer version of the same procedure does not touch a running ticket.
CREATE OR REPLACE FUNCTION amends.same_procedure(p_a int, p_b int) RETURNS boolean
LANGUAGE sql STABLE SET search_path = pg_catalog, pg_temp AS $$
  SELECT (SELECT v.procedure_id FROM amends.procedure_version v WHERE v.id = p_a)
       = (SELECT v.procedure_id FROM amends.procedure_version v WHERE v.id = p_b)
$$;
COMMENT ON FUNCTION amends.same_procedure(int, int) IS 'are two versions of one procedure';

CREATE OR REPLACE FUNCTION amends.procedure_switch(p_t amends.ticket, p_s amends.ticket_step, p_new int, p_actor int, p_at timestamptz) RETURNS bigint
LANGUAGE plpgsql VOLATILE SET search_path = pg_catalog, pg_temp AS $$
DECLARE v_id bigint; v_last int;
BEGIN
  UPDATE amends.ticket_step s SET procedure_version_id = p_t.procedure_version_id
   WHERE s.ticket_id = p_t.id AND s.procedure_version_id IS NULL;
  p_s.state := 'skipped'; p_s.finished_at := p_at; p_s.finished_by := p_actor; p_s.reason := 'category';
  PERFORM amends.step_save(p_s);
  PERFORM amends.steps_skip(p_t.id, p_s.ordinal, NULL, p_at, 'category');
  SELECT max(s.ordinal) INTO v_last FROM amends.ticket_step s WHERE s.ticket_id = p_t.id;
  INSERT INTO amends.ticket_step (ticket_id, ordinal, proc_ordinal, procedure_version_id, kind, role, team_id, limit_amount, limit_unit, anchor,
    effort_min, resolves)
  SELECT p_t.id, v_last + row_number() OVER (ORDER BY p.ordinal), p.ordinal, p_new, p.kind, p.role,
         amends.step_team(p.team_code, (SELECT g.team_id FROM amends.segment g WHERE g.ticket_id = p_t.id AND g.ordinal = 1)),
         p.limit_amount, p.limit_unit, p.anchor, p.effort_min, p.resolves
    FROM amends.procedure_step p
   WHERE p.procedure_version_id = p_new AND p.kind <> 'intake'
   ORDER BY p.ordinal;
  SELECT s.id INTO v_id FROM amends.ticket_step s WHERE s.ticket_id = p_t.id AND s.ordinal > v_last ORDER BY s.ordinal LIMIT 1;
  RETURN v_id;
END $$;
COMMENT ON FUNCTION amends.procedure_switch(amends.ticket, amends.ticket_step, int, int, timestamptz) IS
  'replaces the steps still ahead by those of another procedure; returns the first';

CREATE OR REPLACE FUNCTION amends.resolve_again(p_t amends.ticket) RETURNS timestamptz
LANGUAGE plpgsql VOLATILE SET search_path = pg_catalog, pg_temp AS $$
DECLARE v_p amends.procedure_version; v_calendar int; v_due timestamptz;
BEGIN
  SELECT * INTO v_p FROM amends.procedure_version v WHERE v.id = p_t.procedure_version_id;
  IF v_p.resolve_amount IS NULL THEN
    RETURN NULL;
  END IF;
  SELECT s.calendar_version_id INTO v_calendar FROM amends.segment s WHERE s.ticket_id = p_t.id AND s.ordinal = 1;
  v_due := amends.due_at_extend(v_calendar, p_t.opened_at, v_p.resolve_amount, v_p.resolve_unit);
  RETURN v_due;
END $$;
COMMENT ON FUNCTION amends.resolve_again(amends.ticket) IS 'the ticket''s own limit by its procedure, counted from intake';

-- End --------------------------------------------------------------------------------------------

-- Closing by its close step, or with no step left. The survey is asked on the phone now, or sent.
CREATE OR REPLACE FUNCTION amends.ticket_close(p_ticket bigint, p_actor int, p_at timestamptz, p_survey jsonb, p_note text, p_via text DEFAULT 'phone') RETURNS int
LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE v_t amends.ticket := amends.ticket_lock(p_ticket); v_s amends.ticket_step; v_rev int;
BEGIN
  IF v_t.state = 'waiting' THEN
    PERFORM amends.ticket_resume(p_ticket, p_actor, p_at);
    v_t := amends.ticket_lock(p_ticket);
  END IF;
  v_s := amends.step_of(v_t);
  p_at := amends.ticket_clamp(p_ticket, p_at);
  IF v_s.id IS NOT NULL THEN
    v_s.state := 'done'; v_s.finished_at := p_at; v_s.finished_by := p_actor;
    PERFORM amends.step_save(v_s);
    PERFORM amends.event_add(p_ticket, 'step_done', p_at, p_actor, NULL, jsonb_build_object('step', v_s.id, 'ordinal', v_s.ordinal,
      'proc_ordinal', v_s.proc_ordinal, 'kind', v_s.kind, 'role', v_s.role, 'seconds', floor(extract(epoch FROM p_at - v_s.started_at))));
  END IF;
  IF v_t.resolved_at IS NULL THEN
    v_t := amends.ticket_resolve(v_t, v_s.id, p_actor, p_at);
  END IF;
  PERFORM amends.steps_skip(p_ticket, 0, NULL, p_at, 'closed');
  v_t.state := 'closed'; v_t.closed_at := p_at;
  v_t.survey_state := coalesce(v_t.survey_state, 'sent');
  PERFORM amends.segment_turn(v_t, NULL, p_at);
  PERFORM amends.event_add(p_ticket, 'close', p_at, p_actor, p_note, jsonb_build_object('survey', p_survey IS NOT NULL));
  INSERT INTO amends.survey (ticket_id, sent_at) VALUES (p_ticket, p_at) ON CONFLICT DO NOTHING;
  v_rev := amends.ticket_save(v_t, NULL);
  IF p_survey IS NOT NULL THEN
    v_rev := amends.survey_answer(p_ticket, p_actor, p_at, p_survey, p_via);
  END IF;
  PERFORM amends.fact_refresh(ARRAY[p_ticket]);
  RETURN v_rev;
END $$;
COMMENT ON FUNCTION amends.ticket_close(bigint, int, timestamptz, jsonb, text, text) IS 'closes a ticket and sends its survey, or records the answer at once';

CREATE OR REPLACE FUNCTION amends.ticket_cancel(p_ticket bigint, p_actor int, p_at timestamptz, p_reason text, p_note text) RETURNS int
LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE v_t amends.ticket := amends.ticket_lock(p_ticket); v_s amends.ticket_step := amends.step_of(v_t); v_rev int;
BEGIN
  p_at := amends.ticket_clamp(p_ticket, p_at);
  IF v_s.id IS NOT NULL THEN
    v_s.state := 'skipped'; v_s.finished_at := p_at; v_s.finished_by := p_actor; v_s.reason := p_reason;
    PERFORM amends.step_save(v_s);
  END IF;
  PERFORM amends.steps_skip(p_ticket, 0, NULL, p_at, p_reason);
  v_t.state := 'cancelled'; v_t.wait_reason := NULL; v_t.closed_at := p_at;
  PERFORM amends.segment_turn(v_t, NULL, p_at);
  PERFORM amends.event_add(p_ticket, 'cancel', p_at, p_actor, p_note, jsonb_build_object('reason', p_reason));
  v_rev := amends.ticket_save(v_t, NULL);
  PERFORM amends.fact_refresh(ARRAY[p_ticket]);
  RETURN v_rev;
END $$;
COMMENT ON FUNCTION amends.ticket_cancel(bigint, int, timestamptz, text, text) IS 'ends a ticket without a solution, with a reason';

-- Not solved after all: the work from the solving step on comes again. Its limits count from now: the first promise was kept or missed already.
CREATE OR REPLACE FUNCTION amends.ticket_reopen(p_ticket bigint, p_actor int, p_at timestamptz, p_reason text, p_note text) RETURNS int
LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE v_t amends.ticket := amends.ticket_lock(p_ticket); v_s amends.ticket_step; v_was text := v_t.state; v_from amends.ticket_step; v_next bigint; v_last int;
BEGIN
  IF v_t.state = 'waiting' THEN
    PERFORM amends.ticket_resume(p_ticket, p_actor, p_at);
    v_t := amends.ticket_lock(p_ticket); v_was := v_t.state;
  END IF;
  v_s := amends.step_of(v_t);
  p_at := amends.ticket_clamp(p_ticket, p_at);
  IF v_s.id IS NOT NULL THEN
    v_s.state := 'sent_back'; v_s.finished_at := p_at; v_s.finished_by := p_actor; v_s.reason := p_reason;
    PERFORM amends.step_save(v_s);
  END IF;
  SELECT * INTO v_from FROM amends.ticket_step s
   WHERE s.ticket_id = p_ticket AND s.state = 'done' AND s.kind NOT IN ('intake', 'close', 'refund_review', 'refund_confirm', 'refund_pay')
   ORDER BY s.resolves DESC, s.ordinal DESC LIMIT 1;
  SELECT coalesce(v_s.ordinal, max(s.ordinal) FILTER (WHERE s.state <> 'pending')) INTO v_last FROM amends.ticket_step s WHERE s.ticket_id = p_ticket;
  IF v_from.id IS NULL THEN  -- nothing but money was done: the case is looked at anew by whoever closes it
    SELECT * INTO v_from FROM amends.ticket_step s WHERE s.ticket_id = p_ticket AND s.state IN ('done', 'sent_back', 'skipped')
     ORDER BY s.kind = 'close' DESC, s.ordinal DESC LIMIT 1;
  END IF;
  v_next := amends.steps_reopen(p_ticket, v_from.ordinal, v_last);
  v_t.state := 'open'; v_t.resolved_at := NULL; v_t.closed_at := NULL; v_t.reopened := v_t.reopened + 1;
  PERFORM amends.event_add(p_ticket, 'reopen', p_at, p_actor, p_note, jsonb_build_object('reason', p_reason, 'was', v_was));
  RETURN amends.step_go(v_t, v_next, p_actor, p_at, v_from.finished_by);
END $$;
COMMENT ON FUNCTION amends.ticket_reopen(bigint, int, timestamptz, text, text) IS 'takes a solved or closed ticket up again; returns the revision';

CREATE OR REPLACE FUNCTION amends.steps_reopen(p_ticket bigint, p_from int, p_behind int) RETURNS bigint
LANGUAGE plpgsql VOLATILE SET search_path = pg_catalog, pg_temp AS $$
DECLARE v_rows int; v_id bigint;
BEGIN
  SELECT count(DISTINCT s.proc_ordinal) INTO v_rows FROM amends.ticket_step s
   WHERE s.ticket_id = p_ticket AND s.ordinal BETWEEN p_from AND p_behind AND amends.step_repeats(s);
  UPDATE amends.ticket_step s SET ordinal = s.ordinal + v_rows WHERE s.ticket_id = p_ticket AND s.ordinal > p_behind;
  INSERT INTO amends.ticket_step (ticket_id, ordinal, proc_ordinal, procedure_version_id, round, kind, role, team_id, limit_amount, limit_unit,
    anchor, effort_min, resolves)
  SELECT p_ticket, p_behind + row_number() OVER (ORDER BY r.ordinal), r.proc_ordinal, r.procedure_version_id, r.round + 1, r.kind, r.role, r.team_id,
         r.limit_amount, r.limit_unit, 'step', r.effort_min, r.resolves OR (r.kind = 'close' AND v_rows = 1)
    FROM (SELECT DISTINCT ON (s.proc_ordinal) s.* FROM amends.ticket_step s
           WHERE s.ticket_id = p_ticket AND s.ordinal BETWEEN p_from AND p_behind AND amends.step_repeats(s)
           ORDER BY s.proc_ordinal, s.ordinal DESC) r
   ORDER BY r.ordinal;
  SELECT s.id INTO v_id FROM amends.ticket_step s WHERE s.ticket_id = p_ticket AND s.ordinal = p_behind + 1;
  RETURN v_id;
END $$;
COMMENT ON FUNCTION amends.steps_reopen(bigint, int, int) IS 'repeats the work between two ordinals behind the second, limits from now; returns the first';

-- Money is not paid twice because a ticket is opened again: a new refund is a new request.
CREATE OR REPLACE FUNCTION amends.step_repeats(p_s amends.ticket_step) RETURNS boolean
LANGUAGE sql IMMUTABLE SET search_path = pg_catalog, pg_temp AS $$
  SELECT p_s.state IN ('done', 'sent_back') AND p_s.kind IN ('work', 'close') OR p_s.kind = 'close'
$$;
COMMENT ON FUNCTION amends.step_repeats(amends.ticket_step) IS 'does a step come again when its ticket is reopened';
