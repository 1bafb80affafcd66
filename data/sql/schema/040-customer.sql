-- Customers. What identifies a person stands in customer_pii alone; everybody else sees the masks.

CREATE TABLE amends.customer (
  id         bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  tier       text NOT NULL DEFAULT 'normal' CHECK (tier IN ('vip', 'normal')),
  mask_name  text NOT NULL,
  mask_phone text,
  created_at timestamptz NOT NULL DEFAULT now(),
  source_id  int,
  source_key text,
  rev        int NOT NULL DEFAULT 1
);
CREATE UNIQUE INDEX customer_source ON amends.customer (source_id, source_key) WHERE source_id IS NOT NULL;

CREATE TABLE amends.customer_pii (
  customer_id bigint PRIMARY KEY REFERENCES amends.customer,
  name        text NOT NULL CHECK (length(name) <= 100),
  phone       text CHECK (phone ~ '^\+?[0-9]{5,20}$'),      -- normalised
  email       text CHECK (length(email) <= 200)             -- normalised to lower case
);
CREATE INDEX customer_pii_phone ON amends.customer_pii (phone) WHERE phone IS NOT NULL;
CREATE INDEX customer_pii_email ON amends.customer_pii (email) WHERE email IS NOT NULL;
CREATE INDEX customer_pii_name ON amends.customer_pii (name);

CREATE TABLE amends.customer_order (
  id              bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  customer_id     bigint NOT NULL REFERENCES amends.customer,
  ref             text NOT NULL UNIQUE CHECK (length(ref) BETWEEN 1 AND 60),
  product         text NOT NULL DEFAULT '' CHECK (length(product) <= 200),
  serial          text CHECK (length(serial) <= 100),
  currency        text NOT NULL DEFAULT 'CNY',
  paid_minor      bigint NOT NULL CHECK (paid_minor >= 0),
  -- Typed in at intake: what was paid is hearsay until finance has looked at the payment. Null: from the shop's own records.
  typed_by        int REFERENCES amends.person,
  checked_at      timestamptz,
  checked_by      int REFERENCES amends.person,
  -- Running totals on the locked row: with the CHECK they hold under any interleaving and isolation level.
  committed_minor bigint NOT NULL DEFAULT 0 CHECK (committed_minor >= 0),  -- confirmed, paid or not
  refunded_minor  bigint NOT NULL DEFAULT 0 CHECK (refunded_minor >= 0),
  paid_at         timestamptz,
  received_at     timestamptz,
  state           text NOT NULL DEFAULT 'paid' CHECK (state IN ('paid', 'part_refunded', 'refunded', 'exchanged')),
  CONSTRAINT order_never_over_paid CHECK (committed_minor <= paid_minor),
  CONSTRAINT order_refunded_committed CHECK (refunded_minor <= committed_minor),
  CONSTRAINT order_checked_by_another CHECK (checked_by <> typed_by),
  CHECK ((checked_at IS NULL) = (checked_by IS NULL))
);
CREATE INDEX customer_order_customer ON amends.customer_order (customer_id);

CREATE TABLE amends.payment (
  id        bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  order_id  bigint NOT NULL REFERENCES amends.customer_order,
  kind      text NOT NULL CHECK (kind IN ('payment', 'refund', 'price_difference')),
  method    text NOT NULL,                -- 'wechat', 'alipay', 'bank', …
  amount_minor bigint NOT NULL,           -- refunds are negative
  at        timestamptz NOT NULL
);
CREATE INDEX payment_order ON amends.payment (order_id);

-- Every complete value looked up (keyed by hash), every full view: counted and kept. nth comes from a sequence of the
-- person's own, which no rollback turns back: a gap is a look-up whose row was rolled back, and counts all the same.
CREATE TABLE amends.lookup (
  person_id  int NOT NULL REFERENCES amends.person,
  nth        bigint NOT NULL,
  xid        xid8 NOT NULL DEFAULT pg_current_xact_id(),
  kind       text NOT NULL,
  value_hash bytea NOT NULL,
  found      int NOT NULL,
  at         timestamptz NOT NULL DEFAULT clock_timestamp(),
  told       boolean NOT NULL DEFAULT false,   -- with this one the superior was told
  PRIMARY KEY (person_id, nth)
);
CREATE INDEX lookup_told ON amends.lookup (person_id, at) WHERE told;
-- A full view is two calls: request (commits), then fetch, which checks that the request committed.
CREATE TABLE amends.reveal (
  id          bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  person_id   int NOT NULL REFERENCES amends.person,
  customer_id bigint NOT NULL REFERENCES amends.customer,
  ticket_id   bigint,
  purpose     text NOT NULL CHECK (length(purpose) BETWEEN 2 AND 500),
  xid         xid8 NOT NULL DEFAULT pg_current_xact_id(),
  at          timestamptz NOT NULL DEFAULT clock_timestamp(),
  fetched_at  timestamptz
);

GRANT SELECT, INSERT, UPDATE ON amends.customer, amends.customer_pii, amends.customer_order TO amends_core;
GRANT SELECT, INSERT ON amends.payment, amends.lookup TO amends_core;
GRANT SELECT, INSERT, UPDATE ON amends.reveal TO amends_core;
GRANT SELECT ON amends.customer, amends.customer_order, amends.payment TO amends_api;
