-- Promises: what was said of each, and what cannot be so.
CREATE TABLE staging.row_commitments AS
WITH words AS (
    SELECT c.sheet_id, c.row, named(c.commitment) AS commitment, tidy(c.commitment) AS commitment_text,
           tidy(c.commitment_status) AS status_text, k.code AS status_code, tidy(c.due_date) AS due_text,
           tidy(c.done_date) AS done_text, m.day AS meeting_date, d.day AS due, e.day AS done
    FROM staging.commitments c
    LEFT JOIN reference.dimension_labels k
           ON k.dimension = 'commitment_status' AND k.label = fold(c.commitment_status)
    LEFT JOIN staging.stated_dates m ON m.sheet_id = c.sheet_id AND m.row = c.row AND m.role = 'meeting_date'
    LEFT JOIN staging.stated_dates d ON d.sheet_id = c.sheet_id AND d.row = c.row AND d.role = 'due_date'
    LEFT JOIN staging.stated_dates e ON e.sheet_id = c.sheet_id AND e.row = c.row AND e.role = 'done_date'
)
SELECT *, coalesce(due < meeting_date, false) AS is_due_before,
       done IS NOT NULL AND status_code IS DISTINCT FROM 'done' AS is_done_unsaid,
       CASE WHEN NOT coalesce(due < meeting_date, false) THEN due END AS due_date,
       CASE WHEN status_code = 'done' THEN done END AS done_date
FROM words;

INSERT INTO staging.issues
SELECT s.file_id, c.sheet_id, s.sheet, c.row, i.role, i.value, i.code, NULL
FROM staging.row_commitments c
JOIN staging.sheets s USING (sheet_id)
CROSS JOIN LATERAL (
    SELECT 'commitment' AS role, commitment_text AS value, 'commitment_missing' AS code WHERE commitment IS NULL
    UNION ALL
    SELECT 'commitment_status', status_text, 'commitment_status_unknown'
    WHERE status_text IS NOT NULL AND status_code IS NULL
    UNION ALL
    SELECT 'due_date', NULL, 'due_date_missing' WHERE due_text IS NULL
    UNION ALL
    SELECT 'due_date', due_text, 'due_before_meeting' WHERE is_due_before
    UNION ALL
    SELECT 'done_date', done_text, 'done_date_unsaid' WHERE is_done_unsaid
) i;

-- A day of meeting that cannot be read is told once.
DELETE FROM staging.issues
WHERE code IN ('date_unreadable', 'date_impossible') AND role = 'meeting_date'
  AND (sheet_id, row) IN (SELECT (sheet_id, row) FROM staging.issues WHERE code = 'meeting_undated');
