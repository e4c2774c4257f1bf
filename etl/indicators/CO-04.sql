-- Past missions to a zone enclaved on those days, and those of which two organisations at least had a share.
SELECT NULL AS component, strftime(m.start_date, '%Y-%m') AS period, m.zone_scheme AS scheme,
       CASE a.level WHEN 'adm1' THEN a.pcode ELSE a.parent_pcode END AS adm1_pcode,
       CASE a.level WHEN 'adm2' THEN a.pcode END AS adm2_pcode, NULL AS organisation, NULL AS sex, NULL AS age_group,
       NULL AS disability, CAST(m.organisations > 1 AS DOUBLE) AS numerator, 1.0 AS denominator
FROM warehouse.marts.missions m
JOIN warehouse.marts.areas a ON a.scheme = m.zone_scheme AND a.level = m.zone_level AND a.pcode = m.zone_pcode
WHERE m.is_past AND m.status_code = 'enclaved'
