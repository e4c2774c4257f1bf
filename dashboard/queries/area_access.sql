-- Every sub-prefecture with its access in the period: of all of it, or of a part of it.
SELECT a.pcode, a.name, a.parent_name, x.status_code, coalesce(x.is_part, false) AS is_part
FROM warehouse.marts.areas a
LEFT JOIN warehouse.marts.area_access x
       ON x.scheme = a.scheme AND x.level = a.level AND x.pcode = a.pcode AND x.period = $period
WHERE a.scheme = $scheme AND a.level = 'adm2'
ORDER BY a.pcode
