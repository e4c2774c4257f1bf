-- Pairs of a sub-prefecture and a service with one organisation, of those that any serves. One that others may serve too
-- is in neither number. An area without any has 0 of 0, so that a pair that is lost is not the last one told.
WITH pairs AS (
    SELECT period, scheme, pcode, service_code, any_value(organisations) AS organisations, bool_and(is_exact) AS is_exact
    FROM warehouse.marts.served_pairs
    WHERE level = 'adm2'
    GROUP BY ALL
)
SELECT NULL AS component, t.period, t.scheme, a.parent_pcode AS adm1_pcode, a.pcode AS adm2_pcode, NULL AS organisation,
       NULL AS sex, NULL AS age_group, NULL AS disability,
       CAST(count(*) FILTER (p.organisations = 1 AND p.is_exact) AS DOUBLE) AS numerator,
       CAST(count(*) FILTER (p.organisations > 1 OR p.is_exact) AS DOUBLE) AS denominator
FROM warehouse.marts.told_periods t
JOIN warehouse.marts.areas a ON a.scheme = t.scheme AND a.level = 'adm2'
LEFT JOIN pairs p ON p.period = t.period AND p.scheme = t.scheme AND p.pcode = a.pcode
GROUP BY t.period, t.scheme, a.parent_pcode, a.pcode
