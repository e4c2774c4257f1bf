-- Where a service works. A site without coordinates is counted in its area and in no distance.
SELECT site_name, organisation, pcode, latitude, longitude, verified_on
FROM warehouse.marts.functional_sites
WHERE period = $period AND service_code = $service AND scheme = $scheme
ORDER BY latitude IS NULL, pcode, site_name, organisation_id, latitude, longitude
