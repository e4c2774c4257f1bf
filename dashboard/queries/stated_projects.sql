-- How many projects of the services the 4W tells, and of how many it tells the end and the donor.
SELECT count(*) AS projects, count(p.ends_on) AS with_end, count(p.donor) AS with_donor
FROM warehouse.marts.projects p
JOIN warehouse.marts.services v ON v.service_code = p.service_code
                               AND (v.service_code = $service OR ($service = 'basket' AND v.is_basket))
WHERE p.period = $period AND p.state = 'running'
