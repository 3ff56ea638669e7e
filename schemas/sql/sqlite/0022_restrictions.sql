-- Persons whose data are kept but not counted in new releases (docs/records.md#restriction). A row exists only while
-- something of the person is stored.
CREATE TABLE restrictions (
  pseudonym BLOB PRIMARY KEY,
  since INTEGER NOT NULL,
  actor TEXT NOT NULL,
  reason TEXT NOT NULL
) WITHOUT ROWID;
-- `body` is a keyed digest from now on: the plain digest of a document about one person could be compared with a guess.
-- What was stored is forgotten; a request that is repeated after the upgrade is processed again, and its records are
-- UNCHANGED.
DELETE FROM idempotency_keys;
