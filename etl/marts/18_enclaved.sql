-- The state of access of each zone, told from one day to another. A zone is a sub-prefecture, a prefecture as a whole, or
-- a locality of either; ground that both schemes know alike is one zone, under its newest code.
CREATE TABLE staging.same_ground AS
SELECT a.from_scheme AS scheme, a.from_level AS level, a.from_pcode AS pcode,
       arg_max(a.to_scheme, a.to_scheme) AS zone_scheme, arg_max(a.to_pcode, a.to_scheme) AS zone_pcode
FROM warehouse.core.area_containment a
JOIN warehouse.core.area_containment b
  ON b.from_scheme = a.to_scheme AND b.from_level = a.to_level AND b.from_pcode = a.to_pcode
 AND b.to_scheme = a.from_scheme AND b.to_level = a.from_level AND b.to_pcode = a.from_pcode
WHERE a.from_level = a.to_level
GROUP BY ALL;

-- Which areas hold a zone, in both schemes; `is_part`: the area is larger than the zone.
CREATE TABLE warehouse.marts.zone_places AS
SELECT c.from_scheme AS zone_scheme, c.from_level AS zone_level, c.from_pcode AS zone_pcode,
       c.to_scheme AS scheme, c.to_level AS level, c.to_pcode AS pcode, b.from_pcode IS NULL AS is_part
FROM warehouse.core.area_containment c
SEMI JOIN staging.same_ground g
       ON g.zone_scheme = c.from_scheme AND g.level = c.from_level AND g.zone_pcode = c.from_pcode
LEFT JOIN warehouse.core.area_containment b
       ON b.from_scheme = c.to_scheme AND b.from_level = c.to_level AND b.from_pcode = c.to_pcode
      AND b.to_scheme = c.from_scheme AND b.to_level = c.from_level AND b.to_pcode = c.from_pcode
ORDER BY ALL;

-- The day from which the coming months count: that of the newest file; of a demonstration, the day after its last period.
CREATE TABLE warehouse.marts.present_day AS
SELECT coalesce(CASE WHEN bool_and(is_demo) THEN (SELECT max(end_date) + 1 FROM warehouse.marts.service_periods) END,
                CAST(max(received_at) AT TIME ZONE 'UTC' AS DATE)) AS day
FROM warehouse.core.source_files;

CREATE TABLE staging.access_told AS
SELECT g.zone_scheme, g.level AS zone_level, g.zone_pcode, coalesce(fold(s.locality), '') AS place, s.locality,
       s.status_code, CASE s.status_code WHEN 'enclaved' THEN 0 WHEN 'restricted' THEN 1 ELSE 2 END AS hardness,
       s.start_date AS since, s.end_date, s.season, s.cause, s.access_mode, s.source, s.sheet_id, s.row
FROM warehouse.core.access_status s
JOIN staging.same_ground g
  ON g.scheme = s.scheme AND g.level = CASE WHEN s.adm2_pcode IS NULL THEN 'adm1' ELSE 'adm2' END
 AND g.pcode = coalesce(s.adm2_pcode, s.adm1_pcode)
WHERE NOT s.is_duplicate;

-- What holds from `first_day` to `last_day` (NULL: still). Of two statements on one day the one that began later, else
-- the harder; without an end, a state lasts until a later one of the same place.
CREATE TABLE staging.access_spans AS
WITH ended AS (
    SELECT *, coalesce(end_date, CAST(min(since) OVER (
                  PARTITION BY zone_scheme, zone_level, zone_pcode, place ORDER BY since
                  RANGE BETWEEN INTERVAL 1 DAY FOLLOWING AND UNBOUNDED FOLLOWING) AS DATE) - 1) AS until
    FROM staging.access_told
),
days AS (
    SELECT zone_scheme, zone_level, zone_pcode, place, day AS first_day,
           lead(day) OVER (PARTITION BY zone_scheme, zone_level, zone_pcode, place ORDER BY day) - 1 AS last_day
    FROM (SELECT zone_scheme, zone_level, zone_pcode, place, since AS day FROM ended
          UNION SELECT zone_scheme, zone_level, zone_pcode, place, until + 1 FROM ended WHERE until IS NOT NULL)
)
SELECT d.first_day, d.last_day, e.* EXCLUDE (end_date)
FROM days d
JOIN ended e USING (zone_scheme, zone_level, zone_pcode, place)
WHERE e.since <= d.first_day AND coalesce(e.until >= d.first_day, true)
QUALIFY row_number() OVER (PARTITION BY d.zone_scheme, d.zone_level, d.zone_pcode, d.place, d.first_day
                           ORDER BY e.since DESC, e.hardness, tidy(e.access_mode) IS NULL, e.sheet_id, e.row) = 1;

-- The periods that access or a mission is told of, besides those of the services; a quarter only when it is whole.
CREATE TABLE warehouse.marts.zone_periods AS
WITH told AS (
    SELECT since AS first_day, coalesce(end_date, since) AS last_day FROM staging.access_told
    UNION ALL
    SELECT start_date, start_date FROM warehouse.core.pooled_means WHERE direction_code = 'shared' AND NOT is_duplicate
),
bounds AS (
    SELECT date_trunc('month', min(t.first_day)) AS first_month,
           greatest(least(max(t.last_day), any_value(d.day)), (SELECT max(end_date) FROM warehouse.marts.service_periods)) AS last_day
    FROM told t, warehouse.marts.present_day d
    WHERE t.first_day <= d.day
),
months AS (
    SELECT CAST(unnest(generate_series(first_month, last_day, INTERVAL 1 MONTH)) AS DATE) AS month FROM bounds
)
SELECT period, span, start_date, end_date FROM warehouse.marts.service_periods
UNION
SELECT strftime(month, '%Y-%m'), 'month', month, last_day(month) FROM months
UNION
SELECT year(month) || '-Q' || quarter(month), 'quarter', min(month), last_day(max(month))
FROM months GROUP BY year(month), quarter(month) HAVING count(*) = 3
ORDER BY start_date, span;

-- The hardest state in force on some day of the period. That of a prefecture is its sub-prefectures' too, where they
-- have none of their own in the period.
CREATE TABLE staging.zone_states AS
WITH own AS (
    SELECT p.period, s.* EXCLUDE (first_day, last_day)
    FROM warehouse.marts.zone_periods p
    JOIN staging.access_spans s ON s.first_day <= p.end_date AND coalesce(s.last_day >= p.start_date, true)
    QUALIFY row_number() OVER (PARTITION BY p.period, s.zone_scheme, s.zone_level, s.zone_pcode, s.place
                               ORDER BY s.hardness, s.since DESC, s.sheet_id, s.row) = 1
),
inherited AS (
    SELECT o.* REPLACE (g.zone_scheme AS zone_scheme, 'adm2' AS zone_level, g.zone_pcode AS zone_pcode)
    FROM own o
    JOIN warehouse.core.areas a ON a.scheme = o.zone_scheme AND a.level = 'adm2' AND a.parent_pcode = o.zone_pcode
    JOIN staging.same_ground g ON g.scheme = a.scheme AND g.level = 'adm2' AND g.pcode = a.pcode
    WHERE o.zone_level = 'adm1' AND o.place = ''
    QUALIFY row_number() OVER (PARTITION BY o.period, g.zone_scheme, g.zone_pcode
                               ORDER BY o.hardness, o.since DESC, o.sheet_id, o.row) = 1
)
SELECT *, false AS is_inherited FROM own WHERE zone_level = 'adm2' OR place <> ''
UNION ALL
SELECT i.*, true
FROM inherited i
ANTI JOIN own o ON o.period = i.period AND o.zone_scheme = i.zone_scheme AND o.zone_level = 'adm2'
               AND o.zone_pcode = i.zone_pcode AND o.place = '';

-- Each zone of a period in the smallest area of each scheme that holds it. A locality is a line of its own.
CREATE TABLE warehouse.marts.enclaved AS
SELECT z.period, h.scheme, h.level, h.pcode, z.zone_scheme, z.zone_level, z.zone_pcode, z.locality, z.status_code,
       z.since, z.until, z.season, z.cause, z.access_mode, z.source, z.is_inherited,
       h.is_part OR z.place <> '' AS is_part
FROM staging.zone_states z
JOIN warehouse.marts.zone_places h USING (zone_scheme, zone_level, zone_pcode)
QUALIFY h.level = max(h.level) OVER (PARTITION BY z.period, h.scheme, z.zone_scheme, z.zone_level, z.zone_pcode, z.place)
ORDER BY ALL;

-- The access of each sub-prefecture: of all of it, or of a part of it (a locality, or a zone of the other scheme within).
CREATE TABLE warehouse.marts.area_access AS
WITH whole AS (
    -- what is told of a sub-prefecture is so in every area within it, in either scheme: one that was split has a state
    -- in each of its parts, but what is told of its prefecture alone, or of other ground, gives way to a part's own
    SELECT z.period, c.from_scheme AS scheme, c.from_level AS level, c.from_pcode AS pcode, z.status_code
    FROM staging.zone_states z
    JOIN warehouse.core.area_containment c
      ON c.to_scheme = z.zone_scheme AND c.to_level = z.zone_level AND c.to_pcode = z.zone_pcode
    JOIN staging.same_ground g ON g.scheme = c.from_scheme AND g.level = c.from_level AND g.pcode = c.from_pcode
    WHERE z.place = '' AND z.zone_level = 'adm2'
    QUALIFY row_number() OVER (
        PARTITION BY z.period, c.from_scheme, c.from_pcode
        ORDER BY z.is_inherited, z.zone_scheme <> g.zone_scheme OR z.zone_pcode <> g.zone_pcode, z.hardness) = 1
),
told AS (
    SELECT *, false AS is_part FROM whole
    UNION ALL
    SELECT period, scheme, level, pcode, status_code, true
    FROM warehouse.marts.enclaved
    WHERE level = 'adm2' AND is_part AND status_code <> 'accessible'
)
SELECT period, scheme, level, pcode, status_code, is_part
FROM told
QUALIFY row_number() OVER (PARTITION BY period, scheme, level, pcode
    ORDER BY CASE status_code WHEN 'enclaved' THEN 0 WHEN 'restricted' THEN 1 ELSE 2 END, is_part) = 1
ORDER BY ALL;

-- Areas enclaved on the last day of each period, and by what means they are reached, if anybody says so. A locality that
-- is cut off does not cut off its area.
CREATE TABLE warehouse.marts.enclaved_areas AS
WITH in_force AS (
    SELECT p.period, t.other_scheme AS scheme, t.other_pcode AS pcode, s.status_code, s.since, s.cause, s.access_mode,
           -- of a sub-prefecture rather than of its prefecture, of its own ground rather than of other, then the hardest
           row_number() OVER (PARTITION BY p.period, t.other_scheme, t.other_pcode
               ORDER BY s.zone_level DESC, s.zone_scheme <> g.zone_scheme OR s.zone_pcode <> g.zone_pcode, s.hardness
           ) = 1 AS is_nearest
    FROM warehouse.marts.service_periods p
    JOIN staging.access_spans s
      ON s.place = '' AND p.end_date BETWEEN s.first_day AND coalesce(s.last_day, DATE '9999-12-31')
    -- a prefecture declared enclaved is so in all its parts, and so is what shares ground with an enclaved area
    JOIN staging.touches t ON t.scheme = s.zone_scheme AND t.level = s.zone_level AND t.pcode = s.zone_pcode
    JOIN staging.same_ground g ON g.scheme = t.other_scheme AND g.level = 'adm2' AND g.pcode = t.other_pcode
)
SELECT period, scheme, pcode, min(since) FILTER (status_code = 'enclaved') AS start_date,
       string_agg(DISTINCT cause, ', ' ORDER BY cause) FILTER (status_code = 'enclaved') AS cause,
       string_agg(DISTINCT access_mode, ', ' ORDER BY access_mode) FILTER (status_code = 'enclaved') AS access_mode
FROM in_force
GROUP BY period, scheme, pcode
HAVING bool_or(is_nearest AND status_code = 'enclaved')
ORDER BY ALL;
