-- Of the closed cases that were scored at both ends, those that gained at least three points.
-- A whole of which its organisation tells no part there and then is in no share: what nobody tells is not 0.
WITH told AS (
    SELECT *, bool_or(measure = 'wellbeing_improved') OVER (PARTITION BY period, scheme, adm1_pcode, adm2_pcode, organisation_id) AS is_told
    FROM warehouse.core.case_practice
    WHERE NOT is_duplicate AND measure IN ('wellbeing_improved', 'wellbeing_scored')
)
SELECT NULL AS component, period, scheme, adm1_pcode, adm2_pcode, organisation_id AS organisation, sex, age_group,
       disability, CAST(sum(cases) FILTER (measure = 'wellbeing_improved') AS DOUBLE) AS numerator,
       CAST(sum(cases) FILTER (measure = 'wellbeing_scored') AS DOUBLE) AS denominator
FROM told
WHERE is_told
GROUP BY ALL
