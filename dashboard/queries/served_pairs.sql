-- Each served pair of an area and a service with those who serve it, most children first; of one type, those that such
-- an organisation serves.
SELECT p.pcode, a.name, a.parent_name, p.service_code, v.name_fr, v.name_en, any_value(p.organisations) AS organisations,
       bool_and(p.is_exact) AS is_exact,
       list(o.organisation ORDER BY lower(o.organisation)) AS actors,
       CASE WHEN count(*) = count(p.ends_on) THEN max(p.ends_on) END AS ends_on, any_value(p.children) AS children
FROM warehouse.marts.served_pairs p
JOIN warehouse.marts.services v ON v.service_code = p.service_code
                               AND (v.service_code = $service OR ($service = 'basket' AND v.is_basket))
JOIN warehouse.marts.areas a ON a.scheme = p.scheme AND a.level = p.level AND a.pcode = p.pcode
JOIN warehouse.marts.organisations o ON o.organisation_id = p.organisation_id
WHERE p.period = $period AND p.scheme = $scheme AND p.level = $level
GROUP BY p.pcode, a.name, a.parent_name, p.service_code, v.name_fr, v.name_en, v.rank
HAVING $type = 'all' OR bool_or(coalesce(o.type_code, 'unknown') = $type)
ORDER BY children DESC NULLS LAST, a.name, p.pcode, v.rank
