-- The country that the build is about, and where its areas lie (degrees).
SELECT b.country, min(s.west) AS west, min(s.south) AS south, max(s.east) AS east, max(s.north) AS north
FROM warehouse.marts.build b
CROSS JOIN warehouse.marts.boundaries s
GROUP BY b.country
