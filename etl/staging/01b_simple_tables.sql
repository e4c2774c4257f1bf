-- The tables that are no activity: access, population, severity, funding, pooled means. They too are text as received,
-- and carry the roles that any sheet may have.
CREATE TABLE staging.access_status (
    sheet_id INTEGER, row INTEGER, fingerprint VARCHAR,
    period VARCHAR, year VARCHAR, period_start VARCHAR, period_end VARCHAR,
    organisation VARCHAR, organisation_name VARCHAR, organisation_type VARCHAR,
    adm1_name VARCHAR, adm1_code VARCHAR, adm2_name VARCHAR, adm2_code VARCHAR, locality VARCHAR, zone VARCHAR,
    access_status VARCHAR, start_date VARCHAR, end_date VARCHAR, season VARCHAR, cause VARCHAR, access_mode VARCHAR,
    source VARCHAR, sex VARCHAR, age_group VARCHAR, disability VARCHAR, comment VARCHAR);

CREATE TABLE staging.population (
    sheet_id INTEGER, row INTEGER, fingerprint VARCHAR,
    period VARCHAR, year VARCHAR, period_start VARCHAR, period_end VARCHAR,
    organisation VARCHAR, organisation_name VARCHAR, organisation_type VARCHAR,
    adm1_name VARCHAR, adm1_code VARCHAR, adm2_name VARCHAR, adm2_code VARCHAR, locality VARCHAR, zone VARCHAR,
    sex VARCHAR, age_group VARCHAR, disability VARCHAR, people VARCHAR, basis VARCHAR, source VARCHAR,
    comment VARCHAR);

CREATE TABLE staging.severity (
    sheet_id INTEGER, row INTEGER, fingerprint VARCHAR,
    period VARCHAR, year VARCHAR, period_start VARCHAR, period_end VARCHAR,
    organisation VARCHAR, organisation_name VARCHAR, organisation_type VARCHAR, sector VARCHAR,
    other_sector VARCHAR,
    adm1_name VARCHAR, adm1_code VARCHAR, adm2_name VARCHAR, adm2_code VARCHAR, locality VARCHAR, zone VARCHAR,
    phase VARCHAR, in_need VARCHAR, source VARCHAR, sex VARCHAR, age_group VARCHAR, disability VARCHAR,
    comment VARCHAR);

CREATE TABLE staging.funding (
    sheet_id INTEGER, row INTEGER, fingerprint VARCHAR,
    period VARCHAR, year VARCHAR, period_start VARCHAR, period_end VARCHAR, plan VARCHAR,
    organisation VARCHAR, organisation_name VARCHAR, organisation_type VARCHAR, donor VARCHAR, sector VARCHAR,
    other_sector VARCHAR,
    adm1_name VARCHAR, adm1_code VARCHAR, adm2_name VARCHAR, adm2_code VARCHAR, locality VARCHAR, zone VARCHAR,
    requested VARCHAR, received VARCHAR, currency VARCHAR, source VARCHAR,
    sex VARCHAR, age_group VARCHAR, disability VARCHAR, comment VARCHAR);

-- What a plan means to do: `plan_indicator` is an indicator of our list, `reached_published` what the plan says itself.
CREATE TABLE staging.plan_targets (
    sheet_id INTEGER, row INTEGER, fingerprint VARCHAR,
    period VARCHAR, year VARCHAR, period_start VARCHAR, period_end VARCHAR, plan VARCHAR,
    organisation VARCHAR, organisation_name VARCHAR, organisation_type VARCHAR, sector VARCHAR, other_sector VARCHAR,
    plan_indicator VARCHAR,
    adm1_name VARCHAR, adm1_code VARCHAR, adm2_name VARCHAR, adm2_code VARCHAR, locality VARCHAR, zone VARCHAR,
    population_status VARCHAR, sex VARCHAR, age_group VARCHAR, disability VARCHAR,
    in_need VARCHAR, targeted VARCHAR, reached_published VARCHAR, reach_rule VARCHAR, source VARCHAR, comment VARCHAR);

CREATE TABLE staging.pooled_means (
    sheet_id INTEGER, row INTEGER, fingerprint VARCHAR,
    period VARCHAR, year VARCHAR, period_start VARCHAR, period_end VARCHAR,
    organisation VARCHAR, organisation_name VARCHAR, organisation_type VARCHAR,
    adm1_name VARCHAR, adm1_code VARCHAR, adm2_name VARCHAR, adm2_code VARCHAR, locality VARCHAR, zone VARCHAR,
    direction VARCHAR, resource VARCHAR, quantity VARCHAR, currency VARCHAR, access_mode VARCHAR, mission VARCHAR,
    start_date VARCHAR, end_date VARCHAR, sex VARCHAR, age_group VARCHAR, disability VARCHAR, comment VARCHAR);

-- What was promised in a meeting, by whom and until when.
CREATE TABLE staging.commitments (
    sheet_id INTEGER, row INTEGER, fingerprint VARCHAR,
    period VARCHAR, year VARCHAR, period_start VARCHAR, period_end VARCHAR, meeting_date VARCHAR,
    organisation VARCHAR, organisation_name VARCHAR, organisation_type VARCHAR, commitment VARCHAR,
    adm1_name VARCHAR, adm1_code VARCHAR, adm2_name VARCHAR, adm2_code VARCHAR, locality VARCHAR, zone VARCHAR,
    due_date VARCHAR, commitment_status VARCHAR, done_date VARCHAR,
    sex VARCHAR, age_group VARCHAR, disability VARCHAR, comment VARCHAR);

-- What was tried, what came of it, and who took it up.
CREATE TABLE staging.lessons (
    sheet_id INTEGER, row INTEGER, fingerprint VARCHAR,
    period VARCHAR, year VARCHAR, period_start VARCHAR, period_end VARCHAR, lesson_date VARCHAR,
    organisation VARCHAR, organisation_name VARCHAR, organisation_type VARCHAR, lesson_title VARCHAR,
    lesson_context VARCHAR, tried VARCHAR, lesson_result VARCHAR, result_kind VARCHAR, service VARCHAR, sector VARCHAR,
    other_sector VARCHAR, lesson_indicators VARCHAR,
    adm1_name VARCHAR, adm1_code VARCHAR, adm2_name VARCHAR, adm2_code VARCHAR, locality VARCHAR, zone VARCHAR,
    reuse_count VARCHAR, reused_by VARCHAR, source VARCHAR,
    sex VARCHAR, age_group VARCHAR, disability VARCHAR, comment VARCHAR);

CREATE TABLE staging.case_practice (
    sheet_id INTEGER, row INTEGER, fingerprint VARCHAR,
    period VARCHAR, year VARCHAR, period_start VARCHAR, period_end VARCHAR,
    organisation VARCHAR, organisation_name VARCHAR, organisation_type VARCHAR,
    adm1_name VARCHAR, adm1_code VARCHAR, adm2_name VARCHAR, adm2_code VARCHAR, locality VARCHAR, zone VARCHAR,
    measure VARCHAR, risk_level VARCHAR, sex VARCHAR, age_group VARCHAR, disability VARCHAR, cases VARCHAR,
    comment VARCHAR);

-- What other sectors count that child protection reads: learning centres, schools, health workers, trainings, feedback.
CREATE TABLE staging.sector_measures (
    sheet_id INTEGER, row INTEGER, fingerprint VARCHAR,
    period VARCHAR, year VARCHAR, period_start VARCHAR, period_end VARCHAR,
    organisation VARCHAR, organisation_name VARCHAR, organisation_type VARCHAR,
    adm1_name VARCHAR, adm1_code VARCHAR, adm2_name VARCHAR, adm2_code VARCHAR, locality VARCHAR, zone VARCHAR,
    measure VARCHAR, centre_type VARCHAR, sex VARCHAR, age_group VARCHAR, disability VARCHAR, amount VARCHAR,
    comment VARCHAR);

-- People reached, by whom they are.
CREATE TABLE staging.reach_counts (
    sheet_id INTEGER, row INTEGER, fingerprint VARCHAR,
    period VARCHAR, year VARCHAR, period_start VARCHAR, period_end VARCHAR,
    organisation VARCHAR, organisation_name VARCHAR, organisation_type VARCHAR, sector VARCHAR, other_sector VARCHAR,
    adm1_name VARCHAR, adm1_code VARCHAR, adm2_name VARCHAR, adm2_code VARCHAR, locality VARCHAR, zone VARCHAR,
    sex VARCHAR, age_group VARCHAR, disability VARCHAR, disability_tool VARCHAR, population_status VARCHAR,
    people VARCHAR, comment VARCHAR);

CREATE TABLE staging.caseloads (
    sheet_id INTEGER, row INTEGER, fingerprint VARCHAR,
    period VARCHAR, year VARCHAR, period_start VARCHAR, period_end VARCHAR,
    organisation VARCHAR, organisation_name VARCHAR, organisation_type VARCHAR,
    adm1_name VARCHAR, adm1_code VARCHAR, adm2_name VARCHAR, adm2_code VARCHAR, locality VARCHAR, zone VARCHAR,
    staff VARCHAR, active_cases VARCHAR, staff_count VARCHAR, sex VARCHAR, age_group VARCHAR, disability VARCHAR,
    comment VARCHAR);

-- An amount of money without what surrounds it: blanks, apostrophes, a currency's sign or letters.
CREATE MACRO bare_amount(t) AS bare_number(regexp_replace(tidy(t), '^[A-Za-z$€£]+|[A-Za-z$€£]+$', '', 'g'));

-- An amount, whatever parts its thousands and its decimals: 1.234,50 and 1,234.50 are one. A single point before three
-- figures is refused (1.234 is one for some and a thousand for others); a comma before three parts thousands.
CREATE MACRO amount_of(t) AS
    list_transform([bare_amount(t)], lambda b:
        try_cast(CASE WHEN regexp_full_match(b, '-?\d{1,3}\.\d{3}') THEN NULL
                      WHEN regexp_full_match(b, '-?\d+(\.\d+)?') THEN b
                      WHEN regexp_full_match(b, '-?\d{1,3}(,\d{3})+(\.\d+)?') THEN replace(b, ',', '')
                      WHEN regexp_full_match(b, '-?\d{1,3}(\.\d{3})+(,\d+)?') THEN replace(replace(b, '.', ''), ',', '.')
                      WHEN regexp_full_match(b, '-?\d+,\d+') THEN replace(b, ',', '.')
                 END AS DECIMAL(18, 2)))[1];

-- The currency that a text names: a code of three letters, a sign, a word; NULL when it names none.
CREATE MACRO currency_of(t) AS
    CASE WHEN regexp_matches(upper(t), '\b(USD|US\$|DOLLARS?)|\$') THEN 'USD'
         WHEN regexp_matches(upper(t), '\b(EUR|EUROS?)\b|€') THEN 'EUR'
         WHEN regexp_matches(upper(t), '\b(XAF|F? ?CFA)\b') THEN 'XAF'
         WHEN regexp_full_match(tidy(t), '[A-Z]{3}') THEN tidy(t) END;

-- "Total", "Ensemble", "Tous" in a column of sexes or ages name no part: all of them.
CREATE MACRO part_named(t) AS
    CASE WHEN fold(t) NOT IN ('total', 'totaux', 'ensemble', 'tous', 'toutes', 'all', 'both', 'both sexes', 'les deux',
                              'tous sexes', 'all ages', 'tous ages', 't') THEN tidy(t) END;

-- The period that two days enclose: a month, a quarter or a year to the day, else the month of the last one.
CREATE MACRO span_of(b, e) AS
    CASE WHEN b = date_trunc('month', e) AND e = last_day(e) THEN strftime(e, '%Y-%m')
         WHEN b = date_trunc('quarter', e) AND e = last_day(e) AND month(e) % 3 = 0 THEN year(e) || '-Q' || quarter(e)
         WHEN b = date_trunc('year', e) AND e = last_day(e) AND month(e) = 12 THEN CAST(year(e) AS VARCHAR)
         ELSE strftime(coalesce(e, b), '%Y-%m') END;

-- The rows of every kind, side by side: a role that a kind has not is NULL.
CREATE VIEW staging.every_row AS
SELECT *, 'activities' AS kind FROM staging.activities
UNION ALL BY NAME
SELECT *, 'service_sites' AS kind FROM staging.service_sites
UNION ALL BY NAME
SELECT *, 'case_counts' AS kind FROM staging.case_counts
UNION ALL BY NAME
SELECT *, 'referral_counts' AS kind FROM staging.referral_counts
UNION ALL BY NAME
SELECT *, 'access_status' AS kind FROM staging.access_status
UNION ALL BY NAME
SELECT *, 'population' AS kind FROM staging.population
UNION ALL BY NAME
SELECT *, 'severity' AS kind FROM staging.severity
UNION ALL BY NAME
SELECT *, 'funding' AS kind FROM staging.funding
UNION ALL BY NAME
SELECT *, 'plan_targets' AS kind FROM staging.plan_targets
UNION ALL BY NAME
SELECT *, 'pooled_means' AS kind FROM staging.pooled_means
UNION ALL BY NAME
SELECT *, 'lessons' AS kind FROM staging.lessons
UNION ALL BY NAME
SELECT *, 'case_practice' AS kind FROM staging.case_practice
UNION ALL BY NAME
SELECT *, 'caseloads' AS kind FROM staging.caseloads
UNION ALL BY NAME
SELECT *, 'sector_measures' AS kind FROM staging.sector_measures
UNION ALL BY NAME
SELECT *, 'reach_counts' AS kind FROM staging.reach_counts
UNION ALL BY NAME
SELECT *, 'commitments' AS kind FROM staging.commitments;

-- What each row says of its period, as one text: a cell, a month and a year side by side, or a first and a last day.
-- Read once, when all rows are there: staging.stated_periods (etl/load.py).
CREATE VIEW staging.periods_in_rows AS
WITH cells AS (
    SELECT kind, sheet_id, row, year, period_start, period_end,
           -- what has a first day begins with it
           CASE kind WHEN 'access_status' THEN coalesce(tidy(start_date), period)
                     -- a promise is of its meeting
                     WHEN 'commitments' THEN coalesce(tidy(meeting_date), period)
                     WHEN 'lessons' THEN coalesce(tidy(lesson_date), period)
                     -- a board of means need not say the month of its days
                     WHEN 'pooled_means' THEN coalesce(tidy(period), tidy(start_date)) ELSE period END AS period
    FROM staging.every_row
),
marked AS (
    SELECT c.*, q.sheet_id IS NOT NULL AS is_quarter
    FROM cells c
    -- "1" under "Trimestre" is no January
    LEFT JOIN (SELECT DISTINCT sheet_id FROM staging.columns
               WHERE role = 'period' AND regexp_matches(fold(heading), 'trimestre|quarter')) q USING (sheet_id)
),
split AS (
    -- each text is read once, however many rows hold it
    SELECT period, year AS year_cell, period_start, period_end, is_quarter,
           tidy(period) AS cell, regexp_replace(tidy(year), '\.0$', '') AS year,
           tidy(period_start) AS first_text, tidy(period_end) AS last_text,
           day_of(tidy(period_start)) AS first_day, day_of(tidy(period_end)) AS last_day
    FROM (SELECT DISTINCT period, year, period_start, period_end, is_quarter FROM marked)
),
read AS (
    SELECT period, year_cell, period_start, period_end, is_quarter,
           CASE WHEN cell IS NOT NULL THEN 'period' WHEN coalesce(first_text, last_text) IS NOT NULL THEN 'period_end'
                WHEN year IS NOT NULL THEN 'year' ELSE 'period' END AS role,
           CASE WHEN cell IS NOT NULL AND year IS NOT NULL AND NOT regexp_matches(cell, '\b(19|20)\d\d\b|^\d{5}')
                THEN CASE WHEN NOT regexp_full_match(cell, '\d{1,2}(\.0)?') THEN cell || ' ' || year
                          WHEN is_quarter THEN 'T' || cell[1] || ' ' || year
                          ELSE lpad(regexp_extract(cell, '^\d+'), 2, '0') || '/' || year END
                WHEN cell IS NOT NULL THEN cell
                WHEN (first_text IS NULL OR first_day IS NOT NULL) AND (last_text IS NULL OR last_day IS NOT NULL)
                     AND coalesce(first_day, last_day) IS NOT NULL
                THEN span_of(first_day, last_day)
                ELSE coalesce(nullif(concat_ws(' → ', first_text, last_text), ''), year) END AS text,
           -- days that enclose no whole month, quarter or year
           CASE WHEN cell IS NULL AND first_day <= last_day
                 AND (first_day, last_day) IS DISTINCT FROM (period_start(span_of(first_day, last_day)),
                                                             period_end(span_of(first_day, last_day)))
                THEN first_text || ' → ' || last_text END AS odd_span,
           CASE WHEN cell IS NULL AND first_day > last_day THEN first_text || ' → ' || last_text END AS reversed_span
    FROM split
)
SELECT m.kind, m.sheet_id, m.row, r.role, r.text, r.odd_span, r.reversed_span
FROM marked m
JOIN read r ON r.period IS NOT DISTINCT FROM m.period AND r.year_cell IS NOT DISTINCT FROM m.year
           AND r.period_start IS NOT DISTINCT FROM m.period_start AND r.period_end IS NOT DISTINCT FROM m.period_end
           AND r.is_quarter = m.is_quarter;
