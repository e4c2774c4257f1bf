-- Caseworkers with cases and supervisors by organisation; supervisors NULL where none are told, which is not 0.
SELECT organisation_id, coalesce(any_value(o.organisation), organisation_id) AS organisation,
       CAST(coalesce(sum(staff_count) FILTER (staff = 'caseworker'), 0) AS BIGINT) AS staff,
       CAST(coalesce(sum(staff_count) FILTER (staff = 'caseworker' AND bracket <> '0'), 0) AS BIGINT) AS caseworkers,
       CAST(coalesce(sum(staff_count) FILTER (bracket IN ('1-10', '11-20', '21-25')), 0) AS BIGINT) AS at_most_25,
       CAST(coalesce(sum(staff_count) FILTER (bracket IN ('26-30', '31-40', '41+')), 0) AS BIGINT) AS more,
       CAST(sum(staff_count) FILTER (staff = 'supervisor') AS BIGINT) AS supervisors
FROM warehouse.marts.case_staff
LEFT JOIN warehouse.marts.organisations o USING (organisation_id)
WHERE period = $period AND ($adm1 = 'all' OR adm1_pcode = $adm1 AND scheme = $scheme)
  AND ($organisation = 'all' OR organisation_id = $organisation)
GROUP BY organisation_id
ORDER BY lower(coalesce(any_value(o.organisation), organisation_id))
