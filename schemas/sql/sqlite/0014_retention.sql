-- What remains of a record after retention has removed its person (docs/storage.md).

-- Keys that belong to this store, each sealed by the installation's sealing key.
CREATE TABLE wrapped_keys (
  name TEXT PRIMARY KEY,
  sealed BLOB NOT NULL
) WITHOUT ROWID;

-- One row per record. `no` is random and negative, so it is never the number of a record. `digest`: of source and
-- record_id under the key `record-ids`. `person`: if positive the number of the person, who has other records; else
-- anonymous_persons.no. `facts`: as in the table facts, with every date reduced to its month.
CREATE TABLE anonymous_facts (
  no INTEGER PRIMARY KEY CHECK (no < 0),
  digest BLOB NOT NULL UNIQUE,
  source INTEGER NOT NULL REFERENCES codes (no),
  owner TEXT NOT NULL,
  person INTEGER NOT NULL,
  facts BLOB NOT NULL
);
CREATE INDEX anonymous_facts_person ON anonymous_facts (person);

-- Persons with anonymous facts only. `no` is random and negative; no identity refers to it.
CREATE TABLE anonymous_persons (
  no INTEGER PRIMARY KEY CHECK (no < 0),
  random_key INTEGER NOT NULL,
  sex INTEGER NOT NULL,
  birth INTEGER NOT NULL
);

-- Counts of retention that are not yet written to the audit.
CREATE TABLE retention_untold (
  what TEXT PRIMARY KEY,
  count INTEGER NOT NULL
) WITHOUT ROWID;
