-- Who was expected or reported in a period, the missing first. Rejected rows belong to nobody: they are told where all
-- accepted rows of the sheet are one organisation's, and for nobody where several share a sheet.
SELECT r.organisation, r.is_expected, r.has_reported, r.reported_files, r.last_period, r.last_received_at,
       coalesce(t.rows_accepted, 0) AS rows_accepted, coalesce(w.rows_warned, 0) AS rows_warned, x.rows_rejected
FROM warehouse.marts.reporting r
LEFT JOIN (SELECT organisation_id, count(*) AS rows_accepted
           FROM warehouse.core.activities
           GROUP BY organisation_id) t USING (organisation_id)
LEFT JOIN (SELECT a.organisation_id, count(*) AS rows_warned
           FROM warehouse.core.activities a
           SEMI JOIN warehouse.core.issues i ON i.sheet_id = a.sheet_id AND i.row = a.row AND i.outcome = 'accepted'
           GROUP BY a.organisation_id) w USING (organisation_id)
LEFT JOIN (SELECT o.organisation_id, sum(s.rows_rejected)::BIGINT AS rows_rejected
           FROM (SELECT sheet_id, any_value(organisation_id) AS organisation_id
                 FROM warehouse.core.activities
                 GROUP BY sheet_id
                 HAVING count(DISTINCT organisation_id) = 1) o
           JOIN warehouse.core.source_sheets s USING (sheet_id)
           GROUP BY o.organisation_id) x USING (organisation_id)
WHERE r.period = $period
ORDER BY r.has_reported, r.is_expected DESC, r.last_period, r.organisation
