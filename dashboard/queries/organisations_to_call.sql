-- Who is present in the ten areas with most children not covered, with the sectors of each. For the coordination only.
SELECT f.pcode, coalesce(o.acronym, o.name, o.organisation_id) AS organisation,
       list(DISTINCT f.sector_code ORDER BY f.sector_code) AS sectors
FROM warehouse.marts.gaps g
JOIN warehouse.marts.sector_actors f USING (period, scheme, level, pcode)
JOIN warehouse.marts.sectors s USING (sector_code)
JOIN warehouse.core.organisations o ON o.organisation_id = f.organisation_id
WHERE g.period = $period AND g.service_code = $service AND g.level = $level AND g.scheme = $scheme
  AND g.scenario = 'mid' AND g.rank_children <= 10 AND NOT s.is_support
GROUP BY ALL
ORDER BY f.pcode, organisation
