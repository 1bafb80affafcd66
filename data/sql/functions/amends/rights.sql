-- What a person may do with a ticket: one answer for the app's buttons and for every write.
-- true, or a code that says why not. The caller has made sure that the person may see the ticket.

CREATE OR REPLACE FUNCTION amends.may(p_why_not text) RETURNS jsonb
LANGUAGE sql IMMUTABLE SET search_path = pg_catalog, pg_temp AS $$
  SELECT coalesce(to_jsonb(p_why_not), 'true')
$$;
COMMENT ON FUNCTION amends.may(text) IS 'true, or the code why not';

CREATE OR REPLACE FUNCTION amends.is_boss(p_person int, p_role text, p_team int) RETURNS boolean
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
  SELECT CASE p_role WHEN 'manager' THEN true WHEN 'supervisor' THEN p_team = ANY (amends.teams_below(p_person)) ELSE false END
$$;
COMMENT ON FUNCTION amends.is_boss(int, text, int) IS 'may a person give the work of a team to others';

-- Why a person cannot act on the current step: its holder can, and while nobody holds it whoever of the team fits.
CREATE OR REPLACE FUNCTION amends.act_not(p_t amends.ticket, p_s amends.ticket_step, p_me int, p_role text, p_team boolean) RETURNS text
LANGUAGE sql IMMUTABLE SET search_path = pg_catalog, pg_temp AS $$
  SELECT CASE
    WHEN p_t.state IN ('closed', 'cancelled', 'merged') THEN 'ticket.closed'
    WHEN p_s.id IS NULL THEN 'step.none'
    WHEN p_t.assignee_id = p_me THEN NULL
    WHEN p_t.assignee_id IS NOT NULL THEN 'ticket.not_yours'
    WHEN NOT p_team THEN 'team.not_yours'
    WHEN NOT amends.role_fits(p_s.role, p_role) THEN 'role.unfit' END
$$;
COMMENT ON FUNCTION amends.act_not(amends.ticket, amends.ticket_step, int, text, boolean) IS 'why a person cannot act on the current step; null: can';

CREATE OR REPLACE FUNCTION amends.ticket_can(p_t amends.ticket, p_me int) RETURNS jsonb
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE
  v_s amends.ticket_step := amends.step_of(p_t);
  v_role text := (SELECT p.role FROM amends.person p WHERE p.id = p_me AND p.active);
  v_boss boolean := amends.is_boss(p_me, v_role, p_t.team_id);
  v_team boolean := v_boss OR p_t.team_id = ANY (amends.member_teams(p_me));
  v_mine boolean := p_t.assignee_id IS NOT DISTINCT FROM p_me;
  v_filer boolean := p_t.filed_by IS NOT DISTINCT FROM p_me;
  v_free boolean := p_t.assignee_id IS NULL AND v_team;
  v_desk boolean := v_role IN ('agent', 'supervisor', 'manager');
  v_end text := CASE WHEN p_t.state IN ('closed', 'cancelled', 'merged') THEN 'ticket.closed' END;
  v_none text := coalesce(v_end, CASE WHEN v_s.id IS NULL THEN 'step.none' END);
  v_act text := amends.act_not(p_t, v_s, p_me, v_role, v_team);
  v_waiting text := CASE WHEN p_t.state = 'waiting' THEN 'ticket.waiting' END;
  v_refund text := amends.refund_state(p_t.id);
  v_money text := CASE WHEN v_refund IN ('requested', 'reviewed', 'confirmed') THEN 'refund.running' END;
  v_staff text := CASE WHEN v_role IS NULL OR v_role = 'admin' THEN 'role.forbidden' END;
BEGIN
  RETURN jsonb_build_object(
    'take', amends.may(coalesce(v_none, CASE WHEN v_mine THEN 'ticket.mine' WHEN p_t.assignee_id IS NOT NULL THEN 'ticket.taken' END, v_act)),
    'finish', amends.may(coalesce(v_act, v_waiting, CASE WHEN v_s.kind = 'close' THEN 'step.close' WHEN v_s.kind LIKE 'refund%' THEN 'step.refund' END)),
    'skip', amends.may(coalesce(v_act, CASE WHEN v_s.kind = 'close' THEN 'step.close' WHEN v_s.kind LIKE 'refund%' THEN v_money END)),
    'wait', amends.may(coalesce(v_act, v_waiting)),
    'resume', amends.may(coalesce(v_end, CASE WHEN p_t.state <> 'waiting' THEN 'ticket.not_waiting' WHEN NOT (v_mine OR v_team OR v_filer) THEN 'ticket.not_yours' END)),
    'hand_over', amends.may(coalesce(v_none, CASE WHEN NOT (v_mine OR v_boss) THEN 'ticket.not_yours' END)),
    'escalate', amends.may(coalesce(v_none, CASE WHEN NOT (v_mine OR v_boss OR v_free OR v_filer) THEN 'ticket.not_yours' END)),
    'reopen', amends.may(CASE WHEN p_t.state NOT IN ('resolved', 'closed') THEN 'ticket.not_resolved' WHEN NOT (v_desk OR v_mine) THEN 'role.forbidden' END),
    'close', amends.may(coalesce(v_end, CASE WHEN v_s.kind <> 'close' THEN 'close.step_open' END, v_money,
      CASE WHEN v_s.id IS NOT NULL THEN v_act WHEN NOT (v_mine OR v_desk AND (v_team OR v_filer)) THEN 'ticket.not_yours' END)),
    'cancel', amends.may(coalesce(v_end, CASE WHEN p_t.state = 'resolved' OR p_t.resolved_at IS NOT NULL THEN 'ticket.resolved'
      WHEN v_refund = 'paid' THEN 'refund.paid' END, v_money, CASE WHEN NOT (v_mine OR v_boss OR v_free OR v_filer) THEN 'ticket.not_yours' END)),
    'priority', amends.may(coalesce(v_end, CASE WHEN NOT (v_boss OR v_filer) THEN v_act END)),
    'category', amends.may(coalesce(v_end, v_money, CASE WHEN NOT (v_boss OR v_filer) THEN v_act END)),
    'note', amends.may(v_staff),
    'contact', amends.may(v_staff),
    'reveal', amends.may(v_staff),
    'survey', amends.may(CASE WHEN p_t.state NOT IN ('resolved', 'closed') THEN 'ticket.not_resolved' WHEN p_t.survey_state = 'answered' THEN 'survey.answered'
      WHEN NOT v_desk THEN 'role.forbidden' END),
    'callback', amends.may(amends.callback_not(p_t.id, p_me, v_role)),
    'coupon_cancel', amends.may(CASE WHEN NOT (v_mine OR v_boss OR v_filer) THEN 'ticket.not_yours' END));
END $$;
COMMENT ON FUNCTION amends.ticket_can(amends.ticket, int) IS 'what a person may do with a ticket: true or a code why not, by action';

CREATE OR REPLACE FUNCTION amends.callback_not(p_ticket bigint, p_me int, p_role text) RETURNS text
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
  SELECT CASE WHEN count(*) = 0 THEN 'callback.none'
              WHEN NOT bool_or(f.holder_id = p_me OR p_role = 'manager') THEN 'ticket.not_yours' END
    FROM amends.followup f WHERE f.ticket_id = p_ticket AND f.kind = 'callback' AND f.done_at IS NULL
$$;
COMMENT ON FUNCTION amends.callback_not(bigint, int, text) IS 'why a person cannot record a call-back on a ticket; null: can';

-- Runs with the caller's row policies: api functions call it.
CREATE OR REPLACE FUNCTION amends.ticket_seen(p_ticket bigint) RETURNS void
LANGUAGE plpgsql STABLE SET search_path = pg_catalog, pg_temp AS $$
BEGIN
  IF NOT EXISTS (SELECT FROM amends.ticket t WHERE t.id = p_ticket) THEN
    PERFORM amends.fail('AM404', 'ticket.unknown');
  END IF;
END $$;
COMMENT ON FUNCTION amends.ticket_seen(bigint) IS 'AM404 unless the caller may see the ticket';

CREATE OR REPLACE FUNCTION amends.refuse(p_code text, p_ticket bigint) RETURNS void
LANGUAGE plpgsql STABLE SET search_path = pg_catalog, pg_temp AS $$
BEGIN
  IF p_code = 'ticket.taken' THEN
    PERFORM amends.ticket_taken(p_ticket);
  END IF;
  PERFORM amends.fail(CASE WHEN p_code IN ('ticket.not_yours', 'team.not_yours', 'role.unfit', 'role.forbidden') THEN 'AM403' ELSE 'AM423' END, p_code);
END $$;
COMMENT ON FUNCTION amends.refuse(text, bigint) IS 'raises a why-not code of amends.ticket_can as an error';

-- First step of every write on a ticket: seen, locked, in the revision seen, allowed.
CREATE OR REPLACE FUNCTION amends.ticket_require(p_ticket bigint, p_rev int, p_what text) RETURNS amends.ticket
LANGUAGE plpgsql VOLATILE SET search_path = pg_catalog, pg_temp AS $$
DECLARE v_t amends.ticket; v_can jsonb;
BEGIN
  PERFORM amends.ticket_seen(p_ticket);
  IF p_rev IS NULL THEN
    PERFORM amends.fail('AM422', 'rev.missing');
  END IF;
  v_t := amends.ticket_lock(p_ticket, p_rev);
  v_can := amends.ticket_can(v_t, amends.me()) -> p_what;
  IF v_can <> 'true' THEN
    PERFORM amends.refuse(v_can #>> '{}', p_ticket);
  END IF;
  RETURN v_t;
END $$;
COMMENT ON FUNCTION amends.ticket_require(bigint, int, text) IS 'locks a ticket for a write the caller may make, or raises';

-- For writes that depend on no revision (a note, a contact): the order they come in is the order they stand in.
CREATE OR REPLACE FUNCTION amends.ticket_require_any(p_ticket bigint, p_what text) RETURNS amends.ticket
LANGUAGE plpgsql VOLATILE SET search_path = pg_catalog, pg_temp AS $$
DECLARE v_t amends.ticket; v_can jsonb;
BEGIN
  PERFORM amends.ticket_seen(p_ticket);
  v_t := amends.ticket_lock(p_ticket);
  v_can := amends.ticket_can(v_t, amends.me()) -> p_what;
  IF v_can <> 'true' THEN
    PERFORM amends.refuse(v_can #>> '{}', p_ticket);
  END IF;
  RETURN v_t;
END $$;
COMMENT ON FUNCTION amends.ticket_require_any(bigint, text) IS 'the same for a write that adds to a ticket in any revision';

CREATE OR REPLACE FUNCTION amends.ticket_result(p_ticket bigint) RETURNS jsonb
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
  SELECT jsonb_build_object('id', t.id, 'rev', t.rev, 'state', t.state, 'team_id', t.team_id, 'assignee_id', t.assignee_id, 'assignee', p.name,
                            'step_id', t.step_id, 'due_at', t.due_at)
    FROM amends.ticket t LEFT JOIN amends.person p ON p.id = t.assignee_id WHERE t.id = p_ticket
$$;
COMMENT ON FUNCTION amends.ticket_result(bigint) IS 'answer of every write on a ticket';
