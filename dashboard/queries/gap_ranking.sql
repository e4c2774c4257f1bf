-- Children whom the service does not cover, area by area and scenario by scenario, with the three ranks of each.
SELECT g.scenario, g.pcode, a.name, a.parent_name, g.state, g.children, g.not_covered, g.rate, g.phase, g.weighted,
       g.parts, g.unknown, g.unconfirmed, g.unweighted, g.rank_children, g.rank_rate, g.rank_severity, g.is_stable,
       g.is_always_in_ten, s.sector_code AS severity_sector, s.severity_period, s.from_level AS severity_level
FROM warehouse.marts.gaps g
JOIN warehouse.marts.areas a USING (scheme, level, pcode)
LEFT JOIN warehouse.marts.severity s
       ON s.period = g.period AND s.scheme = g.scheme AND s.level = g.level AND s.pcode = g.pcode
WHERE g.period = $period AND g.service_code = $service AND g.level = $level AND g.scheme = $scheme
ORDER BY g.scenario, g.rank_children NULLS LAST, g.children DESC NULLS LAST, g.pcode
