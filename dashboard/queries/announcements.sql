-- What reports up to the period announced to begin more than three months before its end, to go on still, and whether
-- the organisation was since seen there, at work on the service or with a site of it.
WITH placed AS (
    SELECT p.organisation_id, p.service_code, p.starts_on, p.ends_on, p.state, q.end_date AS told_on,
           coalesce(c.to_pcode, p.pcode) AS place, coalesce(a.name, r.name) AS name
    FROM warehouse.marts.projects p
    JOIN warehouse.marts.service_periods q ON q.period = p.period
    JOIN warehouse.marts.service_periods n ON n.period = $period AND q.end_date <= n.end_date
    LEFT JOIN warehouse.marts.area_containment c
           ON c.from_scheme = p.scheme AND c.from_level = p.level AND c.from_pcode = p.pcode
          AND c.to_scheme = $scheme AND c.to_level = $level
    LEFT JOIN warehouse.marts.areas a ON a.scheme = c.to_scheme AND a.level = c.to_level AND a.pcode = c.to_pcode
    LEFT JOIN warehouse.marts.areas r ON r.scheme = p.scheme AND r.level = p.level AND r.pcode = p.pcode
),
announced AS (
    SELECT p.organisation_id, p.service_code, p.place, any_value(p.name) AS name, min(p.starts_on) AS starts_on
    FROM placed p
    JOIN warehouse.marts.service_periods n ON n.period = $period
    WHERE p.state = 'announced' AND p.starts_on < last_day(n.end_date - to_months(3))
      AND coalesce(p.ends_on >= n.end_date, true)
    GROUP BY ALL
),
seen AS (
    SELECT DISTINCT a.organisation_id, a.service_code, a.place
    FROM announced a
    JOIN placed s USING (organisation_id, service_code, place)
    WHERE s.state IN ('running', 'finished') AND s.told_on >= a.starts_on
    UNION
    SELECT organisation_id, service_code, pcode
    FROM warehouse.marts.service_providers
    WHERE period = $period AND scheme = $scheme AND level = $level
)
SELECT coalesce(o.organisation, a.organisation_id) AS organisation, a.service_code, v.short_fr, v.short_en, a.name,
       a.starts_on, s.place IS NOT NULL AS is_seen
FROM announced a
JOIN warehouse.marts.services v ON v.service_code = a.service_code
                               AND (v.service_code = $service OR ($service = 'basket' AND v.is_basket))
LEFT JOIN warehouse.marts.organisations o ON o.organisation_id = a.organisation_id
LEFT JOIN seen s ON s.organisation_id = a.organisation_id AND s.service_code = a.service_code AND s.place = a.place
WHERE $type = 'all' OR coalesce(o.type_code, 'unknown') = $type
ORDER BY a.starts_on, lower(organisation), v.rank, a.name
