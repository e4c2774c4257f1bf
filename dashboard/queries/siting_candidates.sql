-- Where a site could open: chief towns, centres of sub-prefectures, and places where any service is listed, one within a
-- hundredth of a degree (1.1 km), none where the service already works. When they are too many, each sub-prefecture keeps
-- first the places with most services.
SELECT d.kind, d.name, d.pcode, a.name AS area_name, a.parent_name, d.latitude, d.longitude
FROM (
    SELECT p.rank, p.kind, p.name, p.pcode, p.latitude, p.longitude, p.services
    FROM (
        SELECT 1 AS rank, 'chief_town' AS kind, town AS name, pcode, latitude, longitude, 0 AS services
        FROM warehouse.marts.towns
        WHERE scheme = $scheme
        UNION ALL
        SELECT 2, 'area_centre', name, pcode, center_lat, center_lon, 0
        FROM warehouse.marts.areas
        WHERE scheme = $scheme AND level = 'adm2' AND center_lat IS NOT NULL AND center_lon IS NOT NULL
        UNION ALL
        SELECT 3, 'site', site_name, pcode, latitude, longitude, services
        FROM warehouse.marts.known_points
        WHERE scheme = $scheme AND period = $period
    ) p
    ANTI JOIN warehouse.marts.functional_sites e
           ON e.period = $period AND e.scheme = $scheme AND e.service_code = $service
          AND round(e.latitude, 2) = round(p.latitude, 2) AND round(e.longitude, 2) = round(p.longitude, 2)
    QUALIFY row_number() OVER (PARTITION BY round(p.latitude, 2), round(p.longitude, 2)
                               ORDER BY p.rank, p.services DESC, p.name, p.pcode, p.latitude, p.longitude) = 1
) d
LEFT JOIN warehouse.marts.areas a ON a.scheme = $scheme AND a.level = 'adm2' AND a.pcode = d.pcode
ORDER BY d.rank = 3, row_number() OVER (PARTITION BY d.rank, d.pcode ORDER BY d.services DESC, d.name, d.latitude, d.longitude),
         d.rank, d.pcode, d.name
LIMIT $most
