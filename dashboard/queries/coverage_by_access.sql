-- One service in the sub-prefectures of the scheme, by their access. Unknown functioning stands apart from none.
SELECT coalesce(access, 'all') AS access, count(*) AS areas, count(*) FILTER (is_untold) AS areas_untold,
       count(*) FILTER (state = 'functional') AS areas_functional, count(*) FILTER (state = 'none') AS areas_without,
       count(*) FILTER (state = 'unknown') AS areas_unknown,
       count(*) FILTER (state = 'not_applicable') AS areas_not_applicable,
       CAST(sum(children) FILTER (state = 'functional') AS BIGINT) AS children_functional,
       CAST(sum(children) FILTER (state = 'none') AS BIGINT) AS children_without,
       CAST(sum(children) FILTER (state = 'unknown') AS BIGINT) AS children_unknown
FROM (
    SELECT CASE WHEN x.status_code IN ('enclaved', 'restricted') AND NOT x.is_part THEN 'enclaved'
                WHEN x.status_code IN ('enclaved', 'restricted') THEN 'in_part' ELSE 'others' END AS access,
           x.status_code IS NULL AS is_untold, c.children,
           CASE WHEN c.status = 'not_applicable' THEN 'not_applicable' WHEN c.status = 'functional' THEN 'functional'
                WHEN c.status = 'zero' THEN 'none' ELSE 'unknown' END AS state
    FROM warehouse.marts.coverage c
    LEFT JOIN warehouse.marts.area_access x USING (period, scheme, level, pcode)
    WHERE c.period = $period AND c.service_code = $service AND c.scheme = $scheme AND c.level = 'adm2'
)
GROUP BY GROUPING SETS ((), (access))
HAVING count(*) > 0
ORDER BY CASE coalesce(access, 'all') WHEN 'all' THEN 0 WHEN 'enclaved' THEN 1 WHEN 'in_part' THEN 2 ELSE 3 END
