-- Several gateways on one database (docs/storage.md#several-nodes). `nodes`: one row for each name that ever served;
-- `owner` is its process, `generation` the newest tables it has loaded, `journal` the last keepsake in its journal,
-- `until` the time of this server after which it counts as gone.
CREATE TABLE nodes (
  name text COLLATE "C" PRIMARY KEY,
  owner text COLLATE "C" NOT NULL,
  program text COLLATE "C" NOT NULL,
  generation bigint NOT NULL,
  journal bigint NOT NULL,
  started_at bigint NOT NULL,
  until bigint NOT NULL
);

-- The process that reserved a key whose request has no submission yet.
ALTER TABLE idempotency_keys ADD COLUMN owner text COLLATE "C" NOT NULL DEFAULT '';

-- Waiting bodies, sealed in chunks. `complete` is 1 once all chunks are stored; `owner` is the process that received it.
CREATE TABLE spool_bodies (
  id text COLLATE "C" PRIMARY KEY,
  client text COLLATE "C" NOT NULL,
  owner text COLLATE "C" NOT NULL,
  bytes bigint NOT NULL,
  complete bigint NOT NULL,
  at bigint NOT NULL
);
CREATE TABLE spool_chunks (
  body text COLLATE "C" NOT NULL,
  no bigint NOT NULL,
  sealed bytea NOT NULL,
  PRIMARY KEY (body, no)
);
CREATE INDEX spool_bodies_client ON spool_bodies (client);

UPDATE store_schema SET version = 2;
