-- Under way in a month that begins after its last day.
SELECT a.period, a.scheme, CASE WHEN a.adm2_pcode IS NULL THEN 'adm1' ELSE 'adm2' END AS level,
       coalesce(a.adm2_pcode, a.adm1_pcode) AS pcode, v.service_code, a.organisation_id,
       CAST(count(*) AS VARCHAR) AS detail_1, CAST(max(a.end_date) AS VARCHAR) AS detail_2
FROM warehouse.core.activities a
JOIN warehouse.core.activity_services v USING (sheet_id, row)
WHERE NOT a.is_duplicate AND a.end_date < period_start(a.period)
  AND regexp_matches(fold(a.status), '^(en cours|ongoing|on going|actif|active|in progress|under way)')
GROUP BY ALL
