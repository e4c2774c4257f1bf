-- Last, when every rule has spoken: which rows are rejected, and which organisations the others bring.
-- `severities` holds the outcome of each message code.

-- A cell that gives nothing is told once, by what is wrong with it.
DELETE FROM staging.issues
WHERE code IN ('organisation_missing', 'sector_missing', 'sector_unknown', 'period_missing', 'period_unreadable',
               'count_missing', 'count_unreadable', 'count_fractional', 'count_normalised', 'date_unreadable',
               'date_impossible', 'direction_missing', 'direction_unknown', 'resource_missing', 'resource_unknown',
               'quantity_missing', 'quantity_unreadable', 'measure_missing', 'measure_unknown', 'staff_missing',
               'staff_unknown')
  AND (sheet_id, row, role) IN (
      SELECT (sheet_id, row, role) FROM staging.issues
      WHERE code IN ('cell_error', 'formula_without_value', 'formula_external', 'count_percentage', 'cell_too_long'));

DELETE FROM staging.issues
WHERE code IN ('place_missing', 'place_unknown')
  AND (sheet_id, row) IN (SELECT (sheet_id, row) FROM staging.issues
                          WHERE code IN ('cell_error', 'formula_without_value') AND role LIKE 'adm%');

CREATE TABLE staging.rejected AS
SELECT DISTINCT i.sheet_id, i.row
FROM staging.issues i
JOIN severities s USING (code)
WHERE s.outcome = 'rejected' AND i.row IS NOT NULL AND i.sheet_id IS NOT NULL
UNION
SELECT r.sheet_id, r.row FROM staging.all_rows r SEMI JOIN staging.replaced USING (sheet_id)
UNION
SELECT r.sheet_id, r.row FROM staging.all_rows r SEMI JOIN staging.copied USING (sheet_id)
UNION
SELECT p.sheet_id, p.row
FROM staging.row_periods p
JOIN staging.issues i ON i.code = 'period_closed' AND i.sheet_id = p.sheet_id AND i.value = p.period;

-- Where a row holds a count a cell, one that is wrong rejects its whole row, as in any other sheet.
INSERT INTO staging.rejected
SELECT r.sheet_id, r.row
FROM staging.all_rows r
SEMI JOIN staging.rejected x ON x.sheet_id = r.sheet_id AND sheet_row(x.row) = sheet_row(r.row)
ANTI JOIN staging.rejected y ON y.sheet_id = r.sheet_id AND y.row = r.row
WHERE sheet_column(r.row) > 0;

-- What is asked of places and texts once a sheet is not asked of rows that are gone.
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

-- What a report says once of all its counts (whose, where, when) is told once, and not at every cell.
CREATE TABLE staging.told_above AS
SELECT DISTINCT i.file_id, i.sheet_id, i.sheet,
       -- where the rows are places, each tells its own
       CASE WHEN c.counted_by = 'place' AND i.role LIKE 'adm%' THEN sheet_row(i.row) END AS row,
       i.role, i.value, i.code, CASE i.code WHEN 'organisation_new' THEN '…' ELSE i.detail END AS detail
FROM staging.issues i
JOIN (SELECT sheet_id, row, counted_by FROM staging.case_counts
      UNION ALL SELECT sheet_id, row, NULL FROM staging.referral_counts) c ON c.sheet_id = i.sheet_id AND c.row = i.row
WHERE sheet_column(i.row) > 0
  AND i.role NOT IN ('cases', 'referrals', 'concern', 'risk_level', 'case_status', 'sex', 'age_group');

DELETE FROM staging.issues
WHERE sheet_column(row) > 0
  AND role NOT IN ('cases', 'referrals', 'concern', 'risk_level', 'case_status', 'sex', 'age_group');

INSERT INTO staging.issues FROM staging.told_above;

-- The cells that remarks are about, as they were received: what a rule says may be several cells put together.
CREATE TABLE staging.told_rows AS
SELECT DISTINCT sheet_id, row FROM staging.issues WHERE sheet_id IS NOT NULL AND row IS NOT NULL AND role IS NOT NULL;

CREATE TABLE staging.received_cells AS
SELECT sheet_id, row, role, value FROM (
    UNPIVOT (SELECT * EXCLUDE (kind, fingerprint) FROM staging.every_row SEMI JOIN staging.told_rows USING (sheet_id, row))
    ON COLUMNS(* EXCLUDE (sheet_id, row)) INTO NAME role VALUE value)
UNION ALL
SELECT sheet_id, row, role, value FROM staging.parts SEMI JOIN staging.told_rows USING (sheet_id, row);
