-- Severity: a phase from 1 to 5, as a figure ("4", "Phase 4", "4 - Extrême") or as the JIAF names it.
CREATE TABLE staging.row_phases AS
SELECT sheet_id, row, tidy(phase) AS text,
       CASE WHEN regexp_full_match(fold(phase),
                                   '((phase|severity|severite|niveau|level|classe|class) )?[1-5]( 0)?( [a-z ]+)?')
            THEN CAST(regexp_extract(fold(phase), '[1-5]') AS INTEGER)
            WHEN fold(phase) IN ('minimal', 'minimale', 'none minimal', 'nulle minimale', 'aucune minimale') THEN 1
            WHEN fold(phase) IN ('stress', 'stressed', 'sous pression') THEN 2
            WHEN fold(phase) IN ('severe', 'severite severe') THEN 3
            WHEN fold(phase) IN ('extreme', 'severite extreme') THEN 4
            WHEN fold(phase) IN ('catastrophic', 'catastrophe', 'catastrophique') THEN 5 END AS phase
FROM staging.severity;

INSERT INTO staging.issues
SELECT s.file_id, r.sheet_id, s.sheet, r.row, 'phase', r.text,
       CASE WHEN r.text IS NULL THEN 'phase_missing' ELSE 'phase_unknown' END, NULL
FROM staging.row_phases r
JOIN staging.sheets s USING (sheet_id)
WHERE r.phase IS NULL;

-- Of a severity or an amount the sector is optional: one that nobody knows leaves the row without.
CREATE TABLE staging.optional_sectors AS
SELECT r.sheet_id, r.row, tidy(r.sector) AS text, coalesce(k.sector_code, ko.sector_code) AS sector_code
FROM (SELECT sheet_id, row, sector, other_sector FROM staging.severity
      UNION ALL SELECT sheet_id, row, sector, other_sector FROM staging.funding) r
LEFT JOIN staging.sector_keys k ON k.key = fold(r.sector)
LEFT JOIN staging.sector_keys ko ON ko.key = fold(r.other_sector);

INSERT INTO staging.issues
SELECT s.file_id, r.sheet_id, s.sheet, r.row, 'sector', r.text, 'sector_left_out', NULL
FROM staging.optional_sectors r
JOIN staging.sheets s USING (sheet_id)
WHERE r.text IS NOT NULL AND r.sector_code IS NULL;
