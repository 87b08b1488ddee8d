-- Which change of who is told of what happens a subscription was last changed with; counters has the number of the last one.
ALTER TABLE subscriptions ADD COLUMN list INTEGER NOT NULL DEFAULT 0;
