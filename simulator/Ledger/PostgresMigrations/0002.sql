-- A cell's streams: the number under which each picture came, so that one that comes again behind a newer one is known as older; and how
-- far each prefecture's stream has been taken, and when that stream was made.
ALTER TABLE cabinets ADD COLUMN about_sequence bigint;
ALTER TABLE cabinets ADD COLUMN state_sequence bigint;
ALTER TABLE cabinets ADD COLUMN online_sequence bigint;

CREATE TABLE streams (
  prefecture text PRIMARY KEY,
  made bigint NOT NULL,
  sequence bigint NOT NULL
);
