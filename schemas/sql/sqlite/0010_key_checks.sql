-- Check values of the keys of this store: a start with other keys is refused (docs/storage.md).
CREATE TABLE key_checks (
  name TEXT PRIMARY KEY,
  value BLOB NOT NULL
) WITHOUT ROWID;

-- Client certificates that made requests, so that an administrator sees which ones are still in use before removing
-- one from clients.yaml.
CREATE TABLE certificates_seen (
  client TEXT NOT NULL,
  fingerprint TEXT NOT NULL,
  expires_at INTEGER NOT NULL,
  last_seen INTEGER NOT NULL,
  PRIMARY KEY (client, fingerprint)
) WITHOUT ROWID;
