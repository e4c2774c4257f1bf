-- Who runs activities with which other sector, where: one row an activity of the 4W, a period and another sector. Public:
-- it counts activities and names organisations, as the 4W does.
CREATE TABLE warehouse.marts.joint_activities AS
SELECT a.period, CASE WHEN length(a.period) > 4 THEN a.period[:4] || '-Q' || quarter(period_end(a.period)) END AS quarter,
       a.period[:4] AS year, a.scheme, a.adm1_pcode, a.adm2_pcode, a.organisation_id, a.sector_code,
       j.sector_code AS other_sector, a.joint_modality, count(*) AS activities
FROM warehouse.core.activities a
JOIN warehouse.core.activity_joint_sectors j USING (sheet_id, row)
WHERE NOT a.is_duplicate AND a.joint_modality <> 'parallel'
GROUP BY ALL
ORDER BY ALL;
