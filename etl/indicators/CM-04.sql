-- Caseworkers with open cases and their supervisors, as organisations tell them. Who tells 0 supervisors has a denominator
-- of 0: "none", not infinity; who tells no line of supervisors is left out, for nobody knows.
SELECT NULL AS component, period, scheme, adm1_pcode, adm2_pcode, organisation_id AS organisation, NULL AS sex,
       NULL AS age_group, NULL AS disability,
       CAST(coalesce(sum(staff_count) FILTER (staff = 'caseworker' AND bracket NOT IN ('0', 'unknown')), 0) AS DOUBLE) AS numerator,
       CAST(sum(staff_count) FILTER (staff = 'supervisor') AS DOUBLE) AS denominator
FROM warehouse.core.caseloads
WHERE NOT is_duplicate
GROUP BY ALL
HAVING denominator IS NOT NULL
