-- Site, people, teams: who works here. Labels of starter data are JSON by language: {"zh_CN": …, "en": …}.

-- Every file that was run once, in order; the highest number is the schema's version.
CREATE TABLE amends.schema_version (
  name        text PRIMARY KEY,
  version     int UNIQUE,                -- null: seed and demo files
  sha256      text NOT NULL,
  applied_at  timestamptz NOT NULL DEFAULT now(),
  applied_by  name NOT NULL DEFAULT session_user
);

-- One row. The time zone is fixed at set-up: it serves numbers, days and periods.
CREATE TABLE amends.site (
  one                  boolean PRIMARY KEY DEFAULT true CHECK (one),
  name                 text NOT NULL CHECK (length(name) BETWEEN 1 AND 100),
  zone                 text NOT NULL,
  currency             text NOT NULL DEFAULT 'CNY' CHECK (currency ~ '^[A-Z]{3}$'),
  language             text NOT NULL DEFAULT 'zh_CN',
  feed_epoch           uuid NOT NULL DEFAULT gen_random_uuid(),
  min_client           int NOT NULL DEFAULT 1,
  warn_percent         int NOT NULL DEFAULT 80 CHECK (warn_percent BETWEEN 1 AND 99),
  escalation_gap_s     int NOT NULL DEFAULT 1800 CHECK (escalation_gap_s > 0),
  repeat_contact_days  int NOT NULL DEFAULT 30 CHECK (repeat_contact_days > 0),
  repeat_complaint_days int NOT NULL DEFAULT 30 CHECK (repeat_complaint_days > 0),
  callback_s           int NOT NULL DEFAULT 3600 CHECK (callback_s > 0),
  lookups_per_hour     int NOT NULL DEFAULT 200 CHECK (lookups_per_hour > 0),
  undo_s               int NOT NULL DEFAULT 120 CHECK (undo_s > 0),
  survey_days          int NOT NULL DEFAULT 14 CHECK (survey_days > 0),  -- how long an answer is waited for
  feed_days            int NOT NULL DEFAULT 7 CHECK (feed_days > 0),
  text_limit           int NOT NULL DEFAULT 10000 CHECK (text_limit BETWEEN 100 AND 100000),
  demo                 boolean NOT NULL DEFAULT false
);

CREATE TABLE amends.department (
  id       int GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  code     text NOT NULL UNIQUE,
  label    jsonb NOT NULL,
  position int NOT NULL DEFAULT 0
);

CREATE TABLE amends.team (
  id            int GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  code          text NOT NULL UNIQUE,
  label         jsonb NOT NULL,
  icon          text NOT NULL DEFAULT 'amends-inbox-symbolic',
  department_id int NOT NULL REFERENCES amends.department,
  lead_id       int,
  calendar_code text NOT NULL DEFAULT 'always',   -- amends.calendar.code
  position      int NOT NULL DEFAULT 0,
  active        boolean NOT NULL DEFAULT true
);

CREATE TABLE amends.person (
  id             int GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  employee_no    text NOT NULL UNIQUE CHECK (length(employee_no) BETWEEN 1 AND 40),  -- one person, one row: four eyes compare persons
  login          name UNIQUE,          -- null: imported people have none
  name           text NOT NULL CHECK (length(name) BETWEEN 1 AND 100),
  role           text NOT NULL CHECK (role IN ('agent', 'specialist', 'finance', 'supervisor', 'manager', 'admin', 'imported')),
  department_id  int REFERENCES amends.department,
  home_team_id   int REFERENCES amends.team,
  superior_id    int REFERENCES amends.person,
  level          text NOT NULL DEFAULT '',
  skills         text[] NOT NULL DEFAULT '{}',
  load_cap_min   int NOT NULL DEFAULT 480 CHECK (load_cap_min > 0),
  on_duty        boolean NOT NULL DEFAULT false,
  duty_changed_at timestamptz,
  active         boolean NOT NULL DEFAULT true,
  source_id      int,                  -- the import it came from
  source_key     text,                 -- its name there
  created_at     timestamptz NOT NULL DEFAULT now(),
  CHECK (superior_id <> id),
  CHECK (login IS NULL OR role <> 'imported')
);
CREATE UNIQUE INDEX person_source ON amends.person (source_id, source_key) WHERE source_id IS NOT NULL;
ALTER TABLE amends.team ADD FOREIGN KEY (lead_id) REFERENCES amends.person;

CREATE TABLE amends.team_member (
  team_id   int NOT NULL REFERENCES amends.team,
  person_id int NOT NULL REFERENCES amends.person,
  PRIMARY KEY (team_id, person_id)
);
CREATE INDEX team_member_person ON amends.team_member (person_id);

-- Every mutating call carries a client-made id: a retry after a lost connection is answered with the stored result.
CREATE TABLE amends.request (
  id        uuid PRIMARY KEY,
  person_id int NOT NULL REFERENCES amends.person,
  fn        text NOT NULL,
  args_hash bytea NOT NULL,
  result    jsonb,
  at        timestamptz NOT NULL DEFAULT now()
) WITH (fillfactor = 60);
CREATE INDEX request_at ON amends.request USING brin (at);

-- Ids only, no data. Cursor of a reader = text of pg_current_snapshot(): a slow transaction's row is never passed over.
CREATE TABLE amends.change (
  seq  bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  xid  xid8 NOT NULL DEFAULT pg_current_xact_id(),
  kind text NOT NULL CHECK (kind IN ('ticket', 'team', 'person', 'notice', 'catalogue', 'scorecard')),
  ref  bigint NOT NULL,
  at   timestamptz NOT NULL DEFAULT now()
);
CREATE INDEX change_xid ON amends.change (xid);
CREATE INDEX change_at ON amends.change USING brin (at);

-- Who runs the sweep, and who pokes: a row lock, not an advisory lock (any login could hold those).
CREATE TABLE amends.mutex (
  name     text PRIMARY KEY,
  last_run timestamptz NOT NULL DEFAULT '-infinity',
  holder   int
);
INSERT INTO amends.mutex (name) VALUES ('sweep'), ('poke');

GRANT SELECT ON amends.site, amends.department, amends.team, amends.person, amends.team_member, amends.change, amends.schema_version
  TO amends_core, amends_api, amends_roleadmin;
GRANT INSERT, UPDATE ON amends.person, amends.team TO amends_core, amends_roleadmin;
GRANT INSERT, DELETE ON amends.team_member TO amends_core, amends_roleadmin;
GRANT UPDATE ON amends.site TO amends_core;
GRANT SELECT, INSERT, UPDATE, DELETE ON amends.request TO amends_core;
GRANT SELECT, INSERT, DELETE ON amends.change TO amends_core;
GRANT SELECT, UPDATE ON amends.mutex TO amends_core;
