-- Which fields the last records of a source filled, and which became empty (docs/storage.md).

-- One row for each stored piece, with 8 bytes per record (little-endian, one bit per field, in the order of
-- model::Field). Rows beyond the window of 1,000 records are deleted.
CREATE TABLE field_fills (
  source TEXT NOT NULL,
  no INTEGER NOT NULL,
  masks BLOB NOT NULL,
  PRIMARY KEY (source, no)
) WITHOUT ROWID;

-- Fields that were filled and are empty in a later document; deleted once a document fills the field again.
CREATE TABLE fallen_fields (
  source TEXT NOT NULL,
  field TEXT NOT NULL,
  submission TEXT NOT NULL,
  records INTEGER NOT NULL,
  first_seen INTEGER NOT NULL,
  last_seen INTEGER NOT NULL,
  PRIMARY KEY (source, field)
) WITHOUT ROWID;
