-- The demo world's site and cast. Logins exist on the cluster, not in the database: made when they are not there yet.

INSERT INTO amends.site (name, zone, currency, language, demo)
VALUES ('善后演示店', 'Asia/Shanghai', 'CNY', 'zh_CN', true)
ON CONFLICT (one) DO UPDATE SET demo = true, name = CASE site.name WHEN '善后' THEN excluded.name ELSE site.name END;

CREATE TEMP TABLE demo_cast ON COMMIT DROP AS
SELECT * FROM (VALUES
  ('1001', 'xilan',    '郗岚', 'agent',      'service',   'tongyi',  '售后客服', '{refund,complaint,exchange}', true),
  ('1002', 'pangning', '逄宁', 'agent',      'service',   'tongyi',  '售后客服', '{refund,exchange}', true),
  ('1003', 'sheyan',   '佘砚', 'specialist', 'tech',      'xinzhou', '售后专员', '{repair,support}', true),
  ('1004', 'qilang',   '亓朗', 'specialist', 'logistics', 'quyuan',  '售后专员', '{logistics,exchange}', true),
  ('1005', 'miaoqing', '缪青', 'finance',    'finance',   'quyuan',  '财务专员', '{refund}', true),
  ('1006', 'jiaheng',  '郏衡', 'finance',    'finance',   'quyuan',  '财务专员', '{refund}', false),
  ('1007', 'tongyi',   '仝毅', 'supervisor', 'service',   'quyuan',  '售后主管', '{complaint,dispute}', true),
  ('1008', 'xinzhou',  '忻舟', 'supervisor', 'tech',      'quyuan',  '售后主管', '{repair,support}', true),
  ('1009', 'quyuan',   '瞿沅', 'manager',    'service',   NULL,      '售后经理', '{complaint,dispute}', true),
  ('1010', 'kanli',    '阚立', 'admin',      NULL,        NULL,      '系统管理员', '{}', true)
) AS c (employee_no, login, name, role, team, superior, level, skills, on_duty);

DO $$
DECLARE v_row record;
BEGIN
  FOR v_row IN SELECT login, role FROM demo_cast LOOP
    IF NOT EXISTS (SELECT FROM pg_catalog.pg_roles r WHERE r.rolname = v_row.login) THEN
      EXECUTE format('CREATE ROLE %I LOGIN NOSUPERUSER NOCREATEDB NOCREATEROLE NOREPLICATION NOBYPASSRLS CONNECTION LIMIT 4', v_row.login);
    END IF;
    EXECUTE format('GRANT %I TO %I', 'amends_' || v_row.role, v_row.login);
  END LOOP;
END $$;

INSERT INTO amends.person (employee_no, login, name, role, department_id, home_team_id, level, skills, load_cap_min, on_duty, duty_changed_at)
SELECT c.employee_no, c.login, c.name, c.role, t.department_id, t.id, c.level, c.skills::text[],
       CASE c.role WHEN 'agent' THEN 600 ELSE 480 END, c.on_duty, now() - interval '2 hours'
  FROM demo_cast c LEFT JOIN amends.team t ON t.code = c.team
 ORDER BY c.employee_no;

UPDATE amends.person p SET superior_id = s.id
  FROM demo_cast c JOIN amends.person s ON s.login = c.superior
 WHERE p.login = c.login;

INSERT INTO amends.team_member (team_id, person_id)
SELECT p.home_team_id, p.id FROM amends.person p JOIN demo_cast c ON c.login = p.login WHERE p.role IN ('agent', 'specialist', 'finance', 'supervisor');

UPDATE amends.team t SET lead_id = p.id
  FROM (VALUES ('service', 'tongyi'), ('tech', 'xinzhou'), ('logistics', 'quyuan'), ('finance', 'quyuan')) AS l (team, login)
  JOIN amends.person p ON p.login = l.login
 WHERE t.code = l.team;

SELECT amends.account_adopt();
