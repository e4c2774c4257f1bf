-- The periods that pages offer: those of the 4W as reported, and the whole quarters and years they make up.
-- A partial quarter or year is left out: its zeros would only be months that are not there yet.
CREATE TABLE staging.reported_periods AS
SELECT DISTINCT period FROM warehouse.core.activities WHERE NOT is_duplicate;

CREATE TABLE staging.period_parts AS
WITH months AS (
    SELECT period, period[:4] || '-Q' || CAST(ceil(CAST(period[6:7] AS INTEGER) / 3) AS INTEGER) AS quarter
    FROM staging.reported_periods
    WHERE regexp_full_match(period, '\d{4}-\d{2}')
),
whole_quarters AS (
    SELECT quarter AS period, unnest(list(period)) AS part FROM months GROUP BY quarter HAVING count(*) = 3
),
quarters AS (
    SELECT DISTINCT period FROM whole_quarters
    UNION
    SELECT period FROM staging.reported_periods WHERE regexp_full_match(period, '\d{4}-Q[1-4]')
),
whole_years AS (
    SELECT period[:4] AS year FROM quarters GROUP BY year HAVING count(*) = 4
)
SELECT period, period AS part FROM staging.reported_periods
UNION
SELECT period, part FROM whole_quarters
UNION
SELECT y.year, r.period
FROM whole_years y
JOIN staging.reported_periods r ON r.period[:4] = y.year;

CREATE TABLE warehouse.marts.periods AS
SELECT period,
       CASE length(period) WHEN 4 THEN 'year' ELSE CASE period[6] WHEN 'Q' THEN 'quarter' ELSE 'month' END END AS span,
       CAST(CASE length(period)
                WHEN 4 THEN period || '-01-01'
                ELSE CASE period[6]
                     WHEN 'Q' THEN period[:4] || '-' || lpad(CAST(3 * CAST(period[7] AS INTEGER) - 2 AS VARCHAR), 2, '0') || '-01'
                     ELSE period || '-01' END END AS DATE) AS start_date
FROM (SELECT DISTINCT period FROM staging.period_parts)
ORDER BY start_date, span;
