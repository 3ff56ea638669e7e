-- What a receipt's suggestions went by besides code and label: the shared area that the record gave, and the day
-- of the thing coded (YYYY-MM-DD). '' where there is none. The worklist suggests by the same.
ALTER TABLE waiting_codes ADD COLUMN parent TEXT NOT NULL DEFAULT '';
ALTER TABLE waiting_codes ADD COLUMN day TEXT NOT NULL DEFAULT '';
