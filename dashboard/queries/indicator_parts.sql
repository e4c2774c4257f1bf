SELECT indicator_id, component, rule, factor, title_fr, title_en
FROM warehouse.marts.indicator_components
ORDER BY indicator_id, position
