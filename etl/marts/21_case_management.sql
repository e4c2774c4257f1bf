-- How cases are managed, for the coordination: counts of children, not in the public file. Each table stands by the
-- period of its facts and by the quarter and the year that hold it, as fine as it was told: pages add up areas and
-- organisations, then divide. Flows are summed over months; a stock is that of the last month told in the period by each
-- organisation in each place, never a sum of months.
CREATE TABLE staging.case_spans AS
SELECT DISTINCT period, span
FROM (
    SELECT period, unnest([period, period[:4] || '-Q' || quarter(period_start(period)), period[:4]]) AS span
    FROM (SELECT period FROM warehouse.core.case_practice UNION SELECT period FROM warehouse.core.caseloads
          UNION SELECT period FROM warehouse.core.case_counts)
)
-- a year is in no quarter, a quarter in no other
WHERE length(span) = 4 OR span = period OR length(period) = 7 AND period[6] <> 'Q';

-- Steps, what was due and on time, reasons of closure, well-being: data/reference/case_measures.csv. `answered`: of a
-- whole, the cases whose part is told by the same organisation, place and period; only these stand in a share, for a part
-- that nobody tells is not 0.
CREATE TABLE warehouse.marts.case_measures AS
WITH parts AS (
    SELECT DISTINCT p.period, p.scheme, p.adm1_pcode, coalesce(p.adm2_pcode, '') AS adm2, p.organisation_id,
           m.whole AS measure
    FROM warehouse.core.case_practice p
    JOIN reference.case_measures m ON m.code = p.measure
    WHERE m.whole IS NOT NULL AND NOT p.is_duplicate
)
SELECT s.span AS period, p.scheme, p.adm1_pcode, p.adm2_pcode, p.organisation_id, p.measure, p.risk_level,
       CAST(sum(p.cases) AS BIGINT) AS cases,
       CAST(coalesce(sum(p.cases) FILTER (t.measure IS NOT NULL OR w.code IS NULL), 0) AS BIGINT) AS answered
FROM warehouse.core.case_practice p
JOIN staging.case_spans s USING (period)
LEFT JOIN parts t ON t.period = p.period AND t.scheme = p.scheme AND t.adm1_pcode = p.adm1_pcode
                 AND t.adm2 = coalesce(p.adm2_pcode, '') AND t.organisation_id = p.organisation_id AND t.measure = p.measure
LEFT JOIN (SELECT DISTINCT whole AS code FROM reference.case_measures) w ON w.code = p.measure
WHERE NOT p.is_duplicate
GROUP BY ALL
ORDER BY ALL;

-- CM-01: cases opened and closed in the period, and open at its end. NULL: nobody told it, which is not 0. `as_of` is
-- the month of the stock.
CREATE TABLE warehouse.marts.case_flows AS
WITH told AS (
    SELECT s.span AS period, c.period AS month, c.scheme, c.adm1_pcode, c.adm2_pcode, c.organisation_id, k.code AS status,
           c.case_count AS cases
    FROM warehouse.core.case_counts c
    JOIN staging.case_spans s USING (period)
    JOIN reference.dimension_labels k ON k.dimension = 'case_status' AND k.label = fold(c.case_status)
    WHERE NOT c.is_duplicate
    -- a stock: the last month told of each place, in the organisation's last scheme; places of before would be told twice
    QUALIFY k.code <> 'active' OR (rank() OVER (
        PARTITION BY s.span, k.code, c.scheme, c.adm1_pcode, c.adm2_pcode, c.organisation_id
        ORDER BY period_end(c.period) DESC, period_start(c.period) DESC) = 1
        AND c.scheme = arg_max(c.scheme, period_end(c.period)) OVER (PARTITION BY s.span, k.code, c.organisation_id))
)
SELECT period, scheme, adm1_pcode, adm2_pcode, organisation_id,
       CAST(sum(cases) FILTER (status = 'new') AS BIGINT) AS new_cases,
       CAST(sum(cases) FILTER (status = 'active') AS BIGINT) AS active_cases,
       CAST(sum(cases) FILTER (status = 'closed') AS BIGINT) AS closed_cases,
       max(month) FILTER (status = 'active') AS as_of
FROM told
GROUP BY ALL
ORDER BY ALL;

-- CM-03 and CM-04: staff at the end of the last month told, caseworkers by bracket of active cases (NULL: supervisors).
-- An organisation that tells no supervisors has no row of them: nobody knows how many they are.
CREATE TABLE warehouse.marts.case_staff AS
SELECT span AS period, scheme, adm1_pcode, adm2_pcode, organisation_id, staff, bracket,
       CAST(sum(staff_count) AS BIGINT) AS staff_count, period AS as_of
FROM (
    SELECT l.*, s.span FROM warehouse.core.caseloads l JOIN staging.case_spans s USING (period)
    WHERE NOT l.is_duplicate
    QUALIFY rank() OVER (
        PARTITION BY s.span, l.scheme, l.adm1_pcode, l.adm2_pcode, l.organisation_id
        ORDER BY period_end(l.period) DESC, period_start(l.period) DESC) = 1
        AND l.scheme = arg_max(l.scheme, period_end(l.period)) OVER (PARTITION BY s.span, l.organisation_id)
)
GROUP BY span, scheme, adm1_pcode, adm2_pcode, organisation_id, staff, bracket, period
ORDER BY ALL;

CREATE TABLE warehouse.marts.sop_steps AS
SELECT CAST(rank AS INTEGER) AS rank, label_fr, label_en, CAST(guideline_step AS INTEGER) AS guideline_step, guideline_fr,
       guideline_en, coalesce(string_split(measures, '|'), []) AS measures, CAST(is_checked AS BOOLEAN) AS is_checked
FROM reference.sop_steps
ORDER BY ALL;

CREATE TABLE warehouse.marts.followup_schedule AS
SELECT risk_level, label_fr, label_en, CAST(first_response_hours AS INTEGER) AS first_response_hours,
       CAST(followup_days AS INTEGER) AS followup_days, CAST(is_validated AS BOOLEAN) AS is_validated,
       CAST(version_date AS DATE) AS version_date
FROM reference.followup_schedule
ORDER BY followup_days;

CREATE TABLE warehouse.marts.cpms_standards AS
SELECT CAST(standard AS INTEGER) AS standard, title_fr, title_en, CAST(is_title_checked AS BOOLEAN) AS is_title_checked,
       indicator_id, grade, target_fr, target_en, target_grade
FROM reference.cpms_standards
ORDER BY standard, indicator_id;
