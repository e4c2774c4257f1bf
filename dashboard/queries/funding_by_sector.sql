-- What was asked for and received in the year of the period, by sector and currency: amounts of two never add up.
SELECT f.sector_code, n.name_fr, n.name_en, f.currency, f.requested, f.received
FROM warehouse.marts.funding f
JOIN warehouse.marts.service_periods p ON p.period = $period AND f.year = year(p.end_date)
LEFT JOIN warehouse.marts.sector_names n USING (sector_code)
ORDER BY f.sector_code NULLS LAST, f.currency NULLS LAST
