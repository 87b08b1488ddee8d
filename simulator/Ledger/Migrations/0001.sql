-- Who the cabinets are, what they say of themselves, every event once, and what could not be used.
CREATE TABLE cabinets (
  no INTEGER PRIMARY KEY,
  id TEXT NOT NULL UNIQUE,
  topic TEXT NOT NULL,
  prefecture TEXT NOT NULL,
  county TEXT NOT NULL,
  sector TEXT NOT NULL,
  about TEXT,
  about_received INTEGER,
  state TEXT,
  state_received INTEGER,
  online TEXT,
  online_received INTEGER,
  telemetry TEXT,
  telemetry_received INTEGER,
  first_seen INTEGER NOT NULL,
  last_seen INTEGER,
  withdrawn INTEGER NOT NULL DEFAULT 0
) STRICT;

CREATE TABLE events (
  arrival INTEGER PRIMARY KEY,
  cabinet INTEGER NOT NULL REFERENCES cabinets (no),
  boot INTEGER NOT NULL,
  seq INTEGER NOT NULL,
  event TEXT NOT NULL,
  severity INTEGER NOT NULL,
  at INTEGER NOT NULL,
  at_is_arrival INTEGER NOT NULL,
  received INTEGER NOT NULL,
  uptime_ms INTEGER NOT NULL,
  drill INTEGER NOT NULL,
  maintenance INTEGER NOT NULL,
  data TEXT NOT NULL
) STRICT;

CREATE UNIQUE INDEX events_key ON events (cabinet, boot, seq);
CREATE INDEX events_overflowed ON events (cabinet) WHERE event = 'outbox.overflowed';

CREATE TABLE set_aside (
  no INTEGER PRIMARY KEY,
  topic TEXT NOT NULL,
  received INTEGER NOT NULL,
  reason TEXT NOT NULL,
  payload BLOB NOT NULL,
  payload_bytes INTEGER NOT NULL
) STRICT;

CREATE TABLE counters (
  name TEXT PRIMARY KEY,
  value INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
