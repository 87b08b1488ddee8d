-- Requests of the API that carry a key of their own: the same one twice is answered once.
CREATE TABLE api_requests (
  no INTEGER PRIMARY KEY,
  who TEXT NOT NULL,
  key TEXT NOT NULL,
  digest TEXT NOT NULL,
  made INTEGER NOT NULL,
  command TEXT
) STRICT;

CREATE UNIQUE INDEX api_requests_key ON api_requests (who, key);
