-- What each sector has in the country: sites, organisations and activities.
SELECT c.sector_code, n.name_fr, n.name_en, c.sites, c.functional_sites, c.is_least_sites, c.is_least_functional,
       c.organisations, c.activities
FROM warehouse.marts.capacity c
JOIN warehouse.marts.sector_names n USING (sector_code)
WHERE c.period = $period AND c.scheme = $scheme
ORDER BY c.sector_code
