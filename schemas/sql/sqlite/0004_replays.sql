-- Replays: tasks that map waiting and stored records again (docs/storage.md).

-- One row per activation of a version of a table. The last number is the generation of the tables.
CREATE TABLE activations (
  no INTEGER PRIMARY KEY,
  source TEXT NOT NULL,
  tbl TEXT NOT NULL,
  version INTEGER NOT NULL,
  replaced INTEGER NOT NULL,
  at INTEGER NOT NULL
);

-- Kinds: 0 waiting records, 1 stored records. States: 0 QUEUED, 1 PROCESSING, 2 PAUSED, 3 CANCELLED,
-- 4 COMPLETED. For stored records, `position` and `last` are the range of record numbers still to be mapped.
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

-- The waiting records that a task still has to map, in order; a row is deleted when its record is settled.
CREATE TABLE replay_records (
  task INTEGER NOT NULL REFERENCES replays (no),
  position INTEGER NOT NULL,
  record INTEGER NOT NULL,
  PRIMARY KEY (task, position)
) WITHOUT ROWID;

-- Records stored under a version that was replaced meanwhile; they are mapped again at once.
CREATE TABLE overtaken (
  record INTEGER PRIMARY KEY
);

-- The meaning of stored records before a version changed it.
CREATE TABLE former_bodies (
  record INTEGER NOT NULL REFERENCES records (no),
  activation INTEGER NOT NULL,
  until INTEGER NOT NULL,
  body TEXT NOT NULL,
  PRIMARY KEY (record, activation)
) WITHOUT ROWID;
