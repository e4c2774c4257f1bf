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
       coalesce(ks.sector_code, CASE WHEN po.parent_code = k.sector_code THEN ko.sector_code END,
                k.sector_code, ko.sector_code,
                -- a workbook of one sector may say it in its title alone
                CASE WHEN tidy(a.sector) IS NULL AND tidy(a.subsector) IS NULL THEN d.sector_code END) AS sector_code
FROM staging.activities a
JOIN staging.sheets s USING (sheet_id)
LEFT JOIN staging.sector_keys k ON k.key = fold(a.sector)
LEFT JOIN staging.sector_keys ks ON ks.key = fold(a.subsector)
-- the same sector said another way: its code beside its name
LEFT JOIN staging.sector_keys ko ON ko.key = fold(a.other_sector)
LEFT JOIN reference.sectors po ON po.sector_code = ko.sector_code
LEFT JOIN staging.sector_keys d ON d.key = fold(s.sector);

INSERT INTO staging.issues
SELECT s.file_id, r.sheet_id, s.sheet, r.row, i.role, i.value, i.code, r.sector_code
FROM staging.row_sectors r
JOIN staging.sheets s USING (sheet_id)
CROSS JOIN LATERAL (
    SELECT 'sector' AS role, NULL AS value, 'sector_missing' AS code
    WHERE r.sector_code IS NULL AND tidy(r.sector) IS NULL
    UNION ALL
    SELECT 'sector', r.sector, 'sector_unknown'
    WHERE r.sector_code IS NULL AND tidy(r.sector) IS NOT NULL
    UNION ALL
    SELECT 'subsector', subsector, 'sector_disagrees'
    WHERE by_sector <> by_subsector
      AND by_sector NOT IN (SELECT coalesce(parent_code, sector_code) FROM reference.sectors WHERE sector_code = by_subsector)
    UNION ALL
    SELECT 'subsector', subsector, 'subsector_unknown'
    WHERE tidy(subsector) IS NOT NULL AND by_subsector IS NULL AND sector_code IS NOT NULL
) i;
