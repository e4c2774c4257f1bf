-- MS-05 of two sectors: of the activities of either whose modality is known, those that both run together.
SELECT CAST(coalesce(sum(activities) FILTER (
           sector_code = 'PRO-CPN' AND list_has_any(other_sectors, string_split($partners, ','))
           OR sector_code <> 'PRO-CPN' AND list_contains(other_sectors, 'PRO-CPN')), 0) AS INTEGER) AS joint,
       CAST(coalesce(sum(activities), 0) AS INTEGER) AS known
FROM warehouse.marts.activity_modalities
WHERE $period IN (period, quarter, year)
  AND (sector_code = 'PRO-CPN' OR list_contains(string_split($partners, ','), sector_code))
