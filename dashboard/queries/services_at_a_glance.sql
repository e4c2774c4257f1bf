-- Every service of the country in a period: where it is functional, and the ratio of the sums of the areas whose number
-- of sites is known. An area may be known to have the service, or none, where nobody can say how many sites.
SELECT s.rank, s.service_code, s.name_fr, s.name_en, s.per, s.denominator, s.threshold, s.threshold_per,
       s.threshold_kind, s.is_threshold_checked, s.threshold_fr, s.threshold_en, s.basis_fr, s.basis_en, s.verified_within_days, s.has_rule,
       count(*) FILTER (c.status = 'functional') AS areas_functional,
       -- without any list of sites, zeros alone are known: a share of them would say 0 % of what nobody has looked at
       CASE WHEN count(*) FILTER (c.status = 'functional' OR c.functional_sites IS NOT NULL) > 0
            THEN count(*) FILTER (c.status IN ('functional', 'zero')) ELSE 0 END AS areas_known,
       count(*) FILTER (c.status = 'present') AS areas_present,
       count(*) FILTER (c.status = 'zero') AS areas_zero,
       count(*) FILTER (c.status = 'no_data') AS areas_no_data,
       count(*) AS areas,
       sum(c.sites) AS sites, sum(c.functional_sites) AS functional_sites, sum(c.stale_sites) AS stale_sites,
       sum(c.children) FILTER (c.status = 'zero') AS children_without,
       sum(f.people) FILTER (c.functional_sites IS NOT NULL) AS people,
       sum(c.functional_sites) * any_value(s.per) / nullif(sum(f.people) FILTER (c.functional_sites IS NOT NULL), 0) AS functional_rate
FROM warehouse.marts.services s
JOIN warehouse.marts.coverage c USING (service_code)
CROSS JOIN LATERAL (
    SELECT CASE s.denominator WHEN 'population' THEN c.population WHEN 'school_age' THEN c.school_age
                              ELSE c.children END AS people
) f
WHERE c.period = $period AND c.level = $level AND c.scheme = $scheme
GROUP BY ALL
ORDER BY s.rank
