-- The engine: opening a ticket, its steps, the ledger of segments, the deadlines that follow from it.
--
-- One rule for everything that changes a ticket: lock the ticket row first, change the row variables, turn the
-- segment, append the event, and save with ticket_save – the only place that writes the ticket's deadline and rev.
-- Times given by callers may lie in the past (replay, import); they are never before the ledger's last turn.
--
-- Bodies of the events written here and in life.sql; ids, so a name that changes is shown as it is now:
--   filed        channel, category, priority, scope, team, step
--   assigned     step, step_kind, role, from_team, from, team, person, rule, candidates, reason?, undo?   by rule: actor null
--   take         the same, the actor takes unassigned work
--   hand_over    the same with reason; text = note
--   step_done    step, ordinal, proc_ordinal, kind, role, outcome, record, seconds
--   step_skipped step, ordinal, kind, reason
--   sent_back    step, kind, to_kind, to_step, reason
--   wait         reason, remaining_s;  resume  reason, waited_s
--   resolve      step, nth;  reopen  reason, was;  close  survey;  cancel  reason
--   escalate     from, person, reason;  escalated  level, recipients, due_at, due_kind, ver
--   priority     from, to;  category  from, to, procedure_from, procedure_to
--   contact      direction, channel, first;  note  mentions

-- In plpgsql where a ticket's way leads through a function often: its plans are kept, those of SQL functions made at every call.
CREATE OR REPLACE FUNCTION amends.team_calendar(p_team int) RETURNS int
LANGUAGE plpgsql STABLE SET search_path = pg_catalog, pg_temp AS $$
BEGIN
  RETURN (SELECT v.id FROM amends.team t
            JOIN amends.calendar c ON c.code = t.calendar_code
            JOIN amends.calendar_version v ON v.calendar_id = c.id
           WHERE t.id = p_team AND v.published_at IS NOT NULL ORDER BY v.ver DESC LIMIT 1);
END $$;
COMMENT ON FUNCTION amends.team_calendar(int) IS 'calendar version on which a team''s new work is counted';

CREATE OR REPLACE FUNCTION amends.clock_stops(p_wait_reason text) RETURNS boolean
LANGUAGE plpgsql STABLE SET search_path = pg_catalog, pg_temp AS $$
BEGIN
  RETURN p_wait_reason IS NOT NULL AND coalesce((SELECT w.stops_clock FROM amends.wait_reason w WHERE w.code = p_wait_reason), false);
END $$;
COMMENT ON FUNCTION amends.clock_stops(text) IS 'does the clock stand while a ticket waits for this; false for no reason at all';

CREATE OR REPLACE FUNCTION amends.category_procedure(p_category int) RETURNS int
LANGUAGE plpgsql STABLE SET search_path = pg_catalog, pg_temp AS $$
BEGIN
  RETURN (SELECT v.id
            FROM amends.category c
            LEFT JOIN amends.category parent ON parent.id = c.parent_id
            JOIN amends.procedure_version v ON v.procedure_id = coalesce(c.procedure_id, parent.procedure_id)
           WHERE c.id = p_category AND v.published_at IS NOT NULL
           ORDER BY v.ver DESC
           LIMIT 1);
END $$;
COMMENT ON FUNCTION amends.category_procedure(int) IS 'procedure version that a new ticket of the category follows; null when there is none';

CREATE OR REPLACE FUNCTION amends.role_fits(p_step_role text, p_role text) RETURNS boolean
LANGUAGE sql IMMUTABLE SET search_path = pg_catalog, pg_temp AS $$
  SELECT p_role = p_step_role OR p_role IN ('supervisor', 'manager')
$$;
COMMENT ON FUNCTION amends.role_fits(text, text) IS 'may somebody of this role hold a step of that role';

-- The earliest of the norms of priority, procedure and channel.
CREATE OR REPLACE FUNCTION amends.response_due(p_calendar int, p_at timestamptz, p_channel text, p_priority int, p_procedure int,
                                               OUT due_at timestamptz, OUT amount int, OUT unit text, OUT due_by text)
LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE v_norm record; v_due timestamptz;
BEGIN
  FOR v_norm IN
    SELECT 'priority' AS norm, p.response_amount AS n, p.response_unit AS u FROM amends.priority p WHERE p.id = p_priority
    UNION ALL SELECT 'procedure', v.response_amount, v.response_unit FROM amends.procedure_version v WHERE v.id = p_procedure
    UNION ALL SELECT 'channel', c.response_amount, c.response_unit FROM amends.channel c WHERE c.code = p_channel
  LOOP
    CONTINUE WHEN v_norm.n IS NULL;
    v_due := amends.due_at_extend(p_calendar, p_at, v_norm.n, v_norm.u);
    IF due_at IS NULL OR v_due < due_at THEN
      due_at := v_due; amount := v_norm.n; unit := v_norm.u; due_by := v_norm.norm;
    END IF;
  END LOOP;
END $$;
COMMENT ON FUNCTION amends.response_due(int, timestamptz, text, int, int) IS 'when the first response is due, and which norm says so';

-- Locks and ledger -------------------------------------------------------------------------------

CREATE OR REPLACE FUNCTION amends.ticket_changed(p_ticket bigint) RETURNS jsonb
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
  SELECT jsonb_build_object('by', p.name, 'by_id', p.id, 'at', e.recorded_at, 'kind', e.kind, 'rev', t.rev, 'state', t.state,
                            'assignee', a.name, 'assignee_id', a.id, 'team_id', t.team_id)
    FROM amends.ticket t
    LEFT JOIN amends.person a ON a.id = t.assignee_id
    LEFT JOIN LATERAL (
      SELECT e.actor_id, e.recorded_at, e.kind FROM amends.event e
       WHERE e.ticket_id = t.id AND e.actor_id IS NOT NULL
       ORDER BY e.id DESC LIMIT 1) e ON true
    LEFT JOIN amends.person p ON p.id = e.actor_id
   WHERE t.id = p_ticket
$$;
COMMENT ON FUNCTION amends.ticket_changed(bigint) IS 'who changed a ticket last and what it is now: detail of AM409';

CREATE OR REPLACE FUNCTION amends.ticket_lock(p_ticket bigint, p_rev int DEFAULT NULL) RETURNS amends.ticket
LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE v_ticket amends.ticket;
BEGIN
  SELECT * INTO v_ticket FROM amends.ticket t WHERE t.id = p_ticket FOR NO KEY UPDATE;
  IF NOT FOUND THEN
    PERFORM amends.fail('AM404', 'ticket.unknown');
  ELSIF v_ticket.rev <> p_rev THEN
    PERFORM amends.fail('AM409', 'ticket.changed', amends.ticket_changed(p_ticket));
  END IF;
  RETURN v_ticket;
END $$;
COMMENT ON FUNCTION amends.ticket_lock(bigint, int) IS
  'locks a ticket and returns it; AM409 when it is no longer the revision the person saw (null: any)';

CREATE OR REPLACE FUNCTION amends.ticket_clamp(p_ticket bigint, p_at timestamptz) RETURNS timestamptz
LANGUAGE plpgsql STABLE SET search_path = pg_catalog, pg_temp AS $$
BEGIN
  RETURN greatest(p_at, (SELECT coalesce(s.to_at, s.from_at) FROM amends.segment s
                          WHERE s.ticket_id = p_ticket ORDER BY s.ordinal DESC LIMIT 1));
END $$;
COMMENT ON FUNCTION amends.ticket_clamp(bigint, timestamptz) IS 'a moment no earlier than the last turn of the ticket''s ledger';

-- Ends the running segment; begins the next one as the ticket is now, unless the ticket is at its end.
CREATE OR REPLACE FUNCTION amends.segment_turn(p_t amends.ticket, p_calendar int, p_at timestamptz) RETURNS void
LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE v_ordinal int; v_ended timestamptz;
BEGIN
  UPDATE amends.segment s SET to_at = p_at WHERE s.ticket_id = p_t.id AND s.to_at IS NULL RETURNING s.ordinal INTO v_ordinal;
  IF p_t.state IN ('closed', 'cancelled', 'merged') THEN
    RETURN;
  END IF;
  IF v_ordinal IS NULL THEN  -- reopened: the time it was closed belongs to the ledger too
    SELECT s.ordinal + 1, s.to_at INTO v_ordinal, v_ended
      FROM amends.segment s WHERE s.ticket_id = p_t.id ORDER BY s.ordinal DESC LIMIT 1;
    INSERT INTO amends.segment (ticket_id, ordinal, from_at, to_at, team_id, state)
    VALUES (p_t.id, v_ordinal, v_ended, p_at, p_t.team_id, 'closed');
  END IF;
  INSERT INTO amends.segment (ticket_id, ordinal, from_at, step_id, holder_id, team_id, state, wait_reason, calendar_version_id)
  VALUES (p_t.id, v_ordinal + 1, p_at, p_t.step_id, p_t.assignee_id, p_t.team_id, p_t.state, p_t.wait_reason, p_calendar);
END $$;
COMMENT ON FUNCTION amends.segment_turn(amends.ticket, int, timestamptz) IS 'turns the ledger at a moment: gap-free by construction';

-- Deadlines --------------------------------------------------------------------------------------

-- An intake-anchored clock has run since intake, except while it stood.
CREATE OR REPLACE FUNCTION amends.clock_used(p_ticket bigint, p_calendar int, p_unit text) RETURNS bigint
LANGUAGE sql STABLE SET search_path = pg_catalog, pg_temp AS $$
  SELECT coalesce(sum(amends.clock_remaining(p_calendar, s.from_at, s.to_at, p_unit)), 0)::bigint
    FROM amends.segment s
   WHERE s.ticket_id = p_ticket AND s.to_at IS NOT NULL AND NOT amends.clock_stops(s.wait_reason) AND s.state <> 'closed'
$$;
COMMENT ON FUNCTION amends.clock_used(bigint, int, text) IS 'seconds of a clock that ran on a ticket in its finished segments';

CREATE OR REPLACE FUNCTION amends.clock_stood(p_ticket bigint) RETURNS boolean
LANGUAGE plpgsql STABLE SET search_path = pg_catalog, pg_temp AS $$
BEGIN
  RETURN p_ticket IS NOT NULL AND EXISTS (SELECT FROM amends.segment s
    WHERE s.ticket_id = p_ticket AND (s.state = 'closed' OR amends.clock_stops(s.wait_reason)));
END $$;
COMMENT ON FUNCTION amends.clock_stood(bigint) IS 'has the clock of a ticket ever been stopped';

CREATE OR REPLACE FUNCTION amends.step_limit_s(p_s amends.ticket_step, p_opened timestamptz) RETURNS bigint
LANGUAGE plpgsql VOLATILE SET search_path = pg_catalog, pg_temp AS $$
DECLARE v_from timestamptz := CASE p_s.anchor WHEN 'intake' THEN p_opened ELSE p_s.started_at END;
BEGIN
  RETURN CASE p_s.limit_unit WHEN 'min' THEN p_s.limit_amount * 60::bigint WHEN 'h' THEN p_s.limit_amount * 3600::bigint
    WHEN 'wmin' THEN p_s.limit_amount * 60::bigint WHEN 'wh' THEN p_s.limit_amount * 3600::bigint
    WHEN 'wd' THEN amends.clock_remaining(p_s.calendar_version_id, v_from,
                     amends.due_at_extend(p_s.calendar_version_id, v_from, p_s.limit_amount, 'wd'), 'wd') END;
END $$;
COMMENT ON FUNCTION amends.step_limit_s(amends.ticket_step, timestamptz) IS 'limit of a step in seconds of its own clock; null: none';

CREATE OR REPLACE FUNCTION amends.step_warn(p_s amends.ticket_step, p_opened timestamptz) RETURNS timestamptz
LANGUAGE plpgsql VOLATILE SET search_path = pg_catalog, pg_temp AS $$
DECLARE v_percent int;
BEGIN
  IF p_s.due_at IS NULL THEN
    RETURN NULL;
  END IF;
  SELECT w.warn_percent INTO v_percent FROM amends.site w;
  RETURN amends.warn_before(p_s.calendar_version_id, p_s.due_at, amends.step_limit_s(p_s, p_opened), p_s.limit_unit, v_percent);
END $$;
COMMENT ON FUNCTION amends.step_warn(amends.ticket_step, timestamptz) IS 'moment at which the warning share of a step''s limit has passed';

CREATE OR REPLACE FUNCTION amends.step_clock(p_s amends.ticket_step, p_opened timestamptz) RETURNS amends.ticket_step
LANGUAGE plpgsql VOLATILE SET search_path = pg_catalog, pg_temp AS $$
DECLARE v_from timestamptz := CASE p_s.anchor WHEN 'intake' THEN p_opened ELSE p_s.started_at END;
BEGIN
  p_s.due_at := NULL; p_s.warn_at := NULL; p_s.remaining_s := NULL;
  IF p_s.limit_amount IS NULL THEN
    RETURN p_s;
  END IF;
  p_s.due_at := amends.due_at_extend(p_s.calendar_version_id, v_from, p_s.limit_amount, p_s.limit_unit);
  IF p_s.anchor = 'intake' AND amends.clock_stood(p_s.ticket_id) THEN
    p_s.due_at := amends.clock_resume_extend(p_s.calendar_version_id, p_s.started_at,
      amends.step_limit_s(p_s, p_opened) - amends.clock_used(p_s.ticket_id, p_s.calendar_version_id, p_s.limit_unit), p_s.limit_unit);
  END IF;
  p_s.warn_at := amends.step_warn(p_s, p_opened);
  RETURN p_s;
END $$;
COMMENT ON FUNCTION amends.step_clock(amends.ticket_step, timestamptz) IS
  'starts the clock of a step: its calendar, anchor and start are set, the ledger turned up to the start';

-- The deadline that counts now. Escalation starts anew with it, and with another holder.
CREATE OR REPLACE FUNCTION amends.deadline_put(p_t amends.ticket, p_s amends.ticket_step, p_new_holder boolean) RETURNS amends.ticket
LANGUAGE plpgsql STABLE SET search_path = pg_catalog, pg_temp AS $$
DECLARE v_due timestamptz; v_kind text; v_warn timestamptz; v_changed boolean;
BEGIN
  IF p_t.state IN ('new', 'open', 'waiting', 'resolved') AND NOT amends.clock_stops(p_t.wait_reason) THEN
    IF p_t.first_response_at IS NULL AND p_t.state <> 'resolved' AND p_t.resolved_at IS NULL AND p_t.response_due_at IS NOT NULL THEN
      v_due := p_t.response_due_at; v_kind := 'response';
      v_warn := date_trunc('second', p_t.opened_at
        + (p_t.response_due_at - p_t.opened_at) * (SELECT w.warn_percent / 100.0 FROM amends.site w));
    END IF;
    IF p_s.state = 'current' AND p_s.due_at IS NOT NULL AND (v_due IS NULL OR p_s.due_at < v_due) THEN
      v_due := p_s.due_at; v_kind := 'step'; v_warn := p_s.warn_at;
    END IF;
  END IF;
  v_changed := (v_due, v_kind, p_s.id) IS DISTINCT FROM (p_t.due_at, p_t.due_kind, p_t.step_id);
  p_t.due_at := v_due; p_t.due_kind := v_kind; p_t.warn_at := v_warn; p_t.step_id := p_s.id;
  IF v_changed THEN
    p_t.deadline_ver := p_t.deadline_ver + 1;
  END IF;
  IF v_changed OR p_new_holder THEN
    p_t.escalation_level := 0; p_t.next_escalation_at := v_warn;
  END IF;
  RETURN p_t;
END $$;
COMMENT ON FUNCTION amends.deadline_put(amends.ticket, amends.ticket_step, boolean) IS
  'ticket with the deadline that counts: the earlier of first response and current step; none while the clock stands';

CREATE OR REPLACE FUNCTION amends.step_of(p_t amends.ticket) RETURNS amends.ticket_step
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE v_s amends.ticket_step;
BEGIN
  SELECT * INTO v_s FROM amends.ticket_step s WHERE s.id = p_t.step_id;
  RETURN v_s;
END $$;
COMMENT ON FUNCTION amends.step_of(amends.ticket) IS 'current step of a ticket; null when none is left';

CREATE OR REPLACE FUNCTION amends.step_save(p_s amends.ticket_step) RETURNS void
LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
BEGIN
  UPDATE amends.ticket_step s
     SET ordinal = p_s.ordinal, state = p_s.state, team_id = p_s.team_id, assignee_id = p_s.assignee_id,
         calendar_version_id = p_s.calendar_version_id, started_at = p_s.started_at, due_at = p_s.due_at, warn_at = p_s.warn_at,
         remaining_s = p_s.remaining_s, finished_at = p_s.finished_at, finished_by = p_s.finished_by, outcome = p_s.outcome,
         record = p_s.record, reason = p_s.reason
   WHERE s.id = p_s.id;
END $$;
COMMENT ON FUNCTION amends.step_save(amends.ticket_step) IS 'writes a step back';

-- Everything the ticket row needs after a business change; p_s: its current step now.
CREATE OR REPLACE FUNCTION amends.ticket_save(p_t amends.ticket, p_s amends.ticket_step) RETURNS int
LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE v_old amends.ticket; v_t amends.ticket; v_rev int;
BEGIN
  SELECT * INTO v_old FROM amends.ticket t WHERE t.id = p_t.id;
  p_t.step_id := v_old.step_id;
  v_t := amends.deadline_put(p_t, p_s, (v_old.team_id, v_old.assignee_id) IS DISTINCT FROM (p_t.team_id, p_t.assignee_id));
  UPDATE amends.ticket t
     SET category_id = v_t.category_id, priority_id = v_t.priority_id, procedure_version_id = v_t.procedure_version_id,
         state = v_t.state, wait_reason = v_t.wait_reason, step_id = v_t.step_id, team_id = v_t.team_id, assignee_id = v_t.assignee_id,
         due_at = v_t.due_at, warn_at = v_t.warn_at, due_kind = v_t.due_kind, deadline_ver = v_t.deadline_ver,
         next_escalation_at = v_t.next_escalation_at, escalation_level = v_t.escalation_level,
         response_due_at = v_t.response_due_at, first_response_at = v_t.first_response_at, first_response_by = v_t.first_response_by,
         resolve_due_at = v_t.resolve_due_at, first_resolved_at = v_t.first_resolved_at, resolved_at = v_t.resolved_at,
         closed_at = v_t.closed_at, reopened = v_t.reopened, survey_state = v_t.survey_state, rev = t.rev + 1
   WHERE t.id = p_t.id
  RETURNING t.rev INTO v_rev;
  RETURN v_rev;
END $$;
COMMENT ON FUNCTION amends.ticket_save(amends.ticket, amends.ticket_step) IS
  'writes a ticket back with its deadline and the next revision; returns the revision';
