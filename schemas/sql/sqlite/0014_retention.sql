-- What remains of a record once retention has taken the person from it (docs/storage.md).

-- Keys that belong to this store, each sealed by the installation's sealing key.
CREATE TABLE wrapped_keys (
  name TEXT PRIMARY KEY,
  sealed BLOB NOT NULL
) WITHOUT ROWID;

-- One row a record. `no` is random and below 0, so that it is never the number of a record. `digest`: of source and
-- record_id under the key `record-ids`. `person`: above 0 the person's number, who has other records; below 0
-- anonymous_persons.no. `facts`: as in the table facts, every date cut to its month.
CREATE TABLE anonymous_facts (
  no INTEGER PRIMARY KEY CHECK (no < 0),
  digest BLOB NOT NULL UNIQUE,
  source INTEGER NOT NULL REFERENCES codes (no),
  owner TEXT NOT NULL,
  person INTEGER NOT NULL,
  facts BLOB NOT NULL
);
CREATE INDEX anonymous_facts_person ON anonymous_facts (person);

-- Persons of whom no record is left but anonymous facts. `no` is random and below 0; no identity belongs to it.
CREATE TABLE anonymous_persons (
  no INTEGER PRIMARY KEY CHECK (no < 0),
  random_key INTEGER NOT NULL,
  sex INTEGER NOT NULL,
  birth INTEGER NOT NULL
);

-- What retention did since it last told the audit.
CREATE TABLE retention_untold (
  what TEXT PRIMARY KEY,
  count INTEGER NOT NULL
) WITHOUT ROWID;
