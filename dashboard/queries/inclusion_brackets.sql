SELECT source, category AS bracket
FROM warehouse.marts.inclusion
WHERE dimension = 'age_group' AND category <> 'unknown' AND period = $period AND scheme = $scheme AND level = $level
  AND pcode = $pcode
GROUP BY ALL
ORDER BY ALL
