-- Of the year's main plan, one component a sector. What is told of an area adds up to the country by itself: where the
-- country has a target of its own, the areas' are taken away again from the country alone.
WITH compared AS (
    SELECT * FROM warehouse.marts.plan_progress WHERE is_main AND reached IS NOT NULL
),
facts AS (
    SELECT *, reached AS people, targeted AS meant FROM compared WHERE level = 'adm1' OR told_at = 'country'
    UNION ALL
    SELECT * REPLACE (NULL AS scheme, NULL AS pcode), -reached, -targeted FROM compared p
    WHERE level = 'adm1'
      AND EXISTS (FROM compared c WHERE c.told_at = 'country' AND c.year = p.year AND c.sector_code = p.sector_code)
)
SELECT sector_code AS component, CAST(year AS VARCHAR) AS period, scheme, pcode AS adm1_pcode, NULL AS adm2_pcode,
       NULL AS organisation, CASE sex WHEN '*' THEN 'unknown' ELSE sex END AS sex,
       CASE age_group WHEN '*' THEN 'unknown' ELSE age_group END AS age_group, 'unknown' AS disability,
       people AS numerator, meant AS denominator
FROM facts
