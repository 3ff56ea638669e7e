-- Webhooks: what clients are told by a call (docs/storage.md#webhooks). A client has a row once a gateway has run with
-- its webhook; only then are its events kept. States: 0 ACTIVE, 1 PAUSED, 2 STOPPED (the receiver answered 410).
-- No call is made before `next_at`; `failures` is how many failed in a row.
CREATE TABLE webhooks (
  client TEXT PRIMARY KEY,
  configured INTEGER NOT NULL,
  state INTEGER NOT NULL,
  changed_at INTEGER NOT NULL,
  actor TEXT NOT NULL,
  reason TEXT NOT NULL,
  failures INTEGER NOT NULL DEFAULT 0,
  next_at INTEGER NOT NULL DEFAULT 0,
  tried_at INTEGER,
  answer TEXT NOT NULL DEFAULT ''
) WITHOUT ROWID;

-- The outbox. Kinds: 0 submission ended, 1 record left quarantine, 2 replay ended, 3 exchange changed. `object` is the id
-- of the submission, replay or exchange; `queued_at` is `at`, or when it was given back to the queue. `record` and `number` are those of a record and its place in the submission.
-- `outcome` is a state in words. Ends: 0 PENDING, 1 DELIVERED, 2 GIVEN_UP, 3 DROPPED.
CREATE TABLE webhook_events (
  n INTEGER PRIMARY KEY AUTOINCREMENT,
  id TEXT NOT NULL UNIQUE,
  client TEXT NOT NULL,
  kind INTEGER NOT NULL,
  at INTEGER NOT NULL,
  queued_at INTEGER NOT NULL,
  source TEXT NOT NULL,
  object TEXT NOT NULL,
  record INTEGER,
  number INTEGER NOT NULL,
  outcome TEXT NOT NULL,
  reply_to TEXT NOT NULL,
  ended INTEGER NOT NULL DEFAULT 0,
  ended_at INTEGER,
  attempts INTEGER NOT NULL DEFAULT 0
);
CREATE INDEX webhook_events_pending ON webhook_events (client, n) WHERE ended = 0;
CREATE INDEX webhook_events_client ON webhook_events (client, n);
CREATE INDEX webhook_events_given_up ON webhook_events (client) WHERE ended = 2;
CREATE INDEX webhook_events_ended ON webhook_events (ended_at) WHERE ended <> 0;
CREATE INDEX webhook_events_record ON webhook_events (record) WHERE record IS NOT NULL;
CREATE INDEX webhook_events_exchange ON webhook_events (object) WHERE kind = 3;
-- An erased record or exchange is not told.
CREATE TRIGGER webhook_events_of_record AFTER DELETE ON records BEGIN
  DELETE FROM webhook_events WHERE record = old.no;
END;
CREATE TRIGGER webhook_events_of_exchange AFTER DELETE ON exchanges BEGIN
  DELETE FROM webhook_events WHERE kind = 3 AND object = old.id;
END;

-- Where the end of a submission is told, if its sender named an address (X-ReplyTo); '': the client's webhook.
ALTER TABLE submissions ADD COLUMN reply_to TEXT NOT NULL DEFAULT '';
