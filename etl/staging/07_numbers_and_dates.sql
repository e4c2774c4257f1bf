-- Counts must be whole and not negative; a blank count is unknown, never zero.
CREATE TABLE staging.stated_counts AS
SELECT sheet_id, row, role, value, false AS is_required FROM staging.activities
UNPIVOT (value FOR role IN (targeted, reached, reached_girls, reached_boys, reached_women, reached_men))
UNION ALL
SELECT sheet_id, row, 'cases', cases, true FROM staging.case_counts
UNION ALL
SELECT sheet_id, row, 'referrals', referrals, true FROM staging.referral_counts;

INSERT INTO staging.issues
SELECT s.file_id, c.sheet_id, s.sheet, c.row, c.role, c.value,
       CASE WHEN tidy(c.value) IS NULL THEN 'count_missing'
            WHEN whole_number(c.value) < 0 THEN 'count_negative'
            ELSE 'count_unreadable' END, NULL
FROM staging.stated_counts c
JOIN staging.sheets s USING (sheet_id)
WHERE (tidy(c.value) IS NOT NULL AND coalesce(whole_number(c.value), -1) < 0)
   OR (tidy(c.value) IS NULL AND c.is_required);

CREATE TABLE staging.stated_dates AS
SELECT sheet_id, row, role, value FROM staging.activities
UNPIVOT (value FOR role IN (start_date, end_date))
UNION ALL
SELECT sheet_id, row, 'verified_date', verified_date FROM staging.service_sites WHERE verified_date IS NOT NULL;

INSERT INTO staging.issues
SELECT s.file_id, d.sheet_id, s.sheet, d.row, d.role, d.value, 'date_unreadable', NULL
FROM staging.stated_dates d
JOIN staging.sheets s USING (sheet_id)
WHERE tidy(d.value) IS NOT NULL AND day_of(tidy(d.value)) IS NULL;

INSERT INTO staging.issues
SELECT s.file_id, a.sheet_id, s.sheet, a.row, 'end_date', a.start_date || ' → ' || a.end_date, 'dates_reversed', NULL
FROM staging.activities a
JOIN staging.sheets s USING (sheet_id)
WHERE day_of(tidy(a.end_date)) < day_of(tidy(a.start_date));

INSERT INTO staging.issues
SELECT s.file_id, p.sheet_id, s.sheet, p.row, 'latitude', concat_ws(' ', p.latitude, p.longitude),
       'coordinates_unreadable', NULL
FROM staging.service_sites p
JOIN staging.sheets s USING (sheet_id)
WHERE concat(p.latitude, p.longitude) <> ''
  AND (coalesce(try_cast(replace(p.latitude, ',', '.') AS DOUBLE), 999) NOT BETWEEN -90 AND 90
       OR coalesce(try_cast(replace(p.longitude, ',', '.') AS DOUBLE), 999) NOT BETWEEN -180 AND 180);
