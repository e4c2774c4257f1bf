-- What changed since the build in use. The next build compares itself with `totals` and `areas_named` of this one;
-- etl/changes.py has copied those of the build in use beforehand, and says in staging.former why it could not.
CREATE TABLE IF NOT EXISTS staging.former AS SELECT NULL::VARCHAR AS build, 'first_build' AS reason;

-- A jump is a sum at least ten times larger or smaller, 0 counting as 1. `unit`: exactly 100, 1,000 or 1,000,000 times,
-- as when thousands are written for units or a decimal mark is misread; `sign`: to or from zero, or below it.
CREATE MACRO suspicion(before, after) AS
    CASE WHEN before IS NULL OR after IS NULL THEN NULL
         WHEN (before < 0) <> (after < 0) THEN 'sign'
         WHEN greatest(abs(before), abs(after)) < 10 * greatest(least(abs(before), abs(after)), 1) THEN NULL
         WHEN least(abs(before), abs(after)) = 0 THEN 'sign'
         WHEN greatest(abs(before), abs(after)) / least(abs(before), abs(after)) IN (100, 1000, 1000000) THEN 'unit'
         ELSE 'x10' END;

CREATE TABLE staging.counted_rows AS
SELECT 'activities' AS kind, period, organisation_id, scheme, adm1_pcode, adm2_pcode, is_duplicate,
       reached_count AS counted
FROM warehouse.core.activities
UNION ALL SELECT 'service_sites', period, organisation_id, scheme, adm1_pcode, adm2_pcode, is_duplicate, NULL
FROM warehouse.core.service_sites
UNION ALL SELECT 'case_counts', period, organisation_id, scheme, adm1_pcode, adm2_pcode, is_duplicate, case_count
FROM warehouse.core.case_counts
UNION ALL SELECT 'referral_counts', period, organisation_id, scheme, adm1_pcode, adm2_pcode, is_duplicate,
       referral_count
FROM warehouse.core.referral_counts;

-- Accepted rows, sub-prefectures named, and the sum of people reached, cases or referrals (of rows stated twice, one;
-- NULL where no row states a number).
CREATE TABLE warehouse.marts.totals AS
SELECT kind, organisation_id, period, count(*) AS rows_accepted,
       count(DISTINCT scheme || adm2_pcode) AS areas,
       CAST(sum(counted) FILTER (NOT is_duplicate) AS BIGINT) AS counted
FROM staging.counted_rows
GROUP BY ALL
ORDER BY ALL;

-- The areas that rows name, at the finest level of each row, in its own scheme.
CREATE TABLE warehouse.marts.areas_named AS
SELECT kind, scheme, CASE WHEN adm2_pcode IS NULL THEN 'adm1' ELSE 'adm2' END AS level,
       coalesce(adm2_pcode, adm1_pcode) AS pcode, count(*) AS rows_accepted
FROM staging.counted_rows
GROUP BY ALL
ORDER BY ALL;

-- Nothing of before where there is nothing to compare with.
CREATE TABLE IF NOT EXISTS staging.former_totals AS FROM warehouse.marts.totals LIMIT 0;
CREATE TABLE IF NOT EXISTS staging.former_areas_named AS FROM warehouse.marts.areas_named LIMIT 0;
CREATE TABLE IF NOT EXISTS staging.former_nature (is_demo BOOLEAN);

-- A demonstration says nothing of real data.
CREATE TABLE staging.compared AS
SELECT f.build,
       CASE WHEN n.is_demo <> (SELECT coalesce(bool_or(f.is_demo), false)
                               FROM warehouse.core.source_files f
                               JOIN warehouse.core.source_sheets s USING (file_id) WHERE s.rows_accepted > 0)
            THEN 'other_nature' ELSE f.reason END AS reason
FROM staging.former f
LEFT JOIN staging.former_nature n ON true;
DELETE FROM staging.former_totals WHERE (SELECT reason IS NOT NULL FROM staging.compared);
DELETE FROM staging.former_areas_named WHERE (SELECT reason IS NOT NULL FROM staging.compared);

-- One row. `reason` says why nothing is compared: first_build, other_schema, unreadable, other_nature; the counts of
-- before are NULL then. `actors` are distinct organisations, `areas` distinct sub-prefectures, of all kinds.
CREATE TABLE warehouse.marts.comparison AS
SELECT c.build AS former_build, c.reason,
       CASE WHEN c.reason IS NULL THEN coalesce(b.row_count, 0) END AS rows_before,
       coalesce(a.row_count, 0) AS rows_after,
       CASE WHEN c.reason IS NULL THEN b.actors END AS actors_before, a.actors AS actors_after,
       CASE WHEN c.reason IS NULL THEN e.areas END AS areas_before, d.areas AS areas_after
FROM staging.compared c
CROSS JOIN (SELECT CAST(sum(rows_accepted) AS BIGINT) AS row_count, count(DISTINCT organisation_id) AS actors
            FROM warehouse.marts.totals) a
CROSS JOIN (SELECT CAST(sum(rows_accepted) AS BIGINT) AS row_count, count(DISTINCT organisation_id) AS actors
            FROM staging.former_totals) b
CROSS JOIN (SELECT count(DISTINCT scheme || pcode) AS areas FROM warehouse.marts.areas_named WHERE level = 'adm2') d
CROSS JOIN (SELECT count(DISTINCT scheme || pcode) AS areas FROM staging.former_areas_named WHERE level = 'adm2') e;

-- The same, kind by kind, with the sums.
CREATE TABLE warehouse.marts.changes_by_kind AS
WITH sides AS (
    SELECT 'before' AS side, kind, organisation_id, rows_accepted, counted FROM staging.former_totals
    UNION ALL SELECT 'after', kind, organisation_id, rows_accepted, counted FROM warehouse.marts.totals
),
grounds AS (
    SELECT kind, count(DISTINCT scheme || pcode) FILTER (side = 'before') AS areas_before,
           count(DISTINCT scheme || pcode) FILTER (side = 'after') AS areas_after
    FROM (SELECT 'before' AS side, * FROM staging.former_areas_named
          UNION ALL SELECT 'after', * FROM warehouse.marts.areas_named)
    WHERE level = 'adm2'
    GROUP BY kind
)
SELECT s.kind,
       CAST(coalesce(sum(rows_accepted) FILTER (side = 'before'), 0) AS BIGINT) AS rows_before,
       CAST(coalesce(sum(rows_accepted) FILTER (side = 'after'), 0) AS BIGINT) AS rows_after,
       count(DISTINCT organisation_id) FILTER (side = 'before') AS actors_before,
       count(DISTINCT organisation_id) FILTER (side = 'after') AS actors_after,
       coalesce(any_value(g.areas_before), 0) AS areas_before, coalesce(any_value(g.areas_after), 0) AS areas_after,
       CAST(sum(counted) FILTER (side = 'before') AS BIGINT) AS counted_before,
       CAST(sum(counted) FILTER (side = 'after') AS BIGINT) AS counted_after
FROM sides s
LEFT JOIN grounds g USING (kind)
WHERE (SELECT reason IS NULL FROM staging.compared)
GROUP BY s.kind
ORDER BY s.kind;

-- `former_build`: what an organisation reports of a period differs from the build before; only what differs is here.
-- `former_period`: its two newest periods of one span, in this build; only suspicious jumps are here.
CREATE TABLE warehouse.marts.changes AS
WITH between_builds AS (
    SELECT 'former_build' AS compared_with, kind, organisation_id, period, NULL::VARCHAR AS former_period,
           coalesce(b.rows_accepted, 0) AS rows_before, coalesce(a.rows_accepted, 0) AS rows_after,
           coalesce(b.areas, 0) AS areas_before, coalesce(a.areas, 0) AS areas_after,
           b.counted AS counted_before, a.counted AS counted_after
    FROM (SELECT kind, coalesce(organisation_id, '') AS organisation_id, period, rows_accepted, areas, counted
          FROM staging.former_totals) b
    FULL JOIN (SELECT kind, coalesce(organisation_id, '') AS organisation_id, period, rows_accepted, areas, counted
               FROM warehouse.marts.totals) a USING (kind, organisation_id, period)
    WHERE (SELECT reason IS NULL FROM staging.compared)
),
newest AS (
    SELECT *, row_number() OVER (PARTITION BY kind, organisation_id, span ORDER BY period_start(period) DESC) AS age
    FROM (SELECT *, CASE WHEN length(period) = 4 THEN 'year' WHEN period[6] = 'Q' THEN 'quarter' ELSE 'month'
                    END AS span FROM warehouse.marts.totals WHERE organisation_id IS NOT NULL)
),
between_periods AS (
    SELECT 'former_period', n.kind, n.organisation_id, n.period, f.period, f.rows_accepted, n.rows_accepted, f.areas,
           n.areas, f.counted, n.counted
    FROM newest n
    JOIN newest f ON f.kind = n.kind AND f.organisation_id = n.organisation_id AND f.span = n.span AND f.age = 2
    WHERE n.age = 1 AND suspicion(f.counted, n.counted) IS NOT NULL
)
SELECT c.compared_with, c.kind, nullif(c.organisation_id, '') AS organisation_id,
       coalesce(o.acronym, n.acronym, nullif(c.organisation_id, '')) AS organisation, c.period, c.former_period,
       c.rows_before, c.rows_after, c.areas_before, c.areas_after, c.counted_before, c.counted_after,
       suspicion(c.counted_before, c.counted_after) AS suspicion
FROM (FROM between_builds
      WHERE (rows_before, areas_before, counted_before) IS DISTINCT FROM (rows_after, areas_after, counted_after)
      UNION ALL FROM between_periods) c
LEFT JOIN warehouse.core.organisations o USING (organisation_id)
LEFT JOIN reference.organisations n USING (organisation_id)
ORDER BY ALL;

-- Organisations and areas of the build before that no row names any more.
CREATE TABLE warehouse.marts.vanished AS
SELECT 'organisation' AS what, NULL::VARCHAR AS scheme, NULL::VARCHAR AS level, f.organisation_id AS code,
       coalesce(any_value(n.acronym), f.organisation_id) AS name, CAST(sum(f.rows_accepted) AS BIGINT) AS rows_before
FROM staging.former_totals f
LEFT JOIN reference.organisations n USING (organisation_id)
-- rows of nobody in particular have no organisation to miss
WHERE f.organisation_id IS NOT NULL
  AND f.organisation_id NOT IN (SELECT organisation_id FROM warehouse.marts.totals WHERE organisation_id IS NOT NULL)
GROUP BY f.organisation_id
UNION ALL
SELECT 'area', f.scheme, f.level, f.pcode, any_value(a.name), CAST(sum(f.rows_accepted) AS BIGINT)
FROM staging.former_areas_named f
ANTI JOIN (SELECT DISTINCT scheme, level, pcode FROM warehouse.marts.areas_named) w USING (scheme, level, pcode)
LEFT JOIN warehouse.core.areas a USING (scheme, level, pcode)
WHERE f.pcode IS NOT NULL
GROUP BY f.scheme, f.level, f.pcode
ORDER BY ALL;
