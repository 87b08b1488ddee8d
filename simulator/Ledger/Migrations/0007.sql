-- People, systems, roles and the audit log.
SELECT 1;
