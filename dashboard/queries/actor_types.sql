-- The kinds of organisations among those present, and the pairs that at least one of each kind serves.
WITH kinds AS (
    SELECT type_code, name_fr, name_en FROM warehouse.marts.organisation_types
    UNION ALL
    SELECT 'unknown', NULL, NULL
),
chosen AS (
    SELECT service_code FROM warehouse.marts.services
    WHERE service_code = $service OR ($service = 'basket' AND is_basket)
),
present AS (
    SELECT coalesce(o.type_code, 'unknown') AS type_code, count(DISTINCT s.organisation_id) AS organisations
    FROM warehouse.marts.service_providers s
    JOIN warehouse.marts.organisations o USING (organisation_id)
    WHERE s.period = $period AND s.service_code IN (SELECT service_code FROM chosen)
    GROUP BY ALL
),
serving AS (
    SELECT coalesce(o.type_code, 'unknown') AS type_code, count(DISTINCT (p.pcode, p.service_code)) AS pairs
    FROM warehouse.marts.served_pairs p
    JOIN warehouse.marts.organisations o USING (organisation_id)
    WHERE p.period = $period AND p.scheme = $scheme AND p.level = $level AND p.service_code IN (SELECT service_code FROM chosen)
    GROUP BY ALL
)
SELECT k.type_code, k.name_fr, k.name_en, coalesce(n.organisations, 0) AS organisations, coalesce(s.pairs, 0) AS pairs
FROM kinds k
LEFT JOIN present n USING (type_code)
LEFT JOIN serving s USING (type_code)
WHERE n.organisations > 0 OR k.type_code IN ('GOV', 'NNGO', 'CBO', 'INGO', 'UN', 'RCRC', 'unknown')
ORDER BY coalesce(list_position(['GOV', 'NNGO', 'CBO', 'INGO', 'UN', 'RCRC'], k.type_code),
                  CASE k.type_code WHEN 'unknown' THEN 99 ELSE 50 END), k.type_code
