-- In the month of the list, the area is declared enclaved and nobody names a way to reach it.
WITH stated AS (
    SELECT p.period, c.from_scheme AS scheme, c.from_level AS level, c.from_pcode AS pcode, x.status_code,
           x.start_date, tidy(x.access_mode) IS NOT NULL
           AND NOT regexp_matches(fold(x.access_mode), '^(aucun|none|neant|nul|sans|n a|nd|inconnu|unknown)') AS has_mode
    FROM warehouse.core.access_status x
    JOIN warehouse.marts.service_periods p
      ON x.start_date <= p.end_date AND coalesce(x.end_date, p.end_date) >= p.end_date
    JOIN warehouse.core.area_containment c
      ON c.to_scheme = x.scheme AND c.to_level = CASE WHEN x.adm2_pcode IS NULL THEN 'adm1' ELSE 'adm2' END
     AND c.to_pcode = coalesce(x.adm2_pcode, x.adm1_pcode)
    -- a locality that is cut off does not cut off its area
    WHERE NOT x.is_duplicate AND x.locality IS NULL
)
SELECT s.period, s.scheme, s.level, s.pcode, s.service_code, s.organisation_id,
       CAST(count(*) AS VARCHAR) AS detail_1, CAST(max(e.since) AS VARCHAR) AS detail_2
FROM staging.site_states s
SEMI JOIN warehouse.core.service_sites l
       ON l.period = s.period AND l.service_code = s.service_code
      AND l.organisation_id IS NOT DISTINCT FROM s.organisation_id
JOIN (
    SELECT period, scheme, level, pcode, min(start_date) FILTER (status_code = 'enclaved') AS since
    FROM stated
    GROUP BY ALL
    HAVING bool_or(status_code = 'enclaved') AND NOT bool_or(has_mode)
) e ON e.period = s.period AND e.scheme = s.scheme AND e.level = s.level AND e.pcode = s.pcode
WHERE s.state = 'functional'
GROUP BY ALL
