-- Where child protection works jointly with another sector, and what makes places alike: access, severity, population.
CREATE TABLE warehouse.marts.evidence_rules AS
SELECT rule, CAST(value AS DOUBLE) AS value FROM reference.evidence_rules ORDER BY rule;

CREATE TABLE warehouse.marts.evidence_outcomes AS
SELECT CAST(position AS INTEGER) AS position, indicator_id FROM reference.evidence_outcomes ORDER BY ALL;

-- Activities of child protection, or of another sector together with it, at the level that each row states. One called
-- joint that names no second sector is not known to be either.
CREATE TABLE staging.protection_activities AS
WITH others AS (
    SELECT sheet_id, row, count(*) AS sectors, bool_or(sector_code = 'PRO-CPN') AS is_protection
    FROM warehouse.core.activity_joint_sectors
    GROUP BY ALL
)
SELECT p.period, a.scheme, CASE WHEN a.adm2_pcode IS NULL THEN 'adm1' ELSE 'adm2' END AS level,
       coalesce(a.adm2_pcode, a.adm1_pcode) AS pcode, count(*) AS activities,
       count(*) FILTER (a.joint_modality <> 'parallel' AND o.sectors > 0) AS joint,
       count(*) FILTER (a.joint_modality = 'parallel') AS parallel
FROM warehouse.core.activities a
LEFT JOIN others o USING (sheet_id, row)
JOIN staging.period_parts p ON p.part = a.period
WHERE NOT a.is_duplicate AND (a.sector_code = 'PRO-CPN' OR o.is_protection)
GROUP BY ALL;

-- Each area with an activity of child protection in it. is_joint: true where one is joint; false where none is, of
-- nearly all it is told, and none on ground around the area may be; else NULL. Of a prefecture, what holds for half of
-- its sub-prefectures at least that are told; is_severe and is_large are NULL where unknown. is_remote: called cut off, or
-- too far from a health site when it rains; nobody says of a place that it can be reached, so of the others it is false,
-- also where no journey can be computed.
CREATE TABLE warehouse.marts.evidence_places AS
WITH rules AS (
    SELECT max(value) FILTER (rule = 'least_told_percent') AS least_told,
           max(value) FILTER (rule = 'severe_phase') AS severe_phase,
           max(value) FILTER (rule = 'far_minutes') AS far_minutes,
           max(value) FILTER (rule = 'children_adm1') AS children_adm1,
           max(value) FILTER (rule = 'children_adm2') AS children_adm2
    FROM warehouse.marts.evidence_rules
),
counted AS (
    SELECT f.period, c.to_scheme AS scheme, c.to_level AS level, c.to_pcode AS pcode,
           CAST(sum(f.activities) AS INTEGER) AS activities, CAST(sum(f.joint) AS INTEGER) AS joint,
           CAST(sum(f.parallel) AS INTEGER) AS parallel
    FROM staging.protection_activities f
    JOIN warehouse.core.area_containment c
      ON c.from_scheme = f.scheme AND c.from_level = f.level AND c.from_pcode = f.pcode
    GROUP BY ALL
),
around AS (
    SELECT DISTINCT f.period, o.to_scheme AS scheme, o.to_level AS level, o.to_pcode AS pcode
    FROM staging.protection_activities f
    JOIN warehouse.core.area_overlap o
      ON o.from_scheme = f.scheme AND o.from_level = f.level AND o.from_pcode = f.pcode
    WHERE f.joint > 0
),
parts AS (
    SELECT n.period, a.scheme, unnest(['adm1', 'adm2']) AS level, unnest([a.parent_pcode, a.pcode]) AS pcode,
           coalesce(x.status_code IN ('enclaved', 'restricted'), false)
               OR coalesce(j.minutes > r.far_minutes OR j.status = 'unreachable', false) AS is_remote,
           s.phase >= r.severe_phase AS is_severe
    FROM (SELECT DISTINCT period, scheme FROM counted) n
    JOIN warehouse.core.areas a ON a.scheme = n.scheme AND a.level = 'adm2'
    CROSS JOIN rules r
    LEFT JOIN warehouse.marts.area_access x
           ON x.period = n.period AND x.scheme = a.scheme AND x.level = 'adm2' AND x.pcode = a.pcode
    LEFT JOIN warehouse.marts.access j
           ON j.period = n.period AND j.scheme = a.scheme AND j.level = 'adm2' AND j.pcode = a.pcode
          AND j.service_code = 'health' AND j.season = 'rainy'
    LEFT JOIN warehouse.marts.severity s
           ON s.period = n.period AND s.scheme = a.scheme AND s.level = 'adm2' AND s.pcode = a.pcode
),
likeness AS (
    SELECT period, scheme, level, pcode,
           2 * count(*) FILTER (is_remote) >= count(*) AS is_remote,
           CASE WHEN count(is_severe) > 0 THEN 2 * count(*) FILTER (is_severe) >= count(is_severe) END AS is_severe
    FROM parts
    GROUP BY ALL
)
SELECT c.period, c.scheme, c.level, c.pcode, c.activities, c.joint, c.parallel,
       CASE WHEN c.joint > 0 THEN true
            WHEN 100 * c.parallel >= r.least_told * c.activities AND u.pcode IS NULL THEN false END AS is_joint,
       l.is_remote, l.is_severe,
       n.children >= CASE c.level WHEN 'adm1' THEN r.children_adm1 ELSE r.children_adm2 END AS is_large
FROM counted c
JOIN likeness l USING (period, scheme, level, pcode)
CROSS JOIN rules r
LEFT JOIN around u USING (period, scheme, level, pcode)
LEFT JOIN warehouse.marts.children n USING (scheme, level, pcode)
ORDER BY ALL;
