-- Of the children of two to seventeen whose answer on disability is known, those with one. A blank is no answer; a bracket
-- that holds younger children or adults is not split, and so is left out.
SELECT NULL AS component, period, scheme, adm1_pcode, adm2_pcode, organisation_id AS organisation, sex, age_group,
       'unknown' AS disability, CAST(coalesce(sum(people) FILTER (disability = 'yes'), 0) AS DOUBLE) AS numerator,
       CAST(sum(people) AS DOUBLE) AS denominator
FROM warehouse.core.reach_counts
WHERE NOT is_duplicate AND disability <> 'unknown' AND is_child_of_two(age_group)
GROUP BY ALL
