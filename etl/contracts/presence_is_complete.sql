-- Every area and sector of a covered period stands once: a gap is a row with 0, not a row that is missing.
SELECT period, scheme, level, pcode, sector_code, count(*) AS found
FROM warehouse.marts.presence
GROUP BY ALL
HAVING count(*) <> 1
UNION ALL
SELECT period, scheme, level, NULL, NULL, count(*)
FROM warehouse.marts.presence
GROUP BY period, scheme, level
HAVING count(*) <> count(DISTINCT pcode) * count(DISTINCT sector_code)
UNION ALL
SELECT r.period, a.scheme, a.level, a.pcode, NULL, 0
FROM (SELECT DISTINCT period, scheme FROM warehouse.core.activities WHERE NOT is_duplicate) r
JOIN warehouse.core.areas a USING (scheme)
ANTI JOIN warehouse.marts.presence p
       ON p.period = r.period AND p.scheme = a.scheme AND p.level = a.level AND p.pcode = a.pcode
