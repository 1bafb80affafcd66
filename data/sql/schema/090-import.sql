-- History of other systems: which rows came in, when, and the table through which they come.

CREATE TABLE amends.import_run (
  id        int GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  source_id int NOT NULL REFERENCES amends.import_source,
  at        timestamptz NOT NULL DEFAULT now(),
  by        name NOT NULL DEFAULT session_user,
  files     text[] NOT NULL DEFAULT '{}',
  report    jsonb NOT NULL DEFAULT '{}'
);
COMMENT ON TABLE amends.import_run IS 'who imported what, when, with what result';

-- A row is known by its source and the hash of its text: the same file twice adds nothing.
CREATE TABLE amends.import_row (
  source_id int NOT NULL REFERENCES amends.import_source,
  hash      bytea NOT NULL CHECK (length(hash) = 32),
  run_id    int NOT NULL REFERENCES amends.import_run,
  PRIMARY KEY (source_id, hash)
);
COMMENT ON TABLE amends.import_row IS 'rows that came in';

-- One row of a file, values checked and translated by the mapping. Emptied by every run; lost in a crash, which is no loss.
CREATE UNLOGGED TABLE amends.import_stage (
  seq bigint PRIMARY KEY, file int NOT NULL, line bigint NOT NULL, hash bytea NOT NULL,
  ticket_key text NOT NULL, at timestamptz NOT NULL,
  -- event rows
  kinds text[], wait_reason text, text text, actor text,
  -- snapshot rows
  state text, holder text, responded boolean, first_response_at timestamptz, first_response_by text,
  resolved_at timestamptz, resolved_by text, closed_at timestamptz, closed_by text,
  -- the ticket
  opened_at timestamptz, opened_by text, subject text, words text, channel text, category text, priority text, team text, scope text, serial text,
  customer text, customer_name text, customer_phone text, customer_email text, tier text, order_ref text, product text, paid_minor bigint,
  response_due_at timestamptz, resolve_due_at timestamptz,
  survey_at timestamptz, survey_solved boolean, survey_speed int, survey_attitude int, survey_overall int, survey_what text, survey_suggestion text,
  refund_requested_minor bigint, refund_confirmed_minor bigint, refund_reason text, refund_requested_at timestamptz, refund_reviewed_at timestamptz,
  refund_reviewed_by text, refund_confirmed_at timestamptz, refund_confirmed_by text, refund_paid_at timestamptz, refund_paid_by text,
  refund_method text, refund_reference text
);
CREATE INDEX import_stage_ticket ON amends.import_stage (ticket_key, seq);
COMMENT ON TABLE amends.import_stage IS 'rows on their way in';

-- What the rows say happened, in the words of the event log.
CREATE UNLOGGED TABLE amends.import_event (
  ticket_key text NOT NULL, seq bigint NOT NULL, ord int NOT NULL, at timestamptz NOT NULL, kind text NOT NULL,
  actor text, text text, body jsonb NOT NULL DEFAULT '{}'
);
CREATE INDEX import_event_ticket ON amends.import_event (ticket_key, kind);
COMMENT ON TABLE amends.import_event IS 'events on their way in';
