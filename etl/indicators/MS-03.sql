-- For everybody's security, nothing is told before a month has passed after the end of its period, and an attack nowhere
-- finer than in its prefecture. The two parts never add up.
WITH told AS (
    SELECT 'attacks' AS component, period, scheme, adm1_pcode, NULL AS adm2_pcode, organisation_id,
           CAST(amount AS DOUBLE) AS numerator, NULL AS denominator
    FROM warehouse.core.sector_measures
    WHERE measure = 'education_attacks' AND NOT is_duplicate
    UNION ALL
    SELECT 'occupied', period, scheme, adm1_pcode, adm2_pcode, organisation_id, CAST(schools AS DOUBLE), CAST(known AS DOUBLE)
    FROM staging.school_facts
    WHERE subject = 'occupied'
)
SELECT t.component, t.period, t.scheme, t.adm1_pcode, t.adm2_pcode, t.organisation_id AS organisation, NULL AS sex,
       NULL AS age_group, NULL AS disability, t.numerator, t.denominator
FROM told t
JOIN warehouse.marts.present_day d ON period_end(t.period) + INTERVAL 1 MONTH <= d.day
