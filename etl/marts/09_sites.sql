-- Which sites each period knows, and in what state. An organisation's list of a service replaces its former one.

-- A file most of whose sites stand in another one is a version of it: of lists that name no organisation, only the file
-- tells whose they are.
CREATE TABLE staging.directory_versions AS
WITH listed AS (
    -- repeated rows too: it is by them that a version is known; a p-code mostly keeps its place from scheme to scheme
    SELECT DISTINCT t.file_id, s.service_code, coalesce(s.adm2_pcode, s.adm1_pcode) AS pcode,
           coalesce(fold(s.site_name), '') AS name
    FROM warehouse.core.service_sites s
    JOIN staging.sheets t USING (sheet_id)
    WHERE s.service_code IS NOT NULL AND coalesce(s.adm2_pcode, s.adm1_pcode) IS NOT NULL
)
SELECT o.file_id, n.file_id AS other_id
FROM listed o
JOIN listed n ON n.service_code = o.service_code AND n.pcode = o.pcode AND n.name = o.name AND n.file_id <> o.file_id
JOIN (SELECT file_id, count(*) AS sites FROM listed GROUP BY file_id) f ON f.file_id = o.file_id
GROUP BY o.file_id, n.file_id, f.sites
HAVING count(*) >= 0.5 * f.sites;

-- `file_id` is NULL where the organisation is known: it may send its lists in any file.
CREATE TABLE staging.site_lists AS
WITH lists AS (
    SELECT DISTINCT s.organisation_id, CASE WHEN s.organisation_id IS NULL THEN t.file_id END AS file_id,
           s.service_code, s.scheme, s.period, period_start(s.period) AS first_day, period_end(s.period) AS last_day
    FROM warehouse.core.service_sites s
    JOIN staging.sheets t USING (sheet_id)
    WHERE NOT s.is_duplicate AND s.service_code IS NOT NULL
),
replaced AS (
    SELECT l.organisation_id, l.file_id, l.service_code, l.period, min(n.last_day) AS replaced_on
    FROM lists l
    JOIN lists n
      -- of a year, a quarter and a month that end on the same day, the month is the list of that day
      ON n.service_code = l.service_code AND (n.last_day, n.first_day) > (l.last_day, l.first_day)
     AND (n.organisation_id = l.organisation_id OR n.file_id = l.file_id
          OR (l.file_id, n.file_id) IN (SELECT (file_id, other_id) FROM staging.directory_versions))
    GROUP BY ALL
)
SELECT l.*, r.replaced_on
FROM lists l
LEFT JOIN replaced r
       ON r.service_code = l.service_code AND r.period = l.period
      AND r.organisation_id IS NOT DISTINCT FROM l.organisation_id AND r.file_id IS NOT DISTINCT FROM l.file_id;

CREATE TABLE warehouse.marts.service_periods AS
SELECT period, CASE length(period) WHEN 4 THEN 'year' ELSE CASE period[6] WHEN 'Q' THEN 'quarter' ELSE 'month' END END AS span,
       period_start(period) AS start_date, period_end(period) AS end_date
FROM (SELECT period FROM warehouse.marts.periods UNION SELECT period FROM staging.site_lists)
ORDER BY start_date, span;

CREATE TABLE staging.lists_in_force AS
SELECT p.period, p.end_date, l.organisation_id, l.file_id, l.service_code, l.period AS list_period, l.scheme, l.last_day
FROM warehouse.marts.service_periods p
JOIN staging.site_lists l
  ON l.last_day <= p.end_date AND coalesce(l.replaced_on > p.end_date, true);

-- What is so of a site, in one place: of a period (here), and on the present day (22_directory.sql).
CREATE MACRO was_verified_too_long_ago(verified_on, day, within_days) AS
    coalesce(verified_on < day - to_days(within_days), false);
CREATE MACRO site_state(functional_statuses, status_code, is_old) AS
    CASE WHEN functional_statuses IS NULL THEN 'unknown'
         WHEN status_code IN ('not_functional', 'occupied', 'destroyed') THEN 'not_functional'
         WHEN NOT list_contains(functional_statuses, status_code) THEN 'unknown'
         WHEN is_old THEN 'stale'
         ELSE 'functional' END;

-- Every row of a list in force; `is_old`: verified too long ago, nobody can say what is so now. `lister` is whose list it
-- is, `name_key` a name that tells one site from another: NULL where it only says of what service it is.
CREATE TABLE staging.listed_sites AS
WITH known AS (
    SELECT f.period, f.end_date, s.sheet_id, s.row, s.service_code, s.organisation_id, s.site_name, s.site_type,
           s.scheme, CASE WHEN s.adm2_pcode IS NULL THEN 'adm1' ELSE 'adm2' END AS level,
           coalesce(s.adm2_pcode, s.adm1_pcode) AS pcode, s.status_code, s.latitude, s.longitude,
           -- a list without a date of verification says what was so at its own end
           coalesce(least(s.verified_date, f.last_day), f.last_day) AS verified_on,
           v.functional_statuses, v.verified_within_days,
           coalesce(s.organisation_id, concat(' ', t.file_id)) AS lister,
           CASE WHEN k.key IS NULL THEN nullif(fold(s.site_name), '') END AS name_key
    FROM staging.lists_in_force f
    JOIN warehouse.core.service_sites s
      ON s.service_code = f.service_code AND s.period = f.list_period AND s.scheme = f.scheme
     AND s.organisation_id IS NOT DISTINCT FROM f.organisation_id
    JOIN staging.sheets t ON t.sheet_id = s.sheet_id AND coalesce(t.file_id = f.file_id, true)
    JOIN warehouse.core.services v ON v.service_code = s.service_code
    LEFT JOIN staging.service_keys k ON k.key = fold(s.site_name)
    WHERE NOT s.is_duplicate AND coalesce(s.adm2_pcode, s.adm1_pcode) IS NOT NULL
)
SELECT * EXCLUDE (functional_statuses, verified_within_days),
       was_verified_too_long_ago(verified_on, end_date, verified_within_days) AS is_old,
       -- what was last known: `is_old` tells what is closed from what was
       site_state(functional_statuses, status_code, is_old) AS state,
       max(verified_on) OVER (PARTITION BY period, service_code, scheme, level, pcode, name_key, lister) AS lister_verified_on
FROM known;

-- Two may list one site, of one name, unless their points are apart: the list that verified it last is believed.
CREATE TABLE staging.site_twins AS
SELECT l.period, l.sheet_id, l.row, l.organisation_id,
       arg_min(o, (-epoch(o.lister_verified_on), coalesce(o.organisation_id, '~'), o.lister, o.sheet_id, o.row)) AS believed
FROM staging.listed_sites l
JOIN staging.listed_sites o USING (period, service_code, scheme, level, pcode, name_key)
LEFT JOIN staging.site_points lp ON lp.latitude = l.latitude AND lp.longitude = l.longitude
LEFT JOIN staging.site_points op ON op.latitude = o.latitude AND op.longitude = o.longitude
WHERE o.lister <> l.lister
  AND (-epoch(o.lister_verified_on), coalesce(o.organisation_id, '~'), o.lister)
    < (-epoch(l.lister_verified_on), coalesce(l.organisation_id, '~'), l.lister)
  AND coalesce(km_between(lp.latitude, lp.longitude, op.latitude, op.longitude) <= 1, true)
GROUP BY ALL;

CREATE TABLE staging.site_states AS
SELECT l.* EXCLUDE (lister, name_key, lister_verified_on)
FROM staging.listed_sites l
ANTI JOIN staging.site_twins t ON t.period = l.period AND t.sheet_id = l.sheet_id AND t.row = l.row;

-- Whose sites they are: a site that two organisations list is of both, in the state that is believed.
CREATE TABLE staging.site_operators AS
SELECT period, sheet_id, row, service_code, scheme, level, pcode, state, organisation_id FROM staging.site_states
UNION
SELECT period, believed.sheet_id, believed.row, believed.service_code, believed.scheme, believed.level, believed.pcode,
       believed.state, organisation_id
FROM staging.site_twins
WHERE organisation_id IS NOT NULL;

-- Where a list, still fresh, says by its silence that there is no site.
CREATE TABLE staging.listed_areas AS
SELECT DISTINCT f.period, f.service_code, c.scheme, c.level, c.pcode
FROM staging.lists_in_force f
JOIN warehouse.core.services v USING (service_code)
JOIN warehouse.core.area_coverability c ON c.from_scheme = f.scheme
WHERE f.last_day >= f.end_date - to_days(v.verified_within_days);

CREATE TABLE staging.sites_by_area AS
SELECT s.period, s.service_code, c.to_scheme AS scheme, c.to_level AS level, c.to_pcode AS pcode, count(*) AS sites,
       count(*) FILTER (state = 'functional') AS functional, count(*) FILTER (state = 'unknown') AS unknown,
       count(*) FILTER (state = 'stale' OR state = 'not_functional' AND is_old) AS stale,
       -- known closed, and last known closed: no presence
       count(*) FILTER (state = 'not_functional') AS closed,
       count(*) FILTER (state = 'not_functional' AND is_old) AS closed_before
FROM staging.site_states s
JOIN warehouse.core.area_containment c ON c.from_scheme = s.scheme AND c.from_level = s.level AND c.from_pcode = s.pcode
GROUP BY ALL;

-- Sites on ground that an area shares without holding it: in or out, nobody can say.
CREATE TABLE staging.undecided_sites AS
SELECT DISTINCT s.period, s.service_code, o.to_scheme AS scheme, o.to_level AS level, o.to_pcode AS pcode
FROM staging.site_states s
JOIN warehouse.core.area_overlap o ON o.from_scheme = s.scheme AND o.from_level = s.level AND o.from_pcode = s.pcode;
