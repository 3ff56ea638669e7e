-- Who works on what (docs/storage.md): `owner` is a process, `until` the time after which an owner that cannot be
-- checked counts as ended.
CREATE TABLE leases (
  name TEXT PRIMARY KEY,
  owner TEXT NOT NULL,
  until INTEGER NOT NULL
) WITHOUT ROWID;

-- Identity and progress of the store. `commits` grows with every transaction; `clock` is the newest time that
-- deletion by age relied on (0: none yet); `probed` is written to test whether the disk accepts writes.
CREATE TABLE store_state (
  id INTEGER PRIMARY KEY CHECK (id = 1),
  identity TEXT NOT NULL,
  commits INTEGER NOT NULL,
  clock INTEGER NOT NULL,
  probed INTEGER NOT NULL
);
INSERT INTO store_state (id, identity, commits, clock, probed) VALUES (1, lower(hex(randomblob(16))), 0, 0, 0);

-- Finds the few releases that are being computed without a scan.
CREATE INDEX releases_running ON releases (id) WHERE state = 'RUNNING';
