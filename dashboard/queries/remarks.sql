SELECT code, outcome, sentence_fr, sentence_en, remarks
FROM warehouse.marts.remarks
WHERE outcome <> 'noted'
ORDER BY CASE outcome WHEN 'refused' THEN 1 WHEN 'rejected' THEN 2 ELSE 3 END, remarks DESC, code
