-- What the reader's organisation promised.
SELECT c.commitment, coalesce(a.name, '') AS area, c.period, c.meeting_date, c.due_date, c.status_code, c.done_date,
       c.is_late, c.comment
FROM own.commitments c
LEFT JOIN warehouse.marts.areas a ON a.scheme = c.scheme AND a.level = c.level AND a.pcode = c.pcode
ORDER BY c.due_date NULLS LAST, c.meeting_date, c.commitment, area
