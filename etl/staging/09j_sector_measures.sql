-- What other sectors count that child protection reads. The measures stand in data/reference/sector_measures.csv, each part
-- with its whole; one outside the list rejects its row. A type of centre or a sex outside theirs is "unknown", and told.
CREATE TABLE staging.sector_measure_keys AS
SELECT list, key, min(code) AS code
FROM (
    SELECT 'measure' AS list, code, fold(label) AS key
    FROM (SELECT code, unnest([code, label_fr, label_en]) AS label FROM reference.sector_measures)
    UNION ALL
    SELECT dimension, code, label FROM reference.dimension_labels WHERE dimension IN ('centre_type', 'sex')
)
GROUP BY list, key
HAVING count(DISTINCT code) = 1;

-- Where attacks happened is never finer than a prefecture.
CREATE TABLE staging.coded_measures AS
SELECT r.sheet_id, r.row, e.period, p.scheme, p.adm1_pcode,
       CASE WHEN m.code IS DISTINCT FROM 'education_attacks' THEN p.adm2_pcode END AS adm2_pcode,
       m.code = 'education_attacks' AND (p.adm2_pcode IS NOT NULL OR named(r.locality) IS NOT NULL) AS is_too_fine,
       o.organisation_id, m.code AS measure, coalesce(c.code, 'unknown') AS centre_type,
       coalesce(x.code, 'unknown') AS sex, whole_number(r.amount) AS amount
FROM staging.sector_measures r
JOIN staging.row_periods e USING (sheet_id, row)
JOIN staging.row_places p USING (sheet_id, row)
JOIN staging.row_organisations o ON o.sheet_id = r.sheet_id AND o.row = r.row AND o.role = 'organisation'
LEFT JOIN staging.sector_measure_keys m ON m.list = 'measure' AND m.key = fold(r.measure)
LEFT JOIN staging.sector_measure_keys c ON c.list = 'centre_type' AND c.key = fold(r.centre_type)
LEFT JOIN staging.sector_measure_keys x ON x.list = 'sex' AND x.key = fold(r.sex);

-- The sub-prefecture of an attack is not repeated: what is told is the measure.
INSERT INTO staging.issues
SELECT s.file_id, r.sheet_id, s.sheet, r.row, 'measure', tidy(r.measure),
       CASE WHEN c.is_too_fine THEN 'event_too_fine' WHEN tidy(r.measure) IS NULL THEN 'measure_missing'
            ELSE 'measure_unknown' END, NULL
FROM staging.sector_measures r
JOIN staging.coded_measures c USING (sheet_id, row)
JOIN staging.sheets s USING (sheet_id)
WHERE c.measure IS NULL OR c.is_too_fine;

-- Told once a sheet, column and text, at its first row.
INSERT INTO staging.issues
SELECT any_value(s.file_id), w.sheet_id, any_value(s.sheet), min(w.row), w.role, w.text, 'case_word_unknown',
       CASE w.role WHEN 'sex' THEN 'Femmes, Hommes' ELSE 'Formel, Non formel' END
FROM (UNPIVOT staging.sector_measures ON centre_type, sex INTO NAME role VALUE text) w
JOIN staging.sheets s USING (sheet_id)
LEFT JOIN staging.sector_measure_keys k ON k.list = w.role AND k.key = fold(w.text)
WHERE k.code IS NULL AND NOT says_nothing(w.text)
GROUP BY w.sheet_id, w.role, w.text;

-- The rows that count so far.
CREATE TABLE staging.live_measures AS
SELECT c.*, c.measure AS told_of
FROM staging.coded_measures c
ANTI JOIN staging.rows_out x ON x.sheet_id = c.sheet_id AND x.row = c.row
ANTI JOIN staging.sheets_out y ON y.sheet_id = c.sheet_id
WHERE c.period IS NOT NULL;

CREATE TABLE staging.measures_set_aside AS
SELECT sheet_id, row, period, other
FROM told_twice('staging.live_measures');

INSERT INTO staging.duplicates SELECT sheet_id, row, NULL FROM staging.measures_set_aside;

INSERT INTO staging.issues
SELECT s.file_id, a.sheet_id, s.sheet, a.row, 'period', a.period, 'case_period_twice', a.other
FROM staging.measures_set_aside a
JOIN staging.sheets s USING (sheet_id);

-- A part and its whole, of one organisation, place and period: a part above its whole is kept out. One that is not, but is
-- told by other types of centre or sexes than its whole, loses them with it: no share of any of them is then above 100 %.
CREATE TABLE staging.uneven_measures AS
WITH pairs AS (
    SELECT p.*, coalesce(m.whole, p.measure) AS subject, m.whole IS NOT NULL AS is_part
    FROM staging.live_measures p
    ANTI JOIN staging.measures_set_aside a ON a.sheet_id = p.sheet_id AND a.row = p.row
    JOIN reference.sector_measures m ON m.code = p.measure
    WHERE m.whole IS NOT NULL OR m.code IN (SELECT whole FROM reference.sector_measures)
),
cells AS (
    SELECT *, coalesce(sum(amount) FILTER (is_part) OVER cell, 0) > coalesce(sum(amount) FILTER (NOT is_part) OVER cell, 0)
                  AS is_above_here
    FROM pairs
    WINDOW cell AS (PARTITION BY organisation_id, scheme, adm1_pcode, adm2_pcode, period, subject, centre_type, sex)
)
SELECT sheet_id, row, measure, is_part, sum(amount) FILTER (is_part) OVER same AS part,
       sum(amount) FILTER (NOT is_part) OVER same AS whole
FROM cells
WINDOW same AS (PARTITION BY organisation_id, scheme, adm1_pcode, adm2_pcode, period, subject)
QUALIFY bool_or(is_above_here) OVER same;

INSERT INTO staging.issues
SELECT s.file_id, j.sheet_id, s.sheet, j.row, 'amount', CAST(j.part AS VARCHAR), 'case_part_exceeds',
       coalesce(CAST(j.whole AS VARCHAR), '–')
FROM staging.uneven_measures j
JOIN staging.sheets s USING (sheet_id)
WHERE j.is_part AND j.part > coalesce(j.whole, 0);

-- Once a sheet and measure, at its first row.
INSERT INTO staging.issues
SELECT any_value(s.file_id), j.sheet_id, any_value(s.sheet), min(j.row), 'measure', m.label_fr, 'sector_parts_differ', NULL
FROM staging.uneven_measures j
JOIN reference.sector_measures m ON m.code = j.measure
JOIN staging.sheets s USING (sheet_id)
WHERE j.is_part AND j.part <= j.whole
GROUP BY j.sheet_id, m.label_fr;

UPDATE staging.coded_measures SET centre_type = 'unknown', sex = 'unknown'
WHERE (sheet_id, row) IN (SELECT (sheet_id, row) FROM staging.uneven_measures WHERE part <= whole);
