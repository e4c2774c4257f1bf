-- The state of each zone in each month between two, in the names of the scheme.
SELECT e.period AS month, e.pcode, a.name, coalesce(a.parent_name, a.name) AS parent_name, e.locality,
       z.name AS zone_name, e.is_part, e.status_code
FROM warehouse.marts.enclaved e
JOIN warehouse.marts.zone_periods p USING (period)
JOIN warehouse.marts.areas a ON a.scheme = e.scheme AND a.level = e.level AND a.pcode = e.pcode
JOIN warehouse.marts.areas z ON z.scheme = e.zone_scheme AND z.level = e.zone_level AND z.pcode = e.zone_pcode
WHERE e.scheme = $scheme AND p.span = 'month' AND e.period BETWEEN $first AND $last
ORDER BY parent_name, a.name, e.pcode, z.name, e.locality, e.period
