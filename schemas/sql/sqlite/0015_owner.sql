-- Ownership of records, and erasures (docs/storage.md).

-- If ids are numbered by Comune or derived from persons (profile: `per: owner`), the owner is part of the
-- key; '' for all other sources.
ALTER TABLE records ADD COLUMN key_owner TEXT NOT NULL DEFAULT '';
DROP INDEX records_id;
CREATE UNIQUE INDEX records_id ON records (source, record_id, key_owner);

-- The sending of the accepted content: a later sending that was rejected does not hide it.
ALTER TABLE records ADD COLUMN accepted_submission TEXT;
ALTER TABLE records ADD COLUMN accepted_number INTEGER;
ALTER TABLE records ADD COLUMN accepted_received_at INTEGER;
UPDATE records SET accepted_submission = submission, accepted_number = number, accepted_received_at = received_at
  WHERE accepted_version IS NOT NULL;

-- `awaits` is '' for a content that waits for a mapping, else the issue to be decided (record-taken-over).
-- A content that awaits a decision is separate from the waiting content of the record: neither replaces the other.
CREATE TABLE quarantine_0015 (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  record INTEGER NOT NULL REFERENCES records (no),
  source INTEGER NOT NULL REFERENCES codes (no),
  owner TEXT NOT NULL,
  version INTEGER NOT NULL,
  received_at INTEGER NOT NULL,
  first_seen INTEGER NOT NULL,
  submission TEXT NOT NULL,
  number INTEGER NOT NULL,
  sealed_fields BLOB NOT NULL,
  pseudonym BLOB,
  awaits TEXT NOT NULL DEFAULT '',
  content BLOB
);
INSERT INTO quarantine_0015 (id, record, source, owner, version, received_at, first_seen, submission, number,
    sealed_fields, pseudonym)
  SELECT id, record, source, owner, version, received_at, first_seen, submission, number, sealed_fields, pseudonym
  FROM quarantine;
DROP TABLE quarantine;
ALTER TABLE quarantine_0015 RENAME TO quarantine;
CREATE UNIQUE INDEX quarantine_record ON quarantine (record) WHERE awaits = '';
CREATE UNIQUE INDEX quarantine_decision ON quarantine (record, owner) WHERE awaits <> '';
CREATE INDEX quarantine_of_record ON quarantine (record);
CREATE INDEX quarantine_source ON quarantine (source);
CREATE INDEX quarantine_received ON quarantine (received_at);
CREATE INDEX quarantine_pseudonym ON quarantine (pseudonym) WHERE pseudonym IS NOT NULL;
CREATE INDEX quarantine_unnamed ON quarantine (id) WHERE pseudonym IS NULL;

-- Records of one submission that were refused as not-your-comune, and those whose person changed: audited
-- once per document.
ALTER TABLE submissions ADD COLUMN refused INTEGER NOT NULL DEFAULT 0;
ALTER TABLE submissions ADD COLUMN person_changed INTEGER NOT NULL DEFAULT 0;
-- Number of refusals of a client on one day (packed date).
CREATE TABLE refusals (
  client TEXT NOT NULL,
  day INTEGER NOT NULL,
  refused INTEGER NOT NULL,
  PRIMARY KEY (client, day)
) WITHOUT ROWID;

-- Erasures while bodies waited that may contain the record. `mark`: keyed digest of source and record id, or the
-- person's pseudonym; `through`: the last receipt before the erasure; `comuni`: the Comuni whose records it
-- covers, as ISTAT codes with blanks around them, '' for all.
CREATE TABLE tombstones (
  no INTEGER PRIMARY KEY,
  mark BLOB NOT NULL,
  through INTEGER NOT NULL,
  comuni TEXT NOT NULL
);
CREATE INDEX tombstones_through ON tombstones (through);

-- Issues without a stored record, so that an erasure finds those that name its id.
CREATE INDEX issues_unlinked ON issues (json_extract(issue, '$.record_id')) WHERE record IS NULL;
