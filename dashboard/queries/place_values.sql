-- Every indicator told of a place, beside the country's, in a period and in the same season of the year before.
SELECT indicator_id, component, period, level, numerator, denominator
FROM warehouse.marts.indicator_values
WHERE period IN ($period, $before) AND sex = '*' AND age_group = '*' AND disability = '*'
  AND (level = $level AND pcode = $pcode OR level = 'country')
  -- where the scheme changed between the two, a code is another place
  AND (scheme IS NULL OR scheme = $scheme OR level = 'country')
ORDER BY ALL
