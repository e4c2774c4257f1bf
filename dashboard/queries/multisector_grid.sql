-- Each area by what is known of children's risk there, and each other sector by who is in the area. A number is NULL where
-- no report could cover the area. Those that serve organisations rather than people are no partner, and Protection as a
-- whole holds child protection itself.
WITH partners AS (
    SELECT DISTINCT s.sector_code, s.name_fr, s.name_en
    FROM warehouse.marts.presence p
    JOIN warehouse.marts.sectors s USING (sector_code)
    WHERE p.period = $period AND NOT s.is_support AND s.sector_code NOT IN ('PRO', 'PRO-CPN')
)
SELECT a.pcode, a.name, a.parent_name, c.children, v.phase, g.state AS case_management, cp.organisations AS protection,
       s.sector_code, s.name_fr, s.name_en, p.organisations
FROM warehouse.marts.areas a
CROSS JOIN partners s
LEFT JOIN warehouse.marts.presence p
       ON p.period = $period AND p.scheme = a.scheme AND p.level = a.level AND p.pcode = a.pcode
      AND p.sector_code = s.sector_code
LEFT JOIN warehouse.marts.presence cp
       ON cp.period = $period AND cp.scheme = a.scheme AND cp.level = a.level AND cp.pcode = a.pcode
      AND cp.sector_code = 'PRO-CPN'
LEFT JOIN warehouse.marts.severity v
       ON v.period = $period AND v.scheme = a.scheme AND v.level = a.level AND v.pcode = a.pcode
LEFT JOIN warehouse.marts.gaps g
       ON g.period = $period AND g.scheme = a.scheme AND g.level = a.level AND g.pcode = a.pcode
      AND g.service_code = 'case_management' AND g.scenario = 'mid'
LEFT JOIN warehouse.marts.children c ON c.scheme = a.scheme AND c.level = a.level AND c.pcode = a.pcode
WHERE a.scheme = $scheme AND a.level = $level
ORDER BY v.phase DESC NULLS LAST, c.children DESC NULLS LAST, a.pcode, s.sector_code
