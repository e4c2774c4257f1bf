-- The same referrals told twice are counted once: by the sender, who knows what it sent and whom nobody answered. A row
-- says who tells it, or its sheet does (etl/staging/08c_referral_sides.sql). Of a pair of organisations one side counts,
-- whole; what both say in sum is compared in core.referral_disagreements.
CREATE TABLE staging.told_referrals AS
SELECT r.sheet_id, r.row, p.period, a.organisation_id AS sender, b.organisation_id AS receiver,
       whole_number(r.referrals) AS referrals, coalesce(c.told_by, g.side) AS side
FROM staging.referral_counts r
JOIN staging.coded_referrals c USING (sheet_id, row)
JOIN staging.row_periods p USING (sheet_id, row)
JOIN staging.referral_sides g USING (sheet_id)
JOIN staging.row_organisations a ON a.sheet_id = r.sheet_id AND a.row = r.row AND a.role = 'organisation'
JOIN staging.row_organisations b ON b.sheet_id = r.sheet_id AND b.row = r.row AND b.role = 'to_organisation'
ANTI JOIN staging.rejected x ON x.sheet_id = r.sheet_id AND x.row = r.row
ANTI JOIN staging.duplicates d ON d.sheet_id = r.sheet_id AND d.row = r.row;

-- A quarter and its months told by one sender: the quarter counts, as in the published cube. A year and its parts: the
-- parts do.
CREATE TABLE staging.referrals_set_aside AS
SELECT DISTINCT r.sheet_id, r.row, 'period' AS why
FROM staging.told_referrals r
JOIN (SELECT DISTINCT sender, period, side FROM staging.told_referrals) o
  ON o.sender = r.sender AND o.side = r.side
 AND CASE WHEN length(r.period) = 4 THEN length(o.period) > 4 AND o.period[:4] = r.period
          ELSE o.period[6] = 'Q' AND r.period[6] <> 'Q'
               AND period_start(r.period) BETWEEN period_start(o.period) AND period_end(o.period) END;

INSERT INTO staging.referrals_set_aside
SELECT DISTINCT r.sheet_id, r.row, 'side'
FROM staging.told_referrals r
ANTI JOIN staging.referrals_set_aside USING (sheet_id, row)
JOIN (FROM staging.told_referrals ANTI JOIN staging.referrals_set_aside USING (sheet_id, row)) o
  ON o.side = 'sender' AND o.sender = r.sender AND o.receiver = r.receiver
 AND period_start(o.period) <= period_end(r.period) AND period_start(r.period) <= period_end(o.period)
WHERE r.side = 'receiver';

INSERT INTO staging.duplicates SELECT sheet_id, row, NULL FROM staging.referrals_set_aside;

-- Compared by the longest period that either side tells of: a quarter with the sum of its months.
CREATE TABLE warehouse.core.referral_disagreements AS
WITH counted AS (
    SELECT t.* FROM staging.told_referrals t
    ANTI JOIN (FROM staging.referrals_set_aside WHERE why = 'period') USING (sheet_id, row)
    WHERE t.receiver IS NOT NULL
),
units AS (
    SELECT t.sender, t.receiver, t.period, arg_max(o.period, period_end(o.period) - period_start(o.period)) AS unit
    FROM (SELECT DISTINCT sender, receiver, period FROM counted) t
    JOIN (SELECT DISTINCT sender, receiver, period FROM counted) o
      ON o.sender = t.sender AND o.receiver = t.receiver
     AND period_start(o.period) <= period_start(t.period) AND period_end(t.period) <= period_end(o.period)
    GROUP BY ALL
)
SELECT u.unit AS period, c.sender AS from_organisation, c.receiver AS to_organisation,
       CAST(sum(c.referrals) FILTER (c.side = 'sender') AS BIGINT) AS said_by_sender,
       CAST(sum(c.referrals) FILTER (c.side = 'receiver') AS BIGINT) AS said_by_receiver,
       min(f.file) FILTER (c.side = 'sender') AS file_of_sender, min(f.file) FILTER (c.side = 'receiver') AS file_of_receiver
FROM counted c
JOIN units u USING (sender, receiver, period)
JOIN staging.sheets s USING (sheet_id)
JOIN staging.files f USING (file_id)
GROUP BY u.unit, c.sender, c.receiver
HAVING said_by_sender <> said_by_receiver
ORDER BY ALL;

INSERT INTO staging.issues
SELECT any_value(s.file_id), t.sheet_id, any_value(s.sheet), min(t.row), 'referrals', CAST(sum(t.referrals) AS VARCHAR),
       CASE a.why WHEN 'side' THEN 'referral_told_twice' ELSE 'referral_period_twice' END,
       CAST(count(DISTINCT (d.period, d.from_organisation, d.to_organisation))
            FILTER (d.period IS NOT NULL) AS VARCHAR)
FROM staging.referrals_set_aside a
JOIN staging.told_referrals t USING (sheet_id, row)
JOIN staging.sheets s USING (sheet_id)
LEFT JOIN warehouse.core.referral_disagreements d
       ON d.from_organisation = t.sender AND d.to_organisation = t.receiver
      AND period_start(d.period) <= period_start(t.period) AND period_end(t.period) <= period_end(d.period)
GROUP BY t.sheet_id, a.why;

-- The same two numbers, one line a disagreement, where the receiver's report is read.
INSERT INTO staging.issues
SELECT any_value(s.file_id), t.sheet_id, any_value(s.sheet), min(t.row), 'referrals', CAST(d.said_by_receiver AS VARCHAR),
       'referral_sides_disagree', concat(d.said_by_sender, ' (', d.from_organisation, ', ', d.period, ')')
FROM warehouse.core.referral_disagreements d
JOIN staging.told_referrals t ON t.sender = d.from_organisation AND t.receiver = d.to_organisation AND t.side = 'receiver'
                             AND period_start(d.period) <= period_start(t.period)
                             AND period_end(t.period) <= period_end(d.period)
JOIN staging.sheets s USING (sheet_id)
GROUP BY t.sheet_id, d.period, d.from_organisation, d.to_organisation, d.said_by_sender, d.said_by_receiver;

-- Age brackets of two systems that share ages and are not the same: they stand beside each other.
INSERT INTO staging.issues
WITH brackets AS (
    SELECT t.sheet_id, t.row, t.period, c.age_group, CAST(regexp_extract(c.age_group, '^(\d+)', 1) AS INTEGER) AS low,
           coalesce(try_cast(regexp_extract(c.age_group, '-(\d+)', 1) AS INTEGER), 200) AS high
    FROM staging.told_referrals t
    JOIN staging.coded_referrals c USING (sheet_id, row)
    WHERE c.age_group <> 'unknown'
),
told AS (
    SELECT sheet_id, period, age_group, low, high, min(row) AS row FROM brackets GROUP BY ALL
)
SELECT any_value(s.file_id), a.sheet_id, any_value(s.sheet), min(a.row), 'age_group',
       string_agg(DISTINCT a.age_group, ', ' ORDER BY a.age_group), 'referral_ages_overlap',
       string_agg(DISTINCT b.age_group, ', ' ORDER BY b.age_group)
FROM told a
JOIN (SELECT DISTINCT period, age_group, low, high FROM told) b
  ON b.period = a.period AND b.age_group <> a.age_group AND b.low <= a.high AND a.low <= b.high
JOIN staging.sheets s USING (sheet_id)
GROUP BY a.sheet_id;
