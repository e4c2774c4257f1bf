-- Who is where for which service: operational (an activity of the 4W) and physical (a site of the directory) apart.
SELECT s.organisation_id, o.organisation, o.type_code, t.name_fr AS type_fr,
       t.name_en AS type_en, s.service_code, v.rank, v.name_fr, v.name_en, s.pcode, a.name, a.parent_name,
       s.is_operational, s.is_physical, s.sites, s.functional_sites, s.ends_on
FROM warehouse.marts.service_providers s
JOIN warehouse.marts.services v ON v.service_code = s.service_code
                               AND (v.service_code = $service OR ($service = 'basket' AND v.is_basket))
JOIN warehouse.marts.areas a ON a.scheme = s.scheme AND a.level = s.level AND a.pcode = s.pcode
JOIN warehouse.marts.organisations o ON o.organisation_id = s.organisation_id
LEFT JOIN warehouse.marts.organisation_types t ON t.type_code = o.type_code
WHERE s.period = $period AND s.scheme = $scheme AND s.level = $level
  AND ($type = 'all' OR coalesce(o.type_code, 'unknown') = $type)
ORDER BY lower(o.organisation), s.organisation_id, v.rank, a.name, s.pcode
