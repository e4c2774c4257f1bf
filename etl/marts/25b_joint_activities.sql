-- How activities of known modality are run, and with which other sectors (none where they run beside each other). One
-- called joint that names no other sector is not known to be either. Public: it counts activities and names
-- organisations, as the 4W does.
CREATE TABLE warehouse.marts.activity_modalities AS
WITH told AS (
    SELECT a.*, coalesce(j.other_sectors, CAST([] AS VARCHAR[])) AS other_sectors
    FROM warehouse.core.activities a
    LEFT JOIN (
        SELECT sheet_id, row, list(sector_code ORDER BY sector_code) AS other_sectors
        FROM warehouse.core.activity_joint_sectors
        GROUP BY ALL
    ) j USING (sheet_id, row)
    WHERE NOT a.is_duplicate
)
SELECT period, CASE WHEN length(period) > 4 THEN period[:4] || '-Q' || quarter(period_end(period)) END AS quarter,
       period[:4] AS year, scheme, adm1_pcode, adm2_pcode, organisation_id, sector_code, joint_modality,
       CASE joint_modality WHEN 'parallel' THEN [] ELSE other_sectors END AS other_sectors, count(*) AS activities
FROM told
WHERE joint_modality = 'parallel' OR joint_modality IS NOT NULL AND len(other_sectors) > 0
GROUP BY ALL
ORDER BY ALL;
