-- Children separated from armed forces or groups: a stock, as registers tell it.
-- A whole of which its organisation tells no part there and then is in no share: what nobody tells is not 0.
WITH told AS (
    SELECT *, bool_or(measure = 'caafag_reintegrated') OVER (PARTITION BY period, scheme, adm1_pcode, adm2_pcode, organisation_id) AS is_told
    FROM warehouse.core.case_practice
    WHERE NOT is_duplicate AND measure IN ('caafag_reintegrated', 'caafag_registered')
)
SELECT NULL AS component, period, scheme, adm1_pcode, adm2_pcode, organisation_id AS organisation, sex, age_group,
       disability, CAST(sum(cases) FILTER (measure = 'caafag_reintegrated') AS DOUBLE) AS numerator,
       CAST(sum(cases) FILTER (measure = 'caafag_registered') AS DOUBLE) AS denominator
FROM told
WHERE is_told
GROUP BY ALL
