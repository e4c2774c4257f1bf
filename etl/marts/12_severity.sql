-- The severity of each area in each period, as others judged it: imported, never computed, never averaged. Of all that
-- began by the period's end: of all sectors rather than of Protection, of the sub-prefecture rather than of the whole
-- prefecture around it (`from_level` says which), then the newest; of two phases for the same place, the higher.
CREATE TABLE warehouse.marts.severity AS
WITH judged AS (
    SELECT s.scheme, CASE WHEN s.adm2_pcode IS NULL THEN 'adm1' ELSE 'adm2' END AS level,
           coalesce(s.adm2_pcode, s.adm1_pcode) AS pcode, s.phase, s.sector_code, s.period
    FROM warehouse.core.severity s
    JOIN staging.optional_sectors o USING (sheet_id, row)
    -- what is told of a camp is not told of the area; a sector that nobody knows is not all of them
    WHERE NOT s.is_duplicate AND s.phase IS NOT NULL AND s.locality IS NULL
      AND (s.sector_code = 'PRO' OR o.text IS NULL OR regexp_matches(fold(o.text), '^(inter|all|tous)'))
)
SELECT p.period, c.from_scheme AS scheme, c.from_level AS level, c.from_pcode AS pcode, j.phase, j.sector_code,
       j.period AS severity_period, j.level AS from_level, j.scheme AS from_scheme
FROM warehouse.marts.service_periods p
JOIN judged j ON period_start(j.period) <= p.end_date
-- a phase of an area is that of all the ground within it
JOIN warehouse.core.area_containment c ON c.to_scheme = j.scheme AND c.to_level = j.level AND c.to_pcode = j.pcode
QUALIFY row_number() OVER (PARTITION BY p.period, c.from_scheme, c.from_level, c.from_pcode
                           ORDER BY j.sector_code IS NOT NULL, j.level DESC, period_start(j.period) DESC,
                                    period_end(j.period), j.scheme <> c.from_scheme, j.phase DESC) = 1
ORDER BY ALL;
