-- What every kind of source has in common: a period, an organisation and a place.
CREATE TABLE staging.all_rows AS
SELECT sheet_id, row, fingerprint, period, organisation, organisation_name, organisation_type,
       adm1_name, adm1_code, adm2_name, adm2_code, kind,
       latitude, longitude
FROM (
    SELECT *, 'activities' AS kind FROM staging.activities
    UNION ALL BY NAME
    SELECT *, 'service_sites' AS kind FROM staging.service_sites
    UNION ALL BY NAME
    SELECT *, 'case_counts' AS kind FROM staging.case_counts
    UNION ALL BY NAME
    SELECT *, 'referral_counts' AS kind FROM staging.referral_counts
);

-- A row's own period goes before the one that its sheet's name, title or file name states.
CREATE TABLE staging.row_periods AS
SELECT r.sheet_id, r.row,
       CASE WHEN tidy(r.period) IS NULL THEN s.period ELSE t.period END AS period
FROM staging.all_rows r
JOIN staging.sheets s USING (sheet_id)
LEFT JOIN staging.period_texts t ON t.text = tidy(r.period);

INSERT INTO staging.issues
SELECT s.file_id, r.sheet_id, s.sheet, r.row, 'period', r.period,
       CASE WHEN tidy(r.period) IS NULL THEN 'period_missing' ELSE 'period_unreadable' END, NULL
FROM staging.all_rows r
JOIN staging.sheets s USING (sheet_id)
JOIN staging.row_periods p USING (sheet_id, row)
WHERE p.period IS NULL;

-- A row repeated to the letter is counted once: the first is kept.
CREATE TABLE staging.duplicates AS
SELECT sheet_id, row, first_row
FROM (
    SELECT sheet_id, row, min(row) OVER (PARTITION BY sheet_id, fingerprint) AS first_row
    FROM staging.all_rows
)
WHERE row > first_row;

INSERT INTO staging.issues
SELECT s.file_id, d.sheet_id, s.sheet, d.row, NULL, CAST(d.first_row AS VARCHAR), 'duplicate_row', NULL
FROM staging.duplicates d
JOIN staging.sheets s USING (sheet_id);
