SELECT c.scheme, c.year, c.children_bracket, b.label_fr, b.label_en, b.caveat_fr, b.caveat_en, b.source,
       sum(c.children)::BIGINT AS children
FROM warehouse.marts.children c
JOIN warehouse.marts.population_basis b USING (basis)
WHERE c.level = 'adm1'
GROUP BY ALL
ORDER BY c.scheme
