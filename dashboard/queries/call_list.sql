-- Whose sites no longer count as working, or will not in thirty days, unless somebody calls.
SELECT CASE d.state WHEN 'stale' THEN 'expired' WHEN 'unverified' THEN 'to_confirm' ELSE 'expiring' END AS due,
       d.organisation, v.name_fr, v.name_en, d.site_name, coalesce(f.name, w.name) AS area, d.verified_on, d.expires_on,
       d.contact
FROM warehouse.marts.directory d
JOIN warehouse.marts.services v USING (service_code)
CROSS JOIN warehouse.marts.present_day p
LEFT JOIN warehouse.marts.areas f ON f.scheme = d.scheme AND f.level = 'adm2' AND f.pcode = d.pcode
LEFT JOIN warehouse.marts.areas w ON w.scheme = d.scheme AND w.level = 'adm1' AND w.pcode = d.adm1_pcode
WHERE d.scheme = $scheme
  AND (d.state IN ('stale', 'unverified') OR (d.state = 'functional' AND d.expires_on <= p.day + INTERVAL 30 DAY))
ORDER BY lower(d.organisation) NULLS LAST, d.expires_on NULLS FIRST, area, d.site_name
