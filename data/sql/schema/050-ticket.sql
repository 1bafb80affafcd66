-- A ticket, its own copy of the procedure's steps, its ledger of segments, everything that happened.

CREATE TABLE amends.import_source (
  id    int GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  code  text NOT NULL UNIQUE,             -- the mapping's "source"
  label text NOT NULL,
  created_at timestamptz NOT NULL DEFAULT now()
);

CREATE TABLE amends.ticket (
  id           bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  day          date NOT NULL,             -- site day of intake; with n it makes the number
  n            int NOT NULL CHECK (n > 0),
  number       text NOT NULL GENERATED ALWAYS AS (
    lpad(extract(year FROM day)::int::text, 4, '0') || lpad(extract(month FROM day)::int::text, 2, '0')
    || lpad(extract(day FROM day)::int::text, 2, '0')
    || CASE WHEN n < 1000 THEN lpad(n::text, 3, '0') ELSE n::text END) STORED,
  channel      text NOT NULL REFERENCES amends.channel,
  customer_id  bigint NOT NULL REFERENCES amends.customer,
  order_id     bigint REFERENCES amends.customer_order,
  category_id  int NOT NULL REFERENCES amends.category,
  priority_id  int NOT NULL REFERENCES amends.priority,
  scope        text NOT NULL DEFAULT 'one' CHECK (scope IN ('one', 'batch')),
  subject      text NOT NULL CHECK (length(subject) BETWEEN 1 AND 200),
  words        text NOT NULL CHECK (length(words) <= 100000),   -- the customer's own words
  serial       text CHECK (length(serial) <= 100),
  state        text NOT NULL CHECK (state IN ('new', 'open', 'waiting', 'resolved', 'closed', 'cancelled', 'merged')),
  wait_reason  text REFERENCES amends.wait_reason,
  procedure_version_id int NOT NULL REFERENCES amends.procedure_version,
  step_id      bigint,                    -- the current step
  team_id      int NOT NULL REFERENCES amends.team,     -- holder of the current step
  assignee_id  int REFERENCES amends.person,
  opened_at    timestamptz NOT NULL,      -- intake: happened
  recorded_at  timestamptz NOT NULL DEFAULT clock_timestamp(),
  filed_by     int REFERENCES amends.person,
  -- the deadline that counts now = the earlier of first response (until given) and the current step; null while its clock stands
  due_at       timestamptz,
  warn_at      timestamptz,
  due_kind     text CHECK (due_kind IN ('response', 'step')),
  deadline_ver int NOT NULL DEFAULT 0,
  next_escalation_at timestamptz,         -- null: nothing to remind of
  escalation_level int NOT NULL DEFAULT 0,-- level of the next reminder: 0 = warning, 1 = at the limit, 2… up the chain
  response_due_at  timestamptz,
  first_response_at timestamptz,
  first_response_by int REFERENCES amends.person,
  resolve_due_at   timestamptz,
  first_resolved_at timestamptz,
  resolved_at  timestamptz,               -- the last
  closed_at    timestamptz,
  reopened     int NOT NULL DEFAULT 0,
  survey_state text CHECK (survey_state IN ('sent', 'answered', 'expired')),
  source_id    int REFERENCES amends.import_source,
  source_key   text,
  rev          int NOT NULL DEFAULT 1,    -- each business change; background work leaves it alone
  UNIQUE (day, n),
  CHECK ((state = 'waiting') = (wait_reason IS NOT NULL)),
  CHECK (state NOT IN ('resolved', 'closed') OR resolved_at IS NOT NULL OR source_id IS NOT NULL)
) WITH (fillfactor = 80);
CREATE UNIQUE INDEX ticket_number ON amends.ticket (number);
CREATE UNIQUE INDEX ticket_source ON amends.ticket (source_id, source_key) WHERE source_id IS NOT NULL;
-- open work only: these stay small whatever the history
CREATE INDEX ticket_queue ON amends.ticket (team_id, due_at, id) WHERE state NOT IN ('closed', 'cancelled', 'merged');
CREATE INDEX ticket_holder ON amends.ticket (assignee_id, due_at) WHERE state NOT IN ('closed', 'cancelled', 'merged');
CREATE INDEX ticket_escalation ON amends.ticket (next_escalation_at) WHERE next_escalation_at IS NOT NULL;
CREATE INDEX ticket_survey_open ON amends.ticket (closed_at) WHERE survey_state = 'sent';
CREATE INDEX ticket_customer ON amends.ticket (customer_id, opened_at);
CREATE INDEX ticket_order ON amends.ticket (order_id) WHERE order_id IS NOT NULL;
CREATE INDEX ticket_opened ON amends.ticket USING brin (opened_at);

CREATE TABLE amends.ticket_step (
  id          bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  ticket_id   bigint NOT NULL REFERENCES amends.ticket,
  ordinal     int NOT NULL,               -- order in this ticket
  proc_ordinal int NOT NULL,              -- procedure_step it is a copy of (label, action, record, outcomes: versions never change)
  procedure_version_id int REFERENCES amends.procedure_version, -- of another one than the ticket's now (its category changed); null: the ticket's
  round       int NOT NULL DEFAULT 1,     -- 2…: after a send-back or a reopening
  kind        text NOT NULL,
  role        text NOT NULL,
  state       text NOT NULL DEFAULT 'pending' CHECK (state IN ('pending', 'current', 'done', 'skipped', 'sent_back')),
  team_id     int REFERENCES amends.team,
  assignee_id int REFERENCES amends.person,
  limit_amount int, limit_unit text, anchor text NOT NULL,
  effort_min  int NOT NULL,
  resolves    boolean NOT NULL DEFAULT false,
  calendar_version_id int,
  started_at  timestamptz,
  due_at      timestamptz,                -- derived; null while its clock stands
  warn_at     timestamptz,
  remaining_s bigint,                     -- while its clock stands: what is left, in the unit's own clock
  finished_at timestamptz,
  finished_by int REFERENCES amends.person,
  outcome     text,
  record      jsonb NOT NULL DEFAULT '{}',
  reason      text,                       -- why skipped or sent back
  UNIQUE (ticket_id, ordinal) DEFERRABLE INITIALLY IMMEDIATE
) WITH (fillfactor = 80);
CREATE UNIQUE INDEX ticket_step_current ON amends.ticket_step (ticket_id) WHERE state = 'current';
ALTER TABLE amends.ticket ADD FOREIGN KEY (step_id) REFERENCES amends.ticket_step DEFERRABLE INITIALLY DEFERRED;

-- The ledger: gap-free, facts only. Whether the clock runs and who is charged follow from policy data.
CREATE TABLE amends.segment (
  ticket_id   bigint NOT NULL REFERENCES amends.ticket,
  ordinal     int NOT NULL,
  from_at     timestamptz NOT NULL,
  to_at       timestamptz,                -- null: the one that runs
  step_id     bigint REFERENCES amends.ticket_step,
  holder_id   int REFERENCES amends.person,
  team_id     int REFERENCES amends.team,
  state       text NOT NULL,
  wait_reason text,
  calendar_version_id int,
  PRIMARY KEY (ticket_id, ordinal),
  CHECK (to_at >= from_at)
) WITH (fillfactor = 80);
CREATE UNIQUE INDEX segment_open ON amends.segment (ticket_id) WHERE to_at IS NULL;
CREATE INDEX segment_holder ON amends.segment (holder_id, from_at);

-- Append-only (amends_core has no UPDATE, no DELETE). Not partitioned: nothing is ever deleted from it, and a timeline
-- is read by ticket, which would probe every partition.
CREATE TABLE amends.event (
  id          bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  ticket_id   bigint NOT NULL REFERENCES amends.ticket,
  kind        text NOT NULL,  -- filed take assigned hand_over step_done step_skipped sent_back wait resume contact note work
                              -- resolve reopen close cancel escalate escalated priority category refund_* survey callback coupon …
  happened_at timestamptz NOT NULL,
  recorded_at timestamptz NOT NULL DEFAULT clock_timestamp(),  -- not when its transaction began: that is the caller's choice
  actor_id    int REFERENCES amends.person,      -- null: the system
  text        text CHECK (length(text) <= 100000),
  body        jsonb NOT NULL DEFAULT '{}'
);
CREATE INDEX event_ticket ON amends.event (ticket_id, happened_at, id);
CREATE INDEX event_recorded ON amends.event USING brin (recorded_at);

-- Who may see a ticket beside the team that holds it: everyone who ever held it, filed it, or was mentioned.
CREATE TABLE amends.participant (
  ticket_id bigint NOT NULL REFERENCES amends.ticket,
  person_id int NOT NULL REFERENCES amends.person,
  why       text NOT NULL CHECK (why IN ('filed', 'held', 'mentioned')),
  PRIMARY KEY (ticket_id, person_id)
);
CREATE INDEX participant_person ON amends.participant (person_id, ticket_id);

-- Each reminder once: key = what is late, in which version of its deadline, at which level, to whom.
CREATE TABLE amends.escalation (
  kind         text NOT NULL CHECK (kind IN ('ticket', 'followup')),
  ref          bigint NOT NULL,           -- ticket_step.id (or ticket.id for the first response), followup.id
  deadline_ver int NOT NULL,
  level        int NOT NULL,
  recipient_id int NOT NULL REFERENCES amends.person,
  ticket_id    bigint NOT NULL REFERENCES amends.ticket,
  at           timestamptz NOT NULL DEFAULT now(),
  PRIMARY KEY (kind, ref, deadline_ver, level, recipient_id)
);

CREATE TABLE amends.notice (
  id           bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  recipient_id int NOT NULL REFERENCES amends.person,
  ticket_id    bigint REFERENCES amends.ticket,
  kind         text NOT NULL CHECK (kind IN ('warn', 'due', 'escalated', 'assigned', 'mention', 'callback', 'lookups')),
  level        int NOT NULL DEFAULT 0,
  at           timestamptz NOT NULL DEFAULT now(),
  body         jsonb NOT NULL DEFAULT '{}',
  seen_at      timestamptz
);
CREATE INDEX notice_recipient ON amends.notice (recipient_id, id);
CREATE INDEX notice_unseen ON amends.notice (recipient_id) WHERE seen_at IS NULL;

CREATE TABLE amends.survey (
  ticket_id   bigint PRIMARY KEY REFERENCES amends.ticket,
  sent_at     timestamptz NOT NULL,
  answered_at timestamptz,
  via         text CHECK (via IN ('phone', 'form', 'import')),
  solved      boolean,
  speed       int CHECK (speed BETWEEN 1 AND 5),
  attitude    int CHECK (attitude BETWEEN 1 AND 5),
  overall     int CHECK (overall BETWEEN 1 AND 5),   -- 5 = very satisfied … 1 = very unsatisfied
  what        text CHECK (length(what) <= 10000),
  suggestion  text CHECK (length(suggestion) <= 10000),
  recorded_by int REFERENCES amends.person,
  credited_id int REFERENCES amends.person           -- the last resolver when it was answered
);
CREATE INDEX survey_answered ON amends.survey (answered_at) WHERE answered_at IS NOT NULL;

-- Promised contacts: call-back to an unhappy customer (due in an hour), follow-up after a refund.
CREATE TABLE amends.followup (
  id          bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  ticket_id   bigint NOT NULL REFERENCES amends.ticket,
  kind        text NOT NULL CHECK (kind IN ('callback', 'refund')),
  holder_id   int REFERENCES amends.person,
  created_at  timestamptz NOT NULL,
  due_at      timestamptz,
  next_escalation_at timestamptz,
  escalation_level int NOT NULL DEFAULT 0,
  done_at     timestamptz,
  done_by     int REFERENCES amends.person,
  remedy      text CHECK (remedy IN ('coupon', 'visit', 'apology', 'explained', 'none')),
  result      text CHECK (length(result) <= 10000),
  CHECK ((done_at IS NULL) = (done_by IS NULL))
);
CREATE INDEX followup_ticket ON amends.followup (ticket_id);
CREATE INDEX followup_open ON amends.followup (holder_id, due_at) WHERE done_at IS NULL;
CREATE INDEX followup_escalation ON amends.followup (next_escalation_at) WHERE next_escalation_at IS NOT NULL;

CREATE TABLE amends.coupon (
  id           bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  ticket_id    bigint NOT NULL REFERENCES amends.ticket,
  amount_minor bigint NOT NULL CHECK (amount_minor > 0),
  booked_at    timestamptz NOT NULL,
  booked_by    int REFERENCES amends.person,     -- null: automatically
  cancelled_at timestamptz, cancelled_by int REFERENCES amends.person, cancel_reason text
);

GRANT SELECT, INSERT, UPDATE ON amends.ticket, amends.ticket_step, amends.survey, amends.followup, amends.notice, amends.coupon TO amends_core;
GRANT USAGE ON SEQUENCE amends.ticket_step_id_seq TO amends_core;
GRANT SELECT, INSERT ON amends.event, amends.escalation, amends.import_source TO amends_core;
GRANT SELECT, INSERT ON amends.segment TO amends_core;
GRANT UPDATE (to_at) ON amends.segment TO amends_core;
GRANT SELECT, INSERT ON amends.participant TO amends_core;
GRANT SELECT ON amends.ticket, amends.ticket_step, amends.segment, amends.event, amends.participant, amends.notice, amends.survey,
  amends.followup, amends.coupon, amends.import_source TO amends_api;
