-- The sectors present in the ten areas with most children not covered: each is a door for the service. Its own sector
-- (is_own) may be there without it. Those that serve organisations rather than people open none; who works in an area of
-- responsibility (PRO-CPN) is told there, not in the whole sector (PRO) as well.
SELECT f.pcode, f.sector_code, s.name_fr, s.name_en, v.service_code IS NOT NULL AS is_own,
       count(DISTINCT f.organisation_id) AS organisations
FROM warehouse.marts.gaps g
JOIN warehouse.marts.sector_actors f USING (period, scheme, level, pcode)
JOIN warehouse.marts.sectors s USING (sector_code)
LEFT JOIN warehouse.marts.services v ON v.service_code = g.service_code AND v.sector_code = f.sector_code
ANTI JOIN warehouse.marts.sector_actors d
       ON d.period = f.period AND d.scheme = f.scheme AND d.level = f.level AND d.pcode = f.pcode
      AND d.organisation_id = f.organisation_id AND starts_with(d.sector_code, f.sector_code || '-')
WHERE g.period = $period AND g.service_code = $service AND g.level = $level AND g.scheme = $scheme
  AND g.scenario = 'mid' AND g.rank_children <= 10 AND NOT s.is_support
GROUP BY ALL
ORDER BY f.pcode, is_own, organisations DESC, f.sector_code
