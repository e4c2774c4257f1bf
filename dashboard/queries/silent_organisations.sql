-- Organisations of the 4W that say nothing of its latest period, longest silence first.
SELECT organisation, last_period, periods
FROM warehouse.marts.freshness
WHERE last_period < (SELECT max(last_period) FROM warehouse.marts.freshness)
ORDER BY last_period, organisation
