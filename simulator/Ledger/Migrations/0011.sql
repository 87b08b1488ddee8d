-- What happens at the centre itself, beside what cabinets say: incidents, responders, trainings, care. One order for whoever follows.
CREATE TABLE centre_events (
  no INTEGER PRIMARY KEY,
  id TEXT NOT NULL UNIQUE,
  type TEXT NOT NULL,
  cabinet INTEGER REFERENCES cabinets (no),
  prefecture TEXT NOT NULL,
  department TEXT NOT NULL,
  severity INTEGER NOT NULL,
  drill INTEGER NOT NULL,
  at INTEGER NOT NULL,
  data TEXT NOT NULL
) STRICT;
