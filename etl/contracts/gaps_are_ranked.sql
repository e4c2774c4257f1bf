-- No more children are left uncovered than there are; a rank stands where somebody is left, and nowhere else; nothing is
-- counted where nobody can say; a prefecture leaves no fewer uncovered than its sub-prefectures together.
SELECT period, service_code, scheme, level, pcode, scenario, 'children' AS fault
FROM warehouse.marts.gaps
WHERE not_covered NOT BETWEEN 0 AND children OR rate NOT BETWEEN 0 AND 1
UNION ALL
SELECT period, service_code, scheme, level, pcode, scenario, 'rank'
FROM warehouse.marts.gaps
WHERE (coalesce(not_covered, 0) > 0) <> (rank_children IS NOT NULL) OR (rank_rate IS NULL) <> (rank_children IS NULL)
   OR (rank_severity IS NOT NULL AND (weighted IS NULL OR rank_children IS NULL))
   OR (is_stable AND NOT (rank_children = rank_rate AND rank_rate = rank_severity))
UNION ALL
SELECT period, service_code, scheme, level, pcode, scenario, 'unknown counted'
FROM warehouse.marts.gaps
WHERE (level = 'adm2' AND not_covered IS NOT NULL AND state NOT IN ('gap', 'partial', 'covered'))
   OR (state = 'no_data' AND not_covered IS NOT NULL)
UNION ALL
SELECT p.period, p.service_code, p.scheme, p.level, p.pcode, p.scenario, 'parts'
FROM warehouse.marts.gaps p
JOIN (SELECT g.period, g.service_code, g.scheme, a.parent_pcode AS pcode, g.scenario, sum(g.not_covered) AS parts
      FROM warehouse.marts.gaps g
      JOIN warehouse.marts.areas a USING (scheme, level, pcode)
      WHERE g.level = 'adm2'
      GROUP BY ALL) s USING (period, service_code, scheme, pcode, scenario)
WHERE p.level = 'adm1' AND coalesce(p.not_covered, 0) < coalesce(s.parts, 0)
UNION ALL
-- each area once in each period, service and scenario
SELECT period, service_code, scheme, level, pcode, scenario, 'repeated'
FROM warehouse.marts.gaps
GROUP BY ALL
HAVING count(*) > 1
