SELECT dimension, category, tool, people
FROM warehouse.marts.inclusion
WHERE source = $source AND sector_code = CASE $source WHEN 'reach' THEN $sector ELSE '*' END AND period = $period AND scheme = $scheme
  AND level = $level AND pcode = $pcode
ORDER BY ALL
