-- The projects that end within three months of the period's end, to the last day of the third month. A place
-- that is none of the level keeps its name.
WITH ending AS (
    SELECT coalesce(o.organisation, p.organisation_id) AS organisation, p.donor, p.ends_on,
           list(DISTINCT {'rank': v.rank, 'fr': v.short_fr, 'en': v.short_en}) AS services,
           list(DISTINCT coalesce(a.name, r.name) ORDER BY coalesce(a.name, r.name)) AS areas
    FROM warehouse.marts.projects p
    JOIN warehouse.marts.service_periods q ON q.period = p.period
    JOIN warehouse.marts.services v ON v.service_code = p.service_code
                                   AND (v.service_code = $service OR ($service = 'basket' AND v.is_basket))
    LEFT JOIN warehouse.marts.organisations o ON o.organisation_id = p.organisation_id
    LEFT JOIN warehouse.marts.area_containment c
           ON c.from_scheme = p.scheme AND c.from_level = p.level AND c.from_pcode = p.pcode
          AND c.to_scheme = $scheme AND c.to_level = $level
    LEFT JOIN warehouse.marts.areas a ON a.scheme = c.to_scheme AND a.level = c.to_level AND a.pcode = c.to_pcode
    LEFT JOIN warehouse.marts.areas r ON r.scheme = p.scheme AND r.level = p.level AND r.pcode = p.pcode
    WHERE p.period = $period AND p.state = 'running'
      -- three months after 30 September is 30 December
      AND p.ends_on BETWEEN q.end_date AND last_day(q.end_date + to_months(3))
      AND ($type = 'all' OR coalesce(o.type_code, 'unknown') = $type)
    GROUP BY ALL
)
SELECT organisation, donor, ends_on, services, areas
FROM ending
ORDER BY ends_on, lower(organisation), organisation, donor
