-- The prefectures and sub-prefectures of a scheme, and how many sites the directory has in each.
SELECT a.level, a.pcode, a.name, a.parent_pcode, a.parent_name, count(d.scheme) AS sites
FROM warehouse.marts.areas a
LEFT JOIN warehouse.marts.directory d
       ON d.scheme = a.scheme AND CASE a.level WHEN 'adm2' THEN d.pcode ELSE d.adm1_pcode END = a.pcode
WHERE a.scheme = $scheme AND a.level IN ('adm1', 'adm2')
GROUP BY a.level, a.pcode, a.name, a.parent_pcode, a.parent_name
ORDER BY strip_accents(a.name), a.pcode
