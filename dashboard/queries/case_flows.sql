-- New and closed cases of a view, and those open at its end; NULL where nobody tells it.
SELECT CAST(sum(new_cases) AS BIGINT) AS new_cases, CAST(sum(active_cases) AS BIGINT) AS active_cases,
       CAST(sum(closed_cases) AS BIGINT) AS closed_cases, min(as_of) AS first_stock, max(as_of) AS last_stock,
       count(*) AS rows
FROM warehouse.marts.case_flows
WHERE period = $period AND ($adm1 = 'all' OR adm1_pcode = $adm1 AND scheme = $scheme)
  AND ($organisation = 'all' OR organisation_id = $organisation)
