-- The sites of the directory that serve whom the reader asks for, by area and service. What a site does not tell of its
-- ages or sexes shuts nobody out; only a site that says so is accessible.
SELECT d.service_code, v.name_fr, v.name_en, v.short_fr, v.short_en, d.is_public_place, d.pcode, f.name AS area,
       w.name AS parent_name, d.site_name, d.organisation, d.state, d.status_code, d.verified_on, d.expires_on,
       d.opening_hours, d.age_from, d.age_to, d.sex_code, d.accessible_code, d.contact
FROM warehouse.marts.directory d
JOIN warehouse.marts.services v USING (service_code)
LEFT JOIN warehouse.marts.areas f ON f.scheme = d.scheme AND f.level = 'adm2' AND f.pcode = d.pcode
LEFT JOIN warehouse.marts.areas w ON w.scheme = d.scheme AND w.level = 'adm1' AND w.pcode = d.adm1_pcode
WHERE d.scheme = $scheme AND $service IN ('all', d.service_code)
  AND $adm1 IN ('all', d.adm1_pcode) AND $adm2 IN ('all', d.pcode)
  AND ($age = 'all' OR try_cast($age AS INTEGER) BETWEEN coalesce(d.age_from, 0) AND coalesce(d.age_to, 120))
  AND ($sex = 'all' OR coalesce(d.sex_code IN ('all', $sex), true))
  AND $disability IN ('all', d.accessible_code) AND $state IN ('all', d.state)
ORDER BY strip_accents(w.name) NULLS LAST, strip_accents(f.name) NULLS LAST, v.rank, d.site_name, d.verified_on
