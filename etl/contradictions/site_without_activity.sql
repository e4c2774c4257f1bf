-- In the month of the list, its operator sends a 4W that says nothing of the area, neither directly nor by a larger one.
SELECT s.period, s.scheme, s.level, s.pcode, s.service_code, s.organisation_id, CAST(count(*) AS VARCHAR) AS detail_1,
       NULL AS detail_2
FROM staging.site_states s
SEMI JOIN warehouse.core.service_sites l
       ON l.period = s.period AND l.organisation_id = s.organisation_id AND l.service_code = s.service_code
SEMI JOIN staging.located_facts r ON r.period = s.period AND r.organisation_id = s.organisation_id
ANTI JOIN (
    SELECT f.period, f.organisation_id, t.to_scheme AS scheme, t.to_level AS level, t.to_pcode AS pcode
    FROM staging.located_facts f
    JOIN (FROM warehouse.core.area_containment UNION ALL FROM warehouse.core.area_overlap) t
      ON t.from_scheme = f.scheme AND t.from_level = f.level AND t.from_pcode = f.pcode
) a ON a.period = s.period AND a.organisation_id = s.organisation_id AND a.scheme = s.scheme AND a.level = s.level
   AND a.pcode = s.pcode
WHERE s.state = 'functional'
GROUP BY ALL
