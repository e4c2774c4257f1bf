-- Sub-prefecture × service: one row a pair, in the order of the prefectures, with who is there.
SELECT c.pcode, a.name, a.parent_name, a.parent_pcode, c.service_code, s.rank, c.status, c.organisations, c.sites,
       c.functional_sites, c.children, p.actors
FROM warehouse.marts.coverage c
JOIN warehouse.marts.services s USING (service_code)
JOIN warehouse.marts.areas a USING (scheme, level, pcode)
LEFT JOIN (
    SELECT scheme, level, pcode, service_code,
           list(o.organisation ORDER BY p.functional_sites DESC, p.is_physical DESC, o.organisation) AS actors
    FROM warehouse.marts.service_providers p
    JOIN warehouse.marts.organisations o USING (organisation_id)
    WHERE p.period = $period
    GROUP BY ALL
) p USING (scheme, level, pcode, service_code)
WHERE c.period = $period AND c.level = 'adm2' AND c.scheme = $scheme
ORDER BY a.parent_name, a.parent_pcode, a.name, c.pcode, s.rank
