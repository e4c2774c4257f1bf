SELECT kind, rows_accepted, organisations, periods, first_period, last_period
FROM warehouse.marts.kinds
ORDER BY CASE kind WHEN 'activities' THEN 1 WHEN 'service_sites' THEN 2 WHEN 'case_counts' THEN 3 ELSE 4 END
