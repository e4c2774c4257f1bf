-- The latest reported month or quarter first: it is what a coordinator opens.
SELECT period, span
FROM warehouse.marts.periods
ORDER BY CASE span WHEN 'month' THEN 1 WHEN 'quarter' THEN 2 ELSE 3 END, start_date DESC
