-- From here on facts may be of a report: form 2 of the column `facts` (docs/storage.md). What is stored is form 1, a case. Of a
-- report `closed` in the table facts is its own day, from which retention counts. No table changes; the number keeps a
-- program that does not know reports from opening the store.
SELECT 1;
