-- Sub-prefectures with a functional legal centre, of those where it is known whether there is one. One of unknown state is
-- in neither number, and its known state of the month before is not its last one. Without any list of sites zeros alone are
-- known: a share of them would say 0 % of what nobody has looked at.
WITH states AS (
    SELECT c.period, c.scheme, a.parent_pcode AS adm1_pcode, c.pcode AS adm2_pcode, c.status,
           bool_or(c.status = 'functional' OR c.functional_sites IS NOT NULL) OVER (PARTITION BY c.period)
           AND c.status IN ('functional', 'zero') AS is_known
    FROM warehouse.marts.coverage c
    JOIN warehouse.marts.told_periods t USING (period, scheme)
    JOIN warehouse.marts.areas a USING (scheme, level, pcode)
    WHERE c.level = 'adm2' AND c.service_code = 'legal'
)
SELECT NULL AS component, period, scheme, adm1_pcode, adm2_pcode, NULL AS organisation, NULL AS sex, NULL AS age_group,
       NULL AS disability, CASE WHEN is_known THEN CAST(status = 'functional' AS DOUBLE) END AS numerator,
       CASE WHEN is_known THEN 1.0 END AS denominator
FROM states
