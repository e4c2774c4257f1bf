-- One part of an indicator in one place and period, by one dimension at a time; what nobody tells is "unknown".
SELECT CASE WHEN sex <> '*' THEN 'sex' WHEN age_group <> '*' THEN 'age_group' ELSE 'disability' END AS dimension,
       CASE WHEN sex <> '*' THEN sex WHEN age_group <> '*' THEN age_group ELSE disability END AS code,
       numerator, denominator
FROM warehouse.marts.indicator_values
WHERE indicator_id = $indicator AND coalesce(component, '') = $component
  AND period = $period AND level = $level AND pcode = $pcode
  AND CAST(sex <> '*' AS INTEGER) + CAST(age_group <> '*' AS INTEGER) + CAST(disability <> '*' AS INTEGER) = 1
ORDER BY ALL
