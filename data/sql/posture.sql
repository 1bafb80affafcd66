-- Security posture: every row is a finding. Run by a superuser (pg_hba.conf and all grants are looked at) after every
-- installation and upgrade, by amendsctl doctor, and in the tests.
--
--   code    what kind of finding      object  where      detail  why it matters
--
-- A private cluster (no TCP, socket in a directory of one user) is its own profile: how people prove who they are on
-- its socket is not looked at.
WITH grp (name) AS (
  VALUES ('amends_staff'), ('amends_agent'), ('amends_specialist'), ('amends_finance'), ('amends_supervisor'), ('amends_manager'),
         ('amends_admin'), ('amends_service')
), own (name) AS (
  VALUES ('amends_owner'), ('amends_core'), ('amends_api'), ('amends_roleadmin')
), staff AS (  -- everyone the product gives rights to: the groups, and logins that are members of one
  SELECT r.oid, r.rolname, r.rolcanlogin FROM pg_roles r
   WHERE NOT r.rolsuper AND (r.rolname IN (SELECT name FROM grp)
      OR EXISTS (SELECT FROM grp g JOIN pg_roles q ON q.rolname = g.name WHERE pg_has_role(r.oid, q.oid, 'MEMBER') AND r.rolname NOT LIKE 'amends\_%'))
), fn AS (
  SELECT p.oid, n.nspname, p.oid::regprocedure::text AS name, p.proname, p.prosecdef, p.prosrc, p.proconfig, p.proowner, o.rolname AS owner, o.rolsuper,
         coalesce(p.proacl, acldefault('f', p.proowner)) AS acl
    FROM pg_proc p JOIN pg_namespace n ON n.oid = p.pronamespace JOIN pg_roles o ON o.oid = p.proowner
   WHERE n.nspname <> 'pg_catalog' AND n.nspname <> 'information_schema' AND n.nspname !~ '^pg_(toast|temp)'
), fn_grant AS (
  SELECT f.*, a.grantee, coalesce(g.rolname, 'PUBLIC') AS grantee_name
    FROM fn f CROSS JOIN LATERAL aclexplode(f.acl) a LEFT JOIN pg_roles g ON g.oid = a.grantee
   WHERE a.privilege_type = 'EXECUTE'
), rel AS (
  SELECT c.oid, n.nspname, c.oid::regclass::text AS name, c.relname, c.relkind, c.relowner, c.relrowsecurity, c.reloptions,
         coalesce(c.relacl, acldefault(CASE c.relkind WHEN 'S' THEN 's'::"char" ELSE 'r' END, c.relowner)) AS acl
    FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
   WHERE n.nspname IN ('amends', 'api') AND c.relkind IN ('r', 'p', 'v', 'm', 'f', 'S')
), rel_grant AS (
  SELECT r.oid, r.name, r.relname, r.relkind, r.reloptions, a.grantee, coalesce(g.rolname, 'PUBLIC') AS grantee_name, a.privilege_type
    FROM rel r CROSS JOIN LATERAL aclexplode(r.acl) a LEFT JOIN pg_roles g ON g.oid = a.grantee
   WHERE a.grantee <> r.relowner
  UNION ALL
  SELECT r.oid, r.name || '.' || t.attname, r.relname, r.relkind, r.reloptions, a.grantee, coalesce(g.rolname, 'PUBLIC'), a.privilege_type
    FROM rel r JOIN pg_attribute t ON t.attrelid = r.oid CROSS JOIN LATERAL aclexplode(t.attacl) a LEFT JOIN pg_roles g ON g.oid = a.grantee
), here AS (
  SELECT d.oid, d.datname, coalesce(d.datacl, acldefault('d', d.datdba)) AS acl FROM pg_database d WHERE d.datname = current_database()
), private AS (
  SELECT current_setting('listen_addresses') = '' AS yes
)

SELECT 'server.version' AS code, current_setting('server_version') AS object,
       'older servers let any login run code as the operating system user; update to 15.19, 16.15, 17.11, 18.6 or newer' AS detail
 WHERE current_setting('server_version_num')::int < CASE current_setting('server_version_num')::int / 10000
         WHEN 15 THEN 150019 WHEN 16 THEN 160015 WHEN 17 THEN 170011 WHEN 18 THEN 180006
         ELSE CASE WHEN current_setting('server_version_num')::int < 150000 THEN 2147483647 ELSE 0 END END

-- functions
UNION ALL
SELECT 'function.search_path', f.name, 'a definer function without pg_catalog first and pg_temp last can be led to another object'
  FROM fn f
 WHERE f.prosecdef AND NOT coalesce('search_path=pg_catalog, pg_temp' = ANY (f.proconfig), false)
UNION ALL
SELECT 'function.public', g.name, 'everybody may execute it'
  FROM fn_grant g WHERE g.grantee = 0 AND (g.nspname IN ('amends', 'api') OR g.prosecdef)
UNION ALL
SELECT 'function.staff', g.name, 'not part of the interface, but ' || g.grantee_name || ' may execute it'
  FROM fn_grant g WHERE g.nspname = 'amends' AND g.grantee IN (SELECT s.oid FROM staff s)
UNION ALL
SELECT 'function.grantee', g.name, g.grantee_name || ' is no group of Amends, but may execute it'
  FROM fn_grant g
 WHERE g.nspname IN ('amends', 'api') AND g.grantee <> 0 AND g.grantee <> g.proowner
   AND g.grantee_name NOT IN (SELECT name FROM grp UNION ALL SELECT name FROM own)
UNION ALL
SELECT 'function.owner', f.name, 'owned by ' || f.owner || ': runs with rights that were not meant for it'
  FROM fn f
 WHERE f.nspname = 'api' AND f.owner NOT IN ('amends_api', 'amends_roleadmin')
    OR f.nspname = 'amends' AND f.owner NOT IN ('amends_core', 'amends_owner', 'amends_roleadmin')
    OR f.nspname NOT IN ('amends', 'api') AND f.prosecdef AND f.rolsuper
UNION ALL
SELECT 'function.roleadmin', f.name, 'runs with the right to make logins, but is none of the account functions'
  FROM fn f WHERE f.owner = 'amends_roleadmin' AND f.proname !~ '^(staff|account)_'
UNION ALL
SELECT 'function.guard', f.name, 'part of the interface, but does not begin with amends.guard()'
  FROM fn f
 WHERE f.nspname = 'api' AND f.proname <> 'demo_people' AND (f.prosrc !~ 'amends\.guard\(' OR NOT f.prosecdef)
UNION ALL
SELECT 'function.default', o.name, 'functions it will own are executable by everybody unless revoked one by one'
  FROM own o JOIN pg_roles r ON r.rolname = o.name
 WHERE NOT EXISTS (SELECT FROM pg_default_acl d WHERE d.defaclrole = r.oid AND d.defaclnamespace = 0 AND d.defaclobjtype = 'f'
                      AND NOT EXISTS (SELECT FROM aclexplode(d.defaclacl) a WHERE a.grantee = 0))

-- tables
UNION ALL
SELECT 'table.staff', g.name, g.grantee_name || ' has ' || g.privilege_type || '; people call functions only'
  FROM rel_grant g
 WHERE (g.grantee = 0 OR g.grantee_name NOT IN (SELECT name FROM own))
   AND NOT (g.relkind IN ('v', 'm') AND 'security_barrier=true' = ANY (g.reloptions) AND g.privilege_type = 'SELECT')
UNION ALL
SELECT 'view.barrier', g.name, 'a view without security_barrier shows hidden rows to a clever condition'
  FROM rel_grant g
 WHERE g.relkind = 'v' AND g.grantee_name NOT IN (SELECT name FROM own) AND NOT coalesce('security_barrier=true' = ANY (g.reloptions), false)
UNION ALL
SELECT 'table.api_writes', g.name, 'amends_api has ' || g.privilege_type || '; it reads only'
  FROM rel_grant g WHERE g.grantee_name = 'amends_api' AND g.privilege_type IN ('INSERT', 'UPDATE', 'DELETE', 'TRUNCATE', 'REFERENCES', 'TRIGGER', 'MAINTAIN')
UNION ALL
SELECT 'table.append_only', g.name, g.grantee_name || ' has ' || g.privilege_type || '; history is only added to'
  FROM rel_grant g
 WHERE g.relname IN ('event', 'account_event', 'escalation', 'lookup', 'payment') AND g.privilege_type IN ('UPDATE', 'DELETE', 'TRUNCATE', 'MAINTAIN')
UNION ALL
SELECT 'table.personal', g.name, 'amends_api may read it; personal data and keys are for amends_core alone'
  FROM rel_grant g WHERE g.grantee_name = 'amends_api' AND g.relname IN ('customer_pii', 'secret', 'lookup', 'reveal', 'request', 'known_customer')
UNION ALL
SELECT 'table.rls', r.name, 'holds tickets or customers and is read by amends_api without row policies'
  FROM rel r
 WHERE r.nspname = 'amends' AND r.relkind IN ('r', 'p') AND NOT r.relrowsecurity
   AND (r.relname IN ('ticket', 'customer', 'customer_order', 'payment', 'refund_error', 'notice')
        OR EXISTS (SELECT FROM pg_attribute a WHERE a.attrelid = r.oid AND a.attname IN ('ticket_id', 'customer_id') AND NOT a.attisdropped))
   AND (SELECT has_table_privilege(q.oid, r.oid, 'SELECT') FROM pg_roles q WHERE q.rolname = 'amends_api')
UNION ALL
SELECT 'table.detail', r.name, 'written by amends_core without row policies: a broken constraint would show the whole row'
  FROM rel r
 WHERE r.nspname = 'amends' AND r.relkind IN ('r', 'p') AND NOT r.relrowsecurity AND r.relname NOT LIKE 'import\_%'
   AND (r.relname IN ('ticket', 'customer', 'customer_order', 'refund_error', 'request')
        OR EXISTS (SELECT FROM pg_attribute a WHERE a.attrelid = r.oid AND a.attname IN ('ticket_id', 'customer_id', 'order_id') AND NOT a.attisdropped))
   AND (SELECT has_table_privilege(q.oid, r.oid, 'INSERT') OR has_any_column_privilege(q.oid, r.oid, 'UPDATE') FROM pg_roles q WHERE q.rolname = 'amends_core')
   AND NOT (SELECT has_table_privilege(q.oid, r.oid, 'SELECT') FROM pg_roles q WHERE q.rolname = 'amends_api')  -- table.rls looks at those
UNION ALL
SELECT 'policy.public', p.polrelid::regclass::text || '.' || p.polname, 'a policy for everybody opens rows to roles nobody thought of'
  FROM pg_policy p JOIN rel r ON r.oid = p.polrelid WHERE 0 = ANY (p.polroles)
UNION ALL
SELECT 'policy.missing', r.name, 'amends_core has no policy on it: row security hides every row from the functions'
  FROM rel r
 WHERE r.relrowsecurity AND NOT EXISTS (SELECT FROM pg_policy p JOIN pg_roles q ON q.oid = ANY (p.polroles)
                                         WHERE p.polrelid = r.oid AND q.rolname = 'amends_core')

-- roles and logins
UNION ALL
SELECT 'role.missing', o.name, 'the role does not exist'
  FROM (SELECT name FROM grp UNION ALL SELECT name FROM own) o WHERE NOT EXISTS (SELECT FROM pg_roles r WHERE r.rolname = o.name)
UNION ALL
SELECT 'role.power', r.rolname, 'a role of Amends with '
       || concat_ws(', ', CASE WHEN r.rolsuper THEN 'SUPERUSER' END, CASE WHEN r.rolcanlogin THEN 'LOGIN' END,
            CASE WHEN r.rolcreaterole AND r.rolname <> 'amends_roleadmin' THEN 'CREATEROLE' END, CASE WHEN r.rolcreatedb THEN 'CREATEDB' END,
            CASE WHEN r.rolreplication THEN 'REPLICATION' END, CASE WHEN r.rolbypassrls THEN 'BYPASSRLS' END)
  FROM pg_roles r
 WHERE r.rolname IN (SELECT name FROM grp UNION ALL SELECT name FROM own)
   AND (r.rolsuper OR r.rolcanlogin OR r.rolcreaterole AND r.rolname <> 'amends_roleadmin' OR r.rolcreatedb OR r.rolreplication OR r.rolbypassrls)
UNION ALL
SELECT 'role.owner_member', m.rolname, 'member of ' || o.rolname || ', which owns what people may not touch'
  FROM pg_auth_members a JOIN pg_roles o ON o.oid = a.roleid JOIN pg_roles m ON m.oid = a.member
 WHERE o.rolname IN (SELECT name FROM own) AND NOT m.rolsuper
UNION ALL
SELECT 'login.power', s.rolname, 'a person''s login with '
       || concat_ws(', ', CASE WHEN r.rolcreaterole THEN 'CREATEROLE' END, CASE WHEN r.rolcreatedb THEN 'CREATEDB' END,
            CASE WHEN r.rolreplication THEN 'REPLICATION' END, CASE WHEN r.rolbypassrls THEN 'BYPASSRLS' END)
  FROM staff s JOIN pg_roles r ON r.oid = s.oid
 WHERE s.rolcanlogin AND (r.rolcreaterole OR r.rolcreatedb OR r.rolreplication OR r.rolbypassrls)
UNION ALL
SELECT 'login.super', r.rolname, 'a person''s login is a superuser'
  FROM pg_roles r JOIN amends.person p ON p.login = r.rolname WHERE r.rolsuper
UNION ALL
SELECT 'login.server_role', s.rolname, 'a person''s login is a member of ' || o.rolname
  FROM staff s JOIN pg_auth_members a ON a.member = s.oid JOIN pg_roles o ON o.oid = a.roleid
 WHERE s.rolname NOT IN (SELECT name FROM grp) AND o.rolname NOT IN (SELECT name FROM grp)
UNION ALL
SELECT 'login.two_groups', s.rolname, 'in ' || string_agg(o.rolname, ' and ' ORDER BY o.rolname) || '; a person has one role'
  FROM staff s JOIN pg_auth_members a ON a.member = s.oid JOIN pg_roles o ON o.oid = a.roleid
 WHERE s.rolcanlogin AND o.rolname IN (SELECT name FROM grp WHERE name NOT IN ('amends_staff', 'amends_service'))
 GROUP BY s.rolname HAVING count(DISTINCT o.rolname) > 1
UNION ALL
SELECT 'login.leaver', r.rolname, 'the person left, but the login still works'
  FROM amends.person p JOIN pg_roles r ON r.rolname = p.login WHERE NOT p.active AND r.rolcanlogin
UNION ALL
SELECT 'login.md5', a.rolname, 'its password is kept as MD5, which proves little and will go from PostgreSQL; give a new one'
  FROM amends.person p JOIN pg_authid a ON a.rolname = p.login WHERE a.rolpassword LIKE 'md5%'
UNION ALL
SELECT 'login.out_of_reach', r.rolname, 'the account functions cannot change it: run amendsctl upgrade'
  FROM amends.person p JOIN pg_roles r ON r.rolname = p.login
 WHERE current_setting('server_version_num')::int >= 160000 AND NOT r.rolsuper
   AND NOT coalesce((SELECT pg_has_role(q.oid, r.oid, 'MEMBER WITH ADMIN OPTION') FROM pg_roles q WHERE q.rolname = 'amends_roleadmin'), false)
UNION ALL
-- by its name, because the column is there from PostgreSQL 16 on
SELECT 'login.lent', r.rolname, 'the account functions act with this person''s rights, they should only administer the login'
  FROM amends.person p JOIN pg_roles r ON r.rolname = p.login JOIN pg_auth_members a ON a.roleid = r.oid JOIN pg_roles q ON q.oid = a.member
 WHERE q.rolname = 'amends_roleadmin' AND (to_jsonb(a) ->> 'inherit_option' = 'true' OR to_jsonb(a) ->> 'set_option' = 'true')
UNION ALL
SELECT 'login.role_differs', r.rolname, 'works here as ' || p.role || ', but is a member of ' || o.rolname
  FROM amends.person p JOIN pg_roles r ON r.rolname = p.login JOIN pg_auth_members a ON a.member = r.oid JOIN pg_roles o ON o.oid = a.roleid
 WHERE p.active AND o.rolname IN (SELECT name FROM grp WHERE name NOT IN ('amends_staff', 'amends_service')) AND o.rolname <> 'amends_' || p.role

-- the database and the server
UNION ALL
SELECT 'database.rights', h.datname, coalesce(g.rolname, 'PUBLIC') || ' has ' || a.privilege_type
  FROM here h CROSS JOIN LATERAL aclexplode(h.acl) a LEFT JOIN pg_roles g ON g.oid = a.grantee
 WHERE a.grantee = 0 OR a.grantee IN (SELECT s.oid FROM staff s) AND a.privilege_type <> 'CONNECT'
UNION ALL
SELECT 'schema.rights', n.nspname, coalesce(g.rolname, 'PUBLIC') || ' has ' || a.privilege_type
  FROM pg_namespace n CROSS JOIN LATERAL aclexplode(coalesce(n.nspacl, acldefault('n', n.nspowner))) a LEFT JOIN pg_roles g ON g.oid = a.grantee
 WHERE n.nspname IN ('amends', 'api', 'public')
   AND (a.grantee = 0 OR a.grantee IN (SELECT s.oid FROM staff s) AND (n.nspname <> 'api' OR a.privilege_type <> 'USAGE'))
UNION ALL
SELECT 'language.public', l.lanname, 'everybody may write code in it (DO blocks)'
  FROM pg_language l CROSS JOIN LATERAL aclexplode(coalesce(l.lanacl, acldefault('l', l.lanowner))) a
 WHERE l.lanpltrusted AND a.grantee = 0
UNION ALL
SELECT 'language.untrusted', l.lanname, 'code in it runs as the operating system user'
  FROM pg_language l WHERE NOT l.lanpltrusted AND l.lanname NOT IN ('internal', 'c')
UNION ALL
SELECT 'builtin.public', p.oid::regprocedure::text, 'any login could disturb others with it'
  FROM pg_proc p CROSS JOIN LATERAL aclexplode(coalesce(p.proacl, acldefault('f', p.proowner))) a
 WHERE p.pronamespace = 'pg_catalog'::regnamespace AND a.grantee = 0
   AND (p.proname ~ '^(pg_advisory|pg_try_advisory)'
     OR p.proname ~ '^lo_(create|creat|from_bytea|put|open|truncate|truncate64|unlink|import|export)$'
     OR p.proname IN ('lowrite', 'loread', 'pg_logical_emit_message', 'pg_notify', 'pg_export_snapshot', 'pg_sleep', 'pg_sleep_for', 'pg_sleep_until',
                      'pg_current_xact_id', 'txid_current', 'pg_read_file', 'pg_read_binary_file', 'pg_ls_dir', 'pg_stat_file', 'pg_reload_conf',
                      'pg_rotate_logfile')
     OR p.proname ~ '(table|query|cursor|schema|database)_to_xml')
UNION ALL
SELECT 'extension.reach', e.extname, 'reaches outside this database'
  FROM pg_extension e WHERE e.extname IN ('dblink', 'postgres_fdw', 'file_fdw', 'adminpack', 'plpython3u', 'plperlu', 'pltclu', 'lo')
UNION ALL
SELECT 'setting', s.name, 'is ' || s.setting || ', should be ' || w.good
  FROM (VALUES ('password_encryption', 'scram-sha-256'), ('max_prepared_transactions', '0'), ('lo_compat_privileges', 'off')) w (name, good)
  JOIN pg_settings s ON s.name = w.name WHERE s.setting <> w.good
UNION ALL
SELECT 'setting', 'ssl', 'is off, but the server listens on ' || current_setting('listen_addresses') || ': passwords and customers'' data travel in the clear'
 WHERE current_setting('ssl') = 'off'
   AND EXISTS (SELECT FROM regexp_split_to_table(current_setting('listen_addresses'), '\s*,\s*') a WHERE a NOT IN ('', 'localhost', '127.0.0.1', '::1'))
UNION ALL
SELECT 'hba.method', 'pg_hba.conf line ' || h.line_number, h.type || ' connections by ' || h.auth_method || '; use scram-sha-256 (host: hostssl)'
  FROM pg_hba_file_rules h CROSS JOIN private
 WHERE NOT private.yes AND h.error IS NULL AND (h.auth_method IN ('trust', 'password', 'md5', 'ident') OR h.type = 'hostnossl' AND h.auth_method <> 'reject')
ORDER BY 1, 2, 3
