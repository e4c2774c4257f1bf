-- What a row says against itself, and rows against each other.

-- Girls, boys, women and men make the whole where all four are given; never more than it otherwise.
INSERT INTO staging.issues
WITH sexes AS (
    SELECT sheet_id, row, reached, whole_number(reached) AS total,
           [whole_number(reached_girls), whole_number(reached_boys), whole_number(reached_women),
            whole_number(reached_men)] AS parts
    FROM staging.activities
)
SELECT s.file_id, a.sheet_id, s.sheet, a.row, 'reached', a.reached, 'total_disagrees',
       list_aggregate(list_filter(a.parts, lambda x: x IS NOT NULL), 'string_agg', ' + ') || ' = ' || list_sum(a.parts)
FROM sexes a
JOIN staging.sheets s USING (sheet_id)
WHERE a.total >= 0 -- a negative one is told as such
  AND (list_sum(a.parts) > a.total OR (list_count(a.parts) = 4 AND list_sum(a.parts) <> a.total));

-- Age columns make the whole where they go from birth to the oldest, without a hole or an overlap.
INSERT INTO staging.issues
WITH ages AS (
    SELECT *, whole_number(value) AS number,
           try_cast(regexp_extract(age_group, '^(\d+)', 1) AS INTEGER) AS low,
           try_cast(regexp_extract(age_group, '-(\d+)', 1) AS INTEGER) AS high
    FROM staging.parts
    WHERE measure = 'reached' AND age_group IS NOT NULL AND disability IS NULL
),
chosen AS (
    -- columns of girls and boys by age say the same as columns of both: those of both where there are any
    SELECT * FROM ages
    QUALIFY (sex IS NULL) = max(sex IS NULL) OVER (PARTITION BY sheet_id, row)
),
summed AS (
    SELECT sheet_id, row, sum(number) AS number, string_agg(number, ' + ' ORDER BY low, sex) AS words,
           count(*) = count(number) AND min(low) = 0 AND bool_or(high IS NULL)
           AND sum(coalesce(high - low + 1, 0)) / count(DISTINCT coalesce(sex, '')) = max(low) AS is_whole
    FROM chosen
    GROUP BY sheet_id, row
)
SELECT s.file_id, a.sheet_id, s.sheet, a.row, 'reached', a.reached, 'total_disagrees', p.words || ' = ' || p.number
FROM summed p
JOIN staging.activities a USING (sheet_id, row)
JOIN staging.sheets s USING (sheet_id)
WHERE whole_number(a.reached) >= 0
  AND (p.number > whole_number(a.reached) OR (p.is_whole AND p.number <> whole_number(a.reached)));

INSERT INTO staging.issues
SELECT s.file_id, p.sheet_id, s.sheet, p.row, p.role, p.value, 'disability_above_total', a.reached
FROM (
    SELECT sheet_id, row, arg_min(role, sex IS NOT NULL) AS role, arg_min(value, sex IS NOT NULL) AS value,
           coalesce(sum(whole_number(value)) FILTER (sex IS NULL), sum(whole_number(value))) AS number
    FROM staging.parts
    WHERE measure = 'reached' AND disability = 'yes' AND age_group IS NULL
    GROUP BY sheet_id, row
) p
JOIN staging.activities a USING (sheet_id, row)
JOIN staging.sheets s USING (sheet_id)
WHERE p.number > whole_number(a.reached);

INSERT INTO staging.issues
SELECT s.file_id, a.sheet_id, s.sheet, a.row, i.role, i.value, i.code, i.detail
FROM staging.activities a
JOIN staging.sheets s USING (sheet_id)
CROSS JOIN LATERAL (
    SELECT 'reached' AS role, reached AS value, 'reached_above_target' AS code, targeted AS detail
    WHERE whole_number(reached) > whole_number(targeted)
    UNION ALL
    SELECT 'targeted', targeted, 'target_above_need', in_need WHERE whole_number(targeted) > whole_number(in_need)
) i;

-- The same months, places and children counted twice with different numbers: nobody can say which is right.
CREATE TABLE staging.count_keys AS
SELECT c.sheet_id, c.row, 'cases' AS role, whole_number(c.cases) AS number,
       hash(p.period, fold(organisation), fold(adm1_name), fold(adm1_code), fold(adm2_name), fold(adm2_code),
            fold(locality), fold(case_status), fold(risk_level), fold(concern), fold(sex), fold(age_group),
            fold(disability), counted_by) AS key
FROM staging.case_counts c
JOIN staging.row_periods p USING (sheet_id, row)
UNION ALL
SELECT c.sheet_id, c.row, 'referrals', whole_number(c.referrals),
       hash(p.period, fold(organisation), fold(to_organisation), fold(adm1_name), fold(adm1_code), fold(adm2_name),
            fold(adm2_code), fold(locality), fold(from_service), fold(to_service), fold(priority),
            fold(referral_status), fold(reason), delay_key(response_delay), delay_key(service_delay),
            coalesce(nullif(fold(told_by), ''), g.side), fold(to_adm1_name), fold(to_adm1_code), fold(to_adm2_name), fold(to_adm2_code), fold(sex), fold(age_group),
            fold(disability))
FROM staging.referral_counts c
JOIN staging.row_periods p USING (sheet_id, row)
-- the same referrals told by both sides are no two versions of a file
JOIN staging.referral_sides g USING (sheet_id);

INSERT INTO staging.issues
SELECT s.file_id, k.sheet_id, s.sheet, k.row, k.role, CAST(k.number AS VARCHAR), 'key_conflict', r.rows
FROM staging.count_keys k
JOIN (
    SELECT sheet_id, key, string_agg(row_words(row), ', ' ORDER BY row) AS rows
    FROM staging.count_keys
    WHERE number IS NOT NULL
    GROUP BY sheet_id, key
    HAVING count(DISTINCT number) > 1
) r USING (sheet_id, key)
JOIN staging.sheets s USING (sheet_id);

-- What a row is about, without its numbers and its comment: to know a file that is sent again.
CREATE TABLE staging.subjects AS
SELECT sheet_id, row, kind, p.period,
       hash(kind, p.period, about) AS key, hash(kind, p.period, about, numbers) AS content
FROM (
    SELECT sheet_id, row, 'activities' AS kind,
           hash(fold(organisation), fold(sector), fold(subsector), fold(activity), fold(adm1_name), fold(adm1_code),
                fold(adm2_name), fold(adm2_code), fold(locality), fold(donor), fold(implementing_partner), fold(modality))
               AS about,
           hash(status, start_date, end_date, targeted, reached, reached_girls, reached_boys, reached_women,
                reached_men) AS numbers
    FROM staging.activities
    UNION ALL
    SELECT sheet_id, row, 'service_sites', hash(fold(organisation), fold(site_name), fold(service), fold(adm1_name),
           fold(adm1_code), fold(adm2_name), fold(adm2_code)), hash(site_status, verified_date, latitude, longitude)
    FROM staging.service_sites
    UNION ALL
    SELECT sheet_id, row, CASE role WHEN 'cases' THEN 'case_counts' ELSE 'referral_counts' END, key, hash(number)
    FROM staging.count_keys
    UNION ALL
    SELECT sheet_id, row, kind, about, said FROM staging.simple_subjects
) r
JOIN staging.row_periods p USING (sheet_id, row)
WHERE (SELECT count(DISTINCT file_id) FROM staging.sheets) > 1;  -- a file alone is not sent again

-- A sheet of the same months, most of whose rows stand in a file received later, is its former version.
CREATE TABLE staging.replaced AS
WITH months AS (
    SELECT sheet_id, any_value(kind) AS kind, list(DISTINCT period ORDER BY period) AS periods, count(DISTINCT key) AS keys
    FROM staging.subjects GROUP BY sheet_id
),
shared AS (
    SELECT o.sheet_id, n.sheet_id AS newer_id, count(DISTINCT o.key) AS keys,
           count(DISTINCT o.key) FILTER (o.content = n.content) AS same
    FROM staging.subjects o
    JOIN staging.subjects n ON n.key = o.key AND n.sheet_id <> o.sheet_id
    GROUP BY ALL
)
SELECT h.sheet_id, h.newer_id, fn.file AS newer,
       nm.keys - h.keys AS added, om.keys - h.keys AS removed, h.keys - h.same AS changed
FROM shared h
JOIN staging.sheets os ON os.sheet_id = h.sheet_id
JOIN staging.sheets ns ON ns.sheet_id = h.newer_id
JOIN staging.files fo ON fo.file_id = os.file_id
JOIN staging.files fn ON fn.file_id = ns.file_id
JOIN months om ON om.sheet_id = h.sheet_id
JOIN months nm ON nm.sheet_id = h.newer_id
WHERE os.file_id <> ns.file_id AND om.periods = nm.periods AND h.keys >= 0.5 * om.keys
  AND (fn.received_at, fn.file_id) > (fo.received_at, fo.file_id)
QUALIFY row_number() OVER (PARTITION BY h.sheet_id ORDER BY fn.received_at DESC, fn.file_id DESC) = 1;

INSERT INTO staging.issues
SELECT s.file_id, r.sheet_id, s.sheet, NULL, NULL, r.newer, 'sheet_replaced',
       concat('+', r.added, ' −', r.removed, ' ≠', r.changed)
FROM staging.replaced r
JOIN staging.sheets s USING (sheet_id);

-- The same row in two files is counted once: the file received first keeps it. Two sheets of one workbook are kept
-- apart: "3W Opérationnelle" and "3W Physique" say two things of the same row.
INSERT INTO staging.issues
SELECT s.file_id, d.sheet_id, s.sheet, d.row, NULL, d.first_file, 'duplicate_elsewhere', CAST(d.first_row AS VARCHAR)
FROM (
    SELECT b.sheet_id, b.row, fs.file_id, first_value(f.file) OVER same AS first_file, first_value(b.row) OVER same AS first_row,
           first_value(fs.file_id) OVER same AS first_file_id
    FROM staging.subjects b
    ANTI JOIN staging.replaced r USING (sheet_id)
    JOIN staging.sheets fs USING (sheet_id)
    JOIN staging.files f USING (file_id)
    WINDOW same AS (PARTITION BY b.content ORDER BY f.received_at, fs.file_id, b.sheet_id, b.row)
) d
JOIN staging.sheets s USING (sheet_id)
WHERE d.first_file_id <> d.file_id;

INSERT INTO staging.duplicates
SELECT sheet_id, row, NULL FROM staging.issues WHERE code = 'duplicate_elsewhere';

-- A sheet copied in its own workbook says nothing new.
CREATE TABLE staging.copied AS
WITH contents AS (
    SELECT sheet_id, any_value(kind) AS kind, count(*) AS rows, hash(list(fingerprint ORDER BY fingerprint)) AS content
    FROM staging.all_rows GROUP BY sheet_id
)
SELECT b.sheet_id, min(a.sheet_id) AS first_id
FROM contents a
JOIN contents b ON b.content = a.content AND b.rows = a.rows AND b.kind = a.kind AND b.sheet_id > a.sheet_id
JOIN staging.sheets sa ON sa.sheet_id = a.sheet_id
JOIN staging.sheets sb ON sb.sheet_id = b.sheet_id
WHERE sa.file_id = sb.file_id AND sa.period IS NOT DISTINCT FROM sb.period
GROUP BY b.sheet_id;

INSERT INTO staging.issues
SELECT s.file_id, c.sheet_id, s.sheet, NULL, NULL, f.sheet, 'sheet_repeated', NULL
FROM staging.copied c
JOIN staging.sheets s USING (sheet_id)
JOIN staging.sheets f ON f.sheet_id = c.first_id;

-- What counts for nothing: rows that are rejected or were said before, sheets that a newer one replaces or that repeat
-- another.
CREATE VIEW staging.rows_out AS
SELECT i.sheet_id, i.row
FROM staging.issues i
JOIN severities v USING (code)
WHERE v.outcome = 'rejected' AND i.row IS NOT NULL
UNION ALL
SELECT sheet_id, row FROM staging.duplicates;

CREATE VIEW staging.sheets_out AS
SELECT sheet_id FROM staging.replaced UNION ALL SELECT sheet_id FROM staging.copied;

-- The rows of a table of counts whose organisation tells the same of other periods too (`told_of`, place): a quarter that
-- is told beats its months, and the months and quarters of a year beat the year. `other`: what they are told by.
CREATE MACRO told_twice(counts) AS TABLE
SELECT sheet_id, row, period, CASE length(period) WHEN 4 THEN part ELSE whole END AS other
FROM (
    SELECT *, min(period) FILTER (length(period) = 7) OVER same AS part,
           max(period) FILTER (period[6] = 'Q') OVER (
               PARTITION BY organisation_id, scheme, adm1_pcode, adm2_pcode, told_of,
                            date_trunc('quarter', period_start(period))) AS whole
    FROM query_table(counts)
    WINDOW same AS (PARTITION BY organisation_id, scheme, adm1_pcode, adm2_pcode, told_of, period[:4])
)
WHERE (length(period) = 4 AND part IS NOT NULL)
   OR (length(period) = 7 AND period[6] <> 'Q' AND whole IS NOT NULL);

-- A month that the coordination has closed takes nothing more.
INSERT INTO staging.issues
SELECT any_value(s.file_id), p.sheet_id, any_value(s.sheet), NULL, NULL, p.period, 'period_closed', any_value(c.closed_on)
FROM staging.row_periods p
JOIN coordination.closings c ON c.period = p.period
JOIN staging.sheets s USING (sheet_id)
JOIN staging.files f USING (file_id)
WHERE f.received_at > CAST(c.closed_on AS DATE) + INTERVAL 1 DAY
GROUP BY p.sheet_id, p.period;
