-- Whom sites could reach: the children of each sub-prefecture, where they are taken to live, and how far the nearest
-- functional site is from there. `coverage` says what is known of the service there.
SELECT x.pcode, a.name, a.parent_name, x.children, o.latitude, o.longitude, x.status, x.minutes, c.status AS coverage
FROM warehouse.marts.access x
JOIN warehouse.marts.areas a USING (scheme, level, pcode)
JOIN warehouse.marts.origins o USING (scheme, pcode)
JOIN warehouse.marts.coverage c USING (period, scheme, level, pcode, service_code)
WHERE x.period = $period AND x.service_code = $service AND x.scheme = $scheme AND x.season = $season
  AND x.status <> 'not_applicable' AND o.latitude IS NOT NULL AND o.longitude IS NOT NULL
ORDER BY x.pcode
