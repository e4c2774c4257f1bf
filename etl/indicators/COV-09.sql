-- Zones enclaved in a quarter that were reached in it, of those of which it is known.
SELECT NULL AS component, r.period, r.zone_scheme AS scheme,
       CASE a.level WHEN 'adm1' THEN a.pcode ELSE a.parent_pcode END AS adm1_pcode,
       CASE a.level WHEN 'adm2' THEN a.pcode END AS adm2_pcode, NULL AS organisation, NULL AS sex, NULL AS age_group,
       NULL AS disability, CAST(r.is_reached AS DOUBLE) AS numerator, 1.0 AS denominator
FROM warehouse.marts.enclaved_reach r
JOIN warehouse.marts.areas a ON a.scheme = r.zone_scheme AND a.level = r.zone_level AND a.pcode = r.zone_pcode
WHERE r.is_reached IS NOT NULL
