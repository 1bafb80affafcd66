-- A refund on a ticket: requested by the customer, reviewed by an agent, confirmed by finance (another person), paid with a reference.
CREATE TABLE amends.refund (
  id             bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  ticket_id      bigint NOT NULL REFERENCES amends.ticket,
  order_id       bigint NOT NULL REFERENCES amends.customer_order,
  state          text NOT NULL CHECK (state IN ('requested', 'reviewed', 'confirmed', 'paid', 'refused', 'withdrawn')),
  currency       text NOT NULL,
  requested_minor bigint NOT NULL CHECK (requested_minor > 0),
  amount_minor   bigint NOT NULL CHECK (amount_minor > 0),   -- as it stands now
  amount_by      int REFERENCES amends.person,               -- who last changed it: may not confirm; null = as the customer asked
  reason         text NOT NULL REFERENCES amends.reason,
  clause_id      int REFERENCES amends.policy_clause,        -- every decision cites one
  policy_version_id int NOT NULL REFERENCES amends.policy_version,
  alternatives   text CHECK (length(alternatives) <= 2000),  -- offered instead of a refund, and the answer
  requested_at   timestamptz NOT NULL,
  requested_by   int REFERENCES amends.person,               -- who recorded it; the requester is the customer
  reviewed_at    timestamptz, reviewed_by  int REFERENCES amends.person,
  confirmed_at   timestamptz, confirmed_by int REFERENCES amends.person,
  manager_at     timestamptz, manager_by   int REFERENCES amends.person,  -- above the policy's tier
  paid_at        timestamptz, paid_by      int REFERENCES amends.person,
  method         text CHECK (length(method) <= 60),
  payment_ref    text CHECK (length(payment_ref) BETWEEN 1 AND 100),
  decided_at     timestamptz,                                -- paid, refused or withdrawn
  decision_note  text CHECK (length(decision_note) <= 2000),
  rev            int NOT NULL DEFAULT 1,
  UNIQUE (order_id, payment_ref),
  CONSTRAINT refund_four_eyes_confirm CHECK (confirmed_by IS NULL OR (confirmed_by IS DISTINCT FROM reviewed_by AND confirmed_by IS DISTINCT FROM amount_by)),
  CONSTRAINT refund_four_eyes_pay CHECK (paid_by IS NULL OR paid_by IS DISTINCT FROM reviewed_by),
  CONSTRAINT refund_manager_other CHECK (manager_by IS NULL OR (manager_by <> confirmed_by AND manager_by IS DISTINCT FROM reviewed_by)),
  CHECK (state <> 'reviewed' OR (reviewed_by IS NOT NULL AND clause_id IS NOT NULL)),
  CHECK (state <> 'confirmed' OR (confirmed_by IS NOT NULL AND reviewed_by IS NOT NULL)),
  CHECK (state <> 'paid' OR (paid_by IS NOT NULL AND confirmed_by IS NOT NULL AND payment_ref IS NOT NULL AND paid_at IS NOT NULL)),
  CHECK (state <> 'refused' OR clause_id IS NOT NULL)
);
CREATE UNIQUE INDEX refund_living ON amends.refund (ticket_id) WHERE state IN ('requested', 'reviewed', 'confirmed');
CREATE INDEX refund_ticket ON amends.refund (ticket_id, id) INCLUDE (reviewed_by);
CREATE INDEX refund_order ON amends.refund (order_id);
CREATE INDEX refund_decided ON amends.refund (decided_at) WHERE decided_at IS NOT NULL;

-- A mistake by staff and its correction, both kept.
CREATE TABLE amends.refund_error (
  id          bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  refund_id   bigint NOT NULL REFERENCES amends.refund,
  kind        text NOT NULL REFERENCES amends.reason,        -- wrong amount, wrong payee, duplicate
  happened_at timestamptz NOT NULL,
  found_at    timestamptz NOT NULL,
  found_by    int REFERENCES amends.person,
  made_by     int NOT NULL REFERENCES amends.person,
  note        text NOT NULL CHECK (length(note) BETWEEN 1 AND 2000),
  corrected_at timestamptz,
  corrected_by int REFERENCES amends.person,
  correction  text CHECK (length(correction) <= 2000)
);
CREATE INDEX refund_error_refund ON amends.refund_error (refund_id);
CREATE INDEX refund_error_happened ON amends.refund_error (happened_at);

-- How soon after the money was sent the customer is called: the policy's word.
ALTER TABLE amends.policy_version ADD COLUMN followup_h int NOT NULL DEFAULT 72 CHECK (followup_h BETWEEN 1 AND 8760);
-- measures read by the moment a thing happened
CREATE INDEX refund_paid ON amends.refund (paid_at) WHERE paid_at IS NOT NULL;
CREATE INDEX refund_reviewer ON amends.refund (reviewed_by, paid_at);
CREATE INDEX refund_living_requested ON amends.refund (requested_at) WHERE decided_at IS NULL;

GRANT SELECT, INSERT, UPDATE ON amends.refund, amends.refund_error TO amends_core;
GRANT SELECT ON amends.refund, amends.refund_error TO amends_api;
