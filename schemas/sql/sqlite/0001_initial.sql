-- Formats of columns and blobs: docs/storage.md. Times are microseconds since 1970 (UTC), dates packed integers.

-- Shared codes, ISTAT codes and source names as small numbers. Rows are only added.
CREATE TABLE codes (
  no INTEGER PRIMARY KEY,
  text TEXT NOT NULL UNIQUE
);

CREATE TABLE submissions (
  no INTEGER PRIMARY KEY,
  id TEXT NOT NULL UNIQUE,
  source TEXT NOT NULL,
  client TEXT NOT NULL,
  received_at INTEGER NOT NULL,
  state INTEGER NOT NULL,
  received INTEGER NOT NULL,
  accepted INTEGER NOT NULL,
  unchanged INTEGER NOT NULL,
  quarantined INTEGER NOT NULL,
  rejected INTEGER NOT NULL,
  issues INTEGER NOT NULL DEFAULT 0,
  issues_dropped INTEGER NOT NULL DEFAULT 0,
  mapping_versions TEXT NOT NULL,
  spool TEXT NOT NULL,
  format TEXT NOT NULL,
  reject_unmapped INTEGER NOT NULL
);
CREATE INDEX submissions_client ON submissions (client);
CREATE INDEX submissions_received ON submissions (received_at);
CREATE INDEX submissions_spool ON submissions (received_at) WHERE spool <> '';
-- State 0 is RUNNING.
CREATE INDEX submissions_running ON submissions (client) WHERE state = 0;

-- One row per record ever received with an id: its last known state, its accepted content and its waiting content.
CREATE TABLE records (
  no INTEGER PRIMARY KEY,
  source INTEGER NOT NULL REFERENCES codes (no),
  record_id TEXT NOT NULL,
  outcome INTEGER NOT NULL,
  version INTEGER NOT NULL,
  submission TEXT NOT NULL,
  number INTEGER NOT NULL,
  received_at INTEGER NOT NULL,
  owner TEXT NOT NULL,
  accepted_version INTEGER,
  accepted_digest BLOB,
  waiting_version INTEGER,
  waiting_digest BLOB
);
CREATE UNIQUE INDEX records_id ON records (source, record_id);
CREATE INDEX records_received ON records (source, received_at);
CREATE INDEX records_without_content ON records (received_at)
  WHERE accepted_version IS NULL AND waiting_version IS NULL;

-- The columns needed for counting, in a table of their own, so that a snapshot reads little.
CREATE TABLE facts (
  record INTEGER PRIMARY KEY REFERENCES records (no),
  person INTEGER NOT NULL REFERENCES persons (no),
  closed INTEGER NOT NULL,
  facts BLOB NOT NULL
);
CREATE INDEX facts_person ON facts (person);
CREATE INDEX facts_closed ON facts (closed) WHERE closed <> 0;

CREATE TABLE bodies (
  record INTEGER PRIMARY KEY REFERENCES records (no),
  body TEXT NOT NULL
);

CREATE TABLE persons (
  no INTEGER PRIMARY KEY,
  random_key INTEGER NOT NULL,
  sex INTEGER NOT NULL,
  sex_said INTEGER NOT NULL,
  birth INTEGER NOT NULL,
  birth_said INTEGER NOT NULL
);

-- The identity of a person number; never read for counting.
CREATE TABLE identities (
  person INTEGER PRIMARY KEY REFERENCES persons (no),
  pseudonym BLOB NOT NULL UNIQUE,
  sealed_id BLOB NOT NULL
);

CREATE TABLE quarantine (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  record INTEGER NOT NULL UNIQUE REFERENCES records (no),
  source INTEGER NOT NULL REFERENCES codes (no),
  owner TEXT NOT NULL,
  version INTEGER NOT NULL,
  received_at INTEGER NOT NULL,
  first_seen INTEGER NOT NULL,
  submission TEXT NOT NULL,
  number INTEGER NOT NULL,
  sealed_fields BLOB NOT NULL
);
CREATE INDEX quarantine_source ON quarantine (source);
CREATE INDEX quarantine_received ON quarantine (received_at);

CREATE TABLE waiting_codes (
  source INTEGER NOT NULL,
  tbl TEXT NOT NULL,
  code TEXT NOT NULL,
  record INTEGER NOT NULL REFERENCES records (no),
  label TEXT NOT NULL,
  PRIMARY KEY (source, tbl, code, record)
) WITHOUT ROWID;
CREATE INDEX waiting_codes_record ON waiting_codes (record);

CREATE TABLE issues (
  submission INTEGER NOT NULL REFERENCES submissions (no),
  seq INTEGER NOT NULL,
  record INTEGER,
  outcome INTEGER NOT NULL,
  issue TEXT NOT NULL,
  PRIMARY KEY (submission, seq)
) WITHOUT ROWID;
CREATE INDEX issues_record ON issues (record, submission) WHERE record IS NOT NULL;

CREATE TABLE idempotency_keys (
  client TEXT NOT NULL,
  source TEXT NOT NULL,
  key TEXT NOT NULL,
  body BLOB NOT NULL,
  submission TEXT NOT NULL,
  status INTEGER NOT NULL,
  created_at INTEGER NOT NULL,
  PRIMARY KEY (client, source, key)
) WITHOUT ROWID;
CREATE INDEX idempotency_keys_created ON idempotency_keys (created_at);
CREATE INDEX idempotency_keys_reserved ON idempotency_keys (created_at) WHERE submission = '';

CREATE TABLE source_totals (
  source INTEGER PRIMARY KEY REFERENCES codes (no),
  accepted INTEGER NOT NULL,
  waiting INTEGER NOT NULL
);

CREATE TABLE table_versions (
  no INTEGER PRIMARY KEY,
  source TEXT NOT NULL,
  tbl TEXT NOT NULL,
  version INTEGER NOT NULL,
  active INTEGER NOT NULL,
  digest TEXT NOT NULL,
  activated_at INTEGER NOT NULL,
  content TEXT NOT NULL,
  UNIQUE (source, tbl, version)
);
CREATE UNIQUE INDEX table_versions_active ON table_versions (source, tbl) WHERE active = 1;

CREATE TABLE releases (
  no INTEGER PRIMARY KEY,
  id TEXT NOT NULL UNIQUE,
  period TEXT NOT NULL,
  state TEXT NOT NULL,
  note TEXT NOT NULL,
  reason TEXT NOT NULL,
  created_at INTEGER NOT NULL,
  published INTEGER NOT NULL,
  digest TEXT NOT NULL,
  metadata TEXT NOT NULL,
  content BLOB NOT NULL
);
CREATE INDEX releases_period ON releases (period);
