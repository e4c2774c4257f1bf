-- The sectors that lessons name, also one that is in no 4W.
SELECT sector_code, name_fr, name_en
FROM warehouse.marts.sector_names
WHERE sector_code IN (SELECT unnest(string_split(sectors, ';')) FROM warehouse.marts.lessons)
ORDER BY sector_code
