-- For the page: what is serious is found without reading what is not, and a command keeps when its outcome came and what a self-test said.
CREATE INDEX events_serious ON events (arrival, severity) WHERE severity >= 2;

ALTER TABLE commands ADD COLUMN outcome_at INTEGER;
ALTER TABLE commands ADD COLUMN lines TEXT;
