-- Seen, says the list, after the month that the list is of.
SELECT period, scheme, CASE WHEN adm2_pcode IS NULL THEN 'adm1' ELSE 'adm2' END AS level,
       coalesce(adm2_pcode, adm1_pcode) AS pcode, service_code, organisation_id, CAST(count(*) AS VARCHAR) AS detail_1,
       CAST(max(verified_date) AS VARCHAR) AS detail_2
FROM warehouse.core.service_sites
WHERE NOT is_duplicate AND verified_date > period_end(period)
GROUP BY ALL
