-- When the accepted content of a record was written: a number of the counter `listed`, which grows with each
-- transaction that accepts records. An activation uses it to find records accepted while it checked others.
-- 0: accepted before this column existed.
ALTER TABLE bodies ADD COLUMN written INTEGER NOT NULL DEFAULT 0;
CREATE INDEX bodies_written ON bodies (written) WHERE written > 0;
-- A task on stored records can no longer be cancelled: the remaining records would keep the meaning of a former
-- version. Cancelled tasks are resumed.
UPDATE replays SET state = 0, ended_at = NULL WHERE kind = 1 AND state = 3;
