-- In the month of the list, the area is declared enclaved and nobody names a way to reach it.
WITH stated AS (
    SELECT p.period, c.from_scheme AS scheme, c.from_level AS level, c.from_pcode AS pcode, x.status_code,
           x.since, tidy(x.access_mode) IS NOT NULL
           AND NOT regexp_matches(fold(x.access_mode), '^(aucun|none|neant|nul|sans|n a|nd|inconnu|unknown)') AS has_mode,
           -- of a sub-prefecture rather than of its prefecture, of its own ground rather than of other, then the hardest
           row_number() OVER (PARTITION BY p.period, c.from_scheme, c.from_level, c.from_pcode
               ORDER BY x.zone_level DESC, x.zone_scheme <> g.zone_scheme OR x.zone_pcode <> g.zone_pcode, x.hardness
           ) = 1 AS is_nearest
    FROM warehouse.marts.service_periods p
    -- in force on the last day; a locality that is cut off does not cut off its area
    JOIN staging.access_spans x
      ON x.place = '' AND p.end_date BETWEEN x.first_day AND coalesce(x.last_day, DATE '9999-12-31')
    JOIN warehouse.core.area_containment c
      ON c.to_scheme = x.zone_scheme AND c.to_level = x.zone_level AND c.to_pcode = x.zone_pcode
    JOIN staging.same_ground g ON g.scheme = c.from_scheme AND g.level = c.from_level AND g.pcode = c.from_pcode
)
SELECT s.period, s.scheme, s.level, s.pcode, s.service_code, s.organisation_id,
       CAST(count(*) AS VARCHAR) AS detail_1, CAST(max(e.since) AS VARCHAR) AS detail_2
FROM staging.site_states s
SEMI JOIN warehouse.core.service_sites l
       ON l.period = s.period AND l.service_code = s.service_code
      AND l.organisation_id IS NOT DISTINCT FROM s.organisation_id
JOIN (
    SELECT period, scheme, level, pcode, min(since) FILTER (status_code = 'enclaved') AS since
    FROM stated
    GROUP BY ALL
    HAVING bool_or(is_nearest AND status_code = 'enclaved') AND NOT bool_or(has_mode)
) e ON e.period = s.period AND e.scheme = s.scheme AND e.level = s.level AND e.pcode = s.pcode
WHERE s.state = 'functional'
GROUP BY ALL
