SELECT scheme, level, basis, source, licence, md5(geojson)[:12] AS fingerprint
FROM warehouse.marts.boundaries
ORDER BY scheme, level
