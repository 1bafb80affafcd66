-- Intake: what a draft would become, and filing it.

-- Whom the filer chose instead of the proposal. Anyone who works in the step's team, or its queue; other teams and
-- people off duty only from those who assign there anyway.
CREATE OR REPLACE FUNCTION amends.draft_holder(p_d jsonb, p_me int, p_pick_team int, p_pick_person int,
                                               OUT team_id int, OUT person_id int, OUT problem jsonb)
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE
  v_person amends.person; v_mine int[];
  v_assignee int := amends.small_id((p_d ->> 'assignee')::bigint); v_team int := amends.small_id((p_d ->> 'team')::bigint);
BEGIN
  team_id := coalesce(v_team, p_pick_team); person_id := v_assignee;
  IF team_id = p_pick_team AND person_id = p_pick_person THEN
    RETURN;  -- the proposal itself, echoed
  END IF;
  v_mine := amends.assignable_teams();
  IF v_team IS NOT NULL AND NOT EXISTS (SELECT FROM amends.team t WHERE t.id = v_team AND t.active) THEN
    problem := amends.problem('team', 'draft.team');
  ELSIF v_team <> p_pick_team AND NOT v_team = ANY (v_mine) THEN
    problem := amends.problem('team', 'draft.team_foreign');
  ELSIF v_assignee IS NOT NULL THEN
    SELECT * INTO v_person FROM amends.person p WHERE p.id = v_assignee AND p.active AND p.role NOT IN ('admin', 'imported');
    IF v_person.id IS NULL THEN
      problem := amends.problem('assignee', 'draft.assignee');
    ELSIF NOT EXISTS (SELECT FROM amends.team t WHERE t.id = coalesce(v_team, p_pick_team) AND t.lead_id = v_assignee)
      AND NOT EXISTS (SELECT FROM amends.team_member m WHERE m.person_id = v_assignee AND m.team_id = coalesce(v_team, p_pick_team)) THEN
      problem := amends.problem('assignee', 'draft.assignee_foreign', jsonb_build_object('person', v_person.name));
    ELSIF NOT v_person.on_duty AND v_assignee <> p_me AND NOT coalesce(v_team, p_pick_team) = ANY (v_mine) THEN
      problem := amends.problem('assignee', 'assign.off_duty', jsonb_build_object('person', v_person.name));
    END IF;
  END IF;
END $$;
COMMENT ON FUNCTION amends.draft_holder(jsonb, int, int, int) IS 'holder chosen by the filer, or what speaks against it';

CREATE OR REPLACE FUNCTION amends.first_step(p_procedure int) RETURNS amends.procedure_step
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
  SELECT s.* FROM amends.procedure_step s WHERE s.procedure_version_id = p_procedure AND s.kind <> 'intake' ORDER BY s.ordinal LIMIT 1
$$;
COMMENT ON FUNCTION amends.first_step(int) IS 'the step a ticket begins with after intake';

-- Only what is counted from intake, and the step that begins at once, has a due moment before the ticket lives.
CREATE OR REPLACE FUNCTION amends.propose_steps(p_procedure int, p_intake_team int, p_at timestamptz) RETURNS jsonb
LANGUAGE sql VOLATILE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
  SELECT jsonb_agg(jsonb_build_object('ordinal', s.ordinal, 'label', s.label, 'role', s.role, 'team', t.label,
           'amount', s.limit_amount, 'unit', s.limit_unit, 'anchor', s.anchor,
           'due_at', CASE WHEN s.limit_amount IS NOT NULL AND (s.anchor = 'intake' OR s.ordinal = f.ordinal)
                          THEN amends.due_at_extend(amends.calendar_latest(t.calendar_code), p_at, s.limit_amount, s.limit_unit) END) ORDER BY s.ordinal)
    FROM amends.procedure_step s
    LEFT JOIN amends.team t ON t.id = amends.step_team(s.team_code, p_intake_team)
    CROSS JOIN amends.first_step(p_procedure) f
   WHERE s.procedure_version_id = p_procedure
$$;
COMMENT ON FUNCTION amends.propose_steps(int, int, timestamptz) IS 'the steps a ticket would get, with the due moments known now';

CREATE OR REPLACE FUNCTION amends.propose_assignee(p_d jsonb, p_me int, p_procedure int, p_intake_team int, OUT assignee jsonb, OUT problem jsonb)
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE
  v_step amends.procedure_step := amends.first_step(p_procedure); v_pick record; v_holder record; v_given boolean;
  v_team int; v_person int;
BEGIN
  v_pick := amends.assign_pick((p_d ->> 'category')::int, v_step.kind, v_step.role, v_step.team_code, p_d ->> 'channel', p_me, p_intake_team);
  v_team := v_pick.team_id; v_person := v_pick.person_id;
  IF p_d ->> 'assignee' IS NOT NULL OR p_d ->> 'team' IS NOT NULL THEN
    v_holder := amends.draft_holder(p_d, p_me, v_pick.team_id, v_pick.person_id);
    problem := v_holder.problem;
    IF problem IS NULL THEN
      v_team := v_holder.team_id; v_person := v_holder.person_id;
    END IF;
  END IF;
  v_given := (v_team, v_person) IS DISTINCT FROM (v_pick.team_id, v_pick.person_id);
  SELECT jsonb_build_object('team_id', w.team_id, 'person_id', w.person_id, 'name', p.name, 'on_duty', p.on_duty, 'open', l.open, 'load_min', l.load_min,
           'because', CASE WHEN v_given THEN '{"zh_CN": "登记时指定", "en": "chosen here"}' ELSE v_pick.rule -> 'label' END,
           'candidates', CASE WHEN NOT v_given THEN v_pick.candidates END)
    INTO assignee
    FROM (SELECT v_team AS team_id, v_person AS person_id) w
    LEFT JOIN amends.person p ON p.id = w.person_id
    LEFT JOIN LATERAL amends.person_load(w.person_id) l ON w.person_id IS NOT NULL;
END $$;
COMMENT ON FUNCTION amends.propose_assignee(jsonb, int, int, int) IS 'who would get a draft, and why';

-- Open tickets of the same customer or order; the caller decides how much of each may be shown.
CREATE OR REPLACE FUNCTION amends.duplicates_of(p_customer bigint, p_order bigint)
RETURNS TABLE (ticket_id bigint, number text, category jsonb, state text, assignee text, opened_at timestamptz, same text)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
  SELECT t.id, t.number, c.label, t.state, p.name, t.opened_at, CASE WHEN t.order_id = p_order THEN 'order' ELSE 'customer' END
    FROM (SELECT a.id FROM amends.ticket a WHERE a.customer_id = p_customer
          UNION SELECT b.id FROM amends.ticket b WHERE b.order_id = p_order) d
    JOIN amends.ticket t ON t.id = d.id
    JOIN amends.category c ON c.id = t.category_id
    LEFT JOIN amends.person p ON p.id = t.assignee_id
   WHERE t.state NOT IN ('closed', 'cancelled', 'merged')
   ORDER BY (t.order_id = p_order) DESC NULLS LAST, t.opened_at DESC, t.id DESC
   LIMIT 10
$$;
COMMENT ON FUNCTION amends.duplicates_of(bigint, bigint) IS 'open tickets of a customer or an order, the same order first';

-- Everything Amends makes of a draft; p_d in normal form.
CREATE OR REPLACE FUNCTION amends.propose(p_d jsonb, p_me int, p_at timestamptz) RETURNS jsonb
LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE
  v_team int := amends.intake_team(p_me, NULL); v_category int := (p_d ->> 'category')::int; v_priority int := (p_d ->> 'priority')::int;
  v_procedure int := amends.category_procedure(v_category); v_response record;
  v_assignee jsonb; v_problem jsonb; v_result jsonb;
BEGIN
  -- phone and chat: filing is the answer already; the norm shown is that of priority and procedure
  v_response := amends.response_due(amends.team_calendar(v_team), p_at, NULL, v_priority, v_procedure);
  SELECT jsonb_build_object(
      'category', (SELECT jsonb_build_object('id', c.id, 'code', c.code, 'label', c.label, 'words', p_d -> 'keywords', 'by', p_d ->> 'category_by')
                     FROM amends.category c WHERE c.id = v_category),
      'priority', (SELECT jsonb_build_object('id', p.id, 'code', p.code, 'label', p.label, 'because', p_d -> 'because') FROM amends.priority p WHERE p.id = v_priority),
      'response', jsonb_build_object('due_at', v_response.due_at, 'amount', v_response.amount, 'unit', v_response.unit, 'by', v_response.due_by,
        'at_intake', coalesce((SELECT c.contact_at_intake FROM amends.channel c WHERE c.code = p_d ->> 'channel'), false)),
      'procedure', (SELECT jsonb_build_object('code', p.code, 'label', p.label, 'ver', v.ver, 'steps', amends.propose_steps(v.id, v_team, p_at))
                      FROM amends.procedure_version v JOIN amends.procedure p ON p.id = v.procedure_id WHERE v.id = v_procedure),
      'subject', p_d ->> 'subject', 'left_minor', p_d -> 'left_minor', 'missing', p_d -> 'missing')
    INTO v_result;
  IF v_category IS NULL THEN
    v_result := v_result || jsonb_build_object('category', jsonb_build_object('id', NULL, 'words', '[]'::jsonb, 'by', 'none'));
  END IF;
  IF v_procedure IS NOT NULL THEN
    SELECT a.assignee, a.problem INTO v_assignee, v_problem FROM amends.propose_assignee(p_d, p_me, v_procedure, v_team) a;
  END IF;
  RETURN v_result || jsonb_build_object('assignee', v_assignee,
    'problems', (p_d -> 'problems') || CASE WHEN v_problem IS NOT NULL THEN jsonb_build_array(v_problem) ELSE '[]' END);
END $$;
COMMENT ON FUNCTION amends.propose(jsonb, int, timestamptz) IS 'category, priority, response, procedure and assignee of a draft, with reasons';

-- Runs as its caller, amends_api, so that the row policies answer. A customer is one's own to name when seen through a
-- ticket, or just found by a complete value; any other is left out before the draft is read, so that nothing of it –
-- tier, orders, tickets – shows in what comes back.
CREATE OR REPLACE FUNCTION amends.draft_read_as(p_draft jsonb, p_me int) RETURNS jsonb
LANGUAGE plpgsql STABLE SET search_path = pg_catalog, pg_temp AS $$
DECLARE v_id text := p_draft -> 'customer' ->> 'id'; v_d jsonb;
BEGIN
  IF v_id IS NULL OR v_id !~ '^[0-9]{1,18}$' OR amends.customer_known(p_me, v_id::bigint)
     OR EXISTS (SELECT FROM amends.customer c WHERE c.id = v_id::bigint) THEN
    RETURN amends.draft_read(p_draft);
  END IF;
  v_d := amends.draft_read(p_draft - 'customer' - 'order');
  RETURN v_d || jsonb_build_object('problems', (v_d -> 'problems') || amends.problem('customer', 'draft.customer'), 'missing', (v_d -> 'missing') - 'customer');
END $$;
COMMENT ON FUNCTION amends.draft_read_as(jsonb, int) IS 'a draft in its normal form, as far as the person may see its customer';

-- Filing -----------------------------------------------------------------------------------------

CREATE OR REPLACE FUNCTION amends.draft_refuse(p_d jsonb) RETURNS void
LANGUAGE plpgsql STABLE SET search_path = pg_catalog, pg_temp AS $$
DECLARE v_first jsonb := p_d -> 'problems' -> 0; v_missing text := p_d -> 'missing' ->> 0;
BEGIN
  IF v_first IS NOT NULL THEN
    PERFORM amends.fail('AM422', v_first ->> 'code', (v_first - 'code') || jsonb_build_object('missing', p_d -> 'missing'));
  ELSIF v_missing IS NOT NULL THEN
    PERFORM amends.fail('AM422', 'draft.' || replace(v_missing, '.', '_') || '_missing',
                        jsonb_build_object('field', v_missing, 'missing', p_d -> 'missing'));
  END IF;
END $$;
COMMENT ON FUNCTION amends.draft_refuse(jsonb) IS 'raises the first thing wrong with a draft, else the first one missing';

CREATE OR REPLACE FUNCTION amends.ticket_file(p_d jsonb, p_actor int, p_at timestamptz) RETURNS jsonb
LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE
  v_customer bigint := (p_d -> 'customer' ->> 'id')::bigint; v_order bigint := (p_d -> 'order' ->> 'id')::bigint;
  v_category int := (p_d ->> 'category')::int; v_team int; v_person int; v_holder record; v_ticket bigint; v_result jsonb;
BEGIN
  IF p_d ->> 'assignee' IS NOT NULL OR p_d ->> 'team' IS NOT NULL THEN
    v_holder := amends.propose_assignee(p_d, p_actor, amends.category_procedure(v_category), amends.intake_team(p_actor, NULL));
    IF v_holder.problem IS NOT NULL THEN
      PERFORM amends.fail('AM422', v_holder.problem ->> 'code', v_holder.problem - 'code');
    ELSIF v_holder.assignee ->> 'candidates' IS NULL THEN  -- not what the rules would do anyway
      v_team := (v_holder.assignee ->> 'team_id')::int; v_person := (v_holder.assignee ->> 'person_id')::int;
    END IF;
  END IF;
  IF v_customer IS NULL THEN
    v_customer := amends.customer_put_as(p_d -> 'customer', p_actor);
  END IF;
  IF v_order IS NULL AND p_d -> 'order' ->> 'ref' IS NOT NULL THEN
    v_order := amends.order_put(v_customer, p_d -> 'order' ->> 'ref', p_d -> 'order' ->> 'product', p_d -> 'order' ->> 'serial',
                                (p_d -> 'order' ->> 'paid_minor')::bigint, p_actor);
  END IF;
  v_ticket := amends.ticket_open(p_d ->> 'channel', v_customer, v_order, v_category, (p_d ->> 'priority')::int, p_d ->> 'scope',
    p_d ->> 'subject', p_d ->> 'words', p_d ->> 'serial', p_actor, v_person, v_team, p_at);
  IF p_d -> 'refund' ->> 'amount_minor' IS NOT NULL AND v_order IS NOT NULL THEN
    PERFORM amends.refund_open(v_ticket, v_order, p_d -> 'refund' ->> 'reason', (p_d -> 'refund' ->> 'amount_minor')::bigint, p_actor, p_at);
  END IF;
  SELECT jsonb_build_object('id', t.id, 'rev', t.rev, 'number', t.number, 'team_id', t.team_id, 'assignee_id', t.assignee_id,
                            'assignee', p.name, 'due_at', t.due_at)
    INTO v_result FROM amends.ticket t LEFT JOIN amends.person p ON p.id = t.assignee_id WHERE t.id = v_ticket;
  RETURN v_result;
END $$;
COMMENT ON FUNCTION amends.ticket_file(jsonb, int, timestamptz) IS 'makes a ticket of a draft in normal form, with its customer, order and refund';
