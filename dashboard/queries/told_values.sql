-- What the indicators named say, part by part, of the country and of each prefecture.
SELECT v.indicator_id, v.component, v.period, v.scheme, v.level, a.name, v.numerator, v.denominator
FROM warehouse.marts.indicator_values v
LEFT JOIN warehouse.marts.areas a ON a.scheme = v.scheme AND a.level = v.level AND a.pcode = v.pcode
WHERE v.indicator_id IN (SELECT unnest(string_split($indicators, ',')))
  AND v.level IN ('country', 'adm1') AND v.sex = '*' AND v.age_group = '*' AND v.disability = '*'
ORDER BY ALL
