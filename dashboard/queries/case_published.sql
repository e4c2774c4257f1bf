-- What is published of the cases of a quarter: new cases by sex, age group and disability for the country, new and closed
-- ones by prefecture.
SELECT p.table_id, p.scheme, p.level, p.pcode, a.name, p.sex, p.age_group, p.disability,
       CASE WHEN NOT p.is_withheld THEN p.value END AS value, p.is_withheld
FROM warehouse.marts.published_counts p
LEFT JOIN warehouse.marts.areas a USING (scheme, level, pcode)
WHERE p.period = $quarter AND p.level IN ('country', 'adm1')
  AND (p.table_id IN ('new_cases_by_sex', 'closed_cases')
       OR p.table_id IN ('new_cases_by_age', 'new_cases_by_disability') AND p.level = 'country')
ORDER BY p.table_id, p.level, a.name, p.pcode
