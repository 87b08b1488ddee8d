-- Which worker keeps which prefecture (SPEC §20), '' being all of them. The token rises with each that takes one; every step of a writer
-- renews its own row in the same transaction and fails when the token is another's. All times are the server's.
CREATE TABLE leases (
  prefecture text PRIMARY KEY,
  owner text,
  token bigint NOT NULL,
  renewed timestamptz NOT NULL,
  expires timestamptz NOT NULL,
  backend integer,
  backend_started timestamptz
);

CREATE TABLE workers (
  id text PRIMARY KEY,
  seen timestamptz NOT NULL,
  expires timestamptz NOT NULL,
  backend integer,
  backend_started timestamptz,
  connected boolean NOT NULL
);

-- Whether somebody who showed at "seen" that it runs still does: not when its time is over, nor when its connection is gone and it has
-- not come back for so many seconds.
CREATE FUNCTION runs(expires timestamptz, seen timestamptz, backend integer, started timestamptz, patience double precision)
RETURNS boolean LANGUAGE sql VOLATILE AS $$
  SELECT expires > clock_timestamp() AND (seen > clock_timestamp() - patience * interval '1 second'
    OR EXISTS (SELECT 1 FROM pg_stat_activity a WHERE a.pid = backend AND a.backend_start = started))
$$;

-- Takes a lease that nobody has; the new token, or NULL. A row that a step holds at the moment is not waited for.
CREATE FUNCTION take_lease(wanted text, who text, seconds double precision, patience double precision)
RETURNS bigint LANGUAGE plpgsql VOLATILE AS $$
DECLARE
  taken bigint;
BEGIN
  PERFORM pg_advisory_xact_lock(hashtextextended('aed registry leases ' || current_schema(), 0));
  IF EXISTS (SELECT 1 FROM leases l WHERE (l.prefecture = wanted OR l.prefecture = '' OR wanted = '')
    AND l.owner IS NOT NULL AND l.owner <> who AND runs(l.expires, l.renewed, l.backend, l.backend_started, patience)) THEN
    RETURN NULL;
  END IF;
  PERFORM 1 FROM leases l WHERE l.prefecture = wanted FOR UPDATE SKIP LOCKED;
  IF NOT FOUND AND EXISTS (SELECT 1 FROM leases l WHERE l.prefecture = wanted) THEN
    RETURN NULL;
  END IF;
  INSERT INTO leases (prefecture, owner, token, renewed, expires, backend, backend_started)
  VALUES (wanted, who, 1, clock_timestamp(), clock_timestamp() + seconds * interval '1 second', pg_backend_pid(),
    (SELECT backend_start FROM pg_stat_activity WHERE pid = pg_backend_pid()))
  ON CONFLICT (prefecture) DO UPDATE SET owner = who, token = leases.token + 1, renewed = excluded.renewed, expires = excluded.expires,
    backend = excluded.backend, backend_started = excluded.backend_started
  RETURNING token INTO taken;
  RETURN taken;
END
$$;
