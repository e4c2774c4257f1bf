-- A zone has one state in a period, in force on some day of it; it lies in the areas it is shown in; a sub-prefecture
-- takes its prefecture's only where it has none of its own.
SELECT period, scheme, zone_pcode AS pcode, locality, 'repeated' AS fault
FROM warehouse.marts.enclaved
GROUP BY period, scheme, zone_scheme, zone_level, zone_pcode, locality
HAVING count(*) > 1
UNION ALL
SELECT e.period, e.scheme, e.zone_pcode, e.locality, 'not in force'
FROM warehouse.marts.enclaved e
LEFT JOIN warehouse.marts.zone_periods p USING (period)
WHERE p.period IS NULL OR e.since > p.end_date OR e.until < p.start_date OR e.since > e.until
   OR e.status_code NOT IN ('enclaved', 'restricted', 'accessible')
UNION ALL
SELECT e.period, e.scheme, e.zone_pcode, e.locality, 'elsewhere'
FROM warehouse.marts.enclaved e
ANTI JOIN warehouse.core.area_containment c
       ON c.from_scheme = e.zone_scheme AND c.from_level = e.zone_level AND c.from_pcode = e.zone_pcode
      AND c.to_scheme = e.scheme AND c.to_level = e.level AND c.to_pcode = e.pcode
UNION ALL
SELECT e.period, e.scheme, e.zone_pcode, e.locality, 'inherited beside its own'
FROM warehouse.marts.enclaved e
JOIN warehouse.marts.enclaved o USING (period, scheme, zone_scheme, zone_level, zone_pcode)
WHERE e.is_inherited AND NOT o.is_inherited AND o.locality IS NULL
UNION ALL
SELECT r.period, r.zone_scheme, r.zone_pcode, r.locality, 'reached by nothing'
FROM warehouse.marts.enclaved_reach r
LEFT JOIN warehouse.marts.zone_periods p USING (period)
WHERE coalesce(r.is_reached, false) <> (r.has_activity OR r.has_site OR r.has_mission) OR p.span IS DISTINCT FROM 'quarter'
