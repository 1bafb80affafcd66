-- Steps: opening a ticket with its own copy of the procedure, starting a step, going on, sending back.

-- Above the tier whoever confirmed the amount may not pay it: the step goes to a colleague on duty, if there is one.
CREATE OR REPLACE FUNCTION amends.other_payer(p_ticket bigint, p_team int, p_person int) RETURNS int
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE v_refund amends.refund := amends.refund_of(p_ticket);
BEGIN
  IF p_person IS DISTINCT FROM v_refund.confirmed_by OR NOT amends.refund_needs_manager(v_refund) THEN
    RETURN NULL;
  END IF;
  RETURN (SELECT p.id FROM amends.team_member m JOIN amends.person p ON p.id = m.person_id
           WHERE m.team_id = p_team AND p.active AND p.on_duty AND p.role = 'finance' AND p.id NOT IN (v_refund.confirmed_by, v_refund.reviewed_by)
           ORDER BY (amends.person_load(p.id)).open, p.id LIMIT 1);
END $$;
COMMENT ON FUNCTION amends.other_payer(bigint, int, int) IS 'who pays instead of the person who confirmed a refund above the tier; null: as it is';

-- Who a step goes to: the one asked for, else whoever did it the round before and is on duty, else by the rules.
CREATE OR REPLACE FUNCTION amends.step_holder(p_t amends.ticket, p_s amends.ticket_step, p_again int,
                                              OUT team_id int, OUT person_id int, OUT rule jsonb, OUT candidates int)
LANGUAGE plpgsql STABLE SET search_path = pg_catalog, pg_temp AS $$
BEGIN
  SELECT a.team_id, a.person_id, a.rule, a.candidates INTO team_id, person_id, rule, candidates
    FROM amends.procedure_step p,
         amends.assign_pick(p_t.category_id, p_s.kind, p_s.role, p.team_code, p_t.channel, p_t.filed_by,
           (SELECT g.team_id FROM amends.segment g WHERE g.ticket_id = p_t.id AND g.ordinal = 1)) a
   WHERE p.procedure_version_id = coalesce(p_s.procedure_version_id, p_t.procedure_version_id) AND p.ordinal = p_s.proc_ordinal;
  IF p_again IS NOT NULL AND EXISTS (SELECT FROM amends.person p WHERE p.id = p_again AND p.active AND p.on_duty) THEN
    team_id := coalesce(p_s.team_id, team_id); person_id := p_again; candidates := 1;
    rule := '{"id": null, "pick": "again", "label": {"zh_CN": "上一轮由其处理", "en": "Did this step before"}}';
  END IF;
  IF p_s.kind = 'refund_pay' THEN
    person_id := coalesce(amends.other_payer(p_t.id, team_id, person_id), person_id);
  END IF;
END $$;
COMMENT ON FUNCTION amends.step_holder(amends.ticket, amends.ticket_step, int) IS 'team and person for a step of a ticket, and why';

CREATE OR REPLACE FUNCTION amends.step_label(p_t amends.ticket, p_s amends.ticket_step) RETURNS jsonb
LANGUAGE plpgsql STABLE SET search_path = pg_catalog, pg_temp AS $$
BEGIN
  RETURN (SELECT p.label FROM amends.procedure_step p
           WHERE p.procedure_version_id = coalesce(p_s.procedure_version_id, p_t.procedure_version_id) AND p.ordinal = p_s.proc_ordinal);
END $$;
COMMENT ON FUNCTION amends.step_label(amends.ticket, amends.ticket_step) IS 'label of a step by language';

CREATE OR REPLACE FUNCTION amends.notice_body(p_t amends.ticket, p_s amends.ticket_step, p_level int DEFAULT 0) RETURNS jsonb
LANGUAGE plpgsql STABLE SET search_path = pg_catalog, pg_temp AS $$
DECLARE v_customer text; v_holder text;
BEGIN
  SELECT c.mask_name INTO v_customer FROM amends.customer c WHERE c.id = p_t.customer_id;
  SELECT p.name INTO v_holder FROM amends.person p WHERE p.id = p_t.assignee_id;
  RETURN jsonb_build_object('number', p_t.number, 'subject', p_t.subject, 'step', amends.step_label(p_t, p_s), 'customer', v_customer,
    'holder', v_holder, 'due_at', p_t.due_at, 'due_kind', p_t.due_kind, 'level', p_level);
END $$;
COMMENT ON FUNCTION amends.notice_body(amends.ticket, amends.ticket_step, int) IS 'what a notice says of a ticket, without personal data';

-- After saving, so that it tells the deadline that counts.
CREATE OR REPLACE FUNCTION amends.assigned_notice(p_ticket bigint, p_actor int, p_at timestamptz) RETURNS void
LANGUAGE plpgsql VOLATILE SET search_path = pg_catalog, pg_temp AS $$
DECLARE v_t amends.ticket;
BEGIN
  SELECT * INTO v_t FROM amends.ticket t WHERE t.id = p_ticket;
  IF v_t.assignee_id IS NOT NULL AND v_t.assignee_id IS DISTINCT FROM p_actor THEN
    PERFORM amends.notice_add(v_t.assignee_id, p_ticket, 'assigned', 0, p_at, amends.notice_body(v_t, amends.step_of(v_t)));
  END IF;
END $$;
COMMENT ON FUNCTION amends.assigned_notice(bigint, int, timestamptz) IS 'tells the holder of new work, unless it is by own hand';

-- Starts a pending step: holder, clock, ledger, event. Returns the ticket; the caller saves it with the step.
CREATE OR REPLACE FUNCTION amends.step_start(p_t amends.ticket, p_step bigint, p_at timestamptz, p_again int DEFAULT NULL) RETURNS amends.ticket
LANGUAGE plpgsql VOLATILE SET search_path = pg_catalog, pg_temp AS $$
DECLARE v_s amends.ticket_step; v_pick record; v_from_team int := p_t.team_id; v_from int := p_t.assignee_id;
BEGIN
  SELECT * INTO v_s FROM amends.ticket_step s WHERE s.id = p_step;
  SELECT * INTO v_pick FROM amends.step_holder(p_t, v_s, p_again);
  v_s.state := 'current'; v_s.started_at := p_at;
  v_s.team_id := v_pick.team_id; v_s.assignee_id := v_pick.person_id;
  v_s.calendar_version_id := amends.team_calendar(v_pick.team_id);
  p_t.team_id := v_pick.team_id; p_t.assignee_id := v_pick.person_id; p_t.step_id := p_step;
  IF p_t.state = 'new' AND p_t.assignee_id IS NOT NULL THEN
    p_t.state := 'open';
  END IF;
  PERFORM amends.segment_turn(p_t, v_s.calendar_version_id, p_at);
  v_s := amends.step_clock(v_s, p_t.opened_at);
  PERFORM amends.step_save(v_s);
  PERFORM amends.participant_add(p_t.id, p_t.assignee_id, 'held');
  PERFORM amends.event_add(p_t.id, 'assigned', p_at, NULL, NULL, jsonb_build_object('step', v_s.id, 'step_kind', v_s.kind, 'role', v_s.role,
    'from_team', v_from_team, 'from', v_from, 'team', p_t.team_id, 'person', p_t.assignee_id,
    'rule', v_pick.rule, 'candidates', v_pick.candidates));
  RETURN p_t;
END $$;
COMMENT ON FUNCTION amends.step_start(amends.ticket, bigint, timestamptz, int) IS 'makes a pending step the current one';

-- Opening ----------------------------------------------------------------------------------------

CREATE OR REPLACE FUNCTION amends.intake_team(p_filer int, p_team int) RETURNS int
LANGUAGE plpgsql STABLE SET search_path = pg_catalog, pg_temp AS $$
DECLARE v_team int;
BEGIN
  SELECT p.home_team_id INTO v_team FROM amends.person p WHERE p.id = p_filer;
  IF v_team IS NOT NULL THEN
    RETURN v_team;
  END IF;
  RETURN coalesce((SELECT min(m.team_id) FROM amends.team_member m WHERE m.person_id = p_filer), p_team,
                  (SELECT t.id FROM amends.team t WHERE t.active ORDER BY t.position, t.id LIMIT 1));
END $$;
COMMENT ON FUNCTION amends.intake_team(int, int) IS 'team that takes a ticket in: the filer''s own';

-- The ticket's copy of its procedure: intake done by filing, the current step as given, the rest pending.
CREATE OR REPLACE FUNCTION amends.steps_copy(p_t amends.ticket, p_s amends.ticket_step, p_intake_team int, p_at timestamptz,
                                             OUT intake_step bigint)
LANGUAGE plpgsql VOLATILE SET search_path = pg_catalog, pg_temp AS $$
BEGIN
  WITH ins AS (
    INSERT INTO amends.ticket_step (id, ticket_id, ordinal, proc_ordinal, kind, role, state, team_id, assignee_id, limit_amount, limit_unit,
      anchor, effort_min, resolves, calendar_version_id, started_at, due_at, warn_at, finished_at, finished_by)
    OVERRIDING SYSTEM VALUE
    SELECT CASE WHEN c.now THEN p_s.id ELSE nextval('amends.ticket_step_id_seq') END, p_t.id, p.ordinal, p.ordinal, p.kind, p.role,
           CASE WHEN p.kind = 'intake' THEN 'done' WHEN c.now THEN 'current' ELSE 'pending' END,
           CASE WHEN c.now THEN p_s.team_id WHEN p.kind = 'intake' OR p.team_code = 'intake' THEN p_intake_team ELSE t.id END,
           CASE WHEN c.now THEN p_s.assignee_id WHEN p.kind = 'intake' THEN p_t.filed_by END,
           p.limit_amount, p.limit_unit, p.anchor, p.effort_min, p.resolves,
           CASE WHEN c.now THEN p_s.calendar_version_id END, CASE WHEN c.now OR p.kind = 'intake' THEN p_at END,
           CASE WHEN c.now THEN p_s.due_at END, CASE WHEN c.now THEN p_s.warn_at END,
           CASE WHEN p.kind = 'intake' THEN p_at END, CASE WHEN p.kind = 'intake' THEN p_t.filed_by END
      FROM amends.procedure_step p
      CROSS JOIN LATERAL (SELECT p.ordinal = p_s.proc_ordinal AS now) c
      LEFT JOIN amends.team t ON t.code = p.team_code
     WHERE p.procedure_version_id = p_t.procedure_version_id
     ORDER BY p.ordinal
    RETURNING id, kind)
  SELECT min(i.id) INTO intake_step FROM ins i WHERE i.kind = 'intake';
END $$;
COMMENT ON FUNCTION amends.steps_copy(amends.ticket, amends.ticket_step, int, timestamptz) IS 'inserts a new ticket''s steps, the current one with the id it was given; returns that of intake';

-- First step after intake, its holder and clock, on a ticket that has no row yet.
CREATE OR REPLACE FUNCTION amends.step_first(p_t amends.ticket, p_intake_team int, p_team int, p_assignee int,
                                             OUT s amends.ticket_step, OUT rule jsonb, OUT candidates int)
LANGUAGE plpgsql VOLATILE SET search_path = pg_catalog, pg_temp AS $$
DECLARE v_p amends.procedure_step; v_pick record;
BEGIN
  SELECT * INTO v_p FROM amends.procedure_step p
   WHERE p.procedure_version_id = p_t.procedure_version_id AND p.kind <> 'intake' ORDER BY p.ordinal LIMIT 1;
  IF NOT FOUND THEN
    PERFORM amends.fail('AM422', 'procedure.no_steps');
  END IF;
  SELECT * INTO v_pick FROM amends.assign_pick(p_t.category_id, v_p.kind, v_p.role, v_p.team_code, p_t.channel, p_t.filed_by, p_intake_team);
  s.proc_ordinal := v_p.ordinal; s.kind := v_p.kind; s.role := v_p.role; s.state := 'current'; s.started_at := p_t.opened_at;
  s.team_id := coalesce(p_team, v_pick.team_id); s.assignee_id := v_pick.person_id;
  rule := v_pick.rule; candidates := v_pick.candidates;
  IF p_assignee IS NOT NULL OR p_team IS NOT NULL THEN  -- chosen at the desk: a person, or a queue
    s.assignee_id := p_assignee; candidates := NULL;
    rule := '{"id": null, "pick": "chosen", "label": {"zh_CN": "登记时指定", "en": "Chosen when filed"}}';
    IF p_team IS NULL AND NOT EXISTS (SELECT FROM amends.team_member m WHERE m.team_id = s.team_id AND m.person_id = p_assignee) THEN
      s.team_id := coalesce((SELECT p.home_team_id FROM amends.person p WHERE p.id = p_assignee), s.team_id);
    END IF;
  END IF;
  s.limit_amount := v_p.limit_amount; s.limit_unit := v_p.limit_unit; s.anchor := v_p.anchor;
  s.calendar_version_id := amends.team_calendar(s.team_id);
  s := amends.step_clock(s, p_t.opened_at);
END $$;
COMMENT ON FUNCTION amends.step_first(amends.ticket, int, int, int) IS 'the step a new ticket begins with, with holder, reason and clock';

CREATE OR REPLACE FUNCTION amends.ticket_open(p_channel text, p_customer bigint, p_order bigint, p_category int, p_priority int, p_scope text,
                                              p_subject text, p_words text, p_serial text, p_filer int, p_assignee int, p_team int,
                                              p_at timestamptz) RETURNS bigint
LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE
  v_t amends.ticket; v_first record; v_s amends.ticket_step; v_intake_step bigint; v_contact boolean;
  v_intake_team int := amends.intake_team(p_filer, p_team); v_proc amends.procedure_version; v_calendar int;
BEGIN
  SELECT * INTO v_proc FROM amends.procedure_version v WHERE v.id = amends.category_procedure(p_category);
  IF NOT FOUND THEN
    PERFORM amends.fail('AM422', 'category.no_procedure', jsonb_build_object('category', p_category));
  END IF;
  SELECT c.contact_at_intake AND p_filer IS NOT NULL INTO v_contact FROM amends.channel c WHERE c.code = p_channel;
  v_calendar := amends.team_calendar(v_intake_team);
  v_t.day := amends.site_day(p_at); v_t.opened_at := p_at; v_t.channel := p_channel; v_t.category_id := p_category;
  v_t.priority_id := p_priority; v_t.procedure_version_id := v_proc.id; v_t.filed_by := p_filer; v_t.deadline_ver := 0; v_t.escalation_level := 0;
  IF v_contact THEN
    v_t.first_response_at := p_at; v_t.first_response_by := p_filer;
  END IF;
  SELECT r.due_at INTO v_t.response_due_at FROM amends.response_due(v_calendar, p_at, p_channel, p_priority, v_proc.id) r;
  IF v_proc.resolve_amount IS NOT NULL THEN
    v_t.resolve_due_at := amends.due_at_extend(v_calendar, p_at, v_proc.resolve_amount, v_proc.resolve_unit);
  END IF;
  SELECT * INTO v_first FROM amends.step_first(v_t, v_intake_team, p_team, p_assignee);
  v_s := v_first.s;
  -- its id beforehand: to fill it in afterwards would check every foreign key of the ticket a second time
  v_s.id := nextval('amends.ticket_step_id_seq');
  v_t.team_id := v_s.team_id; v_t.assignee_id := v_s.assignee_id;
  v_t.state := CASE WHEN v_s.assignee_id IS NULL THEN 'new' ELSE 'open' END;
  v_t := amends.deadline_put(v_t, v_s, true);
  INSERT INTO amends.ticket (day, n, channel, customer_id, order_id, category_id, priority_id, scope, subject, words, serial, state,
    procedure_version_id, team_id, assignee_id, opened_at, filed_by, due_at, warn_at, due_kind, deadline_ver, next_escalation_at,
    response_due_at, first_response_at, first_response_by, resolve_due_at, step_id)
  VALUES (v_t.day, amends.number_next(v_t.day), p_channel, p_customer, p_order, p_category, p_priority, coalesce(p_scope, 'one'), p_subject,
    p_words, p_serial, v_t.state, v_proc.id, v_t.team_id, v_t.assignee_id, p_at, p_filer, v_t.due_at, v_t.warn_at, v_t.due_kind, 1,
    v_t.next_escalation_at, v_t.response_due_at, v_t.first_response_at, v_t.first_response_by, v_t.resolve_due_at, v_s.id)
  RETURNING * INTO v_t;
  v_intake_step := amends.steps_copy(v_t, v_s, v_intake_team, p_at);
  INSERT INTO amends.segment (ticket_id, ordinal, from_at, to_at, step_id, holder_id, team_id, state, calendar_version_id)
  VALUES (v_t.id, 1, p_at, p_at, v_intake_step, p_filer, v_intake_team, 'new', v_calendar),
         (v_t.id, 2, p_at, NULL, v_s.id, v_t.assignee_id, v_t.team_id, v_t.state, v_s.calendar_version_id);
  INSERT INTO amends.participant (ticket_id, person_id, why)
  SELECT v_t.id, w.person, w.why FROM (VALUES (p_filer, 'filed'), (nullif(v_t.assignee_id, p_filer), 'held')) w (person, why)
   WHERE w.person IS NOT NULL;
  INSERT INTO amends.event (ticket_id, kind, happened_at, actor_id, text, body)
  SELECT v_t.id, e.kind, p_at, e.actor, e.text, e.body
    FROM (VALUES
      (1, 'filed', p_filer, NULL, jsonb_build_object('channel', p_channel, 'category', p_category, 'priority', p_priority,
        'scope', v_t.scope, 'team', v_intake_team, 'step', v_intake_step)),
      (2, CASE WHEN v_contact THEN 'contact' END, p_filer, NULL,
        jsonb_build_object('direction', 'in', 'channel', p_channel, 'first', true, 'at_intake', true)),
      (3, 'assigned', NULL, NULL, jsonb_build_object('step', v_s.id, 'step_kind', v_s.kind, 'role', v_s.role, 'from_team', v_intake_team,
        'from', p_filer, 'team', v_t.team_id, 'person', v_t.assignee_id, 'rule', v_first.rule, 'candidates', v_first.candidates))
    ) e (place, kind, actor, text, body)
   WHERE e.kind IS NOT NULL
   ORDER BY e.place;
  INSERT INTO amends.change (kind, ref) VALUES ('ticket', v_t.id);
  PERFORM amends.assigned_notice(v_t.id, p_filer, p_at);
  PERFORM amends.fact_open(v_t.id, v_intake_team);
  RETURN v_t.id;
END $$;
COMMENT ON FUNCTION amends.ticket_open(text, bigint, bigint, int, int, text, text, text, text, int, int, int, timestamptz) IS
  'opens a ticket: number, steps, ledger, holder, deadline, history; assignee and team null = by the rules';

-- Going on ---------------------------------------------------------------------------------------

CREATE OR REPLACE FUNCTION amends.steps_skip(p_ticket bigint, p_after int, p_before int, p_at timestamptz, p_reason text) RETURNS void
LANGUAGE sql VOLATILE SET search_path = pg_catalog, pg_temp AS $$
  UPDATE amends.ticket_step s SET state = 'skipped', reason = p_reason, finished_at = p_at
   WHERE s.ticket_id = p_ticket AND s.state = 'pending' AND s.ordinal > p_after AND (p_before IS NULL OR s.ordinal < p_before)
$$;
COMMENT ON FUNCTION amends.steps_skip(bigint, int, int, timestamptz, text) IS 'skips pending steps between two ordinals';

-- Copies of done steps from one of the procedure on, put behind the current step: the next round.
CREATE OR REPLACE FUNCTION amends.steps_again(p_ticket bigint, p_from int, p_behind int, p_anchor text) RETURNS bigint
LANGUAGE plpgsql VOLATILE SET search_path = pg_catalog, pg_temp AS $$
DECLARE v_n int; v_id bigint;
BEGIN
  SELECT count(*) INTO v_n FROM amends.ticket_step s
   WHERE s.ticket_id = p_ticket AND s.ordinal BETWEEN p_from AND p_behind AND s.state <> 'skipped' AND s.kind <> 'intake';
  UPDATE amends.ticket_step s SET ordinal = s.ordinal + v_n WHERE s.ticket_id = p_ticket AND s.ordinal > p_behind;
  INSERT INTO amends.ticket_step (ticket_id, ordinal, proc_ordinal, procedure_version_id, round, kind, role, team_id, limit_amount, limit_unit,
    anchor, effort_min, resolves)
  SELECT s.ticket_id, p_behind + row_number() OVER (ORDER BY s.ordinal), s.proc_ordinal, s.procedure_version_id, s.round + 1, s.kind, s.role,
         s.team_id, s.limit_amount, s.limit_unit, coalesce(p_anchor, s.anchor), s.effort_min, s.resolves
    FROM amends.ticket_step s
   WHERE s.ticket_id = p_ticket AND s.ordinal BETWEEN p_from AND p_behind AND s.state <> 'skipped' AND s.kind <> 'intake'
   ORDER BY s.ordinal;
  SELECT s.id INTO v_id FROM amends.ticket_step s WHERE s.ticket_id = p_ticket AND s.ordinal = p_behind + 1;
  RETURN v_id;
END $$;
COMMENT ON FUNCTION amends.steps_again(bigint, int, int, text) IS
  'repeats the steps between two ordinals behind the second; returns the first copy';

CREATE OR REPLACE FUNCTION amends.step_rule(p_t amends.ticket, p_s amends.ticket_step) RETURNS amends.procedure_step
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
  SELECT p.* FROM amends.procedure_step p
   WHERE p.procedure_version_id = coalesce(p_s.procedure_version_id, p_t.procedure_version_id) AND p.ordinal = p_s.proc_ordinal
$$;
COMMENT ON FUNCTION amends.step_rule(amends.ticket, amends.ticket_step) IS 'the step of the procedure that a ticket''s step is a copy of';

-- The way out taken: by its code, or the only one there is.
CREATE OR REPLACE FUNCTION amends.step_branch(p_outcomes jsonb, p_outcome text) RETURNS jsonb
LANGUAGE sql IMMUTABLE SET search_path = pg_catalog, pg_temp AS $$
  SELECT b FROM jsonb_array_elements(p_outcomes) b
   WHERE b ->> 'code' = p_outcome OR (p_outcome IS NULL AND jsonb_array_length(p_outcomes) = 1)
   LIMIT 1
$$;
COMMENT ON FUNCTION amends.step_branch(jsonb, text) IS 'outcome {code, label, next, resolves} of a step; null: the next step follows';

-- The step an outcome leads to: null when the work is done. Skips what lies between.
CREATE OR REPLACE FUNCTION amends.step_after(p_t amends.ticket, p_s amends.ticket_step, p_branch jsonb, p_at timestamptz) RETURNS bigint
LANGUAGE plpgsql VOLATILE SET search_path = pg_catalog, pg_temp AS $$
DECLARE v_next int := (p_branch ->> 'next')::int; v_target amends.ticket_step; v_id bigint;
BEGIN
  IF v_next = 0 THEN
    PERFORM amends.steps_skip(p_t.id, p_s.ordinal, NULL, p_at, 'outcome');
    RETURN NULL;
  ELSIF v_next IS NOT NULL THEN
    SELECT * INTO v_target FROM amends.ticket_step s
     WHERE s.ticket_id = p_t.id AND s.proc_ordinal = v_next AND s.state = 'pending' AND s.ordinal > p_s.ordinal
     ORDER BY s.ordinal LIMIT 1;
    IF FOUND THEN
      PERFORM amends.steps_skip(p_t.id, p_s.ordinal, v_target.ordinal, p_at, 'outcome');
      RETURN v_target.id;
    END IF;
    SELECT * INTO v_target FROM amends.ticket_step s
     WHERE s.ticket_id = p_t.id AND s.proc_ordinal = v_next AND s.ordinal <= p_s.ordinal ORDER BY s.ordinal DESC LIMIT 1;
    IF FOUND THEN
      RETURN amends.steps_again(p_t.id, v_target.ordinal, p_s.ordinal, NULL);
    END IF;
  END IF;
  SELECT s.id INTO v_id FROM amends.ticket_step s WHERE s.ticket_id = p_t.id AND s.state = 'pending' ORDER BY s.ordinal LIMIT 1;
  RETURN v_id;
END $$;
COMMENT ON FUNCTION amends.step_after(amends.ticket, amends.ticket_step, jsonb, timestamptz) IS 'next step by outcome: forwards, back, or the one that follows';

CREATE OR REPLACE FUNCTION amends.ticket_resolve(p_t amends.ticket, p_step bigint, p_actor int, p_at timestamptz) RETURNS amends.ticket
LANGUAGE plpgsql VOLATILE SET search_path = pg_catalog, pg_temp AS $$
BEGIN
  p_t.state := 'resolved'; p_t.wait_reason := NULL;
  p_t.resolved_at := p_at; p_t.first_resolved_at := coalesce(p_t.first_resolved_at, p_at);
  PERFORM amends.event_add(p_t.id, 'resolve', p_at, p_actor, NULL, jsonb_build_object('step', p_step,
    'nth', 1 + (SELECT count(*) FROM amends.event e WHERE e.ticket_id = p_t.id AND e.kind = 'resolve')));
  RETURN p_t;
END $$;
COMMENT ON FUNCTION amends.ticket_resolve(amends.ticket, bigint, int, timestamptz) IS 'the solution is given: state, dates, event';

-- From a step that has been left to the next, or to none. p_again: who did it before.
CREATE OR REPLACE FUNCTION amends.step_go(p_t amends.ticket, p_next bigint, p_actor int, p_at timestamptz, p_again int DEFAULT NULL) RETURNS int
LANGUAGE plpgsql VOLATILE SET search_path = pg_catalog, pg_temp AS $$
DECLARE v_s amends.ticket_step; v_rev int;
BEGIN
  IF p_next IS NOT NULL THEN
    p_t := amends.step_start(p_t, p_next, p_at, p_again);
    SELECT * INTO v_s FROM amends.ticket_step s WHERE s.id = p_next;
  ELSE
    p_t.step_id := NULL;
    PERFORM amends.segment_turn(p_t, NULL, p_at);
  END IF;
  v_rev := amends.ticket_save(p_t, v_s);
  IF p_next IS NOT NULL THEN
    PERFORM amends.assigned_notice(p_t.id, p_actor, p_at);
  END IF;
  PERFORM amends.fact_refresh(ARRAY[p_t.id]);
  RETURN v_rev;
END $$;
COMMENT ON FUNCTION amends.step_go(amends.ticket, bigint, int, timestamptz, int) IS 'begins the step that follows one left behind; returns the revision';

CREATE OR REPLACE FUNCTION amends.step_advance(p_ticket bigint, p_actor int, p_at timestamptz, p_outcome text, p_record jsonb) RETURNS int
LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE v_t amends.ticket := amends.ticket_lock(p_ticket); v_s amends.ticket_step; v_next bigint; v_branch jsonb; v_rule amends.procedure_step;
BEGIN
  v_s := amends.step_of(v_t);
  IF v_s.id IS NULL THEN
    PERFORM amends.fail('AM423', 'step.none');
  ELSIF v_t.state = 'waiting' THEN
    PERFORM amends.ticket_resume(p_ticket, p_actor, p_at);
    v_t := amends.ticket_lock(p_ticket);
    v_s := amends.step_of(v_t);
  END IF;
  p_at := amends.ticket_clamp(p_ticket, p_at);
  v_s.state := 'done'; v_s.finished_at := p_at; v_s.finished_by := p_actor; v_s.outcome := p_outcome; v_s.record := coalesce(p_record, '{}');
  PERFORM amends.step_save(v_s);
  PERFORM amends.event_add(p_ticket, 'step_done', p_at, p_actor, NULL, jsonb_build_object('step', v_s.id, 'ordinal', v_s.ordinal,
    'proc_ordinal', v_s.proc_ordinal, 'kind', v_s.kind, 'role', v_s.role, 'outcome', p_outcome, 'record', v_s.record,
    'seconds', floor(extract(epoch FROM p_at - v_s.started_at))));
  v_rule := amends.step_rule(v_t, v_s);
  v_branch := amends.step_branch(v_rule.outcomes, p_outcome);
  v_t := amends.choices_apply(v_t, v_rule.record, v_s.record, p_at);
  v_next := amends.step_after(v_t, v_s, v_branch, p_at);
  IF v_s.resolves OR (v_branch -> 'resolves')::boolean OR (v_next IS NULL AND v_t.resolved_at IS NULL) THEN
    v_t := amends.ticket_resolve(v_t, v_s.id, p_actor, p_at);
  ELSIF v_next IS NOT NULL AND v_t.state = 'resolved' AND amends.unresolves(v_t.id, v_next) THEN
    v_t.state := 'open'; v_t.resolved_at := NULL;
  END IF;
  RETURN amends.step_go(v_t, v_next, p_actor, p_at);
END $$;
COMMENT ON FUNCTION amends.step_advance(bigint, int, timestamptz, text, jsonb) IS
  'finishes the current step and starts the next, by its outcome; a solution resolves the ticket; returns the revision';

-- What a recorded choice brings with it by the procedure: a coupon, or another limit for the work ahead.
CREATE OR REPLACE FUNCTION amends.choices_apply(p_t amends.ticket, p_fields jsonb, p_record jsonb, p_at timestamptz) RETURNS amends.ticket
LANGUAGE plpgsql VOLATILE SET search_path = pg_catalog, pg_temp AS $$
DECLARE v_choice jsonb; v_unit text; v_amount int;
BEGIN
  FOR v_choice IN
    SELECT c FROM jsonb_array_elements(p_fields) f, jsonb_array_elements(f -> 'choices') c
     WHERE f ->> 'kind' = 'choice' AND c ->> 'code' = p_record ->> (f ->> 'code')
  LOOP
    -- once a ticket, however often the step comes round
    IF v_choice ? 'coupon_minor' AND NOT EXISTS (SELECT FROM amends.coupon k WHERE k.ticket_id = p_t.id AND k.booked_by IS NULL AND k.cancelled_at IS NULL) THEN
      PERFORM amends.coupon_book(p_t.id, (v_choice ->> 'coupon_minor')::bigint, NULL, p_at);
    END IF;
    IF v_choice ? 'limit' THEN
      v_amount := (v_choice -> 'limit' ->> 'amount')::int; v_unit := v_choice -> 'limit' ->> 'unit';
      UPDATE amends.ticket_step s SET limit_amount = v_amount, limit_unit = v_unit
       WHERE s.ticket_id = p_t.id AND s.state = 'pending' AND s.kind = 'work' AND s.anchor = 'intake';
      SELECT amends.due_at_extend(g.calendar_version_id, p_t.opened_at, v_amount, v_unit) INTO p_t.resolve_due_at
        FROM amends.segment g WHERE g.ticket_id = p_t.id AND g.ordinal = 1;
    END IF;
  END LOOP;
  RETURN p_t;
END $$;
COMMENT ON FUNCTION amends.choices_apply(amends.ticket, jsonb, jsonb, timestamptz) IS 'carries out what the choices recorded at a step stand for';

-- Going back to work whose end gives the solution anew means that the ticket is not solved now.
CREATE OR REPLACE FUNCTION amends.unresolves(p_ticket bigint, p_next bigint) RETURNS boolean
LANGUAGE sql STABLE SET search_path = pg_catalog, pg_temp AS $$
  SELECT EXISTS (SELECT FROM amends.ticket_step n JOIN amends.ticket_step s ON s.ticket_id = n.ticket_id
                  WHERE n.id = p_next AND s.state IN ('pending', 'current') AND s.ordinal >= n.ordinal AND s.resolves)
$$;
COMMENT ON FUNCTION amends.unresolves(bigint, bigint) IS 'does a solution still lie ahead when a step is next';

CREATE OR REPLACE FUNCTION amends.step_send_back(p_ticket bigint, p_to_kind text, p_actor int, p_at timestamptz, p_reason text) RETURNS int
LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE v_t amends.ticket := amends.ticket_lock(p_ticket); v_s amends.ticket_step; v_to amends.ticket_step; v_next bigint;
BEGIN
  v_s := amends.step_of(v_t);
  SELECT * INTO v_to FROM amends.ticket_step s
   WHERE s.ticket_id = p_ticket AND s.kind = p_to_kind AND s.ordinal < v_s.ordinal AND s.state = 'done' ORDER BY s.ordinal DESC LIMIT 1;
  IF NOT FOUND THEN
    PERFORM amends.fail('AM423', 'step.nowhere_back', jsonb_build_object('kind', p_to_kind));
  ELSIF v_t.state = 'waiting' THEN
    PERFORM amends.ticket_resume(p_ticket, p_actor, p_at);
    v_t := amends.ticket_lock(p_ticket);
    v_s := amends.step_of(v_t);
  END IF;
  p_at := amends.ticket_clamp(p_ticket, p_at);
  v_s.state := 'sent_back'; v_s.finished_at := p_at; v_s.finished_by := p_actor; v_s.reason := p_reason;
  PERFORM amends.step_save(v_s);
  v_next := amends.steps_again(p_ticket, v_to.ordinal, v_s.ordinal, NULL);
  PERFORM amends.event_add(p_ticket, 'sent_back', p_at, p_actor, NULL, jsonb_build_object('step', v_s.id, 'kind', v_s.kind, 'to_kind', p_to_kind,
    'to_step', v_next, 'reason', p_reason));
  IF v_t.state = 'resolved' AND amends.unresolves(p_ticket, v_next) THEN
    v_t.state := 'open'; v_t.resolved_at := NULL;
  END IF;
  RETURN amends.step_go(v_t, v_next, p_actor, p_at, v_to.finished_by);
END $$;
COMMENT ON FUNCTION amends.step_send_back(bigint, text, int, timestamptz, text) IS
  'sends the current step back to the last done step of a kind: both come again behind it; returns the revision';
