-- What contradicts itself is kept and told: two events under one number, two boards as one cabinet, a state that can't be understood,
-- a database that has lost what was confirmed, and what became of asking for missing events again.
ALTER TABLE cabinets ADD COLUMN state_fault TEXT;
ALTER TABLE cabinets ADD COLUMN state_fault_received INTEGER;
ALTER TABLE set_aside ADD COLUMN used INTEGER NOT NULL DEFAULT 0;

ALTER TABLE events ADD COLUMN twin INTEGER NOT NULL DEFAULT 0;
DROP INDEX events_key;
CREATE UNIQUE INDEX events_key ON events (cabinet, boot, seq, twin);

CREATE TABLE board_conflicts (
  no INTEGER PRIMARY KEY,
  cabinet INTEGER NOT NULL REFERENCES cabinets (no),
  since INTEGER NOT NULL,
  last INTEGER NOT NULL,
  sign TEXT NOT NULL,
  signs INTEGER NOT NULL,
  settled INTEGER
) STRICT;

CREATE UNIQUE INDEX board_conflicts_open ON board_conflicts (cabinet) WHERE settled IS NULL;

CREATE TABLE losses (
  no INTEGER PRIMARY KEY,
  found INTEGER NOT NULL,
  confirmed INTEGER NOT NULL,
  kept INTEGER NOT NULL,
  accepted INTEGER
) STRICT;

CREATE TABLE resends (
  counter INTEGER PRIMARY KEY,
  cabinet INTEGER NOT NULL REFERENCES cabinets (no),
  boot INTEGER NOT NULL,
  first INTEGER NOT NULL,
  last INTEGER NOT NULL,
  asked INTEGER NOT NULL,
  outcome TEXT NOT NULL,
  outcome_at INTEGER,
  code TEXT,
  reason TEXT,
  given INTEGER,
  came INTEGER NOT NULL DEFAULT 0
) STRICT;

CREATE INDEX resends_cabinet ON resends (cabinet, boot, first);
