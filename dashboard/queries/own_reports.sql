SELECT r.period, p.span, r.is_expected, r.has_reported, r.reported_files, r.last_period
FROM own.reports r
JOIN warehouse.marts.periods p USING (period)
WHERE p.span = 'month'
ORDER BY p.start_date DESC
