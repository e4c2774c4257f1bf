-- How the published counts of children are protected: at each level, of how many cells how many are withheld. A build has
-- one profile and one threshold.
SELECT level, CAST(sum(cells) AS BIGINT) AS cells, CAST(sum(withheld) AS BIGINT) AS withheld,
       any_value(profile) AS profile, any_value(threshold) AS threshold,
       min(period) AS first_period, max(period) AS last_period
FROM warehouse.marts.disclosure_summary
GROUP BY level
ORDER BY CASE level WHEN 'country' THEN 1 WHEN 'adm1' THEN 2 ELSE 3 END
