-- Where everything comes from, and what was said of it. `severities` holds the outcome of each message code.
CREATE TABLE warehouse.core.source_files AS
SELECT file_id, file, sha256, received_at,
       coalesce(file_id IN (SELECT file_id FROM staging.demo_files), false) AS is_demo
FROM staging.files
ORDER BY file_id;

CREATE TABLE warehouse.core.issues AS
SELECT i.file_id, i.sheet_id, i.sheet, i.row,
       coalesce(c.heading, i.role) AS "column", i.value, i.code, i.detail, s.outcome
FROM staging.issues i
JOIN severities s USING (code)
LEFT JOIN staging.columns c ON c.sheet_id = i.sheet_id AND c.role = i.role
ORDER BY ALL;

CREATE TABLE warehouse.core.source_sheets AS
WITH remarks AS (
    SELECT i.sheet_id,
           count(DISTINCT i.row) FILTER (i.outcome = 'accepted' AND r.row IS NULL) AS rows_warned,
           count(DISTINCT r.row) AS rows_rejected
    FROM warehouse.core.issues i
    LEFT JOIN staging.rejected r ON r.sheet_id = i.sheet_id AND r.row = i.row
    GROUP BY i.sheet_id
)
SELECT s.sheet_id, s.file_id, s.sheet, s.kind, k.scheme, s.period, s.rows_received,
       s.rows_received - coalesce(m.rows_rejected, 0) AS rows_accepted,
       coalesce(m.rows_warned, 0) AS rows_warned, coalesce(m.rows_rejected, 0) AS rows_rejected
FROM staging.sheets s
LEFT JOIN staging.sheet_schemes k USING (sheet_id)
LEFT JOIN remarks m USING (sheet_id)
ORDER BY s.sheet_id;
