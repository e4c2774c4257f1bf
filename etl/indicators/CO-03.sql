-- Received and required of each sector in a year, one component a currency. A sector of which one is not told is in neither.
SELECT currency AS component, CAST(year AS VARCHAR) AS period, NULL AS scheme, NULL AS adm1_pcode, NULL AS adm2_pcode,
       NULL AS organisation, NULL AS sex, NULL AS age_group, NULL AS disability, received AS numerator,
       requested AS denominator
FROM warehouse.marts.funding
WHERE received IS NOT NULL AND requested IS NOT NULL
