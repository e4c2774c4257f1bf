-- Each sub-prefecture, service and season of a period stands once; a time is finite, and there where it is computed.
SELECT period, scheme, pcode, service_code, season, count(*) AS found
FROM warehouse.marts.access
GROUP BY ALL
HAVING count(*) <> 1
UNION ALL
SELECT period, scheme, pcode, service_code, season, NULL
FROM warehouse.marts.access
WHERE status NOT IN ('computed', 'unreachable', 'not_applicable', 'no_data')
   OR (status = 'computed') <> (minutes IS NOT NULL) OR (minutes IS NULL) <> (kilometres IS NULL)
   OR minutes < 0 OR kilometres < 0 OR NOT isfinite(minutes) OR NOT isfinite(kilometres)
   OR (status = 'unreachable' AND method <> 'road_network')
UNION ALL
-- the rains hasten nobody
SELECT d.period, d.scheme, d.pcode, d.service_code, 'rainy', NULL
FROM warehouse.marts.access d
JOIN warehouse.marts.access r USING (period, scheme, pcode, service_code)
WHERE d.season = 'dry' AND r.season = 'rainy' AND r.minutes < d.minutes - 1e-6
UNION ALL
SELECT p.period, a.scheme, a.pcode, v.service_code, NULL, 0
FROM warehouse.marts.service_periods p, warehouse.core.services v, warehouse.core.areas a
ANTI JOIN warehouse.marts.access x USING (scheme, pcode)
WHERE a.level = 'adm2'
