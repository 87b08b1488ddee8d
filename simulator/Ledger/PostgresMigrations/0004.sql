-- What pages and workers tell each other. In which transaction what is known of a cabinet last changed: a page reads again what changed
-- since the oldest transaction that was still open when it read last.
CREATE TABLE cabinet_changes (
  cabinet bigint PRIMARY KEY,
  changed xid8 NOT NULL
);

-- Commands that a page has signed, for the worker that keeps the cabinet; gone when they are answered or too old.
CREATE TABLE outgoing (
  counter bigint PRIMARY KEY,
  topic text NOT NULL,
  message text NOT NULL,
  put timestamptz NOT NULL DEFAULT clock_timestamp()
);
