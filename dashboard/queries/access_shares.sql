-- COV-07 with its numerator and its denominator: the country (parent_name NULL) first, then each prefecture. An area
-- whose roads are closed in one season alone counts in both: the rains must not better a share.
SELECT parent_pcode, CASE WHEN grouping(parent_pcode) = 0 THEN any_value(parent_name) END AS parent_name, season,
       coalesce(sum(children) FILTER (is_computable AND minutes <= $minutes), 0)::BIGINT AS children_within,
       coalesce(sum(children) FILTER (is_computable), 0)::BIGINT AS children_all,
       count(*) FILTER (is_computable AND children IS NOT NULL) AS areas,
       count(*) FILTER (NOT is_computable AND status <> 'not_applicable') AS areas_left_out,
       coalesce(sum(children) FILTER (NOT is_computable), 0)::BIGINT AS children_left_out
FROM (
    SELECT x.season, a.parent_pcode, a.parent_name, x.children, x.status, x.minutes,
           count(x.minutes) OVER (PARTITION BY x.pcode) > 0 AS is_computable
    FROM warehouse.marts.access x
    JOIN warehouse.marts.areas a USING (scheme, level, pcode)
    WHERE x.period = $period AND x.service_code = $service AND x.scheme = $scheme
)
GROUP BY GROUPING SETS ((season), (season, parent_pcode))
ORDER BY parent_pcode NULLS FIRST, season
