-- One sector, prefecture by prefecture, in the boundaries in which the plan tells it.
SELECT p.pcode, a.name, p.scheme,
       CASE WHEN count(*) = count(p.in_need) THEN CAST(sum(p.in_need) AS BIGINT) END AS in_need,
       CAST(sum(p.targeted) AS BIGINT) AS targeted,
       CASE WHEN count(*) = count(p.reached_published)
            THEN CAST(sum(p.reached_published) AS BIGINT) END AS reached_published,
       CASE WHEN count(*) = count(p.reached) THEN CAST(sum(p.reached) AS BIGINT) END AS reached
FROM warehouse.marts.plan_progress p
JOIN warehouse.marts.areas a ON a.scheme = p.scheme AND a.level = 'adm1' AND a.pcode = p.pcode
WHERE p.year = CAST($year AS INTEGER) AND p.plan = $plan AND p.sector_code = $plan_sector AND p.level = 'adm1'
GROUP BY p.pcode, a.name, p.scheme
ORDER BY lower(strip_accents(a.name)), p.pcode
