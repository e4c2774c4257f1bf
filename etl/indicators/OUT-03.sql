-- Of the cases found to need mental-health or psychosocial care by specialists, those referred to one.
-- A whole of which its organisation tells no part there and then is in no share: what nobody tells is not 0.
WITH told AS (
    SELECT *, bool_or(measure = 'mhpss_referred') OVER (PARTITION BY period, scheme, adm1_pcode, adm2_pcode, organisation_id) AS is_told
    FROM warehouse.core.case_practice
    WHERE NOT is_duplicate AND measure IN ('mhpss_referred', 'mhpss_identified')
)
SELECT NULL AS component, period, scheme, adm1_pcode, adm2_pcode, organisation_id AS organisation, sex, age_group,
       disability, CAST(sum(cases) FILTER (measure = 'mhpss_referred') AS DOUBLE) AS numerator,
       CAST(sum(cases) FILTER (measure = 'mhpss_identified') AS DOUBLE) AS denominator
FROM told
WHERE is_told
GROUP BY ALL
