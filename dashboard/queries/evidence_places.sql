-- The areas where child protection is active, whether jointly with another sector, and the outcome of each.
SELECT p.pcode, a.name, a.parent_name, p.activities, p.joint, p.parallel, p.is_joint, p.is_remote, p.is_severe,
       p.is_large, v.numerator, v.denominator
FROM warehouse.marts.evidence_places p
JOIN warehouse.marts.areas a USING (scheme, level, pcode)
LEFT JOIN warehouse.marts.indicator_values v
       ON v.period = p.period AND v.scheme = p.scheme AND v.level = p.level AND v.pcode = p.pcode
      AND v.indicator_id = $outcome AND v.component IS NULL
      AND v.sex = '*' AND v.age_group = '*' AND v.disability = '*'
WHERE p.period = $period AND p.scheme = $scheme AND p.level = $level
ORDER BY a.name, p.pcode
