-- What the loader said of the organisation's workbooks: of the sheets where every accepted row is its own. A sheet that
-- several share is told to none of them. Nothing for a donor.
WITH filled AS (
    SELECT sheet_id, organisation_id FROM internal.core.activities
    UNION ALL SELECT sheet_id, organisation_id FROM internal.core.case_counts
    UNION ALL SELECT sheet_id, organisation_id FROM internal.core.referral_counts
    UNION ALL SELECT sheet_id, organisation_id FROM internal.core.service_sites
    UNION ALL SELECT sheet_id, organisation_id FROM internal.core.pooled_means
    UNION ALL SELECT sheet_id, organisation_id FROM internal.core.commitments
    UNION ALL SELECT sheet_id, organisation_id FROM internal.core.lessons
    UNION ALL SELECT sheet_id, organisation_id FROM internal.core.case_practice
    UNION ALL SELECT sheet_id, organisation_id FROM internal.core.caseloads
    UNION ALL SELECT sheet_id, organisation_id FROM internal.core.sector_measures
    UNION ALL SELECT sheet_id, organisation_id FROM internal.core.reach_counts
    UNION ALL SELECT sheet_id, organisation_id FROM internal.core.access_status
),
own AS (
    SELECT sheet_id
    FROM filled
    GROUP BY sheet_id
    HAVING bool_and(organisation_id IS NOT DISTINCT FROM $own)
)
SELECT f.file, i.sheet, i.row, i.cell, i.column, i.position, i.said, i.code,
       i.outcome
FROM internal.core.issues i
JOIN internal.core.source_files f USING (file_id)
SEMI JOIN own ON own.sheet_id = i.sheet_id
WHERE $role = 'organisation'
