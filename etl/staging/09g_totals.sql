-- Lines of counts that add up other lines of their sheet. A line is the total of those below it: the same in all that
-- it tells, and finer in what it calls "Total" ('*') or leaves blank ('').
CREATE MACRO is_open(t) AS t IN ('', '*');
CREATE MACRO covers(t, p) AS t = p OR is_open(t);
CREATE MACRO is_told(t, p) AS is_open(t) AND NOT is_open(p);
-- of a total, what nobody knows the sex of is a part too
CREATE MACRO is_finer(t, p) AS is_open(t) AND t <> p AND p <> '*';

CREATE TABLE staging.count_lines AS
WITH counts AS (
    SELECT sheet_id, row, 'cases' AS role, cases AS stated, concern AS category, locality, sex, age_group, disability,
           adm2_name, hash(fold(case_status), fold(risk_level), counted_by) AS about
    FROM staging.case_counts
    UNION ALL
    SELECT sheet_id, row, 'referrals', referrals, referral_status, locality, sex, age_group, disability, adm2_name,
           hash(fold(to_organisation), fold(to_adm1_name), fold(to_adm1_code), fold(to_adm2_name), fold(to_adm2_code),
                fold(from_service), fold(to_service), fold(priority), fold(reason), fold(response_delay),
                fold(service_delay), fold(told_by))
    FROM staging.referral_counts
    UNION ALL
    SELECT sheet_id, row, 'cases', cases, NULL, locality, sex, age_group, disability, adm2_name,
           hash(fold(measure), fold(risk_level))
    FROM staging.case_practice
    UNION ALL
    SELECT sheet_id, row, 'amount', amount, centre_type, locality, sex, age_group, disability, adm2_name, hash(fold(measure))
    FROM staging.sector_measures
    UNION ALL
    SELECT sheet_id, row, 'people', people, population_status, locality, sex, age_group, disability, adm2_name,
           hash(fold(sector))
    FROM staging.reach_counts
),
words AS (
    SELECT dimension, label, code FROM reference.dimension_labels
    WHERE dimension <> 'total' AND NOT (dimension = 'population_status' AND code = 'all')
    UNION ALL
    SELECT d.dimension, t.label, '*'
    FROM reference.dimension_labels t
    JOIN (VALUES ('sex'), ('age_group'), ('disability'), ('concern'), ('referral_status'), ('population_status')) d (dimension)
      ON t.code IN (d.dimension, 'any')
    WHERE t.dimension = 'total'
)
SELECT c.sheet_id, c.row, c.role, c.stated, whole_number(c.stated) AS number,
       hash(c.role, e.period, o.organisation_id, p.adm1_pcode, c.about) AS about,
       coalesce(p.adm2_pcode, CASE WHEN says_unknown(c.adm2_name) THEN 'unknown' ELSE '' END) AS adm2,
       coalesce(fold(c.locality), '') AS locality, coalesce(k.code, fold(c.category), '') AS category,
       coalesce(s.code, fold(c.sex), '') AS sex, coalesce(a.code, fold(c.age_group), '') AS age_group,
       coalesce(d.code, fold(c.disability), '') AS disability
FROM counts c
JOIN staging.row_periods e USING (sheet_id, row)
JOIN staging.row_places p USING (sheet_id, row)
JOIN staging.row_organisations o ON o.sheet_id = c.sheet_id AND o.row = c.row AND o.role = 'organisation'
LEFT JOIN words k ON k.label = fold(c.category)
                 AND k.dimension = CASE c.role WHEN 'cases' THEN 'concern' WHEN 'people' THEN 'population_status'
                                      ELSE 'referral_status' END
LEFT JOIN words s ON s.label = fold(c.sex) AND s.dimension = 'sex'
LEFT JOIN words a ON a.label = fold(c.age_group) AND a.dimension = 'age_group'
LEFT JOIN words d ON d.label = fold(c.disability) AND d.dimension = 'disability'
-- neither rows that give nothing nor copies of rows of the same sheet
ANTI JOIN (SELECT i.sheet_id, i.row FROM staging.issues i JOIN severities v USING (code) WHERE v.outcome = 'rejected') x
       ON x.sheet_id = c.sheet_id AND x.row = c.row
ANTI JOIN (SELECT sheet_id, row FROM staging.duplicates WHERE first_row IS NOT NULL) y
       ON y.sheet_id = c.sheet_id AND y.row = c.row
WHERE whole_number(c.stated) IS NOT NULL;

-- `view` says in what a part is finer. A place is never finer by a word: a prefecture alone may be one whose
-- sub-prefecture is not known.
CREATE TABLE staging.count_parts AS
SELECT t.sheet_id, t.row, t.number AS total, p.row AS part, p.number,
       concat(is_finer(t.adm2, p.adm2)::INTEGER, is_finer(t.locality, p.locality)::INTEGER,
              is_finer(t.category, p.category)::INTEGER, is_finer(t.sex, p.sex)::INTEGER,
              is_finer(t.age_group, p.age_group)::INTEGER, is_finer(t.disability, p.disability)::INTEGER) AS view,
       ('*' IN (CASE WHEN NOT is_open(p.category) THEN t.category END, CASE WHEN NOT is_open(p.sex) THEN t.sex END,
                CASE WHEN NOT is_open(p.age_group) THEN t.age_group END,
                CASE WHEN NOT is_open(p.disability) THEN t.disability END)) IS TRUE AND view[:2] = '00' AS is_said
FROM staging.count_lines t
JOIN staging.count_lines p
  ON p.sheet_id = t.sheet_id AND p.about = t.about AND covers(t.adm2, p.adm2) AND covers(t.locality, p.locality)
 AND covers(t.category, p.category) AND covers(t.sex, p.sex) AND covers(t.age_group, p.age_group)
 AND covers(t.disability, p.disability)
WHERE view <> '000000'
  -- no two lines are each the total of the other
  AND (is_told(t.adm2, p.adm2) OR is_told(t.locality, p.locality) OR is_told(t.category, p.category)
       OR is_told(t.sex, p.sex) OR is_told(t.age_group, p.age_group) OR is_told(t.disability, p.disability)
       OR ('*' IN (CASE t.category WHEN '' THEN p.category END, CASE t.sex WHEN '' THEN p.sex END,
                   CASE t.age_group WHEN '' THEN p.age_group END, CASE t.disability WHEN '' THEN p.disability END))
          IS NOT TRUE);

-- What the parts add up to: those that are finer in the same, and the finest of all.
CREATE TABLE staging.count_sums AS
SELECT sheet_id, row, any_value(total) AS total, view, sum(number) AS number, count(*) FILTER (number > 0) AS parts
FROM staging.count_parts
GROUP BY sheet_id, row, view
UNION ALL
SELECT p.sheet_id, p.row, any_value(p.total), 'finest', sum(p.number), count(*) FILTER (p.number > 0)
FROM staging.count_parts p
ANTI JOIN staging.count_parts f ON f.sheet_id = p.sheet_id AND f.row = p.part
GROUP BY p.sheet_id, p.row;

-- What is not called a total is one where it equals its parts. One part with the same number may be chance, unless
-- the sheet has other lines that add up several.
CREATE TABLE staging.count_totals AS
SELECT sheet_id, row FROM staging.count_parts WHERE is_said
UNION
SELECT sheet_id, row
FROM (SELECT *, max(parts) OVER (PARTITION BY sheet_id) AS most FROM staging.count_sums WHERE number = total)
WHERE parts > 0 AND most > 1;

CREATE TABLE staging.totals_told AS
WITH compared AS (
    SELECT p.sheet_id, p.row, any_value(p.total) AS total, bool_or(p.view[1] = '1') AS is_prefecture,
           sum(p.number) AS number,
           CASE WHEN count(*) BETWEEN 2 AND 6 THEN string_agg(p.number, ' + ' ORDER BY p.part) || ' = ' ELSE '' END
               || sum(p.number) AS words
    FROM staging.count_parts p
    ANTI JOIN staging.count_totals c ON c.sheet_id = p.sheet_id AND c.row = p.part
    GROUP BY p.sheet_id, p.row
)
SELECT sheet_id, row, 'row_is_total' AS code, NULL AS detail FROM staging.count_totals
UNION ALL
SELECT sheet_id, row, 'total_differs', words
FROM compared c
SEMI JOIN staging.count_totals USING (sheet_id, row)
ANTI JOIN staging.count_sums s ON s.sheet_id = c.sheet_id AND s.row = c.row AND s.number = c.total
WHERE number <> total
UNION ALL
SELECT sheet_id, row, 'prefecture_row_doubtful', words
FROM compared
ANTI JOIN staging.count_totals USING (sheet_id, row)
WHERE is_prefecture AND total > 0;

INSERT INTO staging.issues
SELECT s.file_id, t.sheet_id, s.sheet, t.row, l.role, l.stated, t.code, t.detail
FROM staging.totals_told t
JOIN staging.count_lines l USING (sheet_id, row)
JOIN staging.sheets s USING (sheet_id);

INSERT INTO staging.duplicates SELECT sheet_id, row, NULL FROM staging.count_totals;

-- "Les deux" of a total is no word that somebody has to correct.
DELETE FROM staging.issues
WHERE code = 'referral_word_unknown' AND (sheet_id, row) IN (SELECT (sheet_id, row) FROM staging.count_totals)
  AND fold(value) IN (SELECT label FROM reference.dimension_labels WHERE dimension = 'total');
