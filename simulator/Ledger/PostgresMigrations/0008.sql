-- Inspections, due work and done work.
SELECT 1;
