-- COV-09: the zones enclaved in a quarter, those that nothing reached first, with the prefecture of the scheme.
SELECT z.name AS zone_name, r.locality, p.pcode AS parent_pcode, p.name AS parent_name, r.season, r.cause, r.access_mode,
       r.is_inherited, r.has_activity, r.has_site, r.has_mission, r.is_reached
FROM warehouse.marts.enclaved_reach r
JOIN warehouse.marts.areas z ON z.scheme = r.zone_scheme AND z.level = r.zone_level AND z.pcode = r.zone_pcode
LEFT JOIN warehouse.marts.zone_places h
       ON h.zone_scheme = r.zone_scheme AND h.zone_level = r.zone_level AND h.zone_pcode = r.zone_pcode
      AND h.scheme = $scheme AND h.level = 'adm1'
LEFT JOIN warehouse.marts.areas p ON p.scheme = h.scheme AND p.level = 'adm1' AND p.pcode = h.pcode
WHERE r.period = $quarter
ORDER BY r.is_reached NULLS LAST, p.name NULLS LAST, z.name, r.locality
