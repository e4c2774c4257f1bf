-- How many caseworkers follow how many cases. A bracket of data/reference/case_words.csv is taken as it is written, and
-- none is fitted into another: 10-19 is not 11-20. A number of cases that is no bracket is somebody's own: it is refused.
CREATE TABLE staging.coded_caseloads AS
SELECT r.sheet_id, r.row, s.code AS staff, tidy(r.active_cases) AS text, whole_number(r.staff_count) AS staff_count,
       CASE WHEN s.code = 'caseworker' THEN coalesce(b.code, 'unknown') END AS bracket,
       regexp_full_match(tidy(r.active_cases), '\d+([.,]0+)?') AND b.code IS NULL AS is_exact
FROM staging.caseloads r
LEFT JOIN staging.case_keys s ON s.list = 'staff' AND s.key = fold(r.staff)
LEFT JOIN staging.case_keys b ON b.list = 'bracket' AND b.key = delay_key(r.active_cases)
                             AND (NOT regexp_full_match(tidy(r.active_cases), '\d+') OR tidy(r.active_cases) = '0');

INSERT INTO staging.issues
SELECT s.file_id, c.sheet_id, s.sheet, c.row, i.role, i.value, i.code, NULL
FROM staging.coded_caseloads c
JOIN staging.caseloads r USING (sheet_id, row)
JOIN staging.sheets s USING (sheet_id)
CROSS JOIN LATERAL (
    SELECT 'staff' AS role, tidy(r.staff) AS value,
           CASE WHEN tidy(r.staff) IS NULL THEN 'staff_missing' ELSE 'staff_unknown' END AS code WHERE c.staff IS NULL
    UNION ALL
    SELECT 'active_cases', c.text, 'caseload_exact' WHERE c.is_exact
    UNION ALL
    SELECT 'active_cases', c.text, CASE WHEN c.text IS NULL THEN 'caseload_missing' ELSE 'caseload_unknown' END
    WHERE c.bracket = 'unknown' AND NOT coalesce(c.is_exact, false)
    UNION ALL
    SELECT 'active_cases', c.text, 'caseload_of_supervisor' WHERE c.staff = 'supervisor' AND c.text IS NOT NULL AND NOT c.is_exact
) i;
