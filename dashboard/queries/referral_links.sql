-- Who sends how many referrals to whom: between services, between organisations, or between prefectures of one scheme.
WITH told AS (
    SELECT coalesce(CASE $ends WHEN 'service' THEN from_service WHEN 'organisation' THEN from_organisation
                               ELSE from_adm1 END, 'unknown') AS origin,
           coalesce(CASE $ends WHEN 'service' THEN to_service WHEN 'organisation' THEN to_organisation
                               ELSE to_adm1 END, 'unknown') AS destination,
           referrals
    FROM warehouse.marts.referral_outcomes
    WHERE $period IN (period, quarter, year) AND $priority IN ('all', priority)
      AND ($service = 'all' OR ($direction <> 'to' AND from_service = $service)
           OR ($direction <> 'from' AND to_service = $service))
      AND ($organisation = 'all' OR ($direction <> 'to' AND from_organisation = $organisation)
           OR ($direction <> 'from' AND to_organisation = $organisation))
      AND ($ends <> 'prefecture' OR scheme = $scheme)
)
SELECT origin, destination, CAST(sum(referrals) AS BIGINT) AS referrals
FROM told
GROUP BY ALL
ORDER BY referrals DESC, origin, destination
