-- Promises, in the order of who made them and of when they are due.
SELECT c.organisation_id, c.organisation, c.commitment, coalesce(a.name, '') AS area, c.period, c.meeting_date,
       c.due_date, c.status_code, c.done_date, c.is_late, c.comment
FROM warehouse.marts.commitments c
LEFT JOIN warehouse.marts.areas a ON a.scheme = c.scheme AND a.level = c.level AND a.pcode = c.pcode
ORDER BY lower(c.organisation), c.due_date NULLS LAST, c.meeting_date, c.commitment, area
