-- How far it is from each sub-prefecture to the nearest functional site of each service, in both seasons. `status`:
-- computed; unreachable (roads are given and none leads there: no minutes); not_applicable (nobody lives there);
-- no_data (no functional site with coordinates is known, or the area's own ones have none, or the area has no point to set
-- out from).
CREATE TABLE warehouse.marts.origins AS
SELECT o.*, r.radius_km
FROM warehouse.core.origins o
LEFT JOIN staging.area_reach r USING (scheme, pcode)
ORDER BY ALL;

CREATE TABLE warehouse.marts.travel_method AS
SELECT CASE WHEN count(*) FILTER (problem IS NULL) > 0 THEN 'road_network' ELSE 'great_circle' END AS method,
       any_value(file) AS file, any_value(problem) AS problem,
       -- the detour is one for both seasons; a test says so
       (SELECT max(CAST(detour_factor AS DOUBLE)) FROM reference.travel_speeds WHERE method = 'vehicle') AS detour,
       (SELECT max(CAST(kmh AS DOUBLE)) FROM reference.travel_speeds WHERE method = 'vehicle' AND season = 'dry') AS kmh_dry,
       (SELECT max(CAST(kmh AS DOUBLE)) FROM reference.travel_speeds WHERE method = 'vehicle' AND season = 'rainy') AS kmh_rainy
FROM warehouse.core.roads;

-- Towns, and journeys by road between them, the centres and the sites, where roads are given.
CREATE TABLE warehouse.marts.towns AS FROM warehouse.core.towns;
CREATE TABLE warehouse.marts.road_minutes AS FROM warehouse.core.road_minutes;

-- In each scheme; without a sub-prefecture where the site's ground lies in none of the scheme's, and without a point
-- where none is stated, or one that is far from the country.
CREATE TABLE warehouse.marts.functional_sites AS
SELECT s.period, a.scheme, s.service_code, c.to_pcode AS pcode, s.site_name, s.organisation_id,
       coalesce(o.acronym, s.organisation_id) AS organisation, s.verified_on, p.latitude, p.longitude
FROM staging.site_states s
CROSS JOIN (SELECT DISTINCT scheme FROM warehouse.core.areas) a
LEFT JOIN warehouse.core.area_containment c
       ON c.from_scheme = s.scheme AND c.from_level = s.level AND c.from_pcode = s.pcode
      AND c.to_scheme = a.scheme AND c.to_level = 'adm2'
LEFT JOIN staging.site_points p USING (latitude, longitude)
LEFT JOIN warehouse.core.organisations o USING (organisation_id)
WHERE s.state = 'functional'
ORDER BY ALL;

-- Each way once, whatever the period: from an origin to a point with a site, the nearest in time first.
CREATE TABLE staging.ways AS
WITH starts AS (
    SELECT DISTINCT latitude AS from_latitude, longitude AS from_longitude
    FROM warehouse.core.origins WHERE latitude IS NOT NULL AND longitude IS NOT NULL
),
ends AS (
    SELECT DISTINCT latitude AS to_latitude, longitude AS to_longitude
    FROM warehouse.marts.functional_sites WHERE latitude IS NOT NULL
),
timed AS (
    SELECT s.*, e.*, v.season, k.kilometres,
           CASE m.method WHEN 'road_network' THEN r.minutes
                         ELSE k.kilometres * CAST(v.detour_factor AS DOUBLE) / CAST(v.kmh AS DOUBLE) * 60 END AS minutes
    FROM starts s
    CROSS JOIN ends e
    CROSS JOIN LATERAL (SELECT km_between(from_latitude, from_longitude, to_latitude, to_longitude) AS kilometres) k
    CROSS JOIN (FROM reference.travel_speeds WHERE method = 'vehicle') v
    CROSS JOIN warehouse.marts.travel_method m
    LEFT JOIN warehouse.core.road_minutes r USING (from_latitude, from_longitude, to_latitude, to_longitude, season)
)
SELECT *, CAST(row_number() OVER (PARTITION BY from_latitude, from_longitude, season
                                  ORDER BY minutes NULLS LAST, kilometres, to_latitude, to_longitude) AS INTEGER) AS nth
FROM timed;

CREATE TABLE warehouse.marts.access AS
WITH places AS (
    SELECT period, scheme, service_code, latitude AS to_latitude, longitude AS to_longitude,
           arg_min(struct_pack(site_name, organisation_id, organisation, pcode),
                   (coalesce(site_name, ''), coalesce(organisation_id, ''), coalesce(pcode, ''))) AS site
    FROM warehouse.marts.functional_sites
    WHERE latitude IS NOT NULL
    GROUP BY ALL
),
firsts AS (
    SELECT p.period, p.service_code, w.from_latitude, w.from_longitude, w.season, min(w.nth) AS nth
    FROM (SELECT DISTINCT period, service_code, to_latitude, to_longitude FROM places) p
    JOIN staging.ways w USING (to_latitude, to_longitude)
    GROUP BY ALL
),
-- areas whose own functional sites are all without a point: the next area's is not their nearest one
unplaced AS (
    SELECT period, scheme, service_code, pcode
    FROM warehouse.marts.functional_sites
    GROUP BY ALL
    HAVING count(latitude) = 0
),
found AS (
    SELECT p.period, o.scheme, o.pcode, v.service_code, s.season, o.origin_kind, d.children,
           CASE WHEN d.population = 0 THEN 'not_applicable'
                WHEN w.nth IS NULL OR u.pcode IS NOT NULL THEN 'no_data'
                WHEN w.minutes IS NULL THEN 'unreachable'
                ELSE 'computed' END AS status,
           w.kilometres, w.minutes, n.site
    FROM warehouse.marts.service_periods p
    CROSS JOIN warehouse.core.origins o
    CROSS JOIN warehouse.core.services v
    CROSS JOIN (VALUES ('dry'), ('rainy')) s(season)
    LEFT JOIN firsts f ON f.period = p.period AND f.service_code = v.service_code AND f.season = s.season
                      AND f.from_latitude = o.latitude AND f.from_longitude = o.longitude
    LEFT JOIN staging.ways w ON w.from_latitude = f.from_latitude AND w.from_longitude = f.from_longitude
                            AND w.season = f.season AND w.nth = f.nth
    LEFT JOIN places n ON n.period = f.period AND n.scheme = o.scheme AND n.service_code = f.service_code
                      AND n.to_latitude = w.to_latitude AND n.to_longitude = w.to_longitude
    LEFT JOIN unplaced u ON u.period = p.period AND u.scheme = o.scheme AND u.service_code = v.service_code
                        AND u.pcode = o.pcode
    LEFT JOIN warehouse.marts.denominators d
           ON d.scheme = o.scheme AND d.level = 'adm2' AND d.pcode = o.pcode AND d.scenario = 'mid'
)
SELECT f.period, f.scheme, 'adm2' AS level, f.pcode, f.service_code, f.season, m.method, f.origin_kind, f.status,
       CASE WHEN f.status = 'computed' THEN f.kilometres END AS kilometres,
       CASE WHEN f.status = 'computed' THEN f.minutes END AS minutes,
       CASE WHEN f.status = 'computed' THEN f.site.pcode END AS nearest_pcode,
       CASE WHEN f.status = 'computed' THEN f.site.site_name END AS nearest_site,
       CASE WHEN f.status = 'computed' THEN f.site.organisation_id END AS nearest_organisation_id,
       CASE WHEN f.status = 'computed' THEN f.site.organisation END AS nearest_organisation,
       f.children
FROM found f
CROSS JOIN warehouse.marts.travel_method m
ORDER BY ALL;
