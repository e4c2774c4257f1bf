-- Who was expected in the 4W, who reported, and when. An organisation is expected in a period when it reported in any
-- of the three periods of the same span before it, or, for a period that expected_reports.csv of the memory names,
-- when that list names it. A quarter or a year counts every report that lies within it.
CREATE TABLE IF NOT EXISTS staging.expected_reports (period VARCHAR, organisation VARCHAR);

CREATE TABLE staging.listed AS
SELECT e.period, coalesce(k.organisation_id, replace(fold(e.organisation), ' ', '-')) AS organisation_id,
       min(tidy(e.organisation)) AS stated
FROM staging.expected_reports e
LEFT JOIN staging.organisation_keys k ON k.key = fold(e.organisation)
GROUP BY ALL;

-- One row a report: a file that speaks of an organisation in a period.
CREATE TABLE staging.report_files AS
SELECT a.organisation_id, a.period, period_start(a.period) AS first_day, period_end(a.period) AS last_day,
       s.file_id, any_value(f.received_at) AS received_at
FROM warehouse.core.activities a
JOIN warehouse.core.source_sheets s USING (sheet_id)
JOIN warehouse.core.source_files f USING (file_id)
GROUP BY ALL;

-- Every period from the first to the last, also one of which nobody reported: it stands in no other table.
CREATE TABLE staging.calendar AS
WITH named AS (
    SELECT period, span, start_date FROM warehouse.marts.periods
    UNION
    SELECT period, CASE WHEN length(period) = 4 THEN 'year' WHEN period[6] = 'Q' THEN 'quarter' ELSE 'month' END,
           period_start(period)
    FROM staging.listed
),
spans AS (
    SELECT n.span, min(n.start_date)::TIMESTAMP AS first_day, max(n.start_date)::TIMESTAMP AS last_day,
           any_value(s.step) AS step
    FROM named n
    JOIN (VALUES ('month', INTERVAL 1 MONTH), ('quarter', INTERVAL 3 MONTH), ('year', INTERVAL 1 YEAR)) s(span, step)
      USING (span)
    GROUP BY n.span
),
days AS (
    SELECT span, CAST(unnest(generate_series(first_day, last_day, step)) AS DATE) AS start_date FROM spans
)
SELECT CASE span WHEN 'month' THEN strftime(start_date, '%Y-%m')
                 WHEN 'quarter' THEN year(start_date) || '-Q' || quarter(start_date)
                 ELSE CAST(year(start_date) AS VARCHAR) END AS period,
       span, start_date, row_number() OVER (PARTITION BY span ORDER BY start_date) AS number
FROM days;

CREATE TABLE staging.reporters AS
SELECT c.period, r.organisation_id, count(DISTINCT r.file_id) AS files
FROM staging.calendar c
JOIN staging.report_files r ON r.first_day >= c.start_date AND r.last_day <= period_end(c.period)
GROUP BY ALL;

-- The three periods before each one.
CREATE TABLE staging.former_periods AS
SELECT c.period, f.period AS former_period
FROM staging.calendar c
JOIN staging.calendar f ON f.span = c.span AND f.number BETWEEN c.number - 3 AND c.number - 1;

CREATE TABLE staging.expected AS
SELECT period, organisation_id FROM staging.listed
UNION
SELECT f.period, r.organisation_id
FROM staging.former_periods f
JOIN staging.reporters r ON r.period = f.former_period
WHERE f.period NOT IN (SELECT period FROM staging.listed);

-- One row for each organisation that was expected or that reported; `last_period` is its newest report up to the
-- period's end, `last_received_at` the moment of the newest file that holds that report.
CREATE TABLE warehouse.marts.reporting AS
WITH concerned AS (
    SELECT period, organisation_id, bool_or(is_expected) AS is_expected, coalesce(max(files), 0) AS reported_files
    FROM (SELECT period, organisation_id, true AS is_expected, NULL AS files FROM staging.expected
          UNION ALL SELECT period, organisation_id, false, files FROM staging.reporters)
    GROUP BY ALL
),
heard AS (
    SELECT c.period, c.organisation_id, r.period AS last_period, max(r.received_at) AS last_received_at
    FROM concerned c
    JOIN staging.report_files r ON r.organisation_id = c.organisation_id AND r.last_day <= period_end(c.period)
    GROUP BY c.period, c.organisation_id, r.period, r.last_day, r.first_day
    QUALIFY row_number() OVER (PARTITION BY c.period, c.organisation_id ORDER BY r.last_day DESC, r.first_day DESC) = 1
)
SELECT c.period, c.organisation_id, coalesce(o.acronym, n.acronym, l.stated, c.organisation_id) AS organisation,
       c.is_expected, c.reported_files > 0 AS has_reported, c.reported_files, h.last_period, h.last_received_at
FROM concerned c
LEFT JOIN heard h USING (period, organisation_id)
LEFT JOIN warehouse.core.organisations o USING (organisation_id)
LEFT JOIN reference.organisations n USING (organisation_id)
LEFT JOIN staging.listed l USING (period, organisation_id)
ORDER BY c.period, c.organisation_id;

-- How many of those expected reported; `rate` is NULL where nobody knows who was expected. 0 of 5 is a period of which
-- nobody reported, and says nothing of who was where.
CREATE TABLE warehouse.marts.reporting_rate AS
SELECT c.period, c.span, c.start_date,
       count(*) FILTER (r.is_expected) AS expected,
       count(*) FILTER (r.is_expected AND r.has_reported) AS reported,
       count(*) FILTER (r.has_reported AND NOT r.is_expected) AS unexpected,
       CASE WHEN count(*) FILTER (r.is_expected) > 0
            THEN count(*) FILTER (r.is_expected AND r.has_reported) / count(*) FILTER (r.is_expected) END AS rate,
       CASE WHEN c.period IN (SELECT period FROM staging.listed) THEN 'listed'
            WHEN count(*) FILTER (r.is_expected) > 0 THEN 'former_periods' ELSE 'unknown' END AS expected_from
FROM staging.calendar c
LEFT JOIN warehouse.marts.reporting r USING (period)
GROUP BY c.period, c.span, c.start_date
ORDER BY c.start_date, c.span;

-- Of the organisations expected, those that worked in an area in the three periods before, and how many of them
-- reported, wherever they then worked: 0 actors is a real 0 where all reported, unknown where none did.
-- An area that is absent expected nobody.
CREATE TABLE warehouse.marts.reporting_by_area AS
WITH worked AS (
    SELECT DISTINCT f.period, p.scheme, p.level, p.pcode, p.organisation_id
    FROM staging.former_periods f
    JOIN staging.presence_facts p ON p.period = f.former_period
)
SELECT w.period, w.scheme, w.level, w.pcode, count(*) AS expected, count(*) FILTER (r.has_reported) AS reported
FROM worked w
JOIN warehouse.marts.reporting r ON r.period = w.period AND r.organisation_id = w.organisation_id AND r.is_expected
GROUP BY w.period, w.scheme, w.level, w.pcode
ORDER BY ALL;
