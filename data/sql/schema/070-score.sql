-- Measures, schemes, scorecards. A measure is a function that returns contributions; a score is a sum over them.

-- Recomputable facts of a ticket, read off ledger and events (a test holds facts = ledger).
CREATE TABLE amends.ticket_fact (
  ticket_id     bigint PRIMARY KEY REFERENCES amends.ticket,
  opened_at     timestamptz NOT NULL,
  filed_at      timestamptz NOT NULL,     -- recorded: for filed → assigned
  channel       text NOT NULL,
  category_id   int NOT NULL,
  priority_id   int NOT NULL,
  customer_id   bigint NOT NULL,
  team_id       int NOT NULL,             -- that took it in
  complaint     boolean NOT NULL,
  first_assigned_at timestamptz, first_assignee int,
  first_response_at timestamptz, first_responder int, response_due_at timestamptz,
  first_resolved_at timestamptz, first_resolver int,
  resolved_at   timestamptz, resolver int,               -- the last
  resolve_due_at timestamptz,
  closed_at     timestamptz,
  cancelled     boolean NOT NULL DEFAULT false,
  takes         int NOT NULL DEFAULT 0,
  resolves      int NOT NULL DEFAULT 0,
  customer_waits int NOT NULL DEFAULT 0,
  hand_backs    int NOT NULL DEFAULT 0,
  reopened      boolean NOT NULL DEFAULT false,
  one_go        boolean                                   -- first contact resolution; null until resolved
);
CREATE INDEX ticket_fact_opened ON amends.ticket_fact (opened_at);
CREATE INDEX ticket_fact_resolved ON amends.ticket_fact (resolved_at) WHERE resolved_at IS NOT NULL;
CREATE INDEX ticket_fact_first_resolved ON amends.ticket_fact (first_resolved_at) WHERE first_resolved_at IS NOT NULL;
CREATE INDEX ticket_fact_responded ON amends.ticket_fact (first_response_at) WHERE first_response_at IS NOT NULL;
CREATE INDEX ticket_fact_closed ON amends.ticket_fact (closed_at) WHERE closed_at IS NOT NULL;
CREATE INDEX ticket_fact_resolver ON amends.ticket_fact (resolver, resolved_at) WHERE resolver IS NOT NULL;
CREATE INDEX ticket_fact_raised ON amends.ticket_fact (resolver, opened_at) WHERE resolved_at IS NOT NULL;
CREATE INDEX ticket_fact_first_resolver ON amends.ticket_fact (first_resolver, first_resolved_at) WHERE first_resolver IS NOT NULL;
CREATE INDEX ticket_fact_responder ON amends.ticket_fact (first_responder, first_response_at) WHERE first_responder IS NOT NULL;
CREATE INDEX ticket_fact_assigned ON amends.ticket_fact (first_assigned_at) WHERE first_assigned_at IS NOT NULL;
-- what a person has not answered or not solved yet: few, whatever the history
CREATE INDEX ticket_fact_unanswered ON amends.ticket_fact (opened_at) WHERE first_response_at IS NULL;
CREATE INDEX ticket_fact_unresolved ON amends.ticket_fact (opened_at) WHERE resolved_at IS NULL;
CREATE INDEX ticket_fact_complaint ON amends.ticket_fact (opened_at) WHERE complaint;
CREATE INDEX ticket_step_finished ON amends.ticket_step (finished_at) WHERE finished_at IS NOT NULL AND kind <> 'intake';
CREATE INDEX survey_credited ON amends.survey (credited_id, answered_at) WHERE answered_at IS NOT NULL AND credited_id IS NOT NULL;
CREATE INDEX survey_uncredited ON amends.survey (answered_at) WHERE answered_at IS NOT NULL AND credited_id IS NULL;
CREATE INDEX survey_waiting ON amends.survey (sent_at) WHERE answered_at IS NULL;
CREATE INDEX ticket_fact_customer ON amends.ticket_fact (customer_id, opened_at);

CREATE TABLE amends.measure (
  code       text NOT NULL,
  ver        int NOT NULL DEFAULT 1,
  label      jsonb NOT NULL,
  kind       text NOT NULL CHECK (kind IN ('duration', 'rate', 'count', 'mean')),
  unit       text NOT NULL CHECK (unit IN ('s', 'ratio', 'count', 'points')),
  better     text NOT NULL CHECK (better IN ('higher', 'lower')),
  definition jsonb NOT NULL,   -- {"zh_CN":{"what","numerator","denominator","person","date"},"en":{…}}
  params     jsonb NOT NULL DEFAULT '{}',
  customer   boolean NOT NULL DEFAULT false,  -- of the customer's experience, against speed
  position   int NOT NULL DEFAULT 0,
  PRIMARY KEY (code, ver)
);

CREATE TABLE amends.scheme (
  id    int GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  code  text NOT NULL UNIQUE,
  label jsonb NOT NULL,
  position int NOT NULL DEFAULT 0
);
CREATE TABLE amends.scheme_version (
  id           int GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  scheme_id    int NOT NULL REFERENCES amends.scheme,
  ver          int NOT NULL,
  valid_from   date NOT NULL,
  min_n        int NOT NULL DEFAULT 20,
  min_weight_percent int NOT NULL DEFAULT 80,
  published_at timestamptz,
  UNIQUE (scheme_id, ver)
);
CREATE TABLE amends.scheme_part (
  scheme_version_id int NOT NULL REFERENCES amends.scheme_version,
  position   int NOT NULL,
  measure    text NOT NULL,
  measure_ver int NOT NULL DEFAULT 1,
  weight     int NOT NULL CHECK (weight BETWEEN 1 AND 100),   -- percent; the parts sum to 100
  target     numeric(20,4) NOT NULL,    -- all points from here
  zero_line  numeric(20,4) NOT NULL,    -- none from here; straight line between
  every_one  boolean NOT NULL DEFAULT false, -- a count of facts: no smallest n
  PRIMARY KEY (scheme_version_id, position),
  CHECK (target <> zero_line)
);
CREATE TABLE amends.scheme_band (
  scheme_version_id int NOT NULL REFERENCES amends.scheme_version,
  min_points numeric(5,1) NOT NULL,
  code       text NOT NULL,
  label      jsonb NOT NULL,
  PRIMARY KEY (scheme_version_id, min_points)
);
-- Whose card uses which scheme: by team, the first is the default.
CREATE TABLE amends.scheme_team (
  scheme_id int NOT NULL REFERENCES amends.scheme,
  team_id   int NOT NULL REFERENCES amends.team,
  position  int NOT NULL DEFAULT 0,
  PRIMARY KEY (scheme_id, team_id)
);

-- One row per ticket counted or left out: what the screen shows, the export holds and the drill-down lists.
CREATE TYPE amends.contribution AS (
  ticket_id   bigint,
  part        bigint,          -- refund, refund error or survey it comes from; null = the ticket
  person_id   int,
  numerator   numeric,         -- seconds, 0/1, count, 1–5
  denominator numeric,
  at          timestamptz,     -- puts it in the period
  counted     boolean,
  reason      text             -- why left out, a code
);

GRANT SELECT, INSERT, UPDATE ON amends.ticket_fact TO amends_core;
GRANT SELECT ON amends.measure, amends.scheme, amends.scheme_version, amends.scheme_part, amends.scheme_band, amends.scheme_team TO amends_core, amends_api;
GRANT SELECT ON amends.ticket_fact TO amends_api;
