-- The periods in which access, missions or services are told of, the newest first.
SELECT period, span, start_date, end_date
FROM warehouse.marts.zone_periods
ORDER BY end_date DESC, start_date, period DESC
