-- By service: how many pairs of an area and the service rest on one organisation (COV-10), and on how many nobody can
-- tell, because others may serve them too or because those who run the sites are not named.
WITH pairs AS (
    SELECT service_code, pcode, any_value(organisations) AS organisations, bool_and(is_exact) AS is_exact
    FROM warehouse.marts.served_pairs
    WHERE period = $period AND scheme = $scheme AND level = $level
    GROUP BY service_code, pcode
)
SELECT v.service_code, v.rank, v.short_fr, v.short_en,
       bool_or(c.status NOT IN ('no_data', 'not_applicable')) AS is_known,
       count(*) FILTER (p.organisations = 1 AND p.is_exact) AS single,
       count(*) FILTER (p.organisations > 1 OR p.is_exact) AS served,
       count(*) FILTER (p.organisations = 1 AND NOT p.is_exact) AS undecided,
       count(*) FILTER (c.status = 'functional' AND p.pcode IS NULL) AS unnamed,
       count(*) FILTER (p.organisations >= 3) AS overlapping
FROM warehouse.marts.services v
JOIN warehouse.marts.coverage c
  ON c.service_code = v.service_code AND c.period = $period AND c.scheme = $scheme AND c.level = $level
LEFT JOIN pairs p ON p.service_code = c.service_code AND p.pcode = c.pcode
WHERE v.service_code = $service OR ($service = 'basket' AND v.is_basket)
GROUP BY v.service_code, v.rank, v.short_fr, v.short_en
ORDER BY v.rank
