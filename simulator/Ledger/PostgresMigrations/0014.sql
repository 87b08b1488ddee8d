-- Which change of who is told of what happens a subscription was last changed with; counters has the number of the last one. And up to
-- which of them each worker has it, who tells of emergencies while the database is away.
ALTER TABLE subscriptions ADD COLUMN list bigint NOT NULL DEFAULT 0;
ALTER TABLE workers ADD COLUMN list bigint;
