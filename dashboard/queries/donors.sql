-- Whose money pays for the services: organisations, areas and services by donor; activities that name none come last.
SELECT p.donor, count(DISTINCT p.organisation_id) AS organisations, count(DISTINCT c.to_pcode) AS areas,
       list(DISTINCT {'rank': v.rank, 'fr': v.short_fr, 'en': v.short_en}) AS services
FROM warehouse.marts.projects p
JOIN warehouse.marts.services v ON v.service_code = p.service_code
                               AND (v.service_code = $service OR ($service = 'basket' AND v.is_basket))
LEFT JOIN warehouse.marts.organisations o ON o.organisation_id = p.organisation_id
LEFT JOIN warehouse.marts.area_containment c
       ON c.from_scheme = p.scheme AND c.from_level = p.level AND c.from_pcode = p.pcode
      AND c.to_scheme = $scheme AND c.to_level = $level
WHERE p.period = $period AND p.state IN ('running', 'finished')
  AND ($type = 'all' OR coalesce(o.type_code, 'unknown') = $type)
GROUP BY p.donor
ORDER BY lower(p.donor) NULLS LAST
