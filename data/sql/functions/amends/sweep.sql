-- Reminders and tidying up, called by every desk twice a minute and by a timer of the server's own.
--
-- A reminder is a row of amends.escalation; its key makes each happen once, whoever sweeps and however many do.
-- Level 0 = the warning, to the holder; 1 = at the limit, to holder and superior; 2… = one up the chain each gap.

-- Those who are told at a level, of a chain that begins with the holder.
CREATE OR REPLACE FUNCTION amends.level_people(p_chain int[], p_level int) RETURNS int[]
LANGUAGE sql IMMUTABLE SET search_path = pg_catalog, pg_temp AS $$
  SELECT CASE p_level WHEN 0 THEN p_chain[1:1] WHEN 1 THEN p_chain[1:2] ELSE p_chain[p_level + 1:p_level + 1] END
$$;
COMMENT ON FUNCTION amends.level_people(int[], int) IS 'recipients of a reminder by level';

CREATE OR REPLACE FUNCTION amends.level_next(p_chain int[], p_level int, p_due timestamptz, p_limit_s bigint) RETURNS timestamptz
LANGUAGE sql STABLE SET search_path = pg_catalog, pg_temp AS $$
  SELECT CASE WHEN p_level = 0 THEN p_due
              WHEN cardinality(amends.level_people(p_chain, p_level + 1)) > 0
                THEN p_due + make_interval(secs => p_level * greatest(s.escalation_gap_s, coalesce(p_limit_s, 0) / 2)) END
    FROM amends.site s
$$;
COMMENT ON FUNCTION amends.level_next(int[], int, timestamptz, bigint) IS 'when the level after one is due; null when nobody is left to tell';

CREATE OR REPLACE FUNCTION amends.remind(p_kind text, p_ref bigint, p_ver int, p_level int, p_people int[], p_ticket bigint, p_at timestamptz) RETURNS int[]
LANGUAGE sql VOLATILE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
  WITH told AS (
    INSERT INTO amends.escalation (kind, ref, deadline_ver, level, recipient_id, ticket_id, at)
    SELECT p_kind, p_ref, p_ver, p_level, w.person, p_ticket, p_at FROM unnest(p_people) AS w (person)
    ON CONFLICT DO NOTHING
    RETURNING recipient_id)
  SELECT coalesce(array_agg(recipient_id ORDER BY recipient_id), '{}') FROM told
$$;
COMMENT ON FUNCTION amends.remind(text, bigint, int, int, int[], bigint, timestamptz) IS 'registers a reminder; returns those who had not had it yet';

-- Half the limit of what is due counts for the gap between levels.
CREATE OR REPLACE FUNCTION amends.due_limit_s(p_t amends.ticket) RETURNS bigint
LANGUAGE sql VOLATILE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
  SELECT CASE p_t.due_kind WHEN 'response' THEN extract(epoch FROM p_t.response_due_at - p_t.opened_at)::bigint
                           ELSE (SELECT amends.step_limit_s(s, p_t.opened_at) FROM amends.ticket_step s WHERE s.id = p_t.step_id) END
$$;
COMMENT ON FUNCTION amends.due_limit_s(amends.ticket) IS 'seconds of the limit whose deadline counts now';

CREATE OR REPLACE FUNCTION amends.remind_ticket(p_t amends.ticket, p_at timestamptz) RETURNS void
LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE
  v_chain int[] := amends.escalation_chain(p_t.team_id, p_t.assignee_id); v_told int[]; v_body jsonb; v_person int;
  -- a limit already passed is told as passed: a warning of it would be wrong
  v_level int := greatest(p_t.escalation_level, (p_t.due_at <= p_at)::int);
BEGIN
  v_told := amends.remind('ticket', CASE p_t.due_kind WHEN 'response' THEN -p_t.id ELSE p_t.step_id END, p_t.deadline_ver, v_level,
                          amends.level_people(v_chain, v_level), p_t.id, p_at);
  IF cardinality(v_told) > 0 THEN
    v_body := amends.notice_body(p_t, amends.step_of(p_t), v_level);
    FOREACH v_person IN ARRAY v_told LOOP
      PERFORM amends.notice_add(v_person, p_t.id, CASE v_level WHEN 0 THEN 'warn' WHEN 1 THEN 'due' ELSE 'escalated' END, v_level, p_at, v_body);
    END LOOP;
    PERFORM amends.event_add(p_t.id, 'escalated', p_at, NULL, NULL, jsonb_build_object('level', v_level, 'recipients', v_told,
      'due_at', p_t.due_at, 'due_kind', p_t.due_kind, 'ver', p_t.deadline_ver, 'step', p_t.step_id));
  END IF;
  UPDATE amends.ticket t
     SET escalation_level = v_level + 1, next_escalation_at = amends.level_next(v_chain, v_level, p_t.due_at, amends.due_limit_s(p_t))
   WHERE t.id = p_t.id;
END $$;
COMMENT ON FUNCTION amends.remind_ticket(amends.ticket, timestamptz) IS 'reminds of one ticket at its level and sets the next; the row is locked';

CREATE OR REPLACE FUNCTION amends.remind_followup(p_f amends.followup, p_at timestamptz) RETURNS void
LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE
  v_t amends.ticket; v_chain int[]; v_told int[]; v_person int; v_level int := greatest(p_f.escalation_level, (p_f.due_at <= p_at)::int);
BEGIN
  SELECT * INTO v_t FROM amends.ticket t WHERE t.id = p_f.ticket_id;
  v_chain := amends.escalation_chain(v_t.team_id, p_f.holder_id);
  v_told := amends.remind('followup', p_f.id, 0, v_level, amends.level_people(v_chain, v_level), p_f.ticket_id, p_at);
  FOREACH v_person IN ARRAY v_told LOOP
    PERFORM amends.notice_add(v_person, p_f.ticket_id, 'callback', v_level, p_at, amends.notice_body(v_t, amends.step_of(v_t), v_level)
      || jsonb_build_object('due_at', p_f.due_at, 'due_kind', 'callback', 'followup', p_f.id, 'followup_kind', p_f.kind,
                            'holder', (SELECT p.name FROM amends.person p WHERE p.id = p_f.holder_id)));
  END LOOP;
  UPDATE amends.followup f
     SET escalation_level = v_level + 1,
         next_escalation_at = amends.level_next(v_chain, v_level, p_f.due_at, extract(epoch FROM p_f.due_at - p_f.created_at)::bigint)
   WHERE f.id = p_f.id;
END $$;
COMMENT ON FUNCTION amends.remind_followup(amends.followup, timestamptz) IS 'reminds of a promised call at its level and sets the next; the row is locked';

-- Rows somebody is working on are left for the next pass: a sweep waits for nobody.
CREATE OR REPLACE FUNCTION amends.sweep_reminders(p_at timestamptz, p_limit int) RETURNS int
LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE v_t amends.ticket; v_f amends.followup; v_n int := 0;
BEGIN
  FOR v_t IN
    SELECT * FROM amends.ticket t WHERE t.next_escalation_at <= p_at ORDER BY t.next_escalation_at LIMIT p_limit FOR NO KEY UPDATE SKIP LOCKED
  LOOP
    PERFORM amends.remind_ticket(v_t, p_at);
    v_n := v_n + 1;
  END LOOP;
  FOR v_f IN
    SELECT * FROM amends.followup f WHERE f.next_escalation_at <= p_at ORDER BY f.next_escalation_at LIMIT p_limit FOR NO KEY UPDATE SKIP LOCKED
  LOOP
    PERFORM amends.remind_followup(v_f, p_at);
    v_n := v_n + 1;
  END LOOP;
  RETURN v_n;
END $$;
COMMENT ON FUNCTION amends.sweep_reminders(timestamptz, int) IS 'sends what reminders are due, a batch of them; returns how many rows it moved';

CREATE OR REPLACE FUNCTION amends.sweep_surveys(p_at timestamptz, p_limit int) RETURNS int
LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE v_id bigint; v_n int := 0;
BEGIN
  FOR v_id IN
    SELECT t.id FROM amends.ticket t
     WHERE t.survey_state = 'sent' AND t.closed_at < p_at - make_interval(days => (SELECT s.survey_days FROM amends.site s))
     LIMIT p_limit FOR NO KEY UPDATE SKIP LOCKED
  LOOP
    UPDATE amends.ticket t SET survey_state = 'expired' WHERE t.id = v_id;
    PERFORM amends.change_add('ticket', v_id);
    v_n := v_n + 1;
  END LOOP;
  RETURN v_n;
END $$;
COMMENT ON FUNCTION amends.sweep_surveys(timestamptz, int) IS 'closes the window of surveys nobody answered; returns how many';

-- An open transaction holds back clean-up and locks; a time-out set by the desk could be switched off there. One that has
-- written and is not committed keeps others out and its moment back, whether it sits still or keeps itself busy; whoever sits
-- on the sweep's own row keeps reminders from everybody.
CREATE OR REPLACE FUNCTION amends.sweep_idle() RETURNS int
LANGUAGE sql VOLATILE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
  SELECT count(*) FILTER (WHERE pg_terminate_backend(a.pid))::int
    FROM pg_stat_activity a JOIN pg_roles r ON r.rolname = a.usename
   WHERE a.datname = current_database() AND NOT r.rolsuper AND a.pid <> pg_backend_pid()
     AND EXISTS (SELECT FROM amends.person p WHERE p.login = a.usename)
     AND (a.state LIKE 'idle in transaction%' AND a.state_change < clock_timestamp() - interval '60 seconds'
       OR a.backend_xid IS NOT NULL AND a.xact_start < clock_timestamp() - interval '60 seconds'
       OR a.state LIKE 'idle in transaction%' AND a.xact_start < clock_timestamp() - interval '10 seconds'
          AND EXISTS (SELECT FROM pg_locks l WHERE l.pid = a.pid AND l.relation = 'amends.mutex'::regclass AND l.mode LIKE 'Row%'))
$$;
COMMENT ON FUNCTION amends.sweep_idle() IS 'ends sessions of staff that sit in a transaction or keep one open that has written, for more than a minute; returns how many';

-- One at a time, by a row lock nobody waits for. The gap of 20 s holds only after a pass that found nothing.
CREATE OR REPLACE FUNCTION amends.sweep(p_person int) RETURNS jsonb
LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE v_last timestamptz; v_now timestamptz := clock_timestamp(); v_n int;
BEGIN
  SELECT m.last_run INTO v_last FROM amends.mutex m WHERE m.name = 'sweep' FOR UPDATE SKIP LOCKED;
  IF NOT FOUND THEN  -- another sweeps, or sits on the row and nobody would ever get to ending that: looked at now and then
    PERFORM amends.sweep_idle() WHERE random() < 0.1;
    RETURN amends.sweep_answer(false, false, 1000);
  ELSIF v_last > v_now - interval '20 seconds' THEN
    RETURN amends.sweep_answer(false, false, 20000 - floor(extract(epoch FROM v_now - v_last) * 1000)::int);
  END IF;
  v_n := amends.sweep_reminders(v_now, 200) + amends.sweep_surveys(v_now, 200);
  IF v_n > 0 THEN
    RETURN amends.sweep_answer(true, true, 0);
  END IF;
  PERFORM amends.house_keep();
  PERFORM amends.sweep_idle();
  UPDATE amends.mutex m SET last_run = v_now, holder = p_person WHERE m.name = 'sweep';
  RETURN amends.sweep_answer(true, false, 20000);
END $$;
COMMENT ON FUNCTION amends.sweep(int) IS 'one pass: a batch of reminders, or, when there are none, tidying up';

CREATE OR REPLACE FUNCTION amends.sweep_answer(p_ran boolean, p_more boolean, p_wait_ms int) RETURNS jsonb
LANGUAGE sql STABLE SET search_path = pg_catalog, pg_temp AS $$
  SELECT jsonb_build_object('ran', p_ran, 'more', p_more, 'wait_ms', p_wait_ms, 'server_now', clock_timestamp())
$$;
COMMENT ON FUNCTION amends.sweep_answer(boolean, boolean, int) IS 'answer of a sweep: did it run, call again at once, else after so many milliseconds';
