-- Accounts: what was done to them, requests that wait for a second administrator; keys; customers a person looked up.

CREATE TABLE amends.account_request (
  id           bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  person_id    int NOT NULL REFERENCES amends.person,
  role         text NOT NULL CHECK (role IN ('finance', 'manager', 'admin')),
  asked_by     int NOT NULL REFERENCES amends.person,
  asked_at     timestamptz NOT NULL DEFAULT clock_timestamp(),
  decided_by   int REFERENCES amends.person,
  decided_at   timestamptz,
  granted      boolean,
  CHECK (decided_by IS NULL OR granted IS NOT TRUE OR decided_by <> asked_by),
  CHECK ((decided_by IS NULL) = (decided_at IS NULL) AND (decided_by IS NULL) = (granted IS NULL))
);
CREATE UNIQUE INDEX account_request_open ON amends.account_request (person_id) WHERE decided_at IS NULL;
COMMENT ON TABLE amends.account_request IS 'rights asked for by one administrator, to be granted by another';

-- Append-only: amends_roleadmin may insert, nobody may change.
CREATE TABLE amends.account_event (
  id        bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  at        timestamptz NOT NULL DEFAULT clock_timestamp(),
  actor_id  int REFERENCES amends.person,      -- null: the installing superuser
  person_id int NOT NULL REFERENCES amends.person,
  kind      text NOT NULL CHECK (kind IN ('created', 'role', 'role_asked', 'role_refused', 'teams', 'password', 'disabled', 'enabled', 'edited')),
  body      jsonb NOT NULL DEFAULT '{}' CHECK (pg_column_size(body) < 8000)
);
CREATE INDEX account_event_person ON amends.account_event (person_id, id);
COMMENT ON TABLE amends.account_event IS 'what was done to accounts, by whom';

-- Keys for hashes of personal values: not in code, which everyone may read.
CREATE TABLE amends.secret (
  name  text PRIMARY KEY,
  value bytea NOT NULL
);
INSERT INTO amends.secret (name, value)
VALUES ('lookup', sha256(convert_to(gen_random_uuid()::text || gen_random_uuid()::text, 'UTF8')));
COMMENT ON TABLE amends.secret IS 'keys of keyed hashes';

-- A ticket can only be filed for a customer one sees or has just found by a complete value: without this, filing
-- for id after id would open every customer's file.
CREATE TABLE amends.known_customer (
  person_id   int NOT NULL REFERENCES amends.person,
  customer_id bigint NOT NULL REFERENCES amends.customer,
  at          timestamptz NOT NULL DEFAULT now(),
  PRIMARY KEY (person_id, customer_id)
);
COMMENT ON TABLE amends.known_customer IS 'customers a person found by a complete value, for a day';

GRANT SELECT, INSERT, UPDATE ON amends.account_request TO amends_roleadmin;
GRANT SELECT, INSERT ON amends.account_event TO amends_roleadmin;
GRANT SELECT ON amends.secret TO amends_core;
GRANT SELECT, INSERT, UPDATE, DELETE ON amends.known_customer TO amends_core;
