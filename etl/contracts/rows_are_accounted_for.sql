-- Received = accepted + rejected, sheet by sheet, and each accepted row is in its table. A row of several counts, one a
-- cell, is one row (etl/staging/01a_cells.sql).
WITH facts AS (
    SELECT sheet_id, row FROM warehouse.core.activities
    UNION ALL SELECT sheet_id, row FROM warehouse.core.service_sites
    UNION ALL SELECT sheet_id, row FROM warehouse.core.case_counts
    UNION ALL SELECT sheet_id, row FROM warehouse.core.referral_counts
    UNION ALL SELECT sheet_id, row FROM warehouse.core.access_status
    UNION ALL SELECT sheet_id, row FROM warehouse.core.population_received
    UNION ALL SELECT sheet_id, row FROM warehouse.core.severity
    UNION ALL SELECT sheet_id, row FROM warehouse.core.funding
    UNION ALL SELECT sheet_id, row FROM warehouse.core.plan_targets
    UNION ALL SELECT sheet_id, row FROM warehouse.core.pooled_means
    UNION ALL SELECT sheet_id, row FROM warehouse.core.case_practice
    UNION ALL SELECT sheet_id, row FROM warehouse.core.caseloads
    UNION ALL SELECT sheet_id, row FROM warehouse.core.sector_measures
    UNION ALL SELECT sheet_id, row FROM warehouse.core.reach_counts
    UNION ALL SELECT sheet_id, row FROM warehouse.core.commitments
    UNION ALL SELECT sheet_id, row FROM warehouse.core.lessons
),
loaded AS (SELECT sheet_id, count(DISTINCT row % 2097152) AS row_count FROM facts GROUP BY sheet_id)
SELECT s.sheet_id, s.rows_received, s.rows_accepted, s.rows_rejected, l.row_count
FROM warehouse.core.source_sheets s
LEFT JOIN loaded l USING (sheet_id)
WHERE s.rows_received <> s.rows_accepted + s.rows_rejected
   OR s.rows_accepted <> coalesce(l.row_count, 0)
