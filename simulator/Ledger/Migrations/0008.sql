-- Handling of emergencies, who is on call, and what was sent to whom.
SELECT 1;
