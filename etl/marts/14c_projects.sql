-- The projects behind the activities of each period: who, paid by whom, for which service or sector, where, until when.
CREATE TABLE warehouse.marts.projects AS
WITH donors AS (
    SELECT donor AS written, min(donor) OVER (PARTITION BY fold(donor)) AS donor
    FROM (SELECT DISTINCT donor FROM warehouse.core.activities WHERE donor IS NOT NULL)
)
SELECT DISTINCT p.period, a.organisation_id, d.donor, a.sector_code, v.service_code, a.scheme,
       CASE WHEN a.adm2_pcode IS NULL THEN 'adm1' ELSE 'adm2' END AS level, coalesce(a.adm2_pcode, a.adm1_pcode) AS pcode,
       a.start_date AS starts_on, a.end_date AS ends_on,
       CASE WHEN is_announced(a.status) THEN 'announced' WHEN is_suspended(a.status) THEN 'suspended'
            WHEN is_finished(a.status) THEN 'finished' ELSE 'running' END AS state
FROM warehouse.core.activities a
JOIN staging.period_parts p ON p.part = a.period
LEFT JOIN donors d ON d.written = a.donor
LEFT JOIN warehouse.core.activity_services v USING (sheet_id, row)
WHERE NOT a.is_duplicate
ORDER BY ALL;
