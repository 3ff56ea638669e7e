-- Versions of mapping tables (docs/storage.md). States: 0 DRAFT, 1 IN_REVIEW, 2 APPROVED, 3 ACTIVE, 4 RETIRED.
-- The content is the last column, so that lists do not read it.
ALTER TABLE table_versions RENAME TO table_versions_0001;

CREATE TABLE table_versions (
  no INTEGER PRIMARY KEY,
  source TEXT NOT NULL,
  tbl TEXT NOT NULL,
  version INTEGER NOT NULL CHECK (version > 0),
  revision INTEGER NOT NULL,
  state INTEGER NOT NULL CHECK (state BETWEEN 0 AND 4),
  digest TEXT NOT NULL,
  author TEXT NOT NULL,
  reviewer TEXT NOT NULL,
  reason TEXT NOT NULL,
  created_at INTEGER NOT NULL,
  edited_at INTEGER NOT NULL,
  submitted_at INTEGER,
  approved_at INTEGER,
  activated_at INTEGER,
  retired_at INTEGER,
  content TEXT NOT NULL,
  UNIQUE (source, tbl, version)
);

INSERT INTO table_versions (source, tbl, version, revision, state, digest, author, reviewer, reason, created_at,
  edited_at, activated_at, content)
SELECT source, tbl, version, 1, CASE active WHEN 1 THEN 3 ELSE 4 END, digest, 'raccordo', '', '', activated_at,
  activated_at, activated_at, content FROM table_versions_0001;
DROP TABLE table_versions_0001;

CREATE UNIQUE INDEX table_versions_active ON table_versions (source, tbl) WHERE state = 3;
CREATE UNIQUE INDEX table_versions_open ON table_versions (source, tbl) WHERE state <= 2;

-- Who changed an open version. The content of the last edit is that of the version itself; a few previous contents
-- are kept, to show one editor what another changed meanwhile.
CREATE TABLE table_edits (
  source TEXT NOT NULL,
  tbl TEXT NOT NULL,
  version INTEGER NOT NULL,
  revision INTEGER NOT NULL,
  author TEXT NOT NULL,
  at INTEGER NOT NULL,
  content TEXT,
  PRIMARY KEY (source, tbl, version, revision)
);
