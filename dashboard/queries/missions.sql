-- The missions made in the period, with the state of their zone on the day; the newest first.
SELECT m.mission_id, m.name, z.name AS zone_name, m.locality, p.pcode AS parent_pcode, p.name AS parent_name,
       m.start_date, m.end_date, m.access_mode, m.status_code, m.season, m.cause, m.organisations
FROM warehouse.marts.missions m
JOIN warehouse.marts.zone_periods q ON q.period = $period AND m.start_date BETWEEN q.start_date AND q.end_date
JOIN warehouse.marts.areas z ON z.scheme = m.zone_scheme AND z.level = m.zone_level AND z.pcode = m.zone_pcode
LEFT JOIN warehouse.marts.zone_places h
       ON h.zone_scheme = m.zone_scheme AND h.zone_level = m.zone_level AND h.zone_pcode = m.zone_pcode
      AND h.scheme = $scheme AND h.level = 'adm1'
LEFT JOIN warehouse.marts.areas p ON p.scheme = h.scheme AND p.level = 'adm1' AND p.pcode = h.pcode
WHERE m.is_past
ORDER BY m.start_date DESC, m.name, m.mission_id
