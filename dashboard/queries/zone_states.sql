-- The zones whose access is told in the period, the hardest first, each in the smallest area of the scheme that holds it.
SELECT e.pcode, a.name, coalesce(a.parent_name, a.name) AS parent_name, e.level, e.locality, z.name AS zone_name,
       e.status_code, e.since, e.until, e.season, e.cause, e.access_mode, e.source, e.is_inherited, e.is_part,
       c.children
FROM warehouse.marts.enclaved e
JOIN warehouse.marts.areas a USING (scheme, level, pcode)
JOIN warehouse.marts.areas z ON z.scheme = e.zone_scheme AND z.level = e.zone_level AND z.pcode = e.zone_pcode
LEFT JOIN warehouse.marts.denominators c
       ON c.scheme = e.scheme AND c.level = e.level AND c.pcode = e.pcode AND c.scenario = 'mid' AND NOT e.is_part
WHERE e.period = $period AND e.scheme = $scheme
ORDER BY CASE e.status_code WHEN 'enclaved' THEN 0 WHEN 'restricted' THEN 1 ELSE 2 END, c.children DESC NULLS LAST,
         a.name, e.pcode, z.name, e.locality
