-- How far each sub-prefecture is from the nearest functional site, the farthest in the season first, the unknown last.
SELECT d.pcode, a.name, a.parent_name, d.children, d.origin_kind, o.town, d.status AS dry_status, r.status AS rainy_status,
       s.kilometres, d.minutes AS dry_minutes, r.minutes AS rainy_minutes, s.nearest_pcode, n.name AS nearest_place,
       s.nearest_site, s.nearest_organisation
FROM warehouse.marts.access d
JOIN warehouse.marts.access r USING (period, scheme, pcode, service_code)
JOIN warehouse.marts.access s USING (period, scheme, pcode, service_code)
JOIN warehouse.marts.areas a ON a.scheme = d.scheme AND a.level = 'adm2' AND a.pcode = d.pcode
JOIN warehouse.marts.origins o ON o.scheme = d.scheme AND o.pcode = d.pcode
LEFT JOIN warehouse.marts.areas n ON n.scheme = d.scheme AND n.level = 'adm2' AND n.pcode = s.nearest_pcode
WHERE d.season = 'dry' AND r.season = 'rainy' AND s.season = $season
  AND d.period = $period AND d.service_code = $service AND d.scheme = $scheme
ORDER BY CASE s.status WHEN 'unreachable' THEN 0 WHEN 'computed' THEN 1 WHEN 'no_data' THEN 2 ELSE 3 END,
         s.minutes DESC NULLS LAST, d.children DESC NULLS LAST, d.pcode
