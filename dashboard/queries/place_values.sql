-- Every indicator told of a place, beside the country's, in a period and in the same season of the year before; and of
-- each prefecture in the period, between which the country's lies.
SELECT v.indicator_id, v.component, v.period, v.level, v.pcode, a.name, v.numerator, v.denominator
FROM warehouse.marts.indicator_values v
LEFT JOIN warehouse.marts.areas a ON a.scheme = v.scheme AND a.level = v.level AND a.pcode = v.pcode
WHERE v.period IN ($period, $before) AND v.sex = '*' AND v.age_group = '*' AND v.disability = '*'
  AND (v.level = $level AND v.pcode = $pcode OR v.level = 'country' OR v.level = 'adm1' AND v.period = $period)
  -- where the scheme changed between the two, a code is another place
  AND (v.scheme IS NULL OR v.scheme = $scheme OR v.level = 'country')
ORDER BY ALL
