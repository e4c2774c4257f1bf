-- What the indicators named say, part by part, of the country; of those that tell nothing of it, of each prefecture.
SELECT v.indicator_id, v.component, v.period, v.level, a.name, v.numerator, v.denominator
FROM warehouse.marts.indicator_values v
JOIN warehouse.marts.indicators i USING (indicator_id)
LEFT JOIN warehouse.marts.areas a ON a.scheme = v.scheme AND a.level = v.level AND a.pcode = v.pcode
WHERE v.indicator_id IN (SELECT unnest(string_split($indicators, ',')))
  AND v.level = CASE WHEN list_contains(i.levels, 'country') THEN 'country' ELSE 'adm1' END
  AND v.sex = '*' AND v.age_group = '*' AND v.disability = '*'
ORDER BY ALL
