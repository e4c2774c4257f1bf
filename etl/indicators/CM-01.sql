-- Cases as monthly tables tell them: opened and closed in the month, and open at its end. Counts that a report makes by
-- something else than their status have none, and are not here. A transfer from another organisation is counted by both.
SELECT k.code AS component, c.period, c.scheme, c.adm1_pcode, c.adm2_pcode, c.organisation_id AS organisation,
       coalesce(s.code, 'unknown') AS sex, coalesce(bracket_of(c.age_group), 'unknown') AS age_group,
       coalesce(d.code, 'unknown') AS disability, CAST(c.case_count AS DOUBLE) AS numerator, NULL AS denominator
FROM warehouse.core.case_counts c
JOIN reference.dimension_labels k ON k.dimension = 'case_status' AND k.label = fold(c.case_status)
LEFT JOIN reference.dimension_labels s ON s.dimension = 'sex' AND s.label = fold(c.sex)
LEFT JOIN reference.dimension_labels d ON d.dimension = 'disability' AND d.label = fold(c.disability)
WHERE NOT c.is_duplicate
