-- Each standard of the scorecard with its indicators, and what the catalogue's table says of those of other sectors.
SELECT s.standard, s.title_fr, s.title_en, s.is_title_checked, s.indicator_id, s.grade, s.target_fr, s.target_en,
       s.target_grade, v.numerator, v.denominator
FROM warehouse.marts.cpms_standards s
LEFT JOIN warehouse.marts.indicator_values v
       ON v.indicator_id = s.indicator_id AND v.component IS NULL AND v.period = $period AND v.level = 'country'
      AND v.sex = '*' AND v.age_group = '*' AND v.disability = '*'
ORDER BY s.standard, s.indicator_id
