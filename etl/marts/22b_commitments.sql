-- One row a promise, as it was last told: a later list of the same meeting repeats it with what became of it. No score,
-- no ranking. `is_late`: its due date is past on the present day, and it is not said to be done.
CREATE TABLE warehouse.marts.commitments AS
WITH told AS (
    SELECT c.*, coalesce(c.adm2_pcode, c.adm1_pcode) AS pcode,
           CASE WHEN c.adm2_pcode IS NULL THEN 'adm1' ELSE 'adm2' END AS level
    FROM warehouse.core.commitments c
    JOIN warehouse.core.source_sheets s USING (sheet_id)
    JOIN warehouse.core.source_files f USING (file_id)
    QUALIFY row_number() OVER (
        PARTITION BY c.organisation_id, coalesce(CAST(c.meeting_date AS VARCHAR), c.period), fold(c.commitment),
                     c.scheme, coalesce(c.adm2_pcode, c.adm1_pcode, ''), coalesce(fold(c.locality), '')
        ORDER BY f.received_at DESC, f.file_id DESC, c.sheet_id DESC, c.row) = 1
)
SELECT t.period, t.meeting_date, t.organisation_id, coalesce(o.acronym, t.organisation_id) AS organisation, t.commitment,
       t.scheme, CASE WHEN t.pcode IS NOT NULL THEN t.level END AS level, t.pcode, t.locality, t.due_date, t.status_code,
       t.done_date, coalesce(t.due_date < d.day, false) AND t.status_code IS DISTINCT FROM 'done' AS is_late, t.comment
FROM told t
CROSS JOIN warehouse.marts.present_day d
LEFT JOIN warehouse.core.organisations o ON o.organisation_id = t.organisation_id
ORDER BY organisation, t.due_date NULLS LAST, t.commitment, t.period, t.pcode;
