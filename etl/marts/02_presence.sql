-- How many distinct actors report an activity, by period, area and sector; 0 where the period's reports cover
-- the area and nobody named it. An area that no report could cover is absent, and so is a 0 that cannot be told.
CREATE TABLE staging.located_facts AS
WITH sectors AS (
    -- whoever works in an area of responsibility of Protection works in Protection
    SELECT sector_code, sector_code AS counted_in FROM warehouse.core.sectors
    UNION ALL
    SELECT sector_code, parent_code FROM warehouse.core.sectors WHERE parent_code IS NOT NULL
)
-- at the finest level that each row states, in its own scheme
SELECT DISTINCT p.period, a.scheme, CASE WHEN a.adm2_pcode IS NULL THEN 'adm1' ELSE 'adm2' END AS level,
       coalesce(a.adm2_pcode, a.adm1_pcode) AS pcode, s.counted_in AS sector_code, a.organisation_id
FROM warehouse.core.activities a
JOIN staging.period_parts p ON p.part = a.period
JOIN sectors s USING (sector_code)
WHERE NOT a.is_duplicate;

CREATE TABLE staging.presence_facts AS
SELECT DISTINCT f.period, c.to_scheme AS scheme, c.to_level AS level, c.to_pcode AS pcode,
       f.sector_code, f.organisation_id
FROM staging.located_facts f
JOIN warehouse.core.area_containment c
  ON c.from_scheme = f.scheme AND c.from_level = f.level AND c.from_pcode = f.pcode;

-- Somebody is reported on ground that the area shares without holding it (a whole prefecture, an area of the other
-- scheme): whether in the area or not, nobody can say. A 0 there would be a guess.
CREATE TABLE warehouse.core.undecided AS
SELECT DISTINCT f.period, o.to_scheme AS scheme, o.to_level AS level, o.to_pcode AS pcode, f.sector_code
FROM staging.located_facts f
JOIN warehouse.core.area_overlap o
  ON o.from_scheme = f.scheme AND o.from_level = f.level AND o.from_pcode = f.pcode
ORDER BY ALL;

CREATE TABLE warehouse.marts.presence AS
WITH reported AS (
    SELECT DISTINCT p.period, a.scheme
    FROM warehouse.core.activities a
    JOIN staging.period_parts p ON p.part = a.period
),
covered AS (
    SELECT DISTINCT r.period, v.scheme, v.level, v.pcode
    FROM reported r
    JOIN warehouse.core.area_coverability v ON v.from_scheme = r.scheme
),
sectors AS (
    SELECT DISTINCT period, sector_code FROM staging.presence_facts
)
SELECT c.period, c.scheme, c.level, c.pcode, s.sector_code, count(DISTINCT f.organisation_id) AS organisations
FROM covered c
JOIN sectors s USING (period)
LEFT JOIN staging.presence_facts f USING (period, scheme, level, pcode, sector_code)
LEFT JOIN warehouse.core.undecided u USING (period, scheme, level, pcode, sector_code)
GROUP BY c.period, c.scheme, c.level, c.pcode, s.sector_code
HAVING count(f.organisation_id) > 0 OR count(u.pcode) = 0
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
LEFT JOIN (SELECT DISTINCT period, scheme, level, pcode FROM warehouse.core.undecided) u
       USING (period, scheme, level, pcode)
GROUP BY r.period, r.scheme, r.level, r.pcode
HAVING count(f.organisation_id) > 0 OR count(u.pcode) = 0
UNION ALL
SELECT s.period, s.scheme, 'country',
       (SELECT any_value(parent_pcode) FROM warehouse.core.areas c WHERE c.scheme = s.scheme AND c.level = 'adm1'),
       count(DISTINCT a.organisation_id)
FROM schemes s
JOIN staging.period_parts p USING (period)
JOIN warehouse.core.activities a ON a.period = p.part AND NOT a.is_duplicate
GROUP BY ALL
ORDER BY ALL;
