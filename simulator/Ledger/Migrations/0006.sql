-- A cell's streams: the number under which each picture came, so that one that comes again behind a newer one is known as older; and how
-- far each prefecture's stream has been taken, and when that stream was made.
ALTER TABLE cabinets ADD COLUMN about_sequence INTEGER;
ALTER TABLE cabinets ADD COLUMN state_sequence INTEGER;
ALTER TABLE cabinets ADD COLUMN online_sequence INTEGER;

CREATE TABLE streams (
  prefecture TEXT PRIMARY KEY,
  made INTEGER NOT NULL,
  sequence INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
