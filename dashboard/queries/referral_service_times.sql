-- In how many days those served were served, of the referrals of at least 30 days ago; in buckets, the fastest first.
SELECT service_low_days AS low_days, service_high_days AS high_days, CAST(sum(served) AS BIGINT) AS served
FROM warehouse.marts.referral_outcomes
WHERE $period IN (period, quarter, year) AND $priority IN ('all', priority)
  AND ($service = 'all' OR ($direction <> 'to' AND from_service = $service)
       OR ($direction <> 'from' AND to_service = $service))
  AND is_served_due
GROUP BY ALL
HAVING sum(served) > 0
ORDER BY low_days NULLS LAST
