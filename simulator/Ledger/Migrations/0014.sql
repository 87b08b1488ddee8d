-- Commands that are to go out within a time: planned drills, corrections of what cabinets hold.
CREATE TABLE timed_commands (
  no INTEGER PRIMARY KEY,
  cabinet INTEGER NOT NULL REFERENCES cabinets (no),
  name TEXT NOT NULL,
  args TEXT NOT NULL,
  start INTEGER NOT NULL,
  until INTEGER NOT NULL,
  stage TEXT NOT NULL,
  changed INTEGER NOT NULL,
  tried INTEGER,
  tries INTEGER NOT NULL,
  command TEXT,
  why TEXT
) STRICT;

CREATE INDEX timed_commands_open ON timed_commands (start) WHERE stage IN ('waiting', 'sending', 'sent', 'accepted');

-- Planned drills; what happened in them is in the events.
CREATE TABLE drills (
  no INTEGER PRIMARY KEY,
  id TEXT NOT NULL UNIQUE,
  cabinet INTEGER NOT NULL REFERENCES cabinets (no),
  timed INTEGER NOT NULL REFERENCES timed_commands (no),
  at INTEGER NOT NULL,
  minutes INTEGER NOT NULL,
  sos INTEGER NOT NULL,
  plan TEXT NOT NULL,
  expects TEXT NOT NULL,
  who TEXT NOT NULL,
  made INTEGER NOT NULL,
  ended INTEGER
) STRICT;

CREATE INDEX drills_at ON drills (at);
CREATE INDEX drills_of ON drills (cabinet, at);
CREATE INDEX drills_open ON drills (at) WHERE ended IS NULL;

-- Who is trained, by an id and a site: no names. How many people there are at a site.
CREATE TABLE certificates (
  no INTEGER PRIMARY KEY,
  id TEXT NOT NULL UNIQUE,
  county TEXT NOT NULL,
  sector TEXT NOT NULL,
  site TEXT NOT NULL,
  holder TEXT,
  kind TEXT NOT NULL,
  issued TEXT NOT NULL,
  expires TEXT NOT NULL,
  who TEXT NOT NULL,
  changed INTEGER NOT NULL
) STRICT;

CREATE INDEX certificates_of ON certificates (county, sector, site);

CREATE TABLE site_people (
  county TEXT NOT NULL,
  sector TEXT NOT NULL,
  site TEXT NOT NULL,
  people INTEGER NOT NULL,
  who TEXT NOT NULL,
  changed INTEGER NOT NULL,
  PRIMARY KEY (county, sector, site)
) STRICT;

-- Corrections, each based on the one before: of two at once one is refused.
CREATE TABLE corrections (
  no INTEGER PRIMARY KEY,
  cabinet INTEGER NOT NULL REFERENCES cabinets (no),
  version INTEGER NOT NULL,
  timed INTEGER REFERENCES timed_commands (no),
  fields TEXT NOT NULL,
  who TEXT NOT NULL,
  at INTEGER NOT NULL
) STRICT;

CREATE UNIQUE INDEX corrections_of ON corrections (cabinet, version);

-- What only the registry holds of a cabinet.
CREATE TABLE cabinet_notes (
  cabinet INTEGER PRIMARY KEY REFERENCES cabinets (no),
  responsible TEXT,
  who TEXT NOT NULL,
  at INTEGER NOT NULL
) STRICT;

-- What members of the public say is wrong: one piece of work at a cabinet, however often it is said.
CREATE TABLE public_reports (
  no INTEGER PRIMARY KEY,
  cabinet INTEGER NOT NULL REFERENCES cabinets (no),
  first INTEGER NOT NULL,
  last INTEGER NOT NULL,
  times INTEGER NOT NULL,
  kinds TEXT NOT NULL,
  words TEXT NOT NULL,
  closed INTEGER
) STRICT;

CREATE UNIQUE INDEX public_reports_open ON public_reports (cabinet) WHERE closed IS NULL;

-- Whose month's report has been told of.
CREATE TABLE month_reports (
  month TEXT NOT NULL,
  prefecture TEXT NOT NULL,
  department TEXT NOT NULL,
  at INTEGER NOT NULL,
  PRIMARY KEY (month, prefecture, department)
) STRICT;
