-- Where everything comes from, and what was said of it. `severities` holds the outcome of each message code.
CREATE TABLE warehouse.core.source_files AS
SELECT file_id, file, sha256, received_at,
       coalesce(file_id IN (SELECT file_id FROM staging.demo_files), false) AS is_demo
FROM staging.files
ORDER BY file_id;

-- Words where cases, referrals or staff are counted may be somebody's name: they are not repeated (etl/personal.py).
CREATE MACRO withheld(role, text) AS
    CASE WHEN role IN ('cases', 'referrals', 'staff', 'staff_count') AND length(regexp_replace(text, '[^\p{L}]', '', 'g')) > 2
         THEN 'un texte' ELSE text END;

-- `value` is the cell as it was received, `said` what the remark says of it. A count that is a cell is told at its cell.
CREATE TABLE warehouse.core.issues AS
SELECT i.file_id, i.sheet_id, i.sheet, sheet_row(i.row) AS row,
       coalesce(k.heading, c.heading, i.role) AS "column", coalesce(k.position, c.position) AS position,
       column_letters(coalesce(k.position, c.position)) || CAST(sheet_row(i.row) AS VARCHAR) AS cell,
       -- what names somebody is not repeated either
       CASE WHEN i.code <> 'lesson_names_somebody' THEN withheld(i.role, coalesce(raw.value, v.value, i.value)) END AS value,
       withheld(i.role, i.value) AS said, i.code, i.detail, s.outcome
FROM staging.issues i
JOIN severities s USING (code)
LEFT JOIN staging.columns c ON c.sheet_id = i.sheet_id AND c.role = i.role
LEFT JOIN staging.columns k ON k.sheet_id = i.sheet_id AND k.position = sheet_column(i.row) - 1
LEFT JOIN staging.raw_cells raw ON raw.sheet_id = i.sheet_id AND raw.row = i.row AND raw.role = i.role
LEFT JOIN staging.received_cells v ON v.sheet_id = i.sheet_id AND v.row = i.row AND v.role = i.role
ORDER BY ALL;

CREATE TABLE warehouse.core.source_sheets AS
WITH gone AS (
    SELECT DISTINCT sheet_id, sheet_row(row) AS row FROM staging.rejected
),
remarks AS (
    SELECT i.sheet_id, count(DISTINCT i.row) AS rows_warned
    FROM warehouse.core.issues i
    ANTI JOIN gone r ON r.sheet_id = i.sheet_id AND r.row = i.row
    WHERE i.outcome = 'accepted'
    GROUP BY i.sheet_id
),
rejected AS (
    SELECT sheet_id, count(*) AS rows_rejected FROM gone GROUP BY sheet_id
),
not_data AS (
    SELECT sheet_id, sum(last_row - first_row + 1) AS rows_not_data FROM staging.not_data GROUP BY sheet_id
)
SELECT s.sheet_id, s.file_id, s.sheet, s.kind, k.scheme, s.period, s.rows_seen, s.rows_received,
       s.rows_received - coalesce(x.rows_rejected, 0) AS rows_accepted,
       coalesce(m.rows_warned, 0) AS rows_warned, coalesce(x.rows_rejected, 0) AS rows_rejected,
       coalesce(n.rows_not_data, 0) AS rows_not_data
FROM staging.sheets s
LEFT JOIN staging.sheet_schemes k USING (sheet_id)
LEFT JOIN remarks m USING (sheet_id)
LEFT JOIN rejected x USING (sheet_id)
LEFT JOIN not_data n USING (sheet_id)
ORDER BY s.sheet_id;

CREATE TABLE warehouse.core.not_data AS
SELECT * FROM staging.not_data ORDER BY ALL;
