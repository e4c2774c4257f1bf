-- Pages show the higher of the two until somebody says which holds.
SELECT period, scheme, CASE WHEN adm2_pcode IS NULL THEN 'adm1' ELSE 'adm2' END AS level,
       coalesce(adm2_pcode, adm1_pcode) AS pcode, NULL AS service_code, NULL AS organisation_id,
       CAST(min(phase) AS VARCHAR) AS detail_1, CAST(max(phase) AS VARCHAR) AS detail_2
FROM warehouse.core.severity
WHERE NOT is_duplicate AND locality IS NULL
GROUP BY period, scheme, level, pcode, sector_code
HAVING min(phase) < max(phase)
