-- What every kind of source has in common: a period, an organisation and a place.
CREATE TABLE staging.all_rows AS
SELECT r.sheet_id, r.row, r.fingerprint, t.text AS period, r.organisation, r.organisation_name, r.organisation_type,
       r.adm1_name, r.adm1_code, r.adm2_name, r.adm2_code, r.kind, r.latitude, r.longitude, t.role AS period_role
FROM staging.every_row r
JOIN staging.stated_periods t USING (kind, sheet_id, row);

-- A row's own period goes before the one that its sheet's name, title or file name states.
CREATE TABLE staging.row_periods AS
SELECT r.sheet_id, r.row,
       CASE WHEN r.period IS NULL THEN s.period
            -- a month or a quarter in the title is finer than a column of years
            WHEN r.period_role = 'year' AND s.period[:4] = t.period THEN s.period
            ELSE t.period END AS period
FROM staging.all_rows r
JOIN staging.sheets s USING (sheet_id)
LEFT JOIN staging.period_texts t ON t.text = r.period;

INSERT INTO staging.issues
SELECT s.file_id, r.sheet_id, s.sheet, r.row,
       CASE WHEN r.kind = 'access_status' OR (r.kind = 'pooled_means' AND c.role IS NULL) THEN 'start_date'
            WHEN r.kind = 'commitments' THEN 'meeting_date'
            WHEN r.kind = 'lessons' THEN 'lesson_date'
            WHEN r.period IS NULL THEN coalesce(c.role, 'period') ELSE r.period_role END, r.period,
       CASE WHEN r.kind = 'access_status' THEN 'access_undated' WHEN r.kind = 'commitments' THEN 'meeting_undated'
            WHEN r.kind = 'lessons' THEN 'lesson_undated'
            WHEN r.period IS NULL AND r.kind IN ('population', 'funding', 'plan_targets') THEN 'year_missing'
            WHEN r.period IS NULL THEN 'period_missing' ELSE 'period_unreadable' END, NULL
FROM staging.all_rows r
JOIN staging.sheets s USING (sheet_id)
JOIN staging.row_periods p USING (sheet_id, row)
-- the column that ought to say it
LEFT JOIN (SELECT sheet_id, min(role) AS role FROM staging.columns
           WHERE role IN ('period', 'period_end', 'year') GROUP BY sheet_id) c USING (sheet_id)
WHERE p.period IS NULL;

INSERT INTO staging.issues
SELECT any_value(s.file_id), t.sheet_id, any_value(s.sheet), min(t.row), t.role, t.odd_span, 'period_span_odd',
       any_value(p.period)
FROM staging.stated_periods t
JOIN staging.row_periods p USING (sheet_id, row)
JOIN staging.sheets s USING (sheet_id)
WHERE t.odd_span IS NOT NULL
GROUP BY t.sheet_id, t.role, t.odd_span;

INSERT INTO staging.issues
SELECT s.file_id, t.sheet_id, s.sheet, t.row, t.role, t.reversed_span, 'dates_reversed', NULL
FROM staging.stated_periods t
JOIN staging.sheets s USING (sheet_id)
WHERE t.reversed_span IS NOT NULL;

-- A row repeated to the letter is counted once: the first is kept.
CREATE TABLE staging.duplicates AS
SELECT sheet_id, row, first_row
FROM (
    SELECT sheet_id, row, min(row) OVER (PARTITION BY sheet_id, fingerprint) AS first_row
    FROM staging.all_rows
)
WHERE row > first_row;

INSERT INTO staging.issues
SELECT s.file_id, d.sheet_id, s.sheet, d.row, NULL, row_words(d.first_row), 'duplicate_row', NULL
FROM staging.duplicates d
JOIN staging.sheets s USING (sheet_id);

-- What was seen while loading: filled merged cells, mended texts, texts too long, totals that do not add up.
INSERT INTO staging.issues
SELECT s.file_id, r.sheet_id, s.sheet, r.row, r.role, r.value, r.code, r.detail
FROM staging.cell_remarks r
JOIN staging.sheets s USING (sheet_id);

-- Hidden rows are loaded, and told once a run.
INSERT INTO staging.issues
SELECT any_value(s.file_id), h.sheet_id, any_value(s.sheet), min(h.row), NULL, NULL, 'row_hidden',
       CAST(count(*) AS VARCHAR)
FROM (SELECT *, row - row_number() OVER (PARTITION BY sheet_id ORDER BY row) AS run FROM staging.hidden_rows) h
JOIN staging.sheets s USING (sheet_id)
GROUP BY h.sheet_id, h.run;
