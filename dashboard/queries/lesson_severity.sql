-- How severe the place of each lesson is in the period.
SELECT l.lesson_id, v.phase
FROM warehouse.marts.lessons l
JOIN warehouse.marts.severity v
  ON v.period = $period AND v.scheme = l.scheme AND v.level = l.level AND v.pcode = l.pcode
ORDER BY l.lesson_id
