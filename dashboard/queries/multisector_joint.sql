-- Activities that child protection and one of the sectors run together, month by month as the 4W tells them.
WITH found AS (
    SELECT o.organisation, a.name, m.joint_modality, CAST(sum(m.activities) AS INTEGER) AS activities
    FROM warehouse.marts.activity_modalities m
    LEFT JOIN warehouse.marts.organisations o USING (organisation_id)
    LEFT JOIN warehouse.marts.areas a ON a.scheme = m.scheme AND a.level = 'adm1' AND a.pcode = m.adm1_pcode
    WHERE $period IN (m.period, m.quarter, m.year)
      AND (m.sector_code = 'PRO-CPN' AND list_has_any(m.other_sectors, string_split($partners, ','))
           OR list_contains(string_split($partners, ','), m.sector_code) AND list_contains(m.other_sectors, 'PRO-CPN'))
    GROUP BY ALL
)
SELECT organisation, name, joint_modality, activities
FROM found
ORDER BY activities DESC, lower(organisation), name, joint_modality
