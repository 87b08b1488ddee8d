-- Who is told of what happens (SPEC §19), how far each has got in each lane, what each holds back, and what it never took.
CREATE TABLE subscriptions (
  no INTEGER PRIMARY KEY,
  id TEXT NOT NULL UNIQUE,
  name TEXT NOT NULL,
  url TEXT NOT NULL,
  maker TEXT NOT NULL,
  filter TEXT NOT NULL,
  state TEXT NOT NULL,
  why TEXT,
  secret TEXT NOT NULL,
  old_secret TEXT,
  old_until INTEGER,
  rate INTEGER,
  made INTEGER NOT NULL,
  since INTEGER NOT NULL,
  tries INTEGER NOT NULL,
  next_at INTEGER NOT NULL,
  taken INTEGER,
  generation INTEGER NOT NULL,
  owner TEXT,
  until INTEGER NOT NULL
) STRICT;

CREATE TABLE subscription_lanes (
  subscription INTEGER NOT NULL REFERENCES subscriptions (no),
  lane INTEGER NOT NULL,
  arrival INTEGER NOT NULL,
  centre INTEGER NOT NULL,
  PRIMARY KEY (subscription, lane)
) STRICT;

-- A chain (a cabinet, or an incident of none) whose next event was not taken: it goes on behind arrival and centre by itself.
CREATE TABLE subscription_holds (
  no INTEGER PRIMARY KEY,
  subscription INTEGER NOT NULL REFERENCES subscriptions (no),
  lane INTEGER NOT NULL,
  chain TEXT NOT NULL,
  arrival INTEGER NOT NULL,
  centre INTEGER NOT NULL,
  since INTEGER,
  tries INTEGER NOT NULL,
  next_at INTEGER NOT NULL,
  why TEXT
) STRICT;

CREATE UNIQUE INDEX subscription_holds_chain ON subscription_holds (subscription, lane, chain);

CREATE TABLE dead_letters (
  no INTEGER PRIMARY KEY,
  subscription INTEGER NOT NULL REFERENCES subscriptions (no),
  event TEXT NOT NULL,
  type TEXT NOT NULL,
  chain TEXT NOT NULL,
  arrival INTEGER,
  centre INTEGER,
  since INTEGER NOT NULL,
  died INTEGER NOT NULL,
  tries INTEGER NOT NULL,
  why TEXT,
  asked INTEGER
) STRICT;

CREATE UNIQUE INDEX dead_letters_event ON dead_letters (subscription, event);
CREATE INDEX dead_letters_asked ON dead_letters (asked) WHERE asked IS NOT NULL;
