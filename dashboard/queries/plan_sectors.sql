-- Sectors beside each other, never added up. A number of which some part is not told is not told.
SELECT p.sector_code, n.name_fr, n.name_en,
       CASE WHEN count(*) = count(p.in_need) THEN CAST(sum(p.in_need) AS BIGINT) END AS in_need,
       CAST(sum(p.targeted) AS BIGINT) AS targeted,
       CASE WHEN count(*) = count(p.reached_published)
            THEN CAST(sum(p.reached_published) AS BIGINT) END AS reached_published,
       CASE WHEN count(*) = count(p.reached) THEN CAST(sum(p.reached) AS BIGINT) END AS reached,
       CASE WHEN min(p.reach_rule) = max(p.reach_rule) THEN min(p.reach_rule) END AS reach_rule,
       count(*) = 1 AND min(p.population_status || p.sex || p.age_group || p.disability) = '****' AS is_whole,
       min(p.told_at) AS told_at
FROM warehouse.marts.plan_progress p
JOIN warehouse.marts.sector_names n USING (sector_code)
WHERE p.year = CAST($year AS INTEGER) AND p.plan = $plan AND p.level = 'country'
GROUP BY p.sector_code, n.name_fr, n.name_en
ORDER BY targeted DESC, p.sector_code
