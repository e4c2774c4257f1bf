-- Past missions, and what each organisation had of them: as many rows of one mission, one mission.
CREATE TABLE warehouse.marts.means_resources AS SELECT * FROM reference.means_resources ORDER BY ALL;

-- A mission is a name, a zone and a day. What is told of its month alone joins the only mission of that name there.
CREATE TABLE staging.shares AS
WITH shared AS (
    SELECT m.*, g.zone_scheme, g.level AS zone_level, g.zone_pcode, fold(m.mission) AS name_key,
           m.start_date = period_start(m.period) AND m.end_date = period_end(m.period) AS is_undated
    FROM warehouse.core.pooled_means m
    JOIN staging.same_ground g
      ON g.scheme = m.scheme AND g.level = CASE WHEN m.adm2_pcode IS NULL THEN 'adm1' ELSE 'adm2' END
     AND g.pcode = coalesce(m.adm2_pcode, m.adm1_pcode)
    WHERE m.direction_code = 'shared' AND m.mission IS NOT NULL AND m.quantity > 0 AND NOT m.is_duplicate
)
SELECT *, CASE WHEN is_undated AND count(DISTINCT start_date) FILTER (NOT is_undated) OVER of_month = 1
               THEN min(start_date) FILTER (NOT is_undated) OVER of_month ELSE start_date END AS day
FROM shared
WINDOW of_month AS (PARTITION BY name_key, zone_scheme, zone_level, zone_pcode, period);

CREATE TABLE staging.missions AS
SELECT row_number() OVER (ORDER BY day, name_key, zone_scheme, zone_level, zone_pcode) AS mission_id, *
FROM (
    SELECT name_key, zone_scheme, zone_level, zone_pcode, day, min(mission) AS name, min(locality) AS locality,
           coalesce(max(end_date) FILTER (NOT is_undated), max(end_date), day) AS end_date,
           string_agg(DISTINCT access_mode, ', ' ORDER BY access_mode) AS access_mode,
           count(DISTINCT organisation_id) AS organisations
    FROM staging.shares
    GROUP BY name_key, zone_scheme, zone_level, zone_pcode, day
);

-- The state of the place when the mission was there: of its locality, else of its zone, else of what holds its zone; the
-- hardest of its days. NULL where nothing is told of it.
CREATE TABLE warehouse.marts.missions AS
WITH states AS (
    SELECT m.mission_id, s.status_code, s.season, s.cause
    FROM staging.missions m
    JOIN warehouse.marts.zone_places h USING (zone_scheme, zone_level, zone_pcode)
    JOIN staging.access_spans s
      ON s.zone_scheme = h.scheme AND s.zone_level = h.level AND s.zone_pcode = h.pcode
     AND s.place IN ('', coalesce(fold(m.locality), ''))
     AND s.first_day <= m.end_date AND coalesce(s.last_day >= m.day, true)
    QUALIFY row_number() OVER (PARTITION BY m.mission_id ORDER BY s.place DESC, h.level DESC, h.is_part, s.hardness,
                               s.since DESC) = 1
)
SELECT m.mission_id, m.name, m.zone_scheme, m.zone_level, m.zone_pcode, m.locality, m.day AS start_date, m.end_date,
       m.access_mode, m.organisations, s.status_code, s.season, s.cause, m.end_date < d.day AS is_past
FROM staging.missions m
CROSS JOIN warehouse.marts.present_day d
LEFT JOIN states s USING (mission_id)
ORDER BY m.mission_id;

-- Never added up across resources or currencies.
CREATE TABLE warehouse.marts.mission_shares AS
SELECT m.mission_id, s.organisation_id, coalesce(any_value(o.acronym), s.organisation_id) AS organisation, r.pool,
       s.resource_code, s.currency, sum(s.quantity) AS quantity
FROM staging.shares s
JOIN staging.missions m USING (name_key, zone_scheme, zone_level, zone_pcode, day)
JOIN reference.means_resources r USING (resource_code)
LEFT JOIN warehouse.core.organisations o USING (organisation_id)
GROUP BY m.mission_id, s.organisation_id, r.pool, s.resource_code, s.currency
ORDER BY ALL;

-- What reaches a place for children's protection: an activity, a functional site, a mission. `place`: the locality that it
-- names, if any.
CREATE TABLE staging.reaching AS
SELECT DISTINCT q.period, 'activity' AS kind, a.scheme, CASE WHEN a.adm2_pcode IS NULL THEN 'adm1' ELSE 'adm2' END AS level,
       coalesce(a.adm2_pcode, a.adm1_pcode) AS pcode, nullif(fold(a.locality_received), '') AS place
FROM warehouse.marts.zone_periods q
JOIN warehouse.core.activities a ON period_start(a.period) >= q.start_date AND period_end(a.period) <= q.end_date
WHERE q.span = 'quarter' AND a.sector_code = 'PRO-CPN' AND NOT a.is_duplicate
  AND NOT is_announced(a.status) AND NOT is_suspended(a.status)
UNION
SELECT s.period, 'site', s.scheme, s.level, s.pcode, NULL
FROM staging.site_states s
JOIN warehouse.core.services v USING (service_code)
WHERE v.sector_code = 'PRO-CPN' AND s.state = 'functional'
UNION
SELECT q.period, 'mission', m.zone_scheme, m.zone_level, m.zone_pcode, nullif(fold(m.locality), '')
FROM warehouse.marts.zone_periods q
JOIN warehouse.marts.missions m ON m.start_date <= q.end_date AND m.end_date >= q.start_date
WHERE q.span = 'quarter' AND m.is_past;

-- COV-09: the zones enclaved on some day of a quarter, and whether anything reached them in it: localities, and the
-- sub-prefectures of which none is named. NULL: nobody can say (no 4W covers the zone, or what is told may be of it).
CREATE TABLE warehouse.marts.enclaved_reach AS
WITH zones AS (
    SELECT z.* FROM staging.zone_states z
    JOIN warehouse.marts.zone_periods q USING (period)
    WHERE q.span = 'quarter' AND z.status_code = 'enclaved'
    QUALIFY z.place <> '' OR count(*) OVER (PARTITION BY z.period, z.zone_scheme, z.zone_level, z.zone_pcode) = 1
),
found AS (
    SELECT z.period, z.zone_scheme, z.zone_level, z.zone_pcode, z.place, f.kind,
           -- its own ground or its own name, else perhaps
           CASE WHEN z.place = '' THEN c.to_pcode IS NOT NULL ELSE f.place IS NOT DISTINCT FROM z.place END AS is_sure
    FROM zones z
    JOIN staging.reaching f USING (period)
    LEFT JOIN warehouse.core.area_containment c
           ON c.from_scheme = f.scheme AND c.from_level = f.level AND c.from_pcode = f.pcode
          AND c.to_scheme = z.zone_scheme AND c.to_level = z.zone_level AND c.to_pcode = z.zone_pcode
    LEFT JOIN warehouse.core.area_overlap o
           ON o.from_scheme = f.scheme AND o.from_level = f.level AND o.from_pcode = f.pcode
          AND o.to_scheme = z.zone_scheme AND o.to_level = z.zone_level AND o.to_pcode = z.zone_pcode
    WHERE (c.to_pcode IS NOT NULL OR o.to_pcode IS NOT NULL)
      -- what names another locality reached that one
      AND (z.place = '' OR f.place IS NULL OR f.place = z.place)
),
seen AS (
    SELECT period, zone_scheme, zone_level, zone_pcode, place, bool_or(is_sure) AS is_sure,
           coalesce(bool_or(is_sure) FILTER (kind = 'activity'), false) AS has_activity,
           coalesce(bool_or(is_sure) FILTER (kind = 'site'), false) AS has_site,
           coalesce(bool_or(is_sure) FILTER (kind = 'mission'), false) AS has_mission
    FROM found
    GROUP BY ALL
),
covered AS (
    SELECT DISTINCT p.period, v.scheme AS zone_scheme, v.level AS zone_level, v.pcode AS zone_pcode
    FROM staging.period_parts p
    JOIN (SELECT DISTINCT period, scheme FROM warehouse.core.activities) a ON a.period = p.part
    JOIN warehouse.core.area_coverability v ON v.from_scheme = a.scheme
)
SELECT z.period, z.zone_scheme, z.zone_level, z.zone_pcode, z.locality, z.season, z.cause, z.access_mode, z.is_inherited,
       coalesce(s.has_activity, false) AS has_activity, coalesce(s.has_site, false) AS has_site,
       coalesce(s.has_mission, false) AS has_mission,
       CASE WHEN s.is_sure THEN true WHEN s.period IS NOT NULL OR c.period IS NULL THEN NULL ELSE false END AS is_reached
FROM zones z
LEFT JOIN seen s USING (period, zone_scheme, zone_level, zone_pcode, place)
LEFT JOIN covered c USING (period, zone_scheme, zone_level, zone_pcode)
ORDER BY ALL;

-- Offers and needs: each with its zone, the areas that hold it (an offer of one of those may serve it), and its month.
CREATE TABLE warehouse.marts.means_board AS
SELECT CAST(row_number() OVER (ORDER BY m.start_date, m.sheet_id, m.row) AS INTEGER) AS means_id, m.direction_code,
       m.organisation_id, coalesce(o.acronym, m.organisation_id) AS organisation, m.resource_code, m.quantity, m.currency,
       g.zone_scheme AS scheme, g.level, g.zone_pcode AS pcode, m.locality, h.held_by,
       strftime(m.start_date, '%Y-%m') AS month, m.start_date, m.end_date, m.access_mode
FROM warehouse.core.pooled_means m
JOIN staging.same_ground g
  ON g.scheme = m.scheme AND g.level = CASE WHEN m.adm2_pcode IS NULL THEN 'adm1' ELSE 'adm2' END
 AND g.pcode = coalesce(m.adm2_pcode, m.adm1_pcode)
JOIN (SELECT zone_scheme, zone_level, zone_pcode,
             list(concat_ws('/', scheme, level, pcode) ORDER BY scheme, level, pcode) AS held_by
      FROM warehouse.marts.zone_places GROUP BY ALL) h
  ON h.zone_scheme = g.zone_scheme AND h.zone_level = g.level AND h.zone_pcode = g.zone_pcode
LEFT JOIN warehouse.core.organisations o USING (organisation_id)
WHERE m.direction_code IN ('offer', 'need') AND NOT m.is_duplicate
ORDER BY means_id;
