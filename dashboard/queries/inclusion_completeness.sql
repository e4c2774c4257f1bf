SELECT c.dimension, c.known, c.total,
       g.least_percent, g.label_fr, g.label_en
FROM warehouse.marts.completeness c
LEFT JOIN warehouse.marts.inclusion_gate g USING (dimension)
WHERE c.source = $source AND c.sector_code = CASE $source WHEN 'reach' THEN $sector ELSE '*' END AND c.period = $period AND c.scheme = $scheme
  AND c.level = $level AND c.pcode = $pcode
ORDER BY array_position(['sex', 'age_group', 'disability', 'all'], c.dimension)
