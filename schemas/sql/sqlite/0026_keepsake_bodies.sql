-- The body whose report was erased, where the body is part of the record's key: a restored backup may hold reports of
-- several bodies with the same id. '' otherwise.
ALTER TABLE keepsakes ADD COLUMN body TEXT NOT NULL DEFAULT '';
