-- The totals of one part of an indicator, of the country and of each area of a level, through periods of one kind.
SELECT v.period, v.scheme, v.level, v.pcode, a.name, a.parent_name, v.numerator, v.denominator
FROM warehouse.marts.indicator_values v
LEFT JOIN warehouse.marts.areas a ON a.scheme = v.scheme AND a.level = v.level AND a.pcode = v.pcode
WHERE v.indicator_id = $indicator AND coalesce(v.component, '') = $component
  AND v.level IN ('country', $level) AND v.sex = '*' AND v.age_group = '*' AND v.disability = '*'
  AND CASE WHEN contains(v.period, 'Q') THEN 'quarter' WHEN length(v.period) = 4 THEN 'year' ELSE 'month' END = $span
ORDER BY v.period, v.level, a.name
