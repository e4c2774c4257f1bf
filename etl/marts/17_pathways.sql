-- What each need of a child asks for, step by step, and within how many hours by priority.
CREATE TABLE warehouse.marts.pathways AS
SELECT need_code, need_fr, need_en, CAST(step AS INTEGER) AS step, step_fr, step_en, service_code,
       nullif(sex, '') AS sex, CAST(min_age AS INTEGER) AS min_age, CAST(max_age AS INTEGER) AS max_age,
       CAST(emergency_hours AS INTEGER) AS emergency_hours, CAST(high_hours AS INTEGER) AS high_hours,
       CAST(normal_hours AS INTEGER) AS normal_hours, source
FROM reference.pathways
ORDER BY need_code, step;

-- Where any service is listed, whatever its state, in each scheme: people and means can reach such a place.
CREATE TABLE warehouse.marts.known_points AS
SELECT s.period, a.scheme, min(c.to_pcode) AS pcode, p.latitude, p.longitude, min(s.site_name) AS site_name,
       count(DISTINCT s.service_code) AS services
FROM staging.site_states s
JOIN staging.site_points p USING (latitude, longitude)
CROSS JOIN (SELECT DISTINCT scheme FROM warehouse.core.areas) a
LEFT JOIN warehouse.core.area_containment c
       ON c.from_scheme = s.scheme AND c.from_level = s.level AND c.from_pcode = s.pcode
      AND c.to_scheme = a.scheme AND c.to_level = 'adm2'
GROUP BY s.period, a.scheme, p.latitude, p.longitude
ORDER BY ALL;
