-- What the centre did about an emergency: seen, on the way, closed with its reason, closing taken back; each with who and when.
CREATE TABLE emergency_steps (
  no INTEGER PRIMARY KEY,
  emergency INTEGER NOT NULL REFERENCES emergencies (no),
  step TEXT NOT NULL,
  who TEXT NOT NULL,
  at INTEGER NOT NULL,
  reason TEXT
) STRICT;

CREATE INDEX emergency_steps_of ON emergency_steps (emergency);
