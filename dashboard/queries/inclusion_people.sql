-- Who they are of whom a page counts, under its own filters and, as it counts, in the scheme in which they were told.
SELECT f.sex, f.age_group, f.disability, f.disability_tool AS tool, f.population_status, CAST(sum(f.people) AS BIGINT) AS people
FROM warehouse.marts.inclusion_facts f
WHERE f.source = $source AND f.sector_code = CASE $source WHEN 'reach' THEN $sector ELSE '*' END
  AND $period IN (f.period, f.quarter, f.year)
  AND ($level = 'country' OR f.scheme = $scheme AND $pcode = CASE $level WHEN 'adm1' THEN f.adm1_pcode ELSE f.adm2_pcode END)
  AND $organisation IN ('all', f.organisation_id) AND $priority IN ('all', f.priority)
  AND ($service = 'all' OR ($direction <> 'to' AND f.from_service = $service)
       OR ($direction <> 'from' AND f.to_service = $service))
GROUP BY ALL
ORDER BY ALL
