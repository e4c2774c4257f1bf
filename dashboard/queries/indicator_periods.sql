-- In which periods each part of each indicator is told, and in which scheme.
SELECT indicator_id, component, period, any_value(scheme) AS scheme
FROM warehouse.marts.indicator_values
WHERE sex = '*' AND age_group = '*' AND disability = '*' AND level <> 'org'
GROUP BY ALL
ORDER BY indicator_id, component, period DESC
