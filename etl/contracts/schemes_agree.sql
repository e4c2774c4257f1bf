-- The country counts the same in both schemes: the same distinct actors, and every accepted row, followed by the
-- ground it names, reaches the prefectures of either.
WITH reached AS (
    SELECT a.period, g.to_scheme AS scheme, count(DISTINCT (a.sheet_id, a.row)) AS row_count,
           count(DISTINCT a.organisation_id) AS organisations
    FROM warehouse.core.activities a
    JOIN (SELECT from_scheme, from_level, from_pcode, to_scheme
          FROM (FROM warehouse.core.area_containment UNION ALL FROM warehouse.core.area_overlap)
          WHERE to_level = 'adm1'
          GROUP BY ALL) g
      ON g.from_scheme = a.scheme AND g.from_level = CASE WHEN a.adm2_pcode IS NULL THEN 'adm1' ELSE 'adm2' END
     AND g.from_pcode = coalesce(a.adm2_pcode, a.adm1_pcode)
    GROUP BY ALL
),
country AS (
    SELECT period, count(*) AS row_count, count(DISTINCT organisation_id) AS organisations
    FROM warehouse.core.activities
    GROUP BY period
)
SELECT period, 'actors' AS what, min(organisations) AS least, max(organisations) AS most
FROM warehouse.marts.actors
WHERE level = 'country'
GROUP BY period
HAVING min(organisations) <> max(organisations)
UNION ALL
SELECT c.period, s.scheme, coalesce(r.row_count, 0), c.row_count
FROM country c
CROSS JOIN (SELECT DISTINCT scheme FROM warehouse.core.areas) s
LEFT JOIN reached r ON r.period = c.period AND r.scheme = s.scheme
WHERE (r.row_count, r.organisations) IS DISTINCT FROM (c.row_count, c.organisations)
