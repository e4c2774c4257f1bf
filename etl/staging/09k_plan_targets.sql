-- What a plan means to do in a year: need, target, and what it says itself was reached, of a sector or of an indicator of
-- the list, in the country or an area, for all people or some of them ('*': all of them).
CREATE TABLE staging.plan_words AS
SELECT dimension, label, code FROM reference.dimension_labels
WHERE dimension IN ('population_status', 'reach_rule', 'sex', 'disability');

-- An age of people in words; brackets are told as they are.
CREATE MACRO plan_age(t) AS
    CASE WHEN fold(t) IN ('enfant', 'enfants', 'child', 'children', 'mineurs', 'moins de 18 ans', 'under 18') THEN '0-17'
         WHEN fold(t) IN ('adulte', 'adultes', 'adult', 'adults') THEN '18+'
         ELSE bracket_of(t) END;

-- Blank is all of them; so is a total. A text that nobody knows is none of those that are known.
CREATE MACRO plan_part(t, code) AS
    CASE WHEN part_named(t) IS NULL THEN '*' ELSE coalesce(code, 'unknown') END;

CREATE TABLE staging.coded_plan_targets AS
SELECT t.sheet_id, t.row, tidy(t.plan) AS plan, coalesce(k.sector_code, ko.sector_code, kd.sector_code) AS sector_code,
       tidy(t.sector) AS sector_text, tidy(t.plan_indicator) AS indicator_text, i.indicator_id,
       CASE WHEN p.code = 'all' THEN '*' ELSE plan_part(t.population_status, p.code) END AS population_status,
       plan_part(t.sex, x.code) AS sex, plan_part(t.age_group, plan_age(t.age_group)) AS age_group,
       plan_part(t.disability, d.code) AS disability,
       whole_number(t.in_need) AS in_need, whole_number(t.targeted) AS targeted,
       whole_number(t.reached_published) AS reached_published, tidy(t.reach_rule) AS rule_text,
       -- the cautious one, where none is told: the same people may come again each month
       coalesce(r.code, 'max') AS reach_rule, r.code IS NOT NULL AS is_rule_told, tidy(t.source) AS source
FROM staging.plan_targets t
JOIN staging.sheets s USING (sheet_id)
LEFT JOIN staging.sector_keys k ON k.key = fold(t.sector)
LEFT JOIN staging.sector_keys ko ON ko.key = fold(t.other_sector)
-- a table of one sector may say it in its title alone
LEFT JOIN staging.sector_keys kd ON kd.key = fold(s.sector) AND tidy(t.sector) IS NULL
LEFT JOIN reference.indicator_ids i
       ON regexp_replace(i.indicator_id, '-0*', '') = regexp_replace(upper(tidy(t.plan_indicator)), '[-_ ]?0*(\d+)$', '\1')
LEFT JOIN staging.plan_words p ON p.dimension = 'population_status' AND p.label = fold(t.population_status)
LEFT JOIN staging.plan_words x ON x.dimension = 'sex' AND x.label = fold(t.sex)
LEFT JOIN staging.plan_words d ON d.dimension = 'disability' AND d.label = fold(t.disability)
LEFT JOIN staging.plan_words r ON r.dimension = 'reach_rule' AND r.label = fold(t.reach_rule);

INSERT INTO staging.issues
SELECT s.file_id, c.sheet_id, s.sheet, c.row, i.role, i.value, i.code, i.detail
FROM staging.coded_plan_targets c
JOIN staging.sheets s USING (sheet_id)
CROSS JOIN LATERAL (
    SELECT 'sector' AS role, sector_text AS value,
           CASE WHEN sector_text IS NULL THEN 'sector_missing' ELSE 'sector_unknown' END AS code, NULL AS detail
    WHERE sector_code IS NULL
    UNION ALL
    -- without its indicator, it would be taken for a target of people
    SELECT 'plan_indicator', indicator_text, 'plan_indicator_unknown', NULL
    WHERE indicator_text IS NOT NULL AND indicator_id IS NULL
    UNION ALL
    SELECT 'targeted', CAST(targeted AS VARCHAR), 'target_above_need', CAST(in_need AS VARCHAR)
    WHERE targeted > in_need AND in_need >= 0
    UNION ALL
    SELECT 'reached_published', CAST(reached_published AS VARCHAR), 'reached_above_target', CAST(targeted AS VARCHAR)
    WHERE reached_published > targeted AND targeted >= 0
) i;

-- Words that are not in their lists, once a sheet and text; so is a sheet that does not say how its reach adds up.
INSERT INTO staging.issues
SELECT any_value(s.file_id), w.sheet_id, any_value(s.sheet), min(w.row), w.role, w.text, w.code, NULL
FROM (
    SELECT c.sheet_id, c.row, v.role, tidy(v.text) AS text, 'plan_word_unknown' AS code
    FROM staging.coded_plan_targets c
    JOIN staging.plan_targets t USING (sheet_id, row)
    CROSS JOIN LATERAL (VALUES ('population_status', t.population_status, c.population_status), ('sex', t.sex, c.sex),
                               ('age_group', t.age_group, c.age_group), ('disability', t.disability, c.disability))
        v (role, text, code)
    WHERE v.code = 'unknown' AND NOT says_nothing(v.text)
    UNION ALL
    SELECT sheet_id, row, 'reach_rule', rule_text,
           CASE WHEN rule_text IS NULL THEN 'reach_rule_missing' ELSE 'reach_rule_unknown' END
    FROM staging.coded_plan_targets
    -- a target of an indicator is not counted from the 4W
    WHERE NOT is_rule_told AND indicator_text IS NULL
) w
JOIN staging.sheets s USING (sheet_id)
GROUP BY w.sheet_id, w.role, w.text, w.code;

-- The same target in several sheets: the one received last counts, and never both; nor do areas of two schemes.
CREATE TABLE staging.plan_targets_repeated AS
SELECT c.sheet_id, c.row, c.targeted,
       -- areas of two schemes share ground: those of the newer one count
       p.adm1_pcode IS NOT NULL AND p.scheme < max(p.scheme) FILTER (p.adm1_pcode IS NOT NULL) OVER (
           PARTITION BY e.period[:4], fold(c.plan), c.sector_code, c.indicator_id) AS is_former
FROM staging.coded_plan_targets c
JOIN staging.sheets s USING (sheet_id)
JOIN staging.files f USING (file_id)
JOIN staging.row_periods e USING (sheet_id, row)
JOIN staging.row_places p USING (sheet_id, row)
ANTI JOIN staging.rows_out x ON x.sheet_id = c.sheet_id AND x.row = c.row
ANTI JOIN staging.sheets_out y ON y.sheet_id = c.sheet_id
WHERE e.period IS NOT NULL
QUALIFY coalesce(is_former, false) OR row_number() OVER (
    PARTITION BY e.period[:4], fold(c.plan), c.sector_code, c.indicator_id, p.scheme, p.adm1_pcode, p.adm2_pcode,
                 c.population_status, c.sex, c.age_group, c.disability
    ORDER BY f.received_at DESC, e.period DESC, c.sheet_id DESC, c.row DESC) > 1;

INSERT INTO staging.duplicates SELECT sheet_id, row, NULL FROM staging.plan_targets_repeated;

INSERT INTO staging.issues
SELECT s.file_id, r.sheet_id, s.sheet, r.row, 'targeted', CAST(r.targeted AS VARCHAR),
       CASE WHEN r.is_former THEN 'plan_scheme_former' ELSE 'plan_target_repeated' END, NULL
FROM staging.plan_targets_repeated r
JOIN staging.sheets s USING (sheet_id);
