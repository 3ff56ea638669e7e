-- Acts that a restored backup must repeat, until they are in the journal beside the store (docs/storage.md#the-journal):
-- erasures, restrictions of processing, releases, publications. `mark` is the pseudonym of a person, or the hash of a row of
-- the ledger. `records` has a line for each record that was erased: the keyed digest of its source and id, its key, and the
-- Comuni of the contents that were erased ('' if nothing was left). A number is never given twice, also when its row is gone.
CREATE TABLE keepsakes (
  n INTEGER PRIMARY KEY AUTOINCREMENT,
  at INTEGER NOT NULL,
  kind TEXT NOT NULL CHECK (kind IN ('erase-record', 'erase-person', 'restrict', 'lift', 'publish', 'release')),
  mark BLOB NOT NULL,
  comuni TEXT NOT NULL,
  records TEXT NOT NULL,
  object TEXT NOT NULL,
  actor TEXT NOT NULL,
  reason TEXT NOT NULL
);
-- 1: of a person of whom the store had nothing when a restore repeated it; it is not dropped for that.
ALTER TABLE restrictions ADD COLUMN kept INTEGER NOT NULL DEFAULT 0;
-- Why releases made before a restore may be missing; '': none is.
ALTER TABLE store_state ADD COLUMN ledger_gap TEXT NOT NULL DEFAULT '';
