-- The ten areas with most children not covered (population as published), equals included: who is nearest with the
-- service, in a straight line between centres, and how many organisations of any sector are there already.
SELECT g.rank_children AS rank, g.pcode, a.name, a.parent_name, g.state, g.not_covered, g.phase,
       coalesce(d.neighbours, 0) AS neighbours, n.nearest_pcode, b.name AS nearest_name, c.status AS nearest_status,
       c.organisations AS nearest_organisations, n.km, r.pcode IS NOT NULL AS is_reported,
       coalesce(o.organisations, 0) AS organisations
FROM warehouse.marts.gaps g
JOIN warehouse.marts.areas a USING (scheme, level, pcode)
LEFT JOIN (
    SELECT scheme, level, pcode, count(*) AS neighbours FROM warehouse.marts.area_distances GROUP BY ALL
) d USING (scheme, level, pcode)
LEFT JOIN (
    SELECT k.scheme, k.level, k.pcode, arg_min(k.other_pcode, k.km) AS nearest_pcode, min(k.km) AS km
    FROM warehouse.marts.area_distances k
    JOIN warehouse.marts.coverage p
      ON p.scheme = k.scheme AND p.level = k.level AND p.pcode = k.other_pcode
    WHERE p.period = $period AND p.service_code = $service AND p.status IN ('functional', 'present')
    GROUP BY ALL
) n USING (scheme, level, pcode)
LEFT JOIN warehouse.marts.areas b ON b.scheme = g.scheme AND b.level = g.level AND b.pcode = n.nearest_pcode
LEFT JOIN warehouse.marts.coverage c
       ON c.period = g.period AND c.service_code = g.service_code AND c.scheme = g.scheme AND c.level = g.level
      AND c.pcode = n.nearest_pcode
LEFT JOIN (
    SELECT DISTINCT scheme, level, pcode FROM warehouse.marts.presence WHERE period = $period
) r ON r.scheme = g.scheme AND r.level = g.level AND r.pcode = g.pcode
LEFT JOIN (
    SELECT f.scheme, f.level, f.pcode, count(DISTINCT f.organisation_id) AS organisations
    FROM warehouse.marts.sector_actors f
    JOIN warehouse.marts.sectors s USING (sector_code)
    WHERE f.period = $period AND NOT s.is_support
    GROUP BY ALL
) o ON o.scheme = g.scheme AND o.level = g.level AND o.pcode = g.pcode
WHERE g.period = $period AND g.service_code = $service AND g.level = $level AND g.scheme = $scheme
  AND g.scenario = 'mid' AND g.rank_children <= 10
ORDER BY g.rank_children, g.pcode
