-- Actions of people and of the program, one row each, linked to the previous row by its hash (docs/storage.md).
CREATE TABLE audit (
  seq INTEGER PRIMARY KEY,
  at INTEGER NOT NULL,
  actor TEXT NOT NULL,
  action TEXT NOT NULL,
  object TEXT NOT NULL,
  reason TEXT NOT NULL,
  details TEXT NOT NULL,
  hash BLOB NOT NULL
);
CREATE INDEX audit_at ON audit (at);
CREATE INDEX audit_object ON audit (object);

-- Number and hash of the last expired entry: the chain begins after it. At most one row.
CREATE TABLE audit_anchor (
  id INTEGER PRIMARY KEY CHECK (id = 1),
  seq INTEGER NOT NULL,
  hash BLOB NOT NULL
);

-- The person of a waiting record, so that a search need not open sealed fields. Null for records that have waited
-- since before this migration.
ALTER TABLE quarantine ADD COLUMN pseudonym BLOB;
CREATE INDEX quarantine_pseudonym ON quarantine (pseudonym) WHERE pseudonym IS NOT NULL;
CREATE INDEX quarantine_unnamed ON quarantine (id) WHERE pseudonym IS NULL;

-- Number of coded values received, and of those that mapped; `tbl` 0 is all tables together, `month` is
-- year * 12 + month - 1 (UTC).
CREATE TABLE coverage (
  source INTEGER NOT NULL,
  owner INTEGER NOT NULL,
  tbl INTEGER NOT NULL,
  month INTEGER NOT NULL,
  records INTEGER NOT NULL,
  coded INTEGER NOT NULL,
  mapped INTEGER NOT NULL,
  PRIMARY KEY (month, source, tbl, owner)
) WITHOUT ROWID;

-- The head of the chain when the release was recorded, `SEQ:HASH`: a copy outside the chain, to check the chain.
ALTER TABLE releases ADD COLUMN audit_head TEXT NOT NULL DEFAULT '';
