-- Two Comuni may use the same case number (`per: owner`): the owner is part of the key of an anonymous fact, as it
-- is of a record's key (docs/storage.md). '' without `per: owner`, and for facts from before this migration.
CREATE TABLE anonymous_facts_0017 (
  no INTEGER PRIMARY KEY CHECK (no < 0),
  digest BLOB NOT NULL,
  key_owner TEXT NOT NULL DEFAULT '',
  source INTEGER NOT NULL REFERENCES codes (no),
  owner TEXT NOT NULL,
  person INTEGER NOT NULL,
  facts BLOB NOT NULL,
  UNIQUE (digest, key_owner)
);
INSERT INTO anonymous_facts_0017 (no, digest, source, owner, person, facts)
  SELECT no, digest, source, owner, person, facts FROM anonymous_facts;
DROP TABLE anonymous_facts;
ALTER TABLE anonymous_facts_0017 RENAME TO anonymous_facts;
CREATE INDEX anonymous_facts_person ON anonymous_facts (person);
