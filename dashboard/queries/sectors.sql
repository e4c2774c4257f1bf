SELECT sector_code, name_fr, name_en
FROM warehouse.marts.sectors
ORDER BY sector_code
