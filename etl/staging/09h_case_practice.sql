-- What is counted of case management beside its cases: the steps done, what was due and what was on time. The measures
-- stand in data/reference/case_measures.csv, the other words in case_words.csv. A measure outside the list rejects its
-- row; a risk, a sex, an age group or a disability outside theirs is "unknown", and told.
CREATE TABLE staging.case_keys AS
SELECT list, key, min(code) AS code, first(label ORDER BY position) AS label, min(position) AS position
FROM (
    SELECT *, row_number() OVER () AS position
    FROM (
        SELECT 'measure' AS list, code, fold(label) AS key, label
        FROM (SELECT code, unnest([code, label_fr, label_en]) AS label FROM reference.case_measures)
        UNION ALL
        SELECT list, code, delay_key(label), label FROM reference.case_words
        UNION ALL
        SELECT dimension, code, label, label FROM reference.dimension_labels WHERE dimension IN ('sex', 'disability')
    )
)
GROUP BY list, key
HAVING count(DISTINCT code) = 1;

-- The brackets that published counts know, and no other.
CREATE MACRO case_bracket(t) AS
    CASE WHEN bracket_of(t) IN ('0-4', '5-11', '12-17', '0-5', '6-12', '13-17') THEN bracket_of(t) END;

CREATE TABLE staging.coded_practice AS
SELECT r.sheet_id, r.row, e.period, p.scheme, p.adm1_pcode, p.adm2_pcode, o.organisation_id, fold(r.locality) AS locality,
       m.code AS measure, coalesce(k.code, 'unknown') AS risk_level, coalesce(x.code, 'unknown') AS sex,
       coalesce(case_bracket(r.age_group), 'unknown') AS age_group, coalesce(d.code, 'unknown') AS disability,
       whole_number(r.cases) AS cases
FROM staging.case_practice r
JOIN staging.row_periods e USING (sheet_id, row)
JOIN staging.row_places p USING (sheet_id, row)
JOIN staging.row_organisations o ON o.sheet_id = r.sheet_id AND o.row = r.row AND o.role = 'organisation'
LEFT JOIN staging.case_keys m ON m.list = 'measure' AND m.key = fold(r.measure)
LEFT JOIN staging.case_keys k ON k.list = 'risk_level' AND k.key = delay_key(r.risk_level)
LEFT JOIN staging.case_keys x ON x.list = 'sex' AND x.key = fold(r.sex)
LEFT JOIN staging.case_keys d ON d.list = 'disability' AND d.key = fold(r.disability);

INSERT INTO staging.issues
SELECT s.file_id, r.sheet_id, s.sheet, r.row, 'measure', tidy(r.measure),
       CASE WHEN tidy(r.measure) IS NULL THEN 'measure_missing' ELSE 'measure_unknown' END, NULL
FROM staging.case_practice r
JOIN staging.coded_practice c USING (sheet_id, row)
JOIN staging.sheets s USING (sheet_id)
WHERE c.measure IS NULL;

-- Told once a sheet, column and text, at the first row, with the first word of each code that is known.
INSERT INTO staging.issues
WITH said AS (
    SELECT list, string_agg(label, ', ' ORDER BY position) AS words
    FROM (SELECT list, first(label ORDER BY position) AS label, min(position) AS position FROM staging.case_keys
          WHERE code <> 'unknown' GROUP BY list, code)
    GROUP BY list
),
words AS (
    SELECT r.sheet_id, r.row, r.role, r.text, s.words
    FROM (UNPIVOT staging.case_practice ON risk_level, sex, disability INTO NAME role VALUE text) r
    JOIN said s ON s.list = r.role
    LEFT JOIN staging.case_keys k
           ON k.list = r.role AND k.key = CASE r.role WHEN 'risk_level' THEN delay_key(r.text) ELSE fold(r.text) END
    WHERE k.code IS NULL AND NOT says_nothing(r.text)
    UNION ALL
    SELECT sheet_id, row, 'age_group', age_group, '0-4, 5-11, 12-17'
    FROM staging.case_practice
    WHERE NOT says_nothing(age_group) AND case_bracket(age_group) IS NULL
)
SELECT any_value(s.file_id), w.sheet_id, any_value(s.sheet), min(w.row), w.role, w.text, 'case_word_unknown',
       any_value(w.words)
FROM words w
JOIN staging.sheets s USING (sheet_id)
GROUP BY w.sheet_id, w.role, w.text;

-- The rows that count so far.
CREATE TABLE staging.live_practice AS
SELECT c.*, c.measure AS told_of
FROM staging.coded_practice c
ANTI JOIN staging.rows_out x ON x.sheet_id = c.sheet_id AND x.row = c.row
ANTI JOIN staging.sheets_out y ON y.sheet_id = c.sheet_id
WHERE c.period IS NOT NULL;

CREATE TABLE staging.practice_set_aside AS
SELECT sheet_id, row, 'period' AS role, period AS value, 'case_period_twice' AS code, other AS detail
FROM told_twice('staging.live_practice');

-- Age brackets of two systems that share ages, told by one organisation of one place, period and measure, may be the same
-- children twice: those of the system with most cases count, the others are set aside.
INSERT INTO staging.practice_set_aside
WITH systems AS (
    SELECT *, age_group IN ('0-4', '5-11', '12-17') AS is_first
    FROM staging.live_practice
    ANTI JOIN staging.practice_set_aside USING (sheet_id, row)
    WHERE age_group <> 'unknown'
),
sums AS (
    SELECT *, sum(cases) FILTER (is_first) OVER same AS first_cases,
           sum(cases) FILTER (NOT is_first) OVER same AS other_cases
    FROM systems
    WINDOW same AS (PARTITION BY organisation_id, scheme, adm1_pcode, adm2_pcode, locality, measure, period)
)
SELECT sheet_id, row, 'age_group', age_group, 'case_ages_overlap',
       CASE WHEN is_first THEN '0-5, 6-12, 13-17' ELSE '0-4, 5-11, 12-17' END
FROM sums
WHERE CASE WHEN is_first THEN other_cases > first_cases ELSE first_cases >= other_cases END;

INSERT INTO staging.duplicates SELECT sheet_id, row, NULL FROM staging.practice_set_aside;

INSERT INTO staging.issues
SELECT s.file_id, a.sheet_id, s.sheet, a.row, a.role, a.value, a.code, a.detail
FROM staging.practice_set_aside a
JOIN staging.sheets s USING (sheet_id);

-- A part and the whole that it is a part of, of one organisation, place and period: a part above its whole is kept out.
-- One that is not, but is told by other risks, sexes or ages than its whole, loses them with it: no share of any of them
-- can then be above 100 %.
CREATE TABLE staging.uneven_practice AS
WITH pairs AS (
    SELECT p.*, coalesce(m.whole, p.measure) AS subject, m.whole IS NOT NULL AS is_part
    FROM staging.live_practice p
    ANTI JOIN staging.practice_set_aside a ON a.sheet_id = p.sheet_id AND a.row = p.row
    JOIN reference.case_measures m ON m.code = p.measure
    WHERE m.whole IS NOT NULL OR m.code IN (SELECT whole FROM reference.case_measures)
),
cells AS (
    SELECT *, coalesce(sum(cases) FILTER (is_part) OVER cell, 0) > coalesce(sum(cases) FILTER (NOT is_part) OVER cell, 0)
                  AS is_above_here
    FROM pairs
    WINDOW cell AS (PARTITION BY organisation_id, scheme, adm1_pcode, adm2_pcode, period, subject,
                                 risk_level, sex, age_group, disability)
),
judged AS (
    SELECT sheet_id, row, measure, is_part, sum(cases) FILTER (is_part) OVER same AS part,
           sum(cases) FILTER (NOT is_part) OVER same AS whole, bool_or(is_above_here) OVER same AS is_uneven
    FROM cells
    WINDOW same AS (PARTITION BY organisation_id, scheme, adm1_pcode, adm2_pcode, period, subject)
)
SELECT sheet_id, row, measure, is_part, part, whole, coalesce(part > coalesce(whole, 0), false) AS is_above
FROM judged
WHERE is_uneven;

INSERT INTO staging.issues
SELECT s.file_id, j.sheet_id, s.sheet, j.row, 'cases', CAST(j.part AS VARCHAR), 'case_part_exceeds',
       coalesce(CAST(j.whole AS VARCHAR), '–')
FROM staging.uneven_practice j
JOIN staging.sheets s USING (sheet_id)
WHERE j.is_part AND j.is_above;

-- Once a sheet and measure, at its first row.
INSERT INTO staging.issues
SELECT any_value(s.file_id), j.sheet_id, any_value(s.sheet), min(j.row), 'measure', m.label_fr, 'case_parts_differ', NULL
FROM staging.uneven_practice j
JOIN reference.case_measures m ON m.code = j.measure
JOIN staging.sheets s USING (sheet_id)
WHERE j.is_part AND NOT j.is_above
GROUP BY j.sheet_id, m.label_fr;

UPDATE staging.coded_practice SET risk_level = 'unknown', sex = 'unknown', age_group = 'unknown', disability = 'unknown'
WHERE (sheet_id, row) IN (SELECT (sheet_id, row) FROM staging.uneven_practice WHERE NOT is_above);
