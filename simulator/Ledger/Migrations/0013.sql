-- Incidents: where somebody needs help, what was done about it by whom, and who may be called.
-- Each emergency belongs to one incident; those of before to none (0). What has none yet is looked for by this index.
ALTER TABLE emergencies ADD COLUMN incident INTEGER;
UPDATE emergencies SET incident = 0;
CREATE INDEX emergencies_without_incident ON emergencies (no) WHERE incident IS NULL AND event <> 'registry.two-boards';
CREATE INDEX emergencies_of_incident ON emergencies (incident) WHERE incident > 0;

-- Places in millionths of a degree, WGS-84. What is personal goes when it was kept long enough (forgotten = 1); the figures stay.
CREATE TABLE incidents (
  no INTEGER PRIMARY KEY,
  prefecture TEXT NOT NULL,
  cabinet INTEGER REFERENCES cabinets (no),
  origin TEXT NOT NULL,
  latitude INTEGER,
  longitude INTEGER,
  address TEXT,
  reference TEXT,
  opened INTEGER NOT NULL,
  opened_by TEXT NOT NULL,
  stage INTEGER NOT NULL,
  changed INTEGER NOT NULL,
  closed INTEGER,
  outcome TEXT,
  request_key TEXT,
  request_digest TEXT,
  forgotten INTEGER NOT NULL DEFAULT 0
) STRICT;

CREATE UNIQUE INDEX incidents_request ON incidents (opened_by, request_key) WHERE request_key IS NOT NULL;
CREATE UNIQUE INDEX incidents_reference ON incidents (opened_by, reference) WHERE reference IS NOT NULL AND closed IS NULL;
CREATE INDEX incidents_open ON incidents (no) WHERE closed IS NULL;
CREATE INDEX incidents_kept ON incidents (opened) WHERE forgotten = 0;

-- The timeline. Only ever added to, but for what becomes of a command, and names that were kept long enough.
CREATE TABLE incident_entries (
  no INTEGER PRIMARY KEY,
  incident INTEGER NOT NULL REFERENCES incidents (no),
  at INTEGER NOT NULL,
  kind TEXT NOT NULL,
  who TEXT NOT NULL,
  cabinet INTEGER REFERENCES cabinets (no),
  responder TEXT,
  word TEXT,
  note TEXT,
  counter INTEGER,
  outcome TEXT,
  request_key TEXT
) STRICT;

CREATE INDEX incident_entries_of ON incident_entries (incident, no);
CREATE UNIQUE INDEX incident_entries_response ON incident_entries (incident, responder, word) WHERE kind = 'response';
CREATE UNIQUE INDEX incident_entries_contact ON incident_entries (incident, who, cabinet) WHERE kind = 'contact' AND who <> '';
CREATE UNIQUE INDEX incident_entries_request ON incident_entries (incident, who, request_key) WHERE request_key IS NOT NULL;
CREATE INDEX incident_entries_command ON incident_entries (at) WHERE kind = 'command';

-- AEDs that were taken, and when they came back.
CREATE TABLE incident_aeds (
  emergency INTEGER PRIMARY KEY REFERENCES emergencies (no),
  incident INTEGER NOT NULL REFERENCES incidents (no),
  taken INTEGER NOT NULL,
  returned INTEGER
) STRICT;

CREATE INDEX incident_aeds_away ON incident_aeds (taken) WHERE returned IS NULL;

-- Who may be called. Their system knows the person by the id; a name and a number are kept only where it gives them.
CREATE TABLE responders (
  id TEXT PRIMARY KEY,
  name TEXT NOT NULL,
  phone TEXT NOT NULL,
  site TEXT NOT NULL,
  cabinet TEXT,
  prefecture TEXT NOT NULL,
  department TEXT NOT NULL,
  latitude INTEGER NOT NULL,
  longitude INTEGER NOT NULL,
  within_m INTEGER NOT NULL,
  active INTEGER NOT NULL,
  changed INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

CREATE INDEX responders_place ON responders (latitude) WHERE active = 1;
