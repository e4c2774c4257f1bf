-- What the words of each referral row mean: codes of the reference tables. A word outside them is "unknown", and told.
CREATE TABLE staging.referral_keys AS
-- statuses are those that the cube of published counts knows
SELECT 'status' AS list, code, label AS key, label FROM reference.dimension_labels WHERE dimension = 'referral_status'
UNION ALL
SELECT list, code, CASE list WHEN 'delay' THEN delay_key(label) ELSE fold(label) END, label FROM reference.referral_words
UNION ALL
SELECT dimension, code, label, label FROM reference.dimension_labels WHERE dimension IN ('sex', 'disability');

CREATE TABLE staging.referral_texts AS
SELECT r.role, r.list, r.text, k.code
FROM (
    SELECT DISTINCT role, text, CASE role WHEN 'referral_status' THEN 'status' WHEN 'response_delay' THEN 'delay'
                                          WHEN 'service_delay' THEN 'delay' WHEN 'told_by' THEN 'side' ELSE role END AS list
    FROM (UNPIVOT staging.referral_counts
          ON referral_status, priority, reason, response_delay, service_delay, told_by, sex, disability
          INTO NAME role VALUE text)
    WHERE fold(text) <> ''
) r
LEFT JOIN (SELECT list, key, min(code) AS code FROM staging.referral_keys GROUP BY list, key HAVING count(DISTINCT code) = 1) k
  ON k.list = r.list AND k.key = CASE r.list WHEN 'delay' THEN delay_key(r.text) ELSE fold(r.text) END;

-- A reason that is not told is none (NULL): most referrals need none.
CREATE TABLE staging.coded_referrals AS
SELECT r.sheet_id, r.row, coalesce(s.code, 'unknown') AS status, coalesce(p.code, 'unknown') AS priority,
       CASE WHEN fold(r.reason) <> '' THEN coalesce(m.code, 'unknown') END AS reason,
       coalesce(a.code, 'unknown') AS answer_within, coalesce(v.code, 'unknown') AS service_within, t.code AS told_by,
       coalesce(x.code, 'unknown') AS sex, coalesce(d.code, 'unknown') AS disability,
       coalesce(bracket_of(r.age_group), 'unknown') AS age_group,
       -- a service that is named and is none of the directory's is another one
       CASE WHEN fold(r.from_service) <> '' THEN coalesce(f.service_code, 'other') ELSE 'unknown' END AS from_service,
       CASE WHEN fold(r.to_service) <> '' THEN coalesce(o.service_code, 'other') ELSE 'unknown' END AS to_service
FROM staging.referral_counts r
LEFT JOIN staging.referral_texts s ON s.role = 'referral_status' AND s.text = r.referral_status
LEFT JOIN staging.referral_texts p ON p.role = 'priority' AND p.text = r.priority
LEFT JOIN staging.referral_texts m ON m.role = 'reason' AND m.text = r.reason
LEFT JOIN staging.referral_texts a ON a.role = 'response_delay' AND a.text = r.response_delay
LEFT JOIN staging.referral_texts v ON v.role = 'service_delay' AND v.text = r.service_delay
LEFT JOIN staging.referral_texts t ON t.role = 'told_by' AND t.text = r.told_by
LEFT JOIN staging.referral_texts x ON x.role = 'sex' AND x.text = r.sex
LEFT JOIN staging.referral_texts d ON d.role = 'disability' AND d.text = r.disability
LEFT JOIN staging.service_texts f ON f.text = tidy(r.from_service)
LEFT JOIN staging.service_texts o ON o.text = tidy(r.to_service);

-- Told once a sheet, column and text, at the first row, with the first word of each code that is known.
INSERT INTO staging.issues
WITH said AS (
    SELECT list, string_agg(word, ', ' ORDER BY position) AS words
    FROM (SELECT list, code, first(label ORDER BY position) AS word, min(position) AS position
          FROM (SELECT *, row_number() OVER () AS position FROM staging.referral_keys)
          WHERE code <> 'unknown' GROUP BY list, code)
    GROUP BY list
),
words AS (
    SELECT r.sheet_id, r.row, t.role, t.text, s.words
    FROM (UNPIVOT staging.referral_counts
          ON referral_status, priority, reason, response_delay, service_delay, told_by, sex, disability
          INTO NAME role VALUE text) r
    JOIN staging.referral_texts t ON t.role = r.role AND t.text = r.text AND t.code IS NULL
    JOIN said s ON s.list = t.list
    WHERE NOT says_nothing(t.text)
    UNION ALL
    SELECT sheet_id, row, 'age_group', age_group, '0-4, 5-11, 12-17'
    FROM staging.referral_counts
    WHERE NOT says_nothing(age_group) AND bracket_of(age_group) IS NULL
)
SELECT any_value(s.file_id), w.sheet_id, any_value(s.sheet), min(w.row), w.role, w.text, 'referral_word_unknown',
       any_value(w.words)
FROM words w
JOIN staging.sheets s USING (sheet_id)
GROUP BY w.sheet_id, w.role, w.text;

INSERT INTO staging.issues
SELECT any_value(s.file_id), w.sheet_id, any_value(s.sheet), min(w.row), w.role, w.text, 'referral_service_other', NULL
FROM (SELECT sheet_id, row, 'from_service' AS role, from_service AS text FROM staging.referral_counts
      UNION ALL SELECT sheet_id, row, 'to_service', to_service FROM staging.referral_counts) w
JOIN staging.sheets s USING (sheet_id)
ANTI JOIN staging.service_texts t ON t.text = tidy(w.text)
WHERE NOT says_nothing(w.text)
GROUP BY w.sheet_id, w.role, w.text;

-- Nobody is served before the answer, nor without being accepted: the delay of the service is then unknown.
CREATE TABLE staging.impossible_delays AS
SELECT c.sheet_id, c.row
FROM staging.coded_referrals c
WHERE c.service_within IN ('within_24h', 'within_72h', 'within_14d', 'longer')
  AND (c.status IN ('in_progress', 'accepted', 'rejected', 'revoked') OR c.answer_within = 'none'
       OR list_position(['within_24h', 'within_72h', 'within_14d', 'longer'], c.service_within)
          < list_position(['within_24h', 'within_72h', 'within_14d', 'longer'], c.answer_within));

INSERT INTO staging.issues
SELECT any_value(s.file_id), r.sheet_id, any_value(s.sheet), min(r.row), 'service_delay', r.service_delay,
       'referral_delays_disagree', concat_ws(', ', any_value(tidy(r.referral_status)), any_value(tidy(r.response_delay)))
FROM staging.impossible_delays i
JOIN staging.referral_counts r USING (sheet_id, row)
JOIN staging.sheets s USING (sheet_id)
GROUP BY r.sheet_id, r.service_delay, r.referral_status, r.response_delay;

UPDATE staging.coded_referrals SET service_within = 'unknown'
WHERE (sheet_id, row) IN (SELECT (sheet_id, row) FROM staging.impossible_delays);

-- Outcomes told in columns of their own are parts of the referrals sent: those served of those accepted, and those
-- accepted and rejected of those sent.
CREATE TABLE staging.referral_outcomes AS
SELECT *, served > coalesce(accepted, sent) OR coalesce(accepted, served, 0) + coalesce(rejected, 0) > sent AS is_excess
FROM (
    SELECT sheet_id, row, whole_number(referrals) AS sent, whole_number(referrals_accepted) AS accepted,
           whole_number(referrals_rejected) AS rejected, whole_number(referrals_served) AS served
    FROM staging.referral_counts
)
WHERE coalesce(accepted, rejected, served) IS NOT NULL;

INSERT INTO staging.issues
SELECT s.file_id, o.sheet_id, s.sheet, o.row, 'referrals', CAST(o.sent AS VARCHAR), 'referral_parts_exceed',
       concat_ws(' / ', coalesce(CAST(o.accepted AS VARCHAR), '–'), coalesce(CAST(o.rejected AS VARCHAR), '–'),
                 coalesce(CAST(o.served AS VARCHAR), '–'))
FROM staging.referral_outcomes o
JOIN staging.sheets s USING (sheet_id)
WHERE o.is_excess;
