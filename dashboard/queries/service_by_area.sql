-- One service in each area: how many sites and actors, against how many people; the worst first, the unknown last.
SELECT a.pcode, a.name, a.parent_name, c.status, c.organisations, c.sites, c.functional_sites, c.stale_sites,
       c.population, c.children, f.people, s.per,
       -- a rate on too few people says nothing; on nobody it does not exist
       CASE WHEN f.people >= s.min_denominator THEN c.functional_sites * s.per / f.people END AS functional_rate,
       CASE WHEN f.people >= s.min_denominator THEN c.sites * s.per / f.people END AS site_rate,
       CASE WHEN c.functional_sites IS NULL OR s.threshold IS NULL THEN NULL
            WHEN s.threshold_per = 'sub_prefecture' THEN CASE a.level WHEN 'adm2' THEN c.functional_sites >= s.threshold END
            WHEN f.people > 0 THEN c.functional_sites * CAST(s.threshold_per AS INTEGER) >= s.threshold * f.people
       END AS is_threshold_met,
       a.center_lat, a.center_lon
FROM warehouse.marts.coverage c
JOIN warehouse.marts.services s USING (service_code)
JOIN warehouse.marts.areas a USING (scheme, level, pcode)
CROSS JOIN LATERAL (
    SELECT CASE s.denominator WHEN 'population' THEN c.population WHEN 'school_age' THEN c.school_age
                              ELSE c.children END AS people
) f
WHERE c.period = $period AND c.service_code = $service AND c.level = $level AND c.scheme = $scheme
ORDER BY CASE c.status WHEN 'zero' THEN 0 WHEN 'functional' THEN 1 WHEN 'present' THEN 2 WHEN 'no_data' THEN 3 ELSE 4 END,
         c.functional_sites / nullif(f.people, 0) NULLS FIRST, c.children DESC NULLS LAST, a.pcode
