-- Follow-ups done by the day on which the risk level asks for one, of those that fell due in the period.
-- A whole of which its organisation tells no part there and then is in no share: what nobody tells is not 0.
WITH told AS (
    SELECT *, bool_or(measure = 'followup_on_time') OVER (PARTITION BY period, scheme, adm1_pcode, adm2_pcode, organisation_id) AS is_told
    FROM warehouse.core.case_practice
    WHERE NOT is_duplicate AND measure IN ('followup_on_time', 'followup_due')
)
SELECT NULL AS component, period, scheme, adm1_pcode, adm2_pcode, organisation_id AS organisation, sex, age_group,
       disability, CAST(sum(cases) FILTER (measure = 'followup_on_time') AS DOUBLE) AS numerator,
       CAST(sum(cases) FILTER (measure = 'followup_due') AS DOUBLE) AS denominator
FROM told
WHERE is_told
GROUP BY ALL
