-- Acts that a restored backup must repeat, until they are in the journal beside the store (docs/storage.md#the-journal):
-- erasures, restrictions of processing, publications. `mark` is the keyed digest of a record, or the pseudonym of a person.
-- A number is never given twice, also when its row is gone.
CREATE TABLE keepsakes (
  n INTEGER PRIMARY KEY AUTOINCREMENT,
  at INTEGER NOT NULL,
  kind TEXT NOT NULL CHECK (kind IN ('erase-record', 'erase-person', 'restrict', 'lift', 'publish')),
  mark BLOB NOT NULL,
  comuni TEXT NOT NULL,
  client TEXT NOT NULL,
  comune TEXT NOT NULL,
  object TEXT NOT NULL,
  actor TEXT NOT NULL,
  reason TEXT NOT NULL
);
