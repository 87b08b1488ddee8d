-- Cabinets that the writer of another prefecture has written to: their own writer reads them again before its next step.
CREATE TABLE handovers (
  writer text NOT NULL,
  cabinet bigint NOT NULL REFERENCES cabinets (no),
  PRIMARY KEY (writer, cabinet)
);
