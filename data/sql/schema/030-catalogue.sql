-- What an administrator may want different: channels, categories, keywords, priorities, procedures, rules, policies.

CREATE TABLE amends.channel (
  code            text PRIMARY KEY,
  label           jsonb NOT NULL,
  icon            text NOT NULL,
  contact_at_intake boolean NOT NULL DEFAULT false,  -- phone and chat: filing is already the first contact
  response_amount int, response_unit text,           -- response norm of the channel; null = none
  position        int NOT NULL DEFAULT 0
);

CREATE TABLE amends.procedure (
  id    int GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  code  text NOT NULL UNIQUE,
  label jsonb NOT NULL
);

-- A published version never changes; a running ticket keeps its own.
CREATE TABLE amends.procedure_version (
  id              int GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  procedure_id    int NOT NULL REFERENCES amends.procedure,
  ver             int NOT NULL,
  response_amount int, response_unit text CHECK (response_unit IN ('min', 'h', 'wmin', 'wh', 'wd')),
  resolve_amount  int, resolve_unit text CHECK (resolve_unit IN ('min', 'h', 'wmin', 'wh', 'wd')),
  published_at    timestamptz,
  UNIQUE (procedure_id, ver)
);

CREATE TABLE amends.procedure_step (
  procedure_version_id int NOT NULL REFERENCES amends.procedure_version,
  ordinal     int NOT NULL CHECK (ordinal > 0),
  code        text NOT NULL,
  label       jsonb NOT NULL,            -- 'Finance confirms the amount'
  action      jsonb NOT NULL,            -- the verb of the step's main action: 'Confirm amount'
  -- intake: done by filing. work: finished by recording. refund_*: finished by the refund panel. close: closes the ticket.
  kind        text NOT NULL CHECK (kind IN ('intake', 'work', 'refund_review', 'refund_confirm', 'refund_pay', 'close')),
  role        text NOT NULL CHECK (role IN ('agent', 'specialist', 'finance', 'supervisor', 'manager')),
  team_code   text NOT NULL,             -- amends.team.code; 'intake' = the team that took it in
  limit_amount int, limit_unit text CHECK (limit_unit IN ('min', 'h', 'wmin', 'wh', 'wd')),
  anchor      text NOT NULL DEFAULT 'step' CHECK (anchor IN ('intake', 'step')),
  effort_min  int NOT NULL DEFAULT 20,   -- expected minutes of work: a person's load
  record      jsonb NOT NULL DEFAULT '[]', -- what to record: [{"code","label":{},"required":bool,"kind":"text|choice|money","choices":[…]}]
  outcomes    jsonb NOT NULL DEFAULT '[]', -- branches: [{"code","label":{},"next":ordinal}]; empty = the next step
  resolves    boolean NOT NULL DEFAULT false, -- finishing it gives the customer the solution
  PRIMARY KEY (procedure_version_id, ordinal)
);

CREATE TABLE amends.category (
  id           int GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  parent_id    int REFERENCES amends.category,
  code         text NOT NULL UNIQUE,
  label        jsonb NOT NULL,
  procedure_id int REFERENCES amends.procedure,    -- null: the parent's
  complaint    boolean NOT NULL DEFAULT false,     -- counts as a complaint
  skill        text,                               -- wanted of the assignee
  needs        text[] NOT NULL DEFAULT '{}',       -- extra intake fields: 'refund', 'serial'
  remark       jsonb,
  position     int NOT NULL DEFAULT 0,
  active       boolean NOT NULL DEFAULT true
);

CREATE TABLE amends.keyword (
  id          int GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  rank        int NOT NULL,               -- lower first; within a rank the longest match
  word        text NOT NULL CHECK (length(word) BETWEEN 1 AND 40),
  category_id int NOT NULL REFERENCES amends.category,
  UNIQUE (word, category_id)
);

CREATE TABLE amends.priority (
  id              int PRIMARY KEY,        -- 1 is the most urgent
  code            text NOT NULL UNIQUE,
  label           jsonb NOT NULL,
  response_amount int NOT NULL, response_unit text NOT NULL CHECK (response_unit IN ('min', 'h', 'wmin', 'wh', 'wd'))
);

-- First rule that fits by position gives the base; raise lifts it by levels (VIP, batch).
CREATE TABLE amends.priority_rule (
  id          int GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  position    int NOT NULL,
  word        text,                       -- null: any
  category_id int REFERENCES amends.category,
  tier        text CHECK (tier IN ('vip', 'normal')),
  scope       text CHECK (scope IN ('one', 'batch')),
  priority_id int REFERENCES amends.priority,
  raise       int NOT NULL DEFAULT 0,
  CHECK ((priority_id IS NULL) <> (raise = 0))
);

-- Who gets a step. First rule that fits, by position. pick: filer = the one who took it in; lead; least_loaded; queue = nobody yet.
CREATE TABLE amends.assignment_rule (
  id          int GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  position    int NOT NULL,
  category_id int REFERENCES amends.category,
  step_role   text,
  step_kind   text,
  step_team   text,                       -- team_code of the step: tech and logistics both have specialists
  channel     text REFERENCES amends.channel,
  team_code   text,                       -- goes to this team; null: the step's own
  pick        text NOT NULL CHECK (pick IN ('filer', 'lead', 'least_loaded', 'queue')),
  label       jsonb NOT NULL
);

CREATE TABLE amends.wait_reason (
  code        text PRIMARY KEY,
  label       jsonb NOT NULL,             -- 'customer': what is waited for
  stops_clock boolean NOT NULL,
  charged     boolean NOT NULL,           -- are the minutes the holder's
  position    int NOT NULL DEFAULT 0
);

CREATE TABLE amends.reason (
  code     text PRIMARY KEY,
  kind     text NOT NULL CHECK (kind IN ('refund', 'hand_over', 'send_back', 'skip', 'cancel', 'reopen', 'escalate', 'refund_error', 'refuse')),
  label    jsonb NOT NULL,
  position int NOT NULL DEFAULT 0,
  active   boolean NOT NULL DEFAULT true
);

CREATE TABLE amends.policy (
  id    int GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  code  text NOT NULL UNIQUE,
  label jsonb NOT NULL
);
CREATE TABLE amends.policy_version (
  id           int GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  policy_id    int NOT NULL REFERENCES amends.policy,
  ver          int NOT NULL,
  tier_minor   bigint NOT NULL CHECK (tier_minor >= 0), -- up to here confirmer and payer may be one person; above it a manager confirms too
  published_at timestamptz,
  UNIQUE (policy_id, ver)
);
CREATE TABLE amends.policy_clause (
  id                int GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  policy_version_id int NOT NULL REFERENCES amends.policy_version,
  code              text NOT NULL,        -- '3.2'
  label             jsonb NOT NULL,
  body              jsonb NOT NULL,
  UNIQUE (policy_version_id, code)
);

GRANT SELECT ON amends.channel, amends.procedure, amends.procedure_version, amends.procedure_step, amends.category, amends.keyword,
  amends.priority, amends.priority_rule, amends.assignment_rule, amends.wait_reason, amends.reason, amends.policy,
  amends.policy_version, amends.policy_clause TO amends_core, amends_api;
GRANT INSERT, UPDATE ON amends.category, amends.channel, amends.priority TO amends_core;
