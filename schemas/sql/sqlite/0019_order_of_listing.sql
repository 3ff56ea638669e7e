-- The list of a source's records (`records?since=`) is in the order in which their last sending was stored, not in
-- that of the clock, which may go back. `listed_at` is the time of storing, moved forward if necessary: it grows with
-- each transaction that stores records and is never assigned twice (counter `listed`).
ALTER TABLE records ADD COLUMN listed_at INTEGER NOT NULL DEFAULT 0;
UPDATE records SET listed_at = received_at;
INSERT INTO counters (name, value) SELECT 'listed', ifnull(max(received_at), 0) FROM records;
DROP INDEX records_received;
CREATE INDEX records_listed ON records (source, listed_at);
