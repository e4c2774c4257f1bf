-- The periods that pages offer: those of the 4W as reported, and the whole quarters and years they make up.
-- A partial quarter or year is left out: its zeros would only be months that are not there yet.
CREATE TABLE staging.reported_periods AS
SELECT DISTINCT period FROM warehouse.core.activities WHERE NOT is_duplicate;

-- A period counts every report whose own period lies within it: a quarter reported as such, and a month of it.
CREATE TABLE staging.period_parts AS
WITH reported AS (
    SELECT period, period[:4] AS year,
           CASE WHEN regexp_full_match(period, '\d{4}-\d{2}')
                THEN period[:4] || '-Q' || CAST(ceil(CAST(period[6:7] AS INTEGER) / 3) AS INTEGER)
                WHEN period[6] = 'Q' THEN period END AS quarter
    FROM staging.reported_periods
),
quarters AS (
    SELECT quarter AS period FROM reported WHERE quarter IS NOT NULL GROUP BY quarter
    HAVING count(*) FILTER (period <> quarter) = 3 OR bool_or(period = quarter)
),
years AS (
    SELECT period[:4] AS period FROM quarters GROUP BY ALL HAVING count(*) = 4
    UNION
    SELECT period FROM staging.reported_periods WHERE length(period) = 4
)
SELECT period, period AS part FROM reported
UNION
SELECT q.period, r.period FROM quarters q JOIN reported r ON r.quarter = q.period
UNION
SELECT y.period, r.period FROM years y JOIN reported r ON r.year = y.period;

CREATE TABLE warehouse.marts.periods AS
SELECT period,
       CASE length(period) WHEN 4 THEN 'year' ELSE CASE period[6] WHEN 'Q' THEN 'quarter' ELSE 'month' END END AS span,
       period_start(period) AS start_date, period_end(period) AS end_date
FROM (SELECT DISTINCT period FROM staging.period_parts)
ORDER BY start_date, span;
