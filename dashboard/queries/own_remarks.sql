SELECT r.file, r.sheet, r.row, r.cell, r.column, r.said, r.outcome, m.sentence_fr, m.sentence_en
FROM own.remarks r
JOIN warehouse.marts.remarks m ON m.code = r.code AND m.outcome = r.outcome
ORDER BY CASE r.outcome WHEN 'refused' THEN 1 WHEN 'rejected' THEN 2 ELSE 3 END, r.file, r.sheet, r.row, r.position
