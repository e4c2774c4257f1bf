-- Counts must be whole and not negative; a blank count is unknown, never zero.
CREATE TABLE staging.stated_counts AS
SELECT sheet_id, row, role, value, false AS is_required FROM staging.activities
UNPIVOT (value FOR role IN (in_need, targeted, reached, reached_girls, reached_boys, reached_women, reached_men))
UNION ALL
SELECT sheet_id, row, role, value, false FROM staging.parts
UNION ALL
SELECT sheet_id, row, 'cases', cases, true FROM staging.case_counts
UNION ALL
SELECT sheet_id, row, 'referrals', referrals, true FROM staging.referral_counts
UNION ALL
SELECT sheet_id, row, role, value, false FROM staging.referral_counts
UNPIVOT (value FOR role IN (referrals_accepted, referrals_rejected, referrals_served))
UNION ALL
SELECT sheet_id, row, 'cases', cases, true FROM staging.case_practice
UNION ALL
SELECT sheet_id, row, 'staff_count', staff_count, true FROM staging.caseloads
UNION ALL
SELECT sheet_id, row, 'amount', amount, true FROM staging.sector_measures
UNION ALL
SELECT sheet_id, row, 'people', people, true FROM staging.population
UNION ALL
SELECT sheet_id, row, 'people', people, true FROM staging.reach_counts
UNION ALL
SELECT sheet_id, row, 'in_need', in_need, false FROM staging.severity
UNION ALL
SELECT sheet_id, row, 'targeted', targeted, true FROM staging.plan_targets
UNION ALL
SELECT sheet_id, row, role, value, false FROM staging.plan_targets
UNPIVOT (value FOR role IN (in_need, reached_published));

-- Each text is read once, however many cells hold it.
CREATE TABLE staging.count_texts AS
SELECT value, whole_number(value) AS number,
       CASE WHEN whole_number(value) < 0 THEN 'count_negative'
            WHEN whole_number(value) > 2147483647 THEN 'count_too_large'
            WHEN whole_number(value) IS NOT NULL
            THEN CASE WHEN NOT regexp_full_match(value, '\d+') THEN 'count_normalised' END
            WHEN regexp_full_match(bare_number(value), '-\d+[.,]\d+') THEN 'count_negative'
            WHEN regexp_full_match(bare_number(value), '\d+[.,]\d+|\d{1,3}(\.\d{3})+,\d+|\d{1,3}(,\d{3})+\.\d+') THEN 'count_fractional'
            WHEN regexp_full_match(bare_number(value), '\d{16,}') THEN 'count_too_large'
            ELSE 'count_unreadable' END AS code
FROM (SELECT DISTINCT value FROM staging.stated_counts)
WHERE tidy(value) IS NOT NULL;

CREATE TABLE staging.judged_counts AS
SELECT c.sheet_id, c.row, c.role, c.value, t.number,
       CASE WHEN t.value IS NULL AND c.is_required THEN 'count_missing' ELSE t.code END AS code
FROM staging.stated_counts c
LEFT JOIN staging.count_texts t USING (value);

INSERT INTO staging.issues
SELECT s.file_id, c.sheet_id, s.sheet, c.row, c.role, c.value, c.code, NULL
FROM staging.judged_counts c
JOIN staging.sheets s USING (sheet_id)
WHERE c.code IS NOT NULL AND c.code <> 'count_normalised';

-- A number that had to be read is told once a column, as is one typed as text.
INSERT INTO staging.issues
SELECT any_value(s.file_id), c.sheet_id, any_value(s.sheet), min(c.row), c.role, c.value, 'count_normalised',
       CAST(any_value(c.number) AS VARCHAR)
FROM (
    SELECT sheet_id, row, role, value, number FROM staging.judged_counts WHERE code = 'count_normalised'
    UNION
    SELECT sheet_id, row, role, value, number FROM staging.judged_counts
    SEMI JOIN (FROM staging.cell_facts WHERE fact = 'text') USING (sheet_id, row, role)
    WHERE code IS NULL AND number IS NOT NULL
) c
JOIN staging.sheets s USING (sheet_id)
GROUP BY c.sheet_id, c.role, c.value;

CREATE TABLE staging.received_dates AS
SELECT sheet_id, row, role, value FROM staging.activities
UNPIVOT (value FOR role IN (start_date, end_date))
UNION ALL
SELECT sheet_id, row, 'verified_date', verified_date FROM staging.service_sites WHERE verified_date IS NOT NULL
UNION ALL
SELECT sheet_id, row, role, value FROM staging.access_status
UNPIVOT (value FOR role IN (start_date, end_date))
UNION ALL
SELECT sheet_id, row, role, value FROM staging.pooled_means
UNPIVOT (value FOR role IN (start_date, end_date))
UNION ALL
SELECT sheet_id, row, role, value FROM staging.commitments
UNPIVOT (value FOR role IN (meeting_date, due_date, done_date))
UNION ALL
SELECT sheet_id, row, 'lesson_date', lesson_date FROM staging.lessons WHERE lesson_date IS NOT NULL;

-- "1/3/25": the year has two figures, and is told as it was read.
CREATE MACRO short_day_of(t) AS
    CASE WHEN regexp_full_match(without_hour(t), '\d{1,2}[/.-]\d{1,2}[/.-]\d\d')
         THEN day_of(regexp_replace(without_hour(t), '(\d\d)$', '20\1')) END;

CREATE TABLE staging.date_texts AS
SELECT v.value, tidy(v.value) AS text, coalesce(day_of(tidy(v.value)), short_day_of(tidy(v.value))) AS day,
       t.first_day, t.last_day
FROM (SELECT DISTINCT value FROM staging.received_dates) v
LEFT JOIN staging.day_texts t ON t.text = tidy(v.value)
WHERE tidy(v.value) IS NOT NULL;

CREATE TABLE staging.stated_dates AS
SELECT d.*, t.text, coalesce(t.first_day <> t.last_day, false) AS is_period,
       coalesce(t.day, CASE WHEN d.role IN ('end_date', 'due_date') THEN t.last_day ELSE t.first_day END) AS day
FROM staging.received_dates d
JOIN staging.date_texts t USING (value);

-- Figures that make no date reject the row; words that we do not read leave the date empty.
INSERT INTO staging.issues
SELECT s.file_id, d.sheet_id, s.sheet, d.row, d.role, d.value,
       CASE WHEN regexp_full_match(without_hour(d.text), '\d{1,4}[/.-]\d{1,2}[/.-]\d{1,4}') THEN 'date_impossible'
            ELSE 'date_unreadable' END, NULL
FROM staging.stated_dates d
JOIN staging.sheets s USING (sheet_id)
WHERE d.day IS NULL;

-- A column in which some day is above 12 is in day/month/year; without one, both orders are possible. A year of two
-- figures is always told.
INSERT INTO staging.issues
WITH texts AS (
    SELECT sheet_id, role, value, any_value(text) AS text, any_value(day) AS day, min(row) AS row
    FROM staging.stated_dates
    WHERE day IS NOT NULL
    GROUP BY sheet_id, role, value
),
figures AS (
    SELECT *, try_cast(regexp_extract(text, '^(\d+)', 1) AS INTEGER) AS first_number,
           try_cast(regexp_extract(text, '^\d+[/.-](\d+)', 1) AS INTEGER) AS second_number
    FROM texts
    WHERE regexp_full_match(without_hour(text), '\d{1,2}[/.-]\d{1,2}[/.-](\d\d|\d{4})')
)
SELECT s.file_id, f.sheet_id, s.sheet, f.row, f.role, f.value, 'date_ambiguous', strftime(f.day, '%Y-%m-%d')
FROM figures f
JOIN staging.sheets s USING (sheet_id)
LEFT JOIN (SELECT DISTINCT sheet_id, role FROM figures WHERE first_number > 12) settled
       ON settled.sheet_id = f.sheet_id AND settled.role = f.role
WHERE regexp_full_match(without_hour(f.text), '.*[/.-]\d\d')
   OR (settled.role IS NULL AND f.first_number <= 12 AND f.second_number <= 12 AND f.first_number <> f.second_number);

INSERT INTO staging.issues
SELECT s.file_id, d.sheet_id, s.sheet, d.row, d.role, d.value, i.code, strftime(d.day, '%Y-%m-%d')
FROM (
    SELECT sheet_id, role, value, any_value(text) AS text, any_value(day) AS day, bool_or(is_period) AS is_period,
           min(row) AS row
    FROM staging.stated_dates
    WHERE day IS NOT NULL
    GROUP BY sheet_id, role, value
) d
JOIN staging.sheets s USING (sheet_id)
JOIN staging.files f USING (file_id)
CROSS JOIN LATERAL (
    SELECT 'date_from_period' AS code WHERE d.is_period
    UNION ALL
    SELECT 'date_zone_dropped' WHERE regexp_matches(d.text, '\d:\d\d.*(Z|[+-]\d\d:?\d\d)$')
    UNION ALL
    SELECT 'date_unlikely'
    -- means are offered for days to come; lessons have a rule of their own
    WHERE d.day < DATE '2013-01-01'
       OR (d.role NOT IN ('end_date', 'due_date') AND s.kind NOT IN ('pooled_means', 'lessons') AND d.day > CAST(f.received_at AS DATE))
) i;

INSERT INTO staging.issues
SELECT any_value(s.file_id), p.sheet_id, any_value(s.sheet), min(p.row), 'period', p.period, 'date_unlikely', NULL
FROM staging.row_periods p
JOIN staging.sheets s USING (sheet_id)
JOIN staging.files f USING (file_id)
WHERE period_start(p.period) < DATE '2013-01-01'
   OR (s.kind NOT IN ('pooled_means', 'plan_targets', 'lessons') AND period_start(p.period) > CAST(f.received_at AS DATE))
GROUP BY p.sheet_id, p.period;

INSERT INTO staging.issues
SELECT s.file_id, b.sheet_id, s.sheet, b.row, 'end_date', a.start_date || ' → ' || a.end_date, 'dates_reversed', NULL
FROM staging.stated_dates b
JOIN staging.stated_dates e ON e.sheet_id = b.sheet_id AND e.row = b.row AND e.role = 'end_date'
JOIN (SELECT sheet_id, row, start_date, end_date FROM staging.activities
      UNION ALL SELECT sheet_id, row, start_date, end_date FROM staging.access_status
      UNION ALL SELECT sheet_id, row, start_date, end_date FROM staging.pooled_means) a
  ON a.sheet_id = b.sheet_id AND a.row = b.row
JOIN staging.sheets s ON s.sheet_id = b.sheet_id
WHERE b.role = 'start_date' AND e.day < b.day;

INSERT INTO staging.issues
SELECT s.file_id, p.sheet_id, s.sheet, p.row, CASE WHEN tidy(p.latitude) IS NULL THEN 'longitude' ELSE 'latitude' END,
       concat_ws(' ', p.latitude, p.longitude),
       'coordinates_unreadable', NULL
FROM staging.service_sites p
JOIN staging.sheets s USING (sheet_id)
WHERE concat(p.latitude, p.longitude) <> ''
  AND (coalesce(decimal_number(p.latitude), 999) NOT BETWEEN -90 AND 90
       OR coalesce(decimal_number(p.longitude), 999) NOT BETWEEN -180 AND 180);

-- Far from every known place: latitude and longitude exchanged, or zeros.
INSERT INTO staging.issues
SELECT s.file_id, p.sheet_id, s.sheet, p.row, 'latitude', concat_ws(' ', p.latitude, p.longitude),
       'coordinates_far', NULL
FROM staging.service_sites p
JOIN staging.sheets s USING (sheet_id)
CROSS JOIN (SELECT min(CAST(center_lat AS DOUBLE)) - 1 AS south, max(CAST(center_lat AS DOUBLE)) + 1 AS north,
                   min(CAST(center_lon AS DOUBLE)) - 1 AS west, max(CAST(center_lon AS DOUBLE)) + 1 AS east
            FROM reference.areas) country
WHERE decimal_number(p.latitude) BETWEEN -90 AND 90 AND decimal_number(p.longitude) BETWEEN -180 AND 180
  AND NOT (decimal_number(p.latitude) BETWEEN south AND north AND decimal_number(p.longitude) BETWEEN west AND east);
