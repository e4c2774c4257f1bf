-- A whole of which its organisation tells no part, by the same type of centre, is in no share: what nobody tells is not 0.
WITH told AS (
    SELECT *, measure = 'centres_all_criteria' AS is_part,
           bool_or(measure = 'centres_all_criteria') OVER (
               PARTITION BY period, scheme, adm1_pcode, adm2_pcode, organisation_id, centre_type, sex) AS is_told
    FROM warehouse.core.sector_measures
    WHERE measure IN ('centres_surveyed', 'centres_all_criteria') AND NOT is_duplicate
)
SELECT NULL AS component, period, scheme, adm1_pcode, adm2_pcode, organisation_id AS organisation, NULL AS sex,
       NULL AS age_group, NULL AS disability, CAST(sum(amount) FILTER (is_part) AS DOUBLE) AS numerator,
       CAST(sum(amount) FILTER (NOT is_part) AS DOUBLE) AS denominator
FROM told
WHERE is_told
GROUP BY ALL
