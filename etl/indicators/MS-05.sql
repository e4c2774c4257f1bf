-- Activities of known modality, month by month as the 4W tells them, and those run with another sector. A joint one that
-- names no other sector is in neither number.
WITH told AS (
    SELECT a.period, a.scheme, a.adm1_pcode, a.adm2_pcode,
           a.joint_modality <> 'parallel' AND j.row IS NOT NULL AS is_joint,
           a.joint_modality = 'parallel' AS is_parallel
    FROM warehouse.core.activities a
    LEFT JOIN (SELECT DISTINCT sheet_id, row FROM warehouse.core.activity_joint_sectors) j USING (sheet_id, row)
    WHERE NOT a.is_duplicate AND a.joint_modality IS NOT NULL
)
SELECT NULL AS component, period, scheme, adm1_pcode, adm2_pcode, NULL AS organisation, NULL AS sex, NULL AS age_group,
       NULL AS disability, CAST(count(*) FILTER (is_joint) AS DOUBLE) AS numerator, CAST(count(*) AS DOUBLE) AS denominator
FROM told
WHERE is_joint OR is_parallel
GROUP BY ALL
