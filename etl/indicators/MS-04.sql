-- A whole of which its organisation tells no part, of the same sex, is in no share: what nobody tells is not 0.
WITH told AS (
    SELECT *, measure = 'health_workers_trained_cmr' AS is_part,
           bool_or(measure = 'health_workers_trained_cmr') OVER (
               PARTITION BY period, scheme, adm1_pcode, adm2_pcode, organisation_id, centre_type, sex) AS is_told
    FROM warehouse.core.sector_measures
    WHERE measure IN ('health_workers_assessed', 'health_workers_trained_cmr') AND NOT is_duplicate
)
SELECT NULL AS component, period, scheme, adm1_pcode, adm2_pcode, organisation_id AS organisation, sex,
       NULL AS age_group, NULL AS disability, CAST(sum(amount) FILTER (is_part) AS DOUBLE) AS numerator,
       CAST(sum(amount) FILTER (NOT is_part) AS DOUBLE) AS denominator
FROM told
WHERE is_told
GROUP BY ALL
