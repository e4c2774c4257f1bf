-- Who serves each pair of an area and a basic service, and until when. Where functional sites are known, those who
-- operate one; where no list of sites can say it, those whose 4W reports the service there.
CREATE TABLE staging.sector_ends AS
SELECT p.period, c.to_scheme AS scheme, c.to_level AS level, c.to_pcode AS pcode, a.sector_code, a.organisation_id,
       -- of an activity without an end nobody knows when it ends
       CASE WHEN count(*) = count(a.end_date) THEN max(a.end_date) END AS ends_on
FROM warehouse.core.activities a
JOIN staging.period_parts p ON p.part = a.period
JOIN warehouse.core.area_containment c
  ON c.from_scheme = a.scheme AND c.from_level = CASE WHEN a.adm2_pcode IS NULL THEN 'adm1' ELSE 'adm2' END
 AND c.from_pcode = coalesce(a.adm2_pcode, a.adm1_pcode)
WHERE NOT a.is_duplicate AND NOT is_announced(a.status) AND NOT is_suspended(a.status)
  AND NOT is_finished(a.status)
GROUP BY ALL;

-- Who may serve an area too: a functional site that names nobody, and what is reported on ground that the area shares
-- without holding it.
CREATE TABLE staging.possible_providers AS
SELECT s.period, o.to_scheme AS scheme, o.to_level AS level, o.to_pcode AS pcode, s.service_code, s.organisation_id,
       true AS has_site
FROM staging.site_operators s
JOIN warehouse.core.area_overlap o ON o.from_scheme = s.scheme AND o.from_level = s.level AND o.from_pcode = s.pcode
WHERE s.state = 'functional'
UNION
SELECT s.period, c.to_scheme, c.to_level, c.to_pcode, s.service_code, NULL, true
FROM staging.site_states s
JOIN warehouse.core.area_containment c ON c.from_scheme = s.scheme AND c.from_level = s.level AND c.from_pcode = s.pcode
WHERE s.state = 'functional' AND s.organisation_id IS NULL
UNION
SELECT f.period, o.to_scheme, o.to_level, o.to_pcode, f.service_code, f.organisation_id, false
FROM staging.service_activities f
JOIN warehouse.core.area_overlap o ON o.from_scheme = f.scheme AND o.from_level = f.level AND o.from_pcode = f.pcode;

-- `ends_on` is NULL where it is unknown; `is_exact` is false where others may serve the pair besides those named.
CREATE TABLE warehouse.marts.served_pairs AS
WITH pairs AS (
    SELECT c.period, c.scheme, c.level, c.pcode, c.service_code, v.sector_code, c.children,
           c.status = 'functional' AS has_site
    FROM warehouse.marts.coverage c
    JOIN warehouse.core.services v USING (service_code)
    WHERE c.status = 'functional' OR (c.status <> 'not_applicable' AND c.functional_sites IS NULL)
),
serving AS (
    SELECT p.*, s.organisation_id, CASE WHEN s.is_operational THEN s.ends_on ELSE e.ends_on END AS ends_on
    FROM pairs p
    JOIN warehouse.marts.service_providers s USING (period, scheme, level, pcode, service_code)
    LEFT JOIN staging.sector_ends e USING (period, scheme, level, pcode, sector_code, organisation_id)
    WHERE CASE WHEN p.has_site THEN s.functional_sites > 0 ELSE s.is_operational END
),
inexact AS (
    SELECT DISTINCT m.period, m.scheme, m.level, m.pcode, m.service_code
    FROM staging.possible_providers m
    JOIN pairs p USING (period, scheme, level, pcode, service_code)
    ANTI JOIN serving s
           ON s.period = m.period AND s.scheme = m.scheme AND s.level = m.level AND s.pcode = m.pcode
          AND s.service_code = m.service_code AND s.organisation_id = m.organisation_id
    -- a pair whose functional sites are known is served by sites alone; any other, by a site too
    WHERE m.has_site OR NOT p.has_site
)
SELECT s.period, s.scheme, s.level, s.pcode, s.service_code, s.organisation_id, s.ends_on,
       count(*) OVER (PARTITION BY s.period, s.scheme, s.level, s.pcode, s.service_code) AS organisations,
       i.period IS NULL AS is_exact, s.children
FROM serving s
LEFT JOIN inexact i USING (period, scheme, level, pcode, service_code)
ORDER BY ALL;
