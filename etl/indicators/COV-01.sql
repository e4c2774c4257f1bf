-- Functional health facilities against people. A sub-prefecture of which one of them is not known has neither, so that the
-- month before is not its last one told.
SELECT NULL AS component, c.period, c.scheme, a.parent_pcode AS adm1_pcode, c.pcode AS adm2_pcode, NULL AS organisation,
       NULL AS sex, NULL AS age_group, NULL AS disability,
       CASE WHEN c.population > 0 THEN CAST(c.functional_sites AS DOUBLE) END AS numerator,
       CASE WHEN c.functional_sites IS NOT NULL THEN CAST(nullif(c.population, 0) AS DOUBLE) END AS denominator
FROM warehouse.marts.coverage c
JOIN warehouse.marts.told_periods t USING (period, scheme)
JOIN warehouse.marts.areas a USING (scheme, level, pcode)
WHERE c.level = 'adm2' AND c.service_code = 'health'
