-- The ledger of releases and their evidence (docs/storage.md).
ALTER TABLE releases ADD COLUMN revision_date TEXT NOT NULL DEFAULT '';
ALTER TABLE releases ADD COLUMN ordered_by TEXT NOT NULL DEFAULT '';
-- One release of a period for each revision date ('' is the first one), whichever program orders it.
CREATE UNIQUE INDEX releases_once ON releases (period, revision_date) WHERE state <> 'REFUSED';

CREATE TABLE ledger (
  seq INTEGER PRIMARY KEY,
  release TEXT NOT NULL UNIQUE,
  period TEXT NOT NULL,
  revision_date TEXT NOT NULL,
  content TEXT NOT NULL,
  evidence TEXT NOT NULL,
  at INTEGER NOT NULL,
  hash BLOB NOT NULL
);
CREATE TRIGGER ledger_keeps_rows BEFORE DELETE ON ledger
BEGIN SELECT RAISE(ABORT, 'the ledger of releases only grows'); END;
CREATE TRIGGER ledger_keeps_words BEFORE UPDATE ON ledger
BEGIN SELECT RAISE(ABORT, 'the ledger of releases only grows'); END;
-- Also refuses INSERT OR REPLACE, which deletes without firing the trigger above.
CREATE TRIGGER ledger_grows_in_order BEFORE INSERT ON ledger
WHEN NEW.seq <> (SELECT ifnull(max(seq), 0) + 1 FROM ledger)
  OR EXISTS (SELECT 1 FROM ledger WHERE release = NEW.release)
BEGIN SELECT RAISE(ABORT, 'the ledger of releases only grows'); END;

CREATE TABLE evidence (
  no INTEGER PRIMARY KEY,
  release TEXT NOT NULL UNIQUE,
  sealed BLOB NOT NULL
);
