-- Kilometres as the crow flies; the haversine formula of geo/travel.py (a test compares the two).
CREATE MACRO km_between(lat1, lon1, lat2, lon2) AS
    2 * 6371.0088 * asin(sqrt(least(1.0,
        pow(sin(radians(lat2 - lat1) / 2), 2)
        + cos(radians(lat1)) * cos(radians(lat2)) * pow(sin(radians(lon2 - lon1) / 2), 2))));

-- In which sub-prefecture a chief town lies: the one of its name, else the nearest of the prefecture that it heads.
CREATE TABLE warehouse.core.towns AS
SELECT a.scheme, a.pcode, t.town, CAST(t.lat AS DOUBLE) AS latitude, CAST(t.lon AS DOUBLE) AS longitude
FROM reference.chief_towns t
JOIN warehouse.core.areas a ON a.level = 'adm2'
CROSS JOIN LATERAL (SELECT nullif(CASE a.scheme WHEN 'cod_v01' THEN t.chief_of_v01 ELSE t.chief_of_v02 END, '') AS chief_of,
                           fold(a.name) = fold(t.town) AS is_named) k
WHERE CASE WHEN k.is_named THEN coalesce(a.parent_pcode = k.chief_of, true) ELSE a.parent_pcode = k.chief_of END
QUALIFY row_number() OVER (PARTITION BY a.scheme, t.town ORDER BY k.is_named DESC,
                           km_between(CAST(t.lat AS DOUBLE), CAST(t.lon AS DOUBLE), a.center_lat, a.center_lon), a.pcode) = 1
ORDER BY ALL;

-- Where the children of a sub-prefecture are taken to live: in its chief town where one is known, else at its centre.
CREATE TABLE warehouse.core.origins AS
SELECT a.scheme, a.pcode, CASE WHEN t.pcode IS NULL THEN 'area_centre' ELSE 'chief_town' END AS origin_kind, t.town,
       coalesce(t.latitude, a.center_lat) AS latitude, coalesce(t.longitude, a.center_lon) AS longitude
FROM warehouse.core.areas a
LEFT JOIN warehouse.core.towns t USING (scheme, pcode)
WHERE a.level = 'adm2'
QUALIFY row_number() OVER (PARTITION BY a.scheme, a.pcode ORDER BY t.town) = 1
ORDER BY ALL;

-- Points of sites that may be measured from: those far from every known place (a remark says so) are nowhere.
CREATE TABLE staging.site_points AS
SELECT DISTINCT s.latitude, s.longitude
FROM warehouse.core.service_sites s
CROSS JOIN (SELECT min(center_lat) - 1 AS south, max(center_lat) + 1 AS north, min(center_lon) - 1 AS west,
                   max(center_lon) + 1 AS east
            FROM warehouse.core.areas) c
WHERE s.latitude BETWEEN c.south AND c.north AND s.longitude BETWEEN c.west AND c.east;

-- Wherever somebody may set out for.
CREATE TABLE staging.destinations AS
SELECT latitude, longitude FROM staging.site_points
UNION SELECT latitude, longitude FROM warehouse.core.towns
UNION SELECT center_lat, center_lon FROM warehouse.core.areas WHERE level = 'adm2' AND center_lat IS NOT NULL AND center_lon IS NOT NULL;

-- Filled where a file of roads is given: the file, and minutes between two points that roads join.
CREATE TABLE warehouse.core.roads (file VARCHAR, problem VARCHAR);
CREATE TABLE warehouse.core.road_minutes (
    from_latitude DOUBLE, from_longitude DOUBLE, to_latitude DOUBLE, to_longitude DOUBLE, season VARCHAR, minutes DOUBLE
);

-- From an origin to the farthest corner of its area, as the crow flies.
CREATE TABLE staging.area_reach (scheme VARCHAR, pcode VARCHAR, radius_km DOUBLE);
