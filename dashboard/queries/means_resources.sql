-- The resources that can be pooled, by pool.
SELECT resource_code, pool, name_fr, name_en, unit_fr, unit_en
FROM warehouse.marts.means_resources
ORDER BY CASE pool WHEN 'financial' THEN 0 WHEN 'human' THEN 1 ELSE 2 END, resource_code
