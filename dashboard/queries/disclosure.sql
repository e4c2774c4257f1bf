-- How the published counts of children are protected: at each level, of how many cells how many are withheld.
SELECT level, sum(cells) AS cells, sum(withheld) AS withheld, any_value(threshold) AS threshold,
       min(period) AS first_period, max(period) AS last_period
FROM warehouse.marts.disclosure_summary
GROUP BY level
ORDER BY CASE level WHEN 'country' THEN 1 WHEN 'adm1' THEN 2 ELSE 3 END
