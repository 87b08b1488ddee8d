-- People and systems, their roles, what happened to them and what they did (SPEC §18).
CREATE TABLE accounts (
  id TEXT PRIMARY KEY,
  kind TEXT NOT NULL,
  name TEXT NOT NULL,
  normalized TEXT NOT NULL UNIQUE,
  password TEXT,
  stamp TEXT NOT NULL,
  version TEXT NOT NULL,
  locked INTEGER NOT NULL DEFAULT 0,
  lockout_end INTEGER,
  failures INTEGER NOT NULL DEFAULT 0,
  second_key TEXT,
  second_on INTEGER NOT NULL DEFAULT 0,
  recovery TEXT NOT NULL DEFAULT '',
  made INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE grants (
  account TEXT NOT NULL,
  value TEXT NOT NULL,
  PRIMARY KEY (account, value)
) STRICT, WITHOUT ROWID;

-- With these the cookies of those who are logged in are sealed; the processes of one registry share them.
CREATE TABLE seals (
  name TEXT PRIMARY KEY,
  xml TEXT NOT NULL,
  made INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

-- Whose names stand in the audit log: a name goes when it has been kept long enough, the log's lines stay.
CREATE TABLE audit_names (
  no INTEGER PRIMARY KEY,
  name TEXT,
  used INTEGER NOT NULL
) STRICT;

CREATE UNIQUE INDEX audit_names_name ON audit_names (name);

CREATE TABLE audit (
  no INTEGER PRIMARY KEY,
  at INTEGER NOT NULL,
  who INTEGER,
  origin TEXT NOT NULL,
  action TEXT NOT NULL,
  cabinet TEXT,
  allowed INTEGER NOT NULL,
  detail TEXT,
  whom INTEGER
) STRICT;

CREATE TRIGGER audit_no_update BEFORE UPDATE ON audit BEGIN SELECT raise(ABORT, 'the audit log is only added to'); END;
CREATE TRIGGER audit_no_delete BEFORE DELETE ON audit BEGIN SELECT raise(ABORT, 'the audit log is only added to'); END;
