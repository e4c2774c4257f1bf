-- A place in a period: where it is, who lives there, who is there; of its sub-prefectures (of itself, where it is one):
-- how severe they are and how many are cut off.
WITH parts AS (
    SELECT pcode FROM warehouse.marts.areas
    WHERE scheme = $scheme AND level = 'adm2' AND $pcode IN (pcode, parent_pcode)
)
SELECT a.name, a.parent_name, a.center_lat, a.center_lon, c.children, n.organisations,
       (SELECT count(*) FROM parts) AS parts,
       s.low_phase, s.high_phase, x.cut_off, x.told
FROM warehouse.marts.areas a
LEFT JOIN warehouse.marts.children c ON c.scheme = a.scheme AND c.level = a.level AND c.pcode = a.pcode
LEFT JOIN warehouse.marts.actors n
       ON n.period = $period AND n.scheme = a.scheme AND n.level = a.level AND n.pcode = a.pcode
CROSS JOIN (
    SELECT min(phase) AS low_phase, max(phase) AS high_phase FROM warehouse.marts.severity
    WHERE period = $period AND scheme = $scheme AND level = 'adm2' AND pcode IN (SELECT pcode FROM parts)
) s
CROSS JOIN (
    SELECT count(*) FILTER (status_code = 'enclaved') AS cut_off, count(*) AS told FROM warehouse.marts.area_access
    WHERE period = $period AND scheme = $scheme AND level = 'adm2' AND pcode IN (SELECT pcode FROM parts)
) x
WHERE a.scheme = $scheme AND a.level = $level AND a.pcode = $pcode
