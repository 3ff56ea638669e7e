-- Replays: tasks that map waiting and stored records anew (docs/storage.md).

-- One row each time another version of a table came into force. The last number is the generation of the tables.
CREATE TABLE activations (
  no INTEGER PRIMARY KEY,
  source TEXT NOT NULL,
  tbl TEXT NOT NULL,
  version INTEGER NOT NULL,
  replaced INTEGER NOT NULL,
  at INTEGER NOT NULL
);

-- Kinds: 0 records that wait, 1 records that are stored. States: 0 QUEUED, 1 PROCESSING, 2 PAUSED, 3 CANCELLED,
-- 4 COMPLETED. `position` and `last` bound what is still to do of stored records, by their numbers.
CREATE TABLE replays (
  no INTEGER PRIMARY KEY AUTOINCREMENT,
  id TEXT NOT NULL UNIQUE,
  kind INTEGER NOT NULL,
  state INTEGER NOT NULL,
  source TEXT NOT NULL,
  tbl TEXT NOT NULL,
  codes TEXT NOT NULL,
  activation INTEGER NOT NULL,
  actor TEXT NOT NULL,
  reason TEXT NOT NULL,
  created_at INTEGER NOT NULL,
  ended_at INTEGER,
  total INTEGER NOT NULL,
  succeeded INTEGER NOT NULL,
  failed INTEGER NOT NULL,
  position INTEGER NOT NULL,
  last INTEGER NOT NULL
);
CREATE INDEX replays_open ON replays (no) WHERE state < 2;

-- The waiting records a task has still to do, in order; each row goes in the transaction that settles its record.
CREATE TABLE replay_records (
  task INTEGER NOT NULL REFERENCES replays (no),
  position INTEGER NOT NULL,
  record INTEGER NOT NULL,
  PRIMARY KEY (task, position)
) WITHOUT ROWID;

-- Records that were stored under a version that had just been replaced; they are mapped again at once.
CREATE TABLE overtaken (
  record INTEGER PRIMARY KEY
);

-- What stored records meant before a version changed it.
CREATE TABLE former_bodies (
  record INTEGER NOT NULL REFERENCES records (no),
  activation INTEGER NOT NULL,
  until INTEGER NOT NULL,
  body TEXT NOT NULL,
  PRIMARY KEY (record, activation)
) WITHOUT ROWID;
