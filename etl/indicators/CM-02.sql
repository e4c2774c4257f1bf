-- Of the cases open for two weeks at the cut-off, those whose plan came within them: both are told by the sources, who
-- know the days.
-- A whole of which its organisation tells no part there and then is in no share: what nobody tells is not 0.
WITH told AS (
    SELECT *, bool_or(measure = 'plan_within_14d') OVER (PARTITION BY period, scheme, adm1_pcode, adm2_pcode, organisation_id) AS is_told
    FROM warehouse.core.case_practice
    WHERE NOT is_duplicate AND measure IN ('plan_within_14d', 'plan_due')
)
SELECT NULL AS component, period, scheme, adm1_pcode, adm2_pcode, organisation_id AS organisation, sex, age_group,
       disability, CAST(sum(cases) FILTER (measure = 'plan_within_14d') AS DOUBLE) AS numerator,
       CAST(sum(cases) FILTER (measure = 'plan_due') AS DOUBLE) AS denominator
FROM told
WHERE is_told
GROUP BY ALL
