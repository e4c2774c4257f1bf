-- In which periods each part of each indicator is told, in which scheme, and whether any place has a number.
SELECT indicator_id, component, period, any_value(scheme) AS scheme, count(numerator) > 0 AS is_known
FROM warehouse.marts.indicator_values
WHERE sex = '*' AND age_group = '*' AND disability = '*' AND level <> 'org'
GROUP BY ALL
ORDER BY indicator_id, component, period DESC
