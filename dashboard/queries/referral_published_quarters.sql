-- The quarters of which counts of referrals are published, by status and by area, newest first.
SELECT period
FROM warehouse.marts.published_counts
WHERE table_id IN ('referrals_by_status', 'referrals_by_area')
GROUP BY period
HAVING count(DISTINCT table_id) = 2
ORDER BY period DESC
