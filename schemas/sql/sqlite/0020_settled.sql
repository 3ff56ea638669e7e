-- When what is accepted of a record was written: a number of the counter `listed`, which grows with each transaction
-- that accepts records, by whatever way. An activation looks through it at what came while it looked at the others.
-- 0: before this column was there.
ALTER TABLE bodies ADD COLUMN written INTEGER NOT NULL DEFAULT 0;
CREATE INDEX bodies_written ON bodies (written) WHERE written > 0;
-- A task on stored records can no longer be cancelled: what it had not reached means what a former version said. Such tasks
-- go on where they stood.
UPDATE replays SET state = 0, ended_at = NULL WHERE kind = 1 AND state = 3;
