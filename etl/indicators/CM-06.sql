-- Closures because the plan was fulfilled, of those whose reason is known; those of unknown reason are told beside it.
SELECT NULL AS component, period, scheme, adm1_pcode, adm2_pcode, organisation_id AS organisation, sex, age_group,
       disability, CAST(sum(cases) FILTER (measure = 'closed_formal') AS DOUBLE) AS numerator,
       CAST(sum(cases) FILTER (measure IN ('closed_formal', 'closed_transferred', 'closed_lost', 'closed_repatriated', 'closed_death', 'closed_other')) AS DOUBLE) AS denominator
FROM warehouse.core.case_practice
WHERE NOT is_duplicate AND (measure = 'closed_formal' OR measure IN ('closed_formal', 'closed_transferred', 'closed_lost', 'closed_repatriated', 'closed_death', 'closed_other'))
GROUP BY ALL
