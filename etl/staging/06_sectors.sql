-- In which sector: the sub-sector decides where it is known.
CREATE TABLE staging.sector_keys AS
SELECT fold(label) AS key, min(sector_code) AS sector_code
FROM (SELECT label, sector_code FROM reference.sector_labels
      UNION ALL SELECT sector_code, sector_code FROM reference.sectors
      UNION ALL SELECT name_fr, sector_code FROM reference.sectors
      UNION ALL SELECT name_en, sector_code FROM reference.sectors)
WHERE fold(label) <> ''
GROUP BY key
HAVING count(DISTINCT sector_code) = 1;

CREATE TABLE staging.row_sectors AS
SELECT a.sheet_id, a.row, a.sector, a.subsector,
       k.sector_code AS by_sector, ks.sector_code AS by_subsector,
       coalesce(ks.sector_code, k.sector_code) AS sector_code
FROM staging.activities a
LEFT JOIN staging.sector_keys k ON k.key = fold(a.sector)
LEFT JOIN staging.sector_keys ks ON ks.key = fold(a.subsector);

INSERT INTO staging.issues
SELECT s.file_id, r.sheet_id, s.sheet, r.row, i.role, i.value, i.code, NULL
FROM staging.row_sectors r
JOIN staging.sheets s USING (sheet_id)
CROSS JOIN LATERAL (
    SELECT 'sector' AS role, NULL AS value, 'sector_missing' AS code
    WHERE sector_code IS NULL AND tidy(sector) IS NULL
    UNION ALL
    SELECT 'sector', sector, 'sector_unknown'
    WHERE sector_code IS NULL AND tidy(sector) IS NOT NULL
    UNION ALL
    SELECT 'subsector', subsector, 'subsector_unknown'
    WHERE tidy(subsector) IS NOT NULL AND by_subsector IS NULL AND sector_code IS NOT NULL
) i;
