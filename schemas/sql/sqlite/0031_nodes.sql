-- Several gateways on one database (docs/storage.md#several-nodes); a file has one gateway, which leaves these empty.
-- `nodes`: one row for each name that ever served; `owner` is its process, `generation` the newest tables it has loaded,
-- `journal` the last keepsake in its journal, `until` the time after which it counts as gone.
CREATE TABLE nodes (
  name TEXT PRIMARY KEY,
  owner TEXT NOT NULL,
  program TEXT NOT NULL,
  generation INTEGER NOT NULL,
  journal INTEGER NOT NULL,
  started_at INTEGER NOT NULL,
  until INTEGER NOT NULL
) WITHOUT ROWID;

-- The process that reserved a key whose request has no submission yet.
ALTER TABLE idempotency_keys ADD COLUMN owner TEXT NOT NULL DEFAULT '';

-- Waiting bodies, sealed in chunks. `complete` is 1 once all chunks are stored; `owner` is the process that received it.
CREATE TABLE spool_bodies (
  id TEXT PRIMARY KEY,
  client TEXT NOT NULL,
  owner TEXT NOT NULL,
  bytes INTEGER NOT NULL,
  complete INTEGER NOT NULL,
  at INTEGER NOT NULL
) WITHOUT ROWID;
CREATE TABLE spool_chunks (
  body TEXT NOT NULL,
  no INTEGER NOT NULL,
  sealed BLOB NOT NULL,
  PRIMARY KEY (body, no)
) WITHOUT ROWID;
CREATE INDEX spool_bodies_client ON spool_bodies (client);
