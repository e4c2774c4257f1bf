-- An area has one name whatever its level: no p-code stands at two.
SELECT p.period, coalesce(o.organisation, p.organisation_id) AS organisation, p.donor, v.short_fr, v.short_en,
       a.name AS area, p.pcode, p.starts_on, p.ends_on, p.state
FROM own.projects p
JOIN warehouse.marts.services v USING (service_code)
JOIN warehouse.marts.areas a ON a.scheme = p.scheme AND a.level = p.level AND a.pcode = p.pcode
LEFT JOIN warehouse.marts.organisations o ON o.organisation_id = p.organisation_id
ORDER BY p.ends_on NULLS LAST, lower(organisation), v.rank, area, p.donor
