-- Birth certificates and judgements in their place that children obtained in the period.
SELECT NULL AS component, period, scheme, adm1_pcode, adm2_pcode, organisation_id AS organisation, sex, age_group,
       disability, CAST(sum(cases) AS DOUBLE) AS numerator, NULL AS denominator
FROM warehouse.core.case_practice
WHERE NOT is_duplicate AND measure = 'documents_obtained'
GROUP BY ALL
