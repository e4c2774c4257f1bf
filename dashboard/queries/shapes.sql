SELECT geojson
FROM warehouse.marts.boundaries
WHERE scheme = $scheme AND level = $level AND md5(geojson)[:12] = $fingerprint
