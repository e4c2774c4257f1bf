-- Pages show the higher of the two until somebody says which holds.
SELECT s.period, s.scheme, CASE WHEN s.adm2_pcode IS NULL THEN 'adm1' ELSE 'adm2' END AS level,
       coalesce(s.adm2_pcode, s.adm1_pcode) AS pcode, NULL AS service_code, NULL AS organisation_id,
       CAST(min(s.phase) AS VARCHAR) AS detail_1, CAST(max(s.phase) AS VARCHAR) AS detail_2
FROM warehouse.core.severity s
JOIN staging.optional_sectors o USING (sheet_id, row)
-- of the rows that marts.severity judges by
WHERE NOT s.is_duplicate AND s.locality IS NULL
  AND (s.sector_code = 'PRO' OR o.text IS NULL OR regexp_matches(fold(o.text), '^(inter|all|tous)'))
GROUP BY s.period, s.scheme, level, pcode, s.sector_code
HAVING min(s.phase) < max(s.phase)
