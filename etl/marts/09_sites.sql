-- Which sites each period knows, and in what state. An organisation's list of a service replaces its former one.
CREATE TABLE staging.site_lists AS
SELECT DISTINCT organisation_id, service_code, scheme, period, period_end(period) AS last_day
FROM warehouse.core.service_sites
WHERE NOT is_duplicate AND service_code IS NOT NULL;

CREATE TABLE warehouse.marts.service_periods AS
SELECT period, CASE length(period) WHEN 4 THEN 'year' ELSE CASE period[6] WHEN 'Q' THEN 'quarter' ELSE 'month' END END AS span,
       period_start(period) AS start_date, period_end(period) AS end_date
FROM (SELECT period FROM warehouse.marts.periods UNION SELECT period FROM staging.site_lists)
ORDER BY start_date, span;

CREATE TABLE staging.lists_in_force AS
SELECT p.period, p.end_date, l.organisation_id, l.service_code, l.period AS list_period, l.scheme, l.last_day
FROM warehouse.marts.service_periods p
JOIN staging.site_lists l ON l.last_day <= p.end_date
-- of a year, a quarter and a month that end on the same day, the month is the list of that day
QUALIFY rank() OVER (PARTITION BY p.period, l.organisation_id, l.service_code
                     ORDER BY l.last_day DESC, length(l.period) DESC) = 1;

CREATE TABLE staging.site_states AS
WITH known AS (
    SELECT f.period, f.end_date, s.sheet_id, s.row, s.service_code, s.organisation_id, s.site_name, s.site_type,
           s.scheme, CASE WHEN s.adm2_pcode IS NULL THEN 'adm1' ELSE 'adm2' END AS level,
           coalesce(s.adm2_pcode, s.adm1_pcode) AS pcode, s.status_code, s.latitude, s.longitude,
           -- a list without a date of verification says what was so at its own end
           coalesce(least(s.verified_date, f.last_day), f.last_day) AS verified_on,
           v.functional_statuses, v.verified_within_days
    FROM staging.lists_in_force f
    JOIN warehouse.core.service_sites s
      ON s.service_code = f.service_code AND s.period = f.list_period AND s.scheme = f.scheme
     AND s.organisation_id IS NOT DISTINCT FROM f.organisation_id
    JOIN warehouse.core.services v ON v.service_code = s.service_code
    WHERE NOT s.is_duplicate AND coalesce(s.adm2_pcode, s.adm1_pcode) IS NOT NULL
)
SELECT * EXCLUDE (functional_statuses, verified_within_days),
       CASE WHEN functional_statuses IS NULL THEN 'unknown'
            WHEN status_code IN ('not_functional', 'occupied', 'destroyed') THEN 'not_functional'
            WHEN NOT list_contains(functional_statuses, status_code) THEN 'unknown'
            WHEN verified_on < end_date - to_days(verified_within_days) THEN 'stale'
            ELSE 'functional' END AS state
FROM known
-- two organisations may list one site: the list that verified it last is believed
QUALIFY coalesce(organisation_id, '') = first_value(coalesce(organisation_id, ''))
        OVER (PARTITION BY period, service_code, scheme, level, pcode, coalesce(fold(site_name), concat(sheet_id, ' ', row))
              ORDER BY verified_on DESC, organisation_id NULLS LAST);

-- Where a list, still fresh, says by its silence that there is no site.
CREATE TABLE staging.listed_areas AS
SELECT DISTINCT f.period, f.service_code, c.scheme, c.level, c.pcode
FROM staging.lists_in_force f
JOIN warehouse.core.services v USING (service_code)
JOIN warehouse.core.area_coverability c ON c.from_scheme = f.scheme
WHERE f.last_day >= f.end_date - to_days(v.verified_within_days);

CREATE TABLE staging.sites_by_area AS
SELECT s.period, s.service_code, c.to_scheme AS scheme, c.to_level AS level, c.to_pcode AS pcode, count(*) AS sites,
       count(*) FILTER (state = 'functional') AS functional, count(*) FILTER (state = 'stale') AS stale,
       count(*) FILTER (state = 'unknown') AS unknown
FROM staging.site_states s
JOIN warehouse.core.area_containment c ON c.from_scheme = s.scheme AND c.from_level = s.level AND c.from_pcode = s.pcode
GROUP BY ALL;

-- Sites on ground that an area shares without holding it: in or out, nobody can say.
CREATE TABLE staging.undecided_sites AS
SELECT DISTINCT s.period, s.service_code, o.to_scheme AS scheme, o.to_level AS level, o.to_pcode AS pcode
FROM staging.site_states s
JOIN warehouse.core.area_overlap o ON o.from_scheme = s.scheme AND o.from_level = s.level AND o.from_pcode = s.pcode;
