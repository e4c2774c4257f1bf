-- What each sector has in the country: sites of its basic services, and organisations and activities of the 4W. Whoever
-- works in an area of responsibility of Protection works in Protection. Sites of an area of which nobody can say them
-- are in no sum: it is then the least there is. A sector that has neither is absent.
CREATE TABLE warehouse.marts.capacity AS
WITH sectors AS (
    SELECT sector_code, sector_code AS counted_in FROM warehouse.core.sectors
    UNION ALL
    SELECT sector_code, parent_code FROM warehouse.core.sectors WHERE parent_code IS NOT NULL
),
sites AS (
    SELECT c.period, c.scheme, s.counted_in AS sector_code, CAST(sum(c.sites) AS BIGINT) AS sites,
           CAST(sum(c.functional_sites) AS BIGINT) AS functional_sites, count(*) > count(c.sites) AS is_least_sites,
           count(*) > count(c.functional_sites) AS is_least_functional
    FROM warehouse.marts.coverage c
    JOIN warehouse.core.services v USING (service_code)
    JOIN sectors s ON s.sector_code = v.sector_code
    -- a service that no list holds says nothing of the sector's other ones
    SEMI JOIN (FROM warehouse.marts.coverage WHERE sites IS NOT NULL) k USING (period, scheme, service_code)
    WHERE c.level = 'adm1'
    GROUP BY ALL
),
activities AS (
    SELECT p.period, s.counted_in AS sector_code, count(DISTINCT a.organisation_id) AS organisations,
           count(*) AS activities
    FROM warehouse.core.activities a
    JOIN warehouse.marts.service_periods p
      ON period_start(a.period) >= p.start_date AND period_end(a.period) <= p.end_date
    JOIN sectors s USING (sector_code)
    WHERE NOT a.is_duplicate
    GROUP BY ALL
)
SELECT p.period, c.scheme, n.sector_code, s.sites, s.functional_sites, coalesce(s.is_least_sites, false) AS is_least_sites,
       coalesce(s.is_least_functional, false) AS is_least_functional, a.organisations, a.activities
FROM warehouse.marts.service_periods p
CROSS JOIN (SELECT DISTINCT scheme FROM warehouse.core.areas) c
CROSS JOIN warehouse.core.sectors n
LEFT JOIN sites s USING (period, scheme, sector_code)
LEFT JOIN activities a USING (period, sector_code)
WHERE s.sites IS NOT NULL OR a.activities IS NOT NULL
ORDER BY ALL;

-- What was asked for and received in a year; amounts of two currencies never add up.
CREATE TABLE warehouse.marts.funding AS
SELECT year, sector_code, currency, CAST(sum(requested) AS DOUBLE) AS requested, CAST(sum(received) AS DOUBLE) AS received
FROM warehouse.core.funding
WHERE NOT is_duplicate
GROUP BY ALL
ORDER BY ALL;
