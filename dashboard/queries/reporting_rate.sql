SELECT period, expected, reported, unexpected, expected_from
FROM warehouse.marts.reporting_rate
WHERE period = $period
