-- The catalogue as JSON: what a desk shows by code or id.

CREATE OR REPLACE FUNCTION amends.catalogue_words() RETURNS jsonb
LANGUAGE sql STABLE SET search_path = pg_catalog, pg_temp AS $$
  SELECT jsonb_build_object(
    'channels', (SELECT jsonb_agg(jsonb_build_object('code', c.code, 'label', c.label, 'icon', c.icon,
        'contact_at_intake', c.contact_at_intake, 'amount', c.response_amount, 'unit', c.response_unit) ORDER BY c.position, c.code)
      FROM amends.channel c),
    'categories', (SELECT jsonb_agg(jsonb_build_object('id', c.id, 'parent', c.parent_id, 'code', c.code, 'label', c.label,
        'procedure', p.code, 'complaint', c.complaint, 'needs', to_jsonb(c.needs), 'skill', c.skill, 'remark', c.remark)
        ORDER BY coalesce(m.position, c.position), m.id IS NOT NULL, c.position, c.id)
      FROM amends.category c
      LEFT JOIN amends.category m ON m.id = c.parent_id
      LEFT JOIN amends.procedure p ON p.id = coalesce(c.procedure_id, m.procedure_id)
      WHERE c.active),
    'priorities', (SELECT jsonb_agg(jsonb_build_object('id', p.id, 'code', p.code, 'label', p.label,
        'amount', p.response_amount, 'unit', p.response_unit) ORDER BY p.id) FROM amends.priority p),
    'reasons', (SELECT jsonb_agg(jsonb_build_object('code', r.code, 'kind', r.kind, 'label', r.label) ORDER BY r.kind, r.position, r.code)
      FROM amends.reason r WHERE r.active),
    'wait_reasons', (SELECT jsonb_agg(jsonb_build_object('code', w.code, 'label', w.label, 'stops_clock', w.stops_clock,
        'charged', w.charged) ORDER BY w.position, w.code) FROM amends.wait_reason w),
    'clauses', (SELECT coalesce(jsonb_agg(jsonb_build_object('id', c.id, 'policy', p.label, 'policy_code', p.code, 'ver', v.ver, 'code', c.code,
        'label', c.label, 'body', c.body, 'tier_minor', v.tier_minor) ORDER BY p.code, c.id), '[]')
      FROM amends.policy p
      JOIN LATERAL (SELECT * FROM amends.policy_version v WHERE v.policy_id = p.id AND v.published_at IS NOT NULL
                     ORDER BY v.ver DESC LIMIT 1) v ON true
      JOIN amends.policy_clause c ON c.policy_version_id = v.id))
$$;
COMMENT ON FUNCTION amends.catalogue_words() IS 'channels, categories, priorities, reasons, clauses';

CREATE OR REPLACE FUNCTION amends.catalogue_people() RETURNS jsonb
LANGUAGE sql STABLE SET search_path = pg_catalog, pg_temp AS $$
  SELECT jsonb_build_object(
    'teams', (SELECT coalesce(jsonb_agg(jsonb_build_object('id', t.id, 'code', t.code, 'label', t.label, 'icon', t.icon,
        'department', d.label, 'lead', t.lead_id) ORDER BY t.position, t.id), '[]')
      FROM amends.team t JOIN amends.department d ON d.id = t.department_id WHERE t.active),
    'people', (SELECT coalesce(jsonb_agg(jsonb_build_object('id', p.id, 'name', p.name, 'role', p.role, 'team', p.home_team_id,
        'teams', to_jsonb(amends.member_teams(p.id)), 'on_duty', p.on_duty, 'skills', to_jsonb(p.skills), 'superior', p.superior_id)
        ORDER BY p.id), '[]')
      FROM amends.person p WHERE p.active AND p.role <> 'imported'))
$$;
COMMENT ON FUNCTION amends.catalogue_people() IS 'teams and the people who work now';

CREATE OR REPLACE FUNCTION amends.catalogue_measures() RETURNS jsonb
LANGUAGE sql STABLE SET search_path = pg_catalog, pg_temp AS $$
  SELECT jsonb_build_object(
    'measures', (SELECT coalesce(jsonb_agg(jsonb_build_object('code', m.code, 'label', m.label, 'kind', m.kind, 'unit', m.unit,
        'better', m.better, 'definition', m.definition) ORDER BY m.position, m.code), '[]')
      FROM amends.measure m WHERE m.ver = (SELECT max(n.ver) FROM amends.measure n WHERE n.code = m.code)),
    'schemes', (SELECT coalesce(jsonb_agg(jsonb_build_object('id', s.id, 'code', s.code, 'label', s.label) ORDER BY s.position, s.id), '[]')
      FROM amends.scheme s))
$$;
COMMENT ON FUNCTION amends.catalogue_measures() IS 'measures with their definitions, schemes';
