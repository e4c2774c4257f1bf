-- The rows behind one number of marts.presence, by the rule of etl/marts/02_presence.sql: every report whose own period
-- lies within the period, whose ground lies inside the area, of the sector or of one counted in it; duplicates once.
SELECT b.build, coalesce(o.acronym, o.organisation_id) AS organisation, f.file, f.sha256, f.received_at, s.sheet,
       list(a.row ORDER BY a.row) AS rows
FROM warehouse.core.activities a
JOIN warehouse.marts.periods p ON p.period = $period
JOIN warehouse.marts.periods r ON r.period = a.period AND r.start_date >= p.start_date AND r.end_date <= p.end_date
JOIN warehouse.core.sectors c ON c.sector_code = a.sector_code AND $sector IN (c.sector_code, c.parent_code)
JOIN warehouse.core.area_containment i
  ON i.from_scheme = a.scheme AND i.from_level = CASE WHEN a.adm2_pcode IS NULL THEN 'adm1' ELSE 'adm2' END
 AND i.from_pcode = coalesce(a.adm2_pcode, a.adm1_pcode)
 AND i.to_scheme = $scheme AND i.to_level = $level AND i.to_pcode = $pcode
JOIN warehouse.core.organisations o ON o.organisation_id = a.organisation_id
JOIN warehouse.core.source_sheets s ON s.sheet_id = a.sheet_id
JOIN warehouse.core.source_files f ON f.file_id = s.file_id
JOIN warehouse.marts.build b ON true
WHERE NOT a.is_duplicate
GROUP BY ALL
ORDER BY organisation, f.received_at, f.file, s.sheet
