-- Handling of emergencies, who is on call, and what was sent to whom.
-- A step has its place among those of its emergency, so that of two who make one at the same time only the first does; and words, where an
-- emergency was closed for another reason than those that have a name.
ALTER TABLE emergency_steps ADD COLUMN place INTEGER;
ALTER TABLE emergency_steps ADD COLUMN note TEXT;
UPDATE emergency_steps SET place =
  (SELECT count(*) FROM emergency_steps o WHERE o.emergency = emergency_steps.emergency AND o.no <= emergency_steps.no);
DROP INDEX emergency_steps_of;
CREATE UNIQUE INDEX emergency_steps_of ON emergency_steps (emergency, place);
CREATE INDEX emergencies_since ON emergencies (since);

-- Who is told of what, in which order and when.
CREATE TABLE on_call (
  no INTEGER PRIMARY KEY,
  prefecture TEXT NOT NULL,
  department TEXT NOT NULL,
  cabinet TEXT NOT NULL,
  severity INTEGER NOT NULL,
  place INTEGER NOT NULL,
  name TEXT NOT NULL,
  channel TEXT NOT NULL,
  address TEXT NOT NULL,
  hours TEXT NOT NULL,
  language TEXT NOT NULL
) STRICT;

-- Each time that somebody was told: claimed before it is sent, so that of several processes one does it. What was claimed and never
-- ended is sent once more (attempt 2), and then its outcome is unknown.
CREATE TABLE alerts (
  no INTEGER PRIMARY KEY,
  cause TEXT NOT NULL,
  round INTEGER NOT NULL,
  emergency INTEGER REFERENCES emergencies (no),
  entry INTEGER NOT NULL,
  place INTEGER NOT NULL,
  person TEXT NOT NULL,
  channel TEXT NOT NULL,
  taken INTEGER NOT NULL,
  attempt INTEGER NOT NULL,
  ended INTEGER,
  outcome TEXT,
  detail TEXT
) STRICT;

CREATE UNIQUE INDEX alerts_cause ON alerts (cause, round);
CREATE INDEX alerts_emergency ON alerts (emergency) WHERE emergency IS NOT NULL;
CREATE INDEX alerts_under_way ON alerts (taken) WHERE ended IS NULL;
CREATE INDEX events_told ON events (severity, received) WHERE severity IN (1, 2);
