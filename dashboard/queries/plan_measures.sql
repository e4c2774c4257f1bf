SELECT measure, amount, organisations
FROM warehouse.marts.plan_measures
WHERE year = CAST($year AS INTEGER)
ORDER BY measure
