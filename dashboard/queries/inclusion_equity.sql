-- The shares of each group; '*' is all of them. Of people reached the numbers are by the tool that measured disability.
SELECT v.indicator_id, NULL AS tool, d.dimension, d.category, CAST(v.numerator AS BIGINT) AS part,
       CAST(v.denominator AS BIGINT) AS whole
FROM warehouse.marts.indicator_values v
CROSS JOIN LATERAL (VALUES ('sex', v.sex, v.disability), ('disability', v.disability, v.sex)) d (dimension, category, other)
WHERE v.indicator_id IN (SELECT unnest(CASE $source WHEN 'cases' THEN ['CM-02', 'CM-05']
                                                    WHEN 'referrals' THEN ['REF-02', 'REF-03', 'REF-04'] ELSE [] END))
  AND v.component IS NULL AND v.organisation IS NULL AND v.age_group = '*' AND d.other = '*' AND v.denominator > 0
  AND v.period = $period AND v.level = $level AND v.pcode = $pcode AND (v.level = 'country' OR v.scheme = $scheme)
UNION ALL
SELECT 'INC-02', disability_tool, dimension, coalesce(category, '*'), CAST(sum(numerator) AS BIGINT),
       CAST(sum(denominator) AS BIGINT)
FROM warehouse.marts.disability_groups
WHERE $source = 'reach' AND ($sector = '*' OR sector_code = $sector) AND period = $period AND scheme = $scheme
  AND level = $level AND pcode = $pcode
GROUP BY GROUPING SETS ((disability_tool, dimension, category), (disability_tool, dimension))
ORDER BY ALL
