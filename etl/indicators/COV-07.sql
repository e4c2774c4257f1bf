-- Children whose sub-prefecture's point is within an hour of a functional site, one component a season and a service. A
-- place that is cut off in one season alone counts in both: the rains must not better a share. One whose journey cannot be
-- computed at all is in neither number, and its journey of the month before is not its last one.
WITH journeys AS (
    SELECT x.*, a.parent_pcode,
           count(x.minutes) OVER (PARTITION BY x.period, x.scheme, x.pcode, x.service_code) > 0 AS is_computable
    FROM warehouse.marts.access x
    JOIN warehouse.marts.told_periods t USING (period, scheme)
    JOIN warehouse.marts.areas a USING (scheme, level, pcode)
)
SELECT concat(season, '_', service_code) AS component, period, scheme, parent_pcode AS adm1_pcode, pcode AS adm2_pcode,
       NULL AS organisation, NULL AS sex, NULL AS age_group, NULL AS disability,
       CASE WHEN NOT is_computable THEN NULL WHEN minutes <= 60 THEN CAST(children AS DOUBLE)
            WHEN children IS NOT NULL THEN 0.0 END AS numerator,
       CASE WHEN is_computable THEN CAST(children AS DOUBLE) END AS denominator
FROM journeys
