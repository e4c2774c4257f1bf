-- Needs without a service, by service, of those whose outcome is told (REF-07).
SELECT to_service AS service_code, CAST(sum(unavailable) AS BIGINT) AS unavailable,
       CAST(sum(with_outcome) AS BIGINT) AS with_outcome
FROM warehouse.marts.referral_outcomes
WHERE $period IN (period, quarter, year) AND $priority IN ('all', priority)
  AND ($service = 'all' OR ($direction <> 'to' AND from_service = $service)
       OR ($direction <> 'from' AND to_service = $service))
GROUP BY to_service
HAVING sum(with_outcome) > 0
ORDER BY unavailable DESC, service_code
