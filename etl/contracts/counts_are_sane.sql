-- A count is never negative, and no more actors are in a sub-prefecture's sector than in its prefecture's.
SELECT period, scheme, pcode, sector_code, organisations
FROM warehouse.marts.presence
WHERE organisations < 0
UNION ALL
SELECT p.period, p.scheme, p.pcode, p.sector_code, p.organisations
FROM warehouse.marts.presence p
JOIN warehouse.marts.areas a ON a.scheme = p.scheme AND a.level = 'adm2' AND a.pcode = p.pcode
JOIN warehouse.marts.presence q ON q.period = p.period AND q.scheme = p.scheme AND q.level = 'adm1'
                               AND q.pcode = a.parent_pcode AND q.sector_code = p.sector_code
WHERE p.level = 'adm2' AND p.organisations > q.organisations
