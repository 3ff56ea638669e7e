-- What people and the program did, one row an act, each bound to the one before by its hash (docs/storage.md).
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

-- Number and hash of the last entry that left in its time: the chain begins behind it. At most one row.
CREATE TABLE audit_anchor (
  id INTEGER PRIMARY KEY CHECK (id = 1),
  seq INTEGER NOT NULL,
  hash BLOB NOT NULL
);

-- Whom a waiting record is about, so that a person is found without opening what is sealed. Null: it waited
-- before this step.
ALTER TABLE quarantine ADD COLUMN pseudonym BLOB;
CREATE INDEX quarantine_pseudonym ON quarantine (pseudonym) WHERE pseudonym IS NOT NULL;
CREATE INDEX quarantine_unnamed ON quarantine (id) WHERE pseudonym IS NULL;

-- How many coded values arrived and how many of them mapped; `tbl` 0 is all tables together, `month` is
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

-- The head of the chain once the release was in it, `SEQ:HASH`: kept apart from the chain, it bears witness to it.
ALTER TABLE releases ADD COLUMN audit_head TEXT NOT NULL DEFAULT '';
