-- Who is reported for a partner in each area, and whether the same organisation does child protection there.
WITH partners AS (
    SELECT unnest(string_split($partners, ',')) AS code
),
actors AS (
    SELECT pcode, organisation_id FROM warehouse.marts.sector_actors
    WHERE period = $period AND scheme = $scheme AND level = $level AND sector_code IN (SELECT code FROM partners)
    UNION
    SELECT pcode, organisation_id FROM warehouse.marts.service_providers
    WHERE period = $period AND scheme = $scheme AND level = $level AND service_code IN (SELECT code FROM partners)
)
SELECT n.pcode, a.name, o.organisation, p.pcode IS NOT NULL AS is_both
FROM actors n
JOIN warehouse.marts.organisations o USING (organisation_id)
JOIN warehouse.marts.areas a ON a.scheme = $scheme AND a.level = $level AND a.pcode = n.pcode
LEFT JOIN warehouse.marts.sector_actors p
       ON p.period = $period AND p.scheme = $scheme AND p.level = $level AND p.pcode = n.pcode
      AND p.sector_code = 'PRO-CPN' AND p.organisation_id = n.organisation_id
ORDER BY lower(o.organisation), a.name, n.pcode
