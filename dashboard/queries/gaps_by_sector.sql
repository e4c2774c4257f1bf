-- For each sector, how many areas have no actor and how many children live there; sectors that serve other
-- organisations rather than people (coordination, logistics, telecommunications) come last. Where the number of children
-- is known of no area, nobody can say how many live there.
SELECT p.sector_code, s.name_fr, s.name_en, s.is_support,
       count(*) AS areas,
       count(*) FILTER (p.organisations = 0) AS areas_without_actor,
       CASE WHEN count(c.children) > 0
            THEN coalesce(sum(c.children) FILTER (p.organisations = 0), 0)::BIGINT END AS children_without_actor
FROM warehouse.marts.presence p
JOIN warehouse.marts.sectors s USING (sector_code)
LEFT JOIN warehouse.marts.children c
       ON c.scheme = p.scheme AND c.level = p.level AND c.pcode = p.pcode
WHERE p.period = $period AND p.level = $level AND p.scheme = $scheme
GROUP BY ALL
ORDER BY s.is_support, children_without_actor DESC, areas_without_actor DESC, p.sector_code
