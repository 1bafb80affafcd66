-- Starter site, departments and teams. People come by amendsctl staff add, or with the demo world.

INSERT INTO amends.site (name, zone) VALUES ('善后', 'Asia/Shanghai') ON CONFLICT DO NOTHING;

INSERT INTO amends.department (code, label, position)
SELECT d.code, jsonb_build_object('zh_CN', d.zh, 'en', d.en), d.position
  FROM (VALUES
    ('service',   '客服部', 'Customer service', 1),
    ('technical', '技术部', 'Technical',        2),
    ('logistics', '物流部', 'Logistics',        3),
    ('finance',   '财务部', 'Finance',          4),
    ('legal',     '法务部', 'Legal',            5)
  ) AS d (code, zh, en, position);

INSERT INTO amends.team (code, label, icon, department_id, calendar_code, position)
SELECT t.code, jsonb_build_object('zh_CN', t.zh, 'en', t.en), t.icon, d.id, t.calendar, t.position
  FROM (VALUES
    ('service',   '客服', 'Customer service', 'audio-headphones-symbolic',         'service',   'cn-desk',   1),
    ('tech',      '技术', 'Technical',        'applications-engineering-symbolic', 'technical', 'cn-office', 2),
    ('logistics', '物流', 'Logistics',        'amends-truck-symbolic',             'logistics', 'cn-office', 3),
    ('finance',   '财务', 'Finance',          'amends-money-symbolic',             'finance',   'cn-office', 4)
  ) AS t (code, zh, en, icon, department, calendar, position)
  JOIN amends.department d ON d.code = t.department;
