-- What follows from the messages over time: gaps in the numbers, open emergencies, readiness, commands.
ALTER TABLE cabinets ADD COLUMN sleeps INTEGER NOT NULL DEFAULT 0;
ALTER TABLE cabinets ADD COLUMN offline_since INTEGER;

CREATE TABLE gaps (
  cabinet INTEGER NOT NULL REFERENCES cabinets (no),
  boot INTEGER NOT NULL,
  first INTEGER NOT NULL,
  last INTEGER NOT NULL,
  since INTEGER NOT NULL,
  explained_by INTEGER REFERENCES events (arrival),
  PRIMARY KEY (cabinet, boot, first)
) STRICT, WITHOUT ROWID;

CREATE TABLE boots (
  cabinet INTEGER NOT NULL REFERENCES cabinets (no),
  boot INTEGER NOT NULL,
  claimed_seq INTEGER NOT NULL,
  claimed_received INTEGER NOT NULL,
  PRIMARY KEY (cabinet, boot)
) STRICT, WITHOUT ROWID;

CREATE TABLE emergencies (
  no INTEGER PRIMARY KEY,
  cabinet INTEGER NOT NULL REFERENCES cabinets (no),
  event TEXT NOT NULL,
  since INTEGER NOT NULL,
  since_is_known INTEGER NOT NULL,
  boot INTEGER NOT NULL,
  seq INTEGER NOT NULL,
  closed INTEGER
) STRICT;

CREATE UNIQUE INDEX emergencies_open ON emergencies (cabinet, event) WHERE closed IS NULL;

CREATE TABLE readiness (
  cabinet INTEGER NOT NULL REFERENCES cabinets (no),
  since INTEGER NOT NULL,
  until INTEGER,
  ready INTEGER,
  reasons TEXT NOT NULL,
  PRIMARY KEY (cabinet, since)
) STRICT, WITHOUT ROWID;

CREATE INDEX readiness_now ON readiness (cabinet) WHERE until IS NULL;

CREATE TABLE commands (
  counter INTEGER PRIMARY KEY,
  cabinet TEXT NOT NULL,
  id TEXT NOT NULL,
  name TEXT NOT NULL,
  args TEXT NOT NULL,
  sent INTEGER NOT NULL,
  outcome TEXT NOT NULL,
  code TEXT,
  reason TEXT
) STRICT;

-- The events as an integrator reads them: ids, names and UTC times as text.
CREATE VIEW event_list AS
SELECT
  e.arrival,
  c.id AS cabinet,
  c.prefecture,
  c.county,
  c.sector,
  e.boot,
  e.seq,
  e.event,
  CASE e.severity WHEN 0 THEN 'info' WHEN 1 THEN 'maintenance' WHEN 2 THEN 'urgent' ELSE 'emergency' END AS severity,
  strftime('%Y-%m-%dT%H:%M:%fZ', e.at / 1000.0, 'unixepoch') AS at,
  e.at_is_arrival,
  strftime('%Y-%m-%dT%H:%M:%fZ', e.received / 1000.0, 'unixepoch') AS received,
  e.uptime_ms,
  e.drill,
  e.maintenance,
  e.data
FROM events e JOIN cabinets c ON c.no = e.cabinet;
