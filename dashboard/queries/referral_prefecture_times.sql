-- In how many days those served were served, by the prefecture that they left: as referral_service_times.
SELECT a.name, o.service_low_days AS low_days, o.service_high_days AS high_days, CAST(sum(o.served) AS BIGINT) AS served
FROM warehouse.marts.referral_outcomes o
JOIN warehouse.marts.areas a ON a.scheme = o.scheme AND a.pcode = o.from_adm1 AND a.level = 'adm1'
WHERE o.scheme = $scheme AND $period IN (o.period, o.quarter, o.year) AND $priority IN ('all', o.priority)
  AND ($service = 'all' OR ($direction <> 'to' AND o.from_service = $service)
       OR ($direction <> 'from' AND o.to_service = $service))
  AND o.is_served_due
GROUP BY ALL
HAVING sum(o.served) > 0
ORDER BY a.name, low_days NULLS LAST
