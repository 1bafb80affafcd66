-- A ticket as a card: the same columns for every list. New columns at the end only: functions of schema api return it.
-- Owned by amends_core, which sees all rows: api functions choose the ids under the caller's row policies first.

CREATE OR REPLACE VIEW amends.card WITH (security_barrier) AS
SELECT t.id, t.rev, t.number, t.subject, c.mask_name AS customer, c.tier, t.category_id, g.label AS category, t.priority_id, p.code AS priority,
       t.scope, t.state, t.wait_reason, w.label AS wait_label, t.team_id, t.assignee_id, a.name AS assignee,
       s.id AS step_id, s.proc_ordinal AS step_no,
       (SELECT count(*) FROM amends.procedure_step x WHERE x.procedure_version_id = t.procedure_version_id)::int AS step_count,
       d.label AS step_label, s.kind AS step_kind, s.role AS step_role, d.action AS action_label,
       t.due_at, t.warn_at, t.due_kind, t.opened_at,
       (SELECT e.happened_at FROM amends.event e WHERE e.ticket_id = t.id ORDER BY e.happened_at DESC, e.id DESC LIMIT 1) AS changed_at,
       (SELECT count(*) FROM amends.ticket o JOIN amends.category k ON k.id = o.category_id
         WHERE o.customer_id = t.customer_id AND k.complaint AND o.state <> 'cancelled'
           AND o.opened_at > (SELECT now() - make_interval(days => x.repeat_complaint_days) FROM amends.site x))::int AS complaints,
       s.effort_min,
       coalesce(t.assignee_id = (SELECT amends.me()), false) AS mine,
       s.id IS NOT NULL AND t.state NOT IN ('closed', 'cancelled', 'merged')
         AND (coalesce(t.assignee_id = (SELECT amends.me()), false)
              OR t.assignee_id IS NULL AND t.team_id = ANY ((SELECT amends.member_teams(amends.me()))::int[])
                 AND amends.role_fits(s.role, (SELECT amends.my_role()))) AS can_act,
       'ticket'::text AS row_kind, NULL::bigint AS followup_id
  FROM amends.ticket t
  JOIN amends.customer c ON c.id = t.customer_id
  JOIN amends.category g ON g.id = t.category_id
  JOIN amends.priority p ON p.id = t.priority_id
  LEFT JOIN amends.wait_reason w ON w.code = t.wait_reason
  LEFT JOIN amends.person a ON a.id = t.assignee_id
  LEFT JOIN amends.ticket_step s ON s.id = t.step_id
  LEFT JOIN amends.procedure_step d
    ON d.procedure_version_id = coalesce(s.procedure_version_id, t.procedure_version_id) AND d.ordinal = s.proc_ordinal;

REVOKE ALL ON amends.card FROM PUBLIC;
GRANT SELECT ON amends.card TO amends_api;
COMMENT ON VIEW amends.card IS 'what a list shows of a ticket; mine and can_act are of the caller';

CREATE OR REPLACE FUNCTION amends.callback_cards(p_person int) RETURNS SETOF amends.card
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE v_ids bigint[];
BEGIN
  -- ids first: joined to the view, all tickets there ever were would be joined before the few are picked
  SELECT array_agg(f.ticket_id) INTO v_ids FROM amends.followup f WHERE f.holder_id = p_person AND f.done_at IS NULL;
  IF v_ids IS NULL THEN
    RETURN;
  END IF;
  RETURN QUERY
    SELECT c.id, c.rev, c.number, c.subject, c.customer, c.tier, c.category_id, c.category, c.priority_id, c.priority, c.scope, c.state,
           c.wait_reason, c.wait_label, c.team_id, f.holder_id, (SELECT p.name FROM amends.person p WHERE p.id = f.holder_id),
           c.step_id, c.step_no, c.step_count,
           CASE f.kind WHEN 'callback' THEN '{"zh_CN": "回访不满意的客户", "en": "Call an unhappy customer back"}'::jsonb
                       ELSE '{"zh_CN": "退款后回访", "en": "Call after the refund"}' END,
           f.kind, c.step_role, '{"zh_CN": "记录回访", "en": "Record Call"}'::jsonb, f.due_at,
           f.created_at + (f.due_at - f.created_at) * (SELECT x.warn_percent / 100.0 FROM amends.site x), 'callback',
           f.created_at, f.created_at, c.complaints, 10, true, true, 'callback', f.id
      FROM amends.card c JOIN amends.followup f ON f.ticket_id = c.id
     WHERE c.id = ANY (v_ids) AND f.holder_id = p_person AND f.done_at IS NULL;
END $$;
COMMENT ON FUNCTION amends.callback_cards(int) IS 'calls a person has promised, as cards';
