-- How many actors in each area for one sector; the areas that no report could cover stay, without a number: for want
-- of a report, or because they cut the areas in which reports came (unsplittable).
SELECT a.pcode, a.name, a.parent_name, p.organisations, c.children,
       CASE WHEN p.organisations IS NULL AND u.pcode IS NOT NULL THEN 'unsplittable'
            WHEN p.organisations IS NULL THEN 'no_data'
            WHEN p.organisations = 0 THEN 'none'
            ELSE 'some' END AS state
FROM warehouse.marts.areas a
LEFT JOIN warehouse.marts.presence p
       ON p.scheme = a.scheme AND p.level = a.level AND p.pcode = a.pcode
      AND p.period = $period AND p.sector_code = $sector
LEFT JOIN warehouse.marts.unsplittable u
       ON u.scheme = a.scheme AND u.level = a.level AND u.pcode = a.pcode AND u.period = $period
LEFT JOIN warehouse.marts.children c
       ON c.scheme = a.scheme AND c.level = a.level AND c.pcode = a.pcode
WHERE a.level = $level AND a.scheme = $scheme
ORDER BY p.organisations NULLS LAST, c.children DESC NULLS LAST, a.pcode
