-- The order of receipt and the states of a submission (docs/storage.md).

-- Counters that only grow; each value is assigned in the transaction that uses it. `receipt`: the last submission.
CREATE TABLE counters (
  name TEXT PRIMARY KEY,
  value INTEGER NOT NULL
) WITHOUT ROWID;
INSERT INTO counters (name, value) SELECT 'receipt', ifnull(max(no), 0) FROM submissions;

-- States: 0 PROCESSING, 1 COMPLETED, 2 TRUNCATED, 3 FAILED, 4 RECEIVED, 5 WAITING.
ALTER TABLE submissions ADD COLUMN seq INTEGER NOT NULL DEFAULT 0;
UPDATE submissions SET seq = no;
-- How often a process started on it and did not report an end.
ALTER TABLE submissions ADD COLUMN attempts INTEGER NOT NULL DEFAULT 0;
-- Why it is WAITING, as a code; '' if it is not.
ALTER TABLE submissions ADD COLUMN waits_for TEXT NOT NULL DEFAULT '';
-- Submissions whose records may still arrive.
CREATE INDEX submissions_open ON submissions (seq) WHERE state IN (0, 4, 5) OR spool <> '';

-- For each content and for the last state: the receipt it came with, and whether its version is only the time of
-- receipt, because the sender gave none (1).
ALTER TABLE records ADD COLUMN seq INTEGER NOT NULL DEFAULT 0;
ALTER TABLE records ADD COLUMN accepted_seq INTEGER NOT NULL DEFAULT 0;
ALTER TABLE records ADD COLUMN accepted_timed INTEGER NOT NULL DEFAULT 0;
ALTER TABLE records ADD COLUMN waiting_seq INTEGER NOT NULL DEFAULT 0;
ALTER TABLE records ADD COLUMN waiting_timed INTEGER NOT NULL DEFAULT 0;
UPDATE records SET seq = ifnull((SELECT s.no FROM submissions s WHERE s.id = records.submission), 0);
UPDATE records SET accepted_seq = seq, waiting_seq = seq;
