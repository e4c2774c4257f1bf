-- The periods in which anything is known of services, the newest and finest first.
SELECT period, span, end_date
FROM warehouse.marts.service_periods
ORDER BY end_date DESC, start_date DESC
