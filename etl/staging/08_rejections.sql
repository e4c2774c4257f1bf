-- Last, when every rule has spoken: which rows are rejected, and which organisations the others bring.
-- `severities` holds the outcome of each message code.
CREATE TABLE staging.rejected AS
SELECT DISTINCT i.sheet_id, i.row
FROM staging.issues i
JOIN severities s USING (code)
WHERE s.outcome = 'rejected' AND i.row IS NOT NULL;

CREATE TABLE staging.kept_organisations AS
SELECT o.*
FROM staging.row_organisations o
ANTI JOIN staging.rejected r ON r.sheet_id = o.sheet_id AND r.row = o.row
WHERE o.organisation_id IS NOT NULL;

-- One remark for each new organisation of a sheet, at its first row.
INSERT INTO staging.issues
SELECT any_value(s.file_id), sheet_id, any_value(s.sheet), min(o.row), arg_min(o.role, o.row), arg_min(o.stated, o.row),
       'organisation_new', CAST(count(DISTINCT o.row) AS VARCHAR)
FROM staging.kept_organisations o
JOIN staging.sheets s USING (sheet_id)
WHERE o.is_proposed
GROUP BY sheet_id, o.organisation_id;
