-- Pseudonyms are random: an index on all their bytes is three times as large, and large stores write a page of it for
-- each new person. The first eight bytes find the row; queries compare the whole pseudonym as well. That a person has one
-- row is ensured by the one writer, which looks for it in the transaction that adds it.
CREATE TABLE identities_0024 (
  person INTEGER PRIMARY KEY REFERENCES persons (no),
  pseudonym BLOB NOT NULL,
  sealed_id BLOB NOT NULL
);
INSERT INTO identities_0024 (person, pseudonym, sealed_id) SELECT person, pseudonym, sealed_id FROM identities;
DROP TABLE identities;
ALTER TABLE identities_0024 RENAME TO identities;
CREATE INDEX identities_mark ON identities (substr(pseudonym, 1, 8));
