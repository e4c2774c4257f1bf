-- Targets of indicators of the list, of the whole country and all people.
SELECT t.indicator_id, i.title_fr, i.title_en, n.name_fr, n.name_en, t.targeted, t.reached_published
FROM warehouse.marts.plan_targets t
JOIN warehouse.marts.sector_names n USING (sector_code)
LEFT JOIN warehouse.marts.indicators i USING (indicator_id)
WHERE t.year = CAST($year AS INTEGER) AND t.plan = $plan AND t.indicator_id IS NOT NULL AND t.level = 'country'
  AND t.population_status = '*' AND t.sex = '*' AND t.age_group = '*' AND t.disability = '*'
ORDER BY t.indicator_id, t.sector_code
