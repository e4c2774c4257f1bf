-- New and closed cases of a view and those open at its end, by prefecture (of the scheme in which they are told).
SELECT f.scheme, f.adm1_pcode AS pcode, a.name, CAST(sum(f.new_cases) AS BIGINT) AS new_cases,
       CAST(sum(f.active_cases) AS BIGINT) AS active_cases, CAST(sum(f.closed_cases) AS BIGINT) AS closed_cases
FROM warehouse.marts.case_flows f
LEFT JOIN warehouse.marts.areas a ON a.scheme = f.scheme AND a.level = 'adm1' AND a.pcode = f.adm1_pcode
WHERE f.period = $period AND ($adm1 = 'all' OR f.adm1_pcode = $adm1 AND f.scheme = $scheme)
  AND ($organisation = 'all' OR f.organisation_id = $organisation)
GROUP BY ALL
ORDER BY a.name, f.scheme
