-- How an activity is run with other sectors: side by side, planned and run together, or as one activity of both; and with
-- which. Words of how the aid is given (in kind, cash) are no such modality: nothing is said of them.
CREATE TABLE staging.row_modalities AS
SELECT a.sheet_id, a.row, w.code AS joint_modality
FROM staging.activities a
JOIN (SELECT fold(label) AS key, code FROM reference.modality_words) w ON w.key = fold(a.modality);

-- Parted by semicolons and lines; by commas only where the whole is no sector: some have a comma in their name.
CREATE TABLE staging.joint_sector_texts AS
WITH parts AS (
    SELECT sheet_id, row, tidy(unnest(regexp_split_to_array(joint_sectors, '[;\n]'))) AS part
    FROM staging.activities
    WHERE tidy(joint_sectors) IS NOT NULL
),
named AS (
    SELECT p.sheet_id, p.row,
           tidy(unnest(CASE WHEN k.key IS NULL THEN regexp_split_to_array(p.part, ',') ELSE [p.part] END)) AS text
    FROM parts p
    LEFT JOIN staging.sector_keys k ON k.key = fold(p.part)
)
SELECT t.sheet_id, t.row, t.text, k.sector_code, k.sector_code = r.sector_code AS is_own
FROM named t
JOIN staging.row_sectors r USING (sheet_id, row)
LEFT JOIN staging.sector_keys k ON k.key = fold(t.text)
WHERE t.text IS NOT NULL;

INSERT INTO staging.issues
SELECT s.file_id, t.sheet_id, s.sheet, t.row, 'joint_sectors', t.text, 'joint_sector_unknown', NULL
FROM staging.joint_sector_texts t
JOIN staging.sheets s USING (sheet_id)
WHERE t.sector_code IS NULL;

-- only where the sheet has the column: one that does not ask cannot be answered
INSERT INTO staging.issues
SELECT s.file_id, m.sheet_id, s.sheet, m.row, 'joint_sectors', NULL, 'joint_without_sector', m.joint_modality
FROM staging.row_modalities m
JOIN staging.sheets s USING (sheet_id)
WHERE m.joint_modality <> 'parallel'
  AND m.sheet_id IN (SELECT sheet_id FROM staging.columns WHERE role = 'joint_sectors')
  AND (m.sheet_id, m.row) NOT IN (SELECT (sheet_id, row) FROM staging.joint_sector_texts WHERE NOT is_own);
