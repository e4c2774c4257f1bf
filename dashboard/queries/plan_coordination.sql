-- CO-01 (by month and year), CO-03 (by currency) and CO-04 of the country in the year of a plan.
SELECT indicator_id, component, period, numerator, denominator
FROM warehouse.marts.indicator_values
WHERE level = 'country' AND sex = '*' AND age_group = '*' AND disability = '*'
  AND (indicator_id = 'CO-01' AND period[:4] = $year AND NOT contains(period, 'Q')
       OR indicator_id IN ('CO-03', 'CO-04') AND period = $year)
ORDER BY indicator_id, component, period
