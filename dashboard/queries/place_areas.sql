-- The prefectures of a scheme and their sub-prefectures, with their centres.
SELECT level, pcode, name, parent_pcode, center_lat, center_lon
FROM warehouse.marts.areas
WHERE scheme = $scheme
ORDER BY level, name, pcode
