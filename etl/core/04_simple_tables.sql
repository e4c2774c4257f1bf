-- The accepted rows of the simple tables. `organisation_id` is who says so (in funding: whose money it is), if known.
CREATE TABLE warehouse.core.access_status AS
SELECT c.*, r.status_code,
       coalesce(b.day, period_start(c.period)) AS start_date,
       -- a status told of a month and no more ends with it
       coalesce(e.day, CASE WHEN tidy(a.start_date) IS NULL THEN period_end(c.period) END) AS end_date,
       tidy(a.season) AS season, tidy(a.cause) AS cause, tidy(a.access_mode) AS access_mode, tidy(a.source) AS source,
       tidy(a.locality) AS locality, a.access_status AS status_received
FROM staging.access_status a
JOIN staging.accepted c USING (sheet_id, row)
JOIN staging.row_access r USING (sheet_id, row)
LEFT JOIN staging.stated_dates b ON b.sheet_id = a.sheet_id AND b.row = a.row AND b.role = 'start_date'
LEFT JOIN staging.stated_dates e ON e.sheet_id = a.sheet_id AND e.row = a.row AND e.role = 'end_date'
ORDER BY a.sheet_id, a.row;

-- Beside the reference population, not in its place: what partners sent. NULL of a sex or an age is all of them.
CREATE TABLE warehouse.core.population_received AS
SELECT c.*, CAST(c.period[:4] AS INTEGER) AS year, part_named(a.sex) AS sex, part_named(a.age_group) AS age_group,
       tidy(a.disability) AS disability, whole_number(a.people) AS people, tidy(a.basis) AS basis,
       tidy(a.source) AS source, tidy(a.locality) AS locality
FROM staging.population a
JOIN staging.accepted c USING (sheet_id, row)
ORDER BY a.sheet_id, a.row;

-- As others judged it: imported, never computed, never added up across sectors.
CREATE TABLE warehouse.core.severity AS
SELECT c.*, o.sector_code, p.phase, whole_number(a.in_need) AS in_need_count, tidy(a.source) AS source,
       tidy(a.locality) AS locality
FROM staging.severity a
JOIN staging.accepted c USING (sheet_id, row)
JOIN staging.row_phases p USING (sheet_id, row)
JOIN staging.optional_sectors o USING (sheet_id, row)
ORDER BY a.sheet_id, a.row;

-- Without a place, an amount is the country's; without a currency, it adds up with no other.
CREATE TABLE warehouse.core.funding AS
SELECT c.*, CAST(c.period[:4] AS INTEGER) AS year, tidy(a.plan) AS plan, o.sector_code, tidy(a.donor) AS donor,
       amount_of(a.requested) AS requested, amount_of(a.received) AS received, m.currency, tidy(a.source) AS source,
       a.sector AS sector_received
FROM staging.funding a
JOIN staging.accepted c USING (sheet_id, row)
JOIN staging.optional_sectors o USING (sheet_id, row)
JOIN staging.row_currencies m USING (sheet_id, row)
ORDER BY a.sheet_id, a.row;

-- What a plan means to do in a year; '*' is all people, and without a place it is the country. Of one told again, the last
-- counts.
CREATE TABLE warehouse.core.plan_targets AS
SELECT c.*, CAST(c.period[:4] AS INTEGER) AS year, r.plan, r.sector_code, r.indicator_id, r.population_status, r.sex,
       r.age_group, r.disability, r.in_need, r.targeted, r.reached_published, r.reach_rule, r.source
FROM staging.coded_plan_targets r
JOIN staging.accepted c USING (sheet_id, row)
ORDER BY r.sheet_id, r.row;

-- Offers, needs, and what each organisation had of a past mission. Means of a month told without days are of all of it.
CREATE TABLE warehouse.core.pooled_means AS
SELECT c.*, m.direction_code, m.resource_code, m.quantity, m.currency, tidy(a.access_mode) AS access_mode, m.mission,
       coalesce(b.day, period_start(c.period)) AS start_date,
       coalesce(e.day, CASE WHEN b.day IS NULL THEN period_end(c.period) END) AS end_date, tidy(a.locality) AS locality
FROM staging.pooled_means a
JOIN staging.accepted c USING (sheet_id, row)
JOIN staging.row_means m USING (sheet_id, row)
LEFT JOIN staging.stated_dates b ON b.sheet_id = a.sheet_id AND b.row = a.row AND b.role = 'start_date'
LEFT JOIN staging.stated_dates e ON e.sheet_id = a.sheet_id AND e.row = a.row AND e.role = 'end_date'
ORDER BY a.sheet_id, a.row;

-- Promises. A due date before its meeting, and a day of doing what is not said done, are left out and told.
CREATE TABLE warehouse.core.commitments AS
SELECT c.*, r.meeting_date, r.commitment, r.due_date, r.status_code, r.done_date, tidy(a.locality) AS locality,
       tidy(a.comment) AS comment
FROM staging.commitments a
JOIN staging.accepted c USING (sheet_id, row)
JOIN staging.row_commitments r USING (sheet_id, row)
ORDER BY a.sheet_id, a.row;

-- Lessons. `sectors` and `indicators` are codes parted by semicolons; without a place, a lesson is the country's.
CREATE TABLE warehouse.core.lessons AS
SELECT c.*, r.lesson_date, r.title, r.context_code, r.tried, r.result, r.result_kind, r.service_code, r.sectors,
       r.indicators, r.reuse_count, r.reused_by, r.source, r.comment
FROM staging.row_lessons r
JOIN staging.accepted c USING (sheet_id, row)
ORDER BY r.sheet_id, r.row;
