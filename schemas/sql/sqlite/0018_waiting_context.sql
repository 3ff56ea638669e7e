-- Input of the suggestions in a receipt besides code and label: the shared area that the record gave, and the day
-- of the coded item (YYYY-MM-DD). '' if there is none. The worklist uses the same input.
ALTER TABLE waiting_codes ADD COLUMN parent TEXT NOT NULL DEFAULT '';
ALTER TABLE waiting_codes ADD COLUMN day TEXT NOT NULL DEFAULT '';
