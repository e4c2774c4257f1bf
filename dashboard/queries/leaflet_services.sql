-- What a child may be told of a sub-prefecture: services that work, verified on one of the last ninety days.
SELECT d.service_code, d.is_public_place, d.site_name, d.opening_hours, d.age_from, d.age_to, d.sex_code,
       d.accessible_code
FROM warehouse.marts.directory d
JOIN warehouse.marts.services v USING (service_code)
CROSS JOIN warehouse.marts.present_day p
WHERE d.scheme = $scheme AND d.pcode = $adm2 AND d.state = 'functional'
  AND d.verified_on >= p.day - INTERVAL 90 DAY
ORDER BY v.rank, d.site_name, d.verified_on
