-- Which outcome can be compared in which period, at the finest level that it is told of.
SELECT o.indicator_id, v.period, v.scheme, max(v.level) AS level
FROM warehouse.marts.evidence_outcomes o
JOIN warehouse.marts.indicator_values v USING (indicator_id)
SEMI JOIN warehouse.marts.evidence_places p ON p.period = v.period AND p.scheme = v.scheme
WHERE v.component IS NULL AND v.level IN ('adm1', 'adm2') AND v.sex = '*' AND v.age_group = '*' AND v.disability = '*'
GROUP BY o.position, o.indicator_id, v.period, v.scheme
ORDER BY o.position, v.period DESC, v.scheme
