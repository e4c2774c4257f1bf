-- Sub-prefectures where every service of the basket works, of those where the state of all of them is known. One where it
-- is not is in neither number, and its known state of the month before is not its last one.
WITH baskets AS (
    SELECT c.period, c.scheme, a.parent_pcode AS adm1_pcode, c.pcode AS adm2_pcode,
           bool_and(c.status = 'functional') AS is_whole, bool_and(c.status IN ('functional', 'zero')) AS is_known
    FROM warehouse.marts.coverage c
    JOIN warehouse.marts.told_periods t USING (period, scheme)
    JOIN warehouse.marts.areas a USING (scheme, level, pcode)
    JOIN warehouse.core.services s USING (service_code)
    WHERE c.level = 'adm2' AND s.is_basket
    GROUP BY c.period, c.scheme, a.parent_pcode, c.pcode
)
SELECT NULL AS component, period, scheme, adm1_pcode, adm2_pcode, NULL AS organisation, NULL AS sex, NULL AS age_group,
       NULL AS disability, CASE WHEN is_known THEN CAST(is_whole AS DOUBLE) END AS numerator,
       CASE WHEN is_known THEN 1.0 END AS denominator
FROM baskets
