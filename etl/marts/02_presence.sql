-- How many distinct actors report an activity, by period, area and sector; 0 where the period's reports cover
-- the area and nobody named it. An area that no report could cover is absent.
CREATE TABLE staging.presence_facts AS
WITH located AS (
    -- the finest level each row states, in its own scheme
    SELECT period, scheme, CASE WHEN adm2_pcode IS NULL THEN 'adm1' ELSE 'adm2' END AS level,
           coalesce(adm2_pcode, adm1_pcode) AS pcode, sector_code, organisation_id
    FROM warehouse.core.activities
    WHERE NOT is_duplicate
),
sectors AS (
    -- whoever works in an area of responsibility of Protection works in Protection
    SELECT sector_code, sector_code AS counted_in FROM warehouse.core.sectors
    UNION ALL
    SELECT sector_code, parent_code FROM warehouse.core.sectors WHERE parent_code IS NOT NULL
)
SELECT DISTINCT p.period, c.to_scheme AS scheme, c.to_level AS level, c.to_pcode AS pcode,
       s.counted_in AS sector_code, l.organisation_id
FROM located l
JOIN staging.period_parts p ON p.part = l.period
JOIN sectors s USING (sector_code)
JOIN warehouse.core.area_containment c
  ON c.from_scheme = l.scheme AND c.from_level = l.level AND c.from_pcode = l.pcode;

CREATE TABLE warehouse.marts.presence AS
WITH covered_parts AS (
    SELECT DISTINCT a.period AS part, v.scheme, v.level, v.pcode
    FROM (SELECT DISTINCT period, scheme FROM warehouse.core.activities) a
    JOIN warehouse.core.area_coverability v ON v.from_scheme = a.scheme
),
parts AS (
    SELECT period, count(*) AS part_count FROM staging.period_parts GROUP BY period
),
covered AS (
    -- A quarter or year says 0 only where each of its months could have said otherwise: the year in which the
    -- schemes changed has no number for an area that exists in one of them only.
    SELECT p.period, c.scheme, c.level, c.pcode
    FROM staging.period_parts p
    JOIN covered_parts c USING (part)
    JOIN parts n ON n.period = p.period
    GROUP BY p.period, c.scheme, c.level, c.pcode, n.part_count
    HAVING count(*) = n.part_count
),
sectors AS (
    SELECT DISTINCT period, sector_code FROM staging.presence_facts
)
SELECT c.period, c.scheme, c.level, c.pcode, s.sector_code, count(DISTINCT f.organisation_id) AS organisations
FROM covered c
JOIN sectors s USING (period)
LEFT JOIN staging.presence_facts f USING (period, scheme, level, pcode, sector_code)
GROUP BY ALL
ORDER BY ALL;

-- Distinct actors of all sectors together, by area and for the country: numbers that do not add up.
CREATE TABLE warehouse.marts.actors AS
WITH reported AS (
    SELECT DISTINCT period, scheme, level, pcode FROM warehouse.marts.presence
),
schemes AS (
    SELECT DISTINCT period, scheme FROM reported
)
SELECT r.period, r.scheme, r.level, r.pcode, count(DISTINCT f.organisation_id) AS organisations
FROM reported r
LEFT JOIN staging.presence_facts f USING (period, scheme, level, pcode)
GROUP BY ALL
UNION ALL
SELECT s.period, s.scheme, 'country', 'CF', count(DISTINCT a.organisation_id)
FROM schemes s
JOIN staging.period_parts p USING (period)
JOIN warehouse.core.activities a ON a.period = p.part AND NOT a.is_duplicate
GROUP BY ALL
ORDER BY ALL;
