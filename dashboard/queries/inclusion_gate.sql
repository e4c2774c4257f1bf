SELECT dimension, least_percent, label_fr, label_en
FROM warehouse.marts.inclusion_gate
ORDER BY dimension
