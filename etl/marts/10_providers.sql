-- Who provides which service where: operational (an activity of the 4W) or physical (a site of the directory).
CREATE TABLE staging.service_activities AS
SELECT p.period, v.service_code, a.organisation_id, a.scheme,
       CASE WHEN a.adm2_pcode IS NULL THEN 'adm1' ELSE 'adm2' END AS level, coalesce(a.adm2_pcode, a.adm1_pcode) AS pcode,
       -- of an activity without an end nobody knows when it ends, but one told as finished has ended by its report's end
       CASE WHEN count(*) = count(e.ends_on) THEN max(e.ends_on) END AS ends_on
FROM warehouse.core.activities a
CROSS JOIN LATERAL (
    SELECT CASE WHEN is_finished(a.status) THEN least(coalesce(a.end_date, period_end(a.period)), period_end(a.period))
                ELSE a.end_date END AS ends_on
) e
JOIN warehouse.core.activity_services v USING (sheet_id, row)
JOIN staging.period_parts p ON p.part = a.period
WHERE NOT a.is_duplicate AND a.organisation_id IS NOT NULL AND coalesce(a.adm2_pcode, a.adm1_pcode) IS NOT NULL
  -- announced or suspended: nobody is served
  AND NOT is_announced(a.status) AND NOT is_suspended(a.status)
GROUP BY ALL;

CREATE TABLE warehouse.marts.service_providers AS
WITH operational AS (
    SELECT f.period, c.to_scheme AS scheme, c.to_level AS level, c.to_pcode AS pcode, f.service_code, f.organisation_id,
           CASE WHEN count(*) = count(f.ends_on) THEN max(f.ends_on) END AS ends_on
    FROM staging.service_activities f
    JOIN warehouse.core.area_containment c ON c.from_scheme = f.scheme AND c.from_level = f.level AND c.from_pcode = f.pcode
    GROUP BY ALL
),
physical AS (
    SELECT s.period, c.to_scheme AS scheme, c.to_level AS level, c.to_pcode AS pcode, s.service_code, s.organisation_id,
           count(*) AS sites, count(*) FILTER (s.state = 'functional') AS functional_sites
    FROM staging.site_operators s
    JOIN warehouse.core.area_containment c ON c.from_scheme = s.scheme AND c.from_level = s.level AND c.from_pcode = s.pcode
    WHERE s.organisation_id IS NOT NULL AND s.state <> 'not_functional'
    GROUP BY ALL
)
SELECT period, scheme, level, pcode, service_code, organisation_id,
       o.period IS NOT NULL AS is_operational, p.period IS NOT NULL AS is_physical,
       coalesce(p.sites, 0) AS sites, coalesce(p.functional_sites, 0) AS functional_sites, o.ends_on
FROM operational o
FULL JOIN physical p USING (period, scheme, level, pcode, service_code, organisation_id)
ORDER BY ALL;

CREATE TABLE staging.undecided_providers AS
SELECT DISTINCT f.period, f.service_code, o.to_scheme AS scheme, o.to_level AS level, o.to_pcode AS pcode
FROM staging.service_activities f
JOIN warehouse.core.area_overlap o ON o.from_scheme = f.scheme AND o.from_level = f.level AND o.from_pcode = f.pcode;
