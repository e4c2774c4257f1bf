-- What is known of a service in each sub-prefecture, how far each reaches from its origin, and which are cut off.
SELECT o.pcode, a.name, a.parent_name, o.latitude, o.longitude, o.radius_km, c.status, c.sites, c.functional_sites,
       e.pcode IS NOT NULL AS is_enclaved, e.access_mode, e.cause, e.start_date
FROM warehouse.marts.origins o
JOIN warehouse.marts.areas a ON a.scheme = o.scheme AND a.level = 'adm2' AND a.pcode = o.pcode
JOIN warehouse.marts.coverage c ON c.scheme = o.scheme AND c.level = 'adm2' AND c.pcode = o.pcode
LEFT JOIN warehouse.marts.enclaved_areas e ON e.period = c.period AND e.scheme = o.scheme AND e.pcode = o.pcode
WHERE c.period = $period AND c.service_code = $service AND o.scheme = $scheme
ORDER BY o.pcode
