-- The prefectures of a scheme, by name.
SELECT pcode, name, center_lat, center_lon
FROM warehouse.marts.areas
WHERE scheme = $scheme AND level = 'adm1'
ORDER BY name
