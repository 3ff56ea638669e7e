-- Exchanges between bodies (docs/exchange.md): one case that lies here for another body until it decides. What the sender
-- wrote, the reason of a refusal and the case itself are sealed; `digest` and `pseudonym` are keyed. States: 0 SENT,
-- 1 FETCHED, 2 ACCEPTED, 3 REFUSED, 4 EXPIRED, 5 WITHDRAWN.
CREATE TABLE exchanges (
  no INTEGER PRIMARY KEY AUTOINCREMENT,
  id TEXT NOT NULL UNIQUE,
  sender TEXT NOT NULL,
  recipient TEXT NOT NULL,
  office TEXT NOT NULL,
  source TEXT NOT NULL,
  purpose TEXT NOT NULL,
  owner TEXT NOT NULL,
  state INTEGER NOT NULL,
  sent_at INTEGER NOT NULL,
  expires_at INTEGER NOT NULL,
  fetched_at INTEGER,
  ended_at INTEGER,
  digest BLOB NOT NULL,
  pseudonym BLOB NOT NULL,
  is_transfer INTEGER NOT NULL,
  sealed_letter BLOB NOT NULL,
  sealed_reason BLOB NOT NULL,
  sealed_record_id BLOB NOT NULL
);
CREATE INDEX exchanges_in ON exchanges (recipient, no);
CREATE INDEX exchanges_out ON exchanges (sender, no);
CREATE INDEX exchanges_person ON exchanges (pseudonym);
CREATE UNIQUE INDEX exchanges_open ON exchanges (sender, recipient, digest) WHERE state <= 1;
CREATE INDEX exchanges_overdue ON exchanges (expires_at) WHERE state <= 1;
-- Apart, so that lists do not read the documents.
CREATE TABLE exchange_cases (
  exchange INTEGER PRIMARY KEY REFERENCES exchanges (no),
  document BLOB NOT NULL,
  record BLOB NOT NULL
);
-- What lists and single answers show, in the order in which the program reads it.
CREATE VIEW exchange_rows AS SELECT id, sender, recipient, office, source, purpose, owner, sealed_letter, sealed_reason,
  sent_at, expires_at, fetched_at, ended_at, state, no, digest, pseudonym FROM exchanges;
-- From which transfers a record of the recipient comes; kept as long as the record, also when the exchange is erased.
CREATE TABLE record_origins (
  record INTEGER NOT NULL REFERENCES records (no),
  exchange TEXT NOT NULL,
  pseudonym BLOB NOT NULL,
  sender TEXT NOT NULL,
  source TEXT NOT NULL,
  sealed_record_id BLOB NOT NULL,
  sent_at INTEGER NOT NULL,
  accepted_at INTEGER NOT NULL,
  PRIMARY KEY (record, exchange)
) WITHOUT ROWID;
CREATE INDEX record_origins_person ON record_origins (pseudonym);
CREATE TRIGGER records_leave_no_origin AFTER DELETE ON records BEGIN
  DELETE FROM record_origins WHERE record = OLD.no;
END;

-- A further kind of keepsake: the end of an exchange. The kinds are named in the program alone from here on.
CREATE TABLE keepsakes_of_any_kind (
  n INTEGER PRIMARY KEY AUTOINCREMENT,
  at INTEGER NOT NULL,
  kind TEXT NOT NULL,
  mark BLOB NOT NULL,
  comuni TEXT NOT NULL,
  records TEXT NOT NULL,
  object TEXT NOT NULL,
  actor TEXT NOT NULL,
  reason TEXT NOT NULL
);
INSERT INTO keepsakes_of_any_kind SELECT n, at, kind, mark, comuni, records, object, actor, reason FROM keepsakes;
DELETE FROM sqlite_sequence WHERE name = 'keepsakes_of_any_kind';
INSERT INTO sqlite_sequence (name, seq) SELECT 'keepsakes_of_any_kind', seq FROM sqlite_sequence WHERE name = 'keepsakes';
DROP TABLE keepsakes;
ALTER TABLE keepsakes_of_any_kind RENAME TO keepsakes;
