-- Children of the sub-prefectures where it is known that no site of a service works; one component a service, which are
-- never added up: the same child is in each. 0 where the service works, NULL where nobody can say, so that the known state
-- of the month before is not the last one.
SELECT c.service_code AS component, c.period, c.scheme, a.parent_pcode AS adm1_pcode, c.pcode AS adm2_pcode,
       NULL AS organisation, NULL AS sex, NULL AS age_group, NULL AS disability,
       CASE c.status WHEN 'zero' THEN CAST(c.children AS DOUBLE) WHEN 'functional' THEN 0.0 END AS numerator,
       NULL AS denominator
FROM warehouse.marts.coverage c
JOIN warehouse.marts.told_periods t USING (period, scheme)
JOIN warehouse.marts.areas a USING (scheme, level, pcode)
WHERE c.level = 'adm2'
