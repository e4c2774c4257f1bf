-- Row by row the loader tells it already; here, what stays when an organisation's rows of an area are added up.
SELECT a.period, a.scheme, CASE WHEN a.adm2_pcode IS NULL THEN 'adm1' ELSE 'adm2' END AS level,
       coalesce(a.adm2_pcode, a.adm1_pcode) AS pcode, NULL AS service_code, a.organisation_id,
       CAST(sum(a.reached_count) AS VARCHAR) AS detail_1, CAST(sum(a.targeted_count) AS VARCHAR) AS detail_2
FROM warehouse.core.activities a
WHERE NOT a.is_duplicate AND a.reached_count IS NOT NULL AND a.targeted_count > 0
GROUP BY ALL
HAVING sum(a.reached_count) > sum(a.targeted_count)
