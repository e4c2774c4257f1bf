-- Caseworkers of a view by bracket of active cases, at the end of the last month told.
SELECT bracket, CAST(sum(staff_count) AS BIGINT) AS caseworkers, min(as_of) AS first_stock, max(as_of) AS last_stock
FROM warehouse.marts.case_staff
WHERE period = $period AND ($adm1 = 'all' OR adm1_pcode = $adm1 AND scheme = $scheme)
  AND ($organisation = 'all' OR organisation_id = $organisation)
  AND staff = 'caseworker'
GROUP BY bracket
