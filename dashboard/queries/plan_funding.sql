-- Requested and received in the year of a plan; amounts of two currencies never add up.
SELECT f.sector_code, n.name_fr, n.name_en, f.currency, f.requested, f.received
FROM warehouse.marts.funding f
LEFT JOIN warehouse.marts.sector_names n USING (sector_code)
WHERE f.year = CAST($year AS INTEGER)
ORDER BY f.sector_code NULLS LAST, f.currency NULLS LAST
