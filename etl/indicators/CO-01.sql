-- What is counted is a report, which is an organisation and a month: hence the month in `organisation`. The deadline is the
-- day on which the coordination closed the month, else that of the table; a report arrives with the first file that tells
-- of it. It counts in the country, and in the prefectures where the organisation worked in that month or the three before.
WITH months AS (
    SELECT r.period, r.organisation_id, period_start(r.period) AS month,
           coalesce(CAST(c.closed_on AS DATE), period_end(r.period) + CAST(d.days AS INTEGER)) AS deadline
    FROM warehouse.marts.reporting r
    ASOF LEFT JOIN (SELECT days, CAST(valid_from AS DATE) AS valid_from FROM reference.report_deadlines) d
      ON d.valid_from <= period_start(r.period)
    LEFT JOIN coordination.closings c ON c.period = r.period
    WHERE r.is_expected AND regexp_full_match(r.period, '\d{4}-\d{2}')
),
arrivals AS (
    SELECT a.period, a.organisation_id, CAST(min(f.received_at) AT TIME ZONE 'UTC' AS DATE) AS arrived_on
    FROM warehouse.core.activities a
    JOIN warehouse.core.source_sheets s USING (sheet_id)
    JOIN warehouse.core.source_files f USING (file_id)
    GROUP BY ALL
),
places AS (
    SELECT DISTINCT organisation_id, period_start(period) AS month, scheme, adm1_pcode FROM warehouse.core.activities
),
reports AS (
    SELECT m.*, CASE WHEN a.arrived_on <= m.deadline THEN 1.0 ELSE 0.0 END AS on_time
    FROM months m
    LEFT JOIN arrivals a USING (period, organisation_id)
    WHERE m.deadline IS NOT NULL
),
placed AS (
    SELECT *, NULL AS scheme, NULL AS adm1_pcode FROM reports
    UNION ALL
    SELECT DISTINCT r.*, p.scheme, p.adm1_pcode
    FROM reports r
    JOIN places p ON p.organisation_id = r.organisation_id AND p.month BETWEEN r.month - INTERVAL 3 MONTH AND r.month
)
SELECT NULL AS component, period, scheme, adm1_pcode, NULL AS adm2_pcode, concat(organisation_id, ' ', period) AS organisation,
       NULL AS sex, NULL AS age_group, NULL AS disability, on_time AS numerator, 1.0 AS denominator
FROM placed
