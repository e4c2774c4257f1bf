-- How many actors in each area for one sector; the areas that no report could cover stay, without a number.
SELECT a.pcode, a.name, a.parent_name, p.organisations, c.children,
       CASE WHEN p.organisations IS NULL THEN 'no_data'
            WHEN p.organisations = 0 THEN 'none'
            ELSE 'some' END AS state
FROM warehouse.marts.areas a
LEFT JOIN warehouse.marts.presence p
       ON p.scheme = a.scheme AND p.level = a.level AND p.pcode = a.pcode
      AND p.period = $period AND p.sector_code = $sector
LEFT JOIN warehouse.marts.children c
       ON c.scheme = a.scheme AND c.level = a.level AND c.pcode = a.pcode
WHERE a.level = $level AND a.scheme = $scheme
ORDER BY p.organisations NULLS LAST, c.children DESC NULLS LAST, a.pcode
