-- What a meeting asks of a gap: who is near, and who is there already.
-- Great circle between the centres of two areas of one scheme and level, in kilometres: no road is as short.
CREATE TABLE warehouse.marts.area_distances AS
SELECT a.scheme, a.level, a.pcode, b.pcode AS other_pcode,
       2 * 6371 * asin(sqrt(pow(sin(radians(b.center_lat - a.center_lat) / 2), 2)
                            + cos(radians(a.center_lat)) * cos(radians(b.center_lat))
                              * pow(sin(radians(b.center_lon - a.center_lon) / 2), 2))) AS km
FROM warehouse.core.areas a
JOIN warehouse.core.areas b ON b.scheme = a.scheme AND b.level = a.level AND b.pcode <> a.pcode
WHERE a.center_lat + a.center_lon + b.center_lat + b.center_lon IS NOT NULL
ORDER BY ALL;

CREATE TABLE warehouse.marts.sector_actors AS
SELECT period, scheme, level, pcode, sector_code, organisation_id FROM staging.presence_facts ORDER BY ALL;
