-- The quarters of which counts of cases are published, newest first.
SELECT DISTINCT period
FROM warehouse.marts.published_counts
WHERE table_id = 'new_cases_by_sex'
ORDER BY period DESC
