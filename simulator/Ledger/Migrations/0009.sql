-- Inspections, due work and done work. What was planned and done is only ever added to: the latest line counts.
CREATE TABLE inspections (
  no INTEGER PRIMARY KEY,
  id TEXT NOT NULL UNIQUE,
  cabinet INTEGER NOT NULL REFERENCES cabinets (no),
  who TEXT NOT NULL,
  at INTEGER NOT NULL,
  received INTEGER NOT NULL,
  answers TEXT NOT NULL,
  defects INTEGER NOT NULL,
  note TEXT NOT NULL,
  photo BLOB,
  photo_type TEXT,
  command TEXT
) STRICT;

CREATE INDEX inspections_of ON inspections (cabinet, at);

CREATE TABLE care_plans (
  no INTEGER PRIMARY KEY,
  cabinet INTEGER NOT NULL REFERENCES cabinets (no),
  item TEXT NOT NULL,
  responsible TEXT NOT NULL,
  day TEXT NOT NULL,
  who TEXT NOT NULL,
  at INTEGER NOT NULL
) STRICT;

CREATE INDEX care_plans_of ON care_plans (cabinet, item);

CREATE TABLE care_done (
  no INTEGER PRIMARY KEY,
  cabinet INTEGER NOT NULL REFERENCES cabinets (no),
  item TEXT NOT NULL,
  who TEXT NOT NULL,
  at INTEGER NOT NULL,
  note TEXT NOT NULL
) STRICT;

CREATE INDEX care_done_of ON care_done (cabinet, item);

-- For the month's reports: what they count is found without reading what they don't.
CREATE INDEX events_reported ON events (at) WHERE event IN ('door.opened', 'aed.removed', 'drill.started', 'inspection.done');
