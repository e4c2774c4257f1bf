-- Organisations of the 4W that say nothing of its latest period, longest silence first.
SELECT organisation, last_period, periods
FROM warehouse.marts.freshness
WHERE last_day < (SELECT max(last_day) FROM warehouse.marts.freshness)
ORDER BY last_day, organisation
