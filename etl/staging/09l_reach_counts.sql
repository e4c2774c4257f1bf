-- People reached, by sex, age, disability and displacement. A word outside its list is "unknown", and told; so is a
-- disability answer of which nobody says with what tool it was asked.
CREATE TABLE staging.reach_keys AS
SELECT dimension AS list, label AS key, min(code) AS code
FROM reference.dimension_labels
WHERE dimension IN ('sex', 'disability', 'disability_tool', 'population_status')
GROUP BY dimension, label;

CREATE TABLE staging.coded_reach AS
SELECT r.sheet_id, r.row, e.period, p.scheme, p.adm1_pcode, p.adm2_pcode, o.organisation_id,
       coalesce(fold(r.locality), '') AS locality, coalesce(k.sector_code, kd.sector_code) AS sector_code,
       coalesce(x.code, 'unknown') AS sex, coalesce(plan_age(r.age_group), 'unknown') AS age_group,
       coalesce(d.code, 'unknown') AS disability,
       -- a tool says nothing of somebody whose answer nobody knows
       CASE WHEN d.code IS NULL THEN 'unknown' ELSE coalesce(t.code, 'unknown') END AS disability_tool,
       coalesce(nullif(s.code, 'all'), 'unknown') AS population_status, whole_number(r.people) AS people
FROM staging.reach_counts r
JOIN staging.sheets h USING (sheet_id)
JOIN staging.row_periods e USING (sheet_id, row)
JOIN staging.row_places p USING (sheet_id, row)
JOIN staging.row_organisations o ON o.sheet_id = r.sheet_id AND o.row = r.row AND o.role = 'organisation'
LEFT JOIN staging.sector_keys k ON k.key = fold(r.sector)
-- a table of one sector may say it in its title alone
LEFT JOIN staging.sector_keys kd ON kd.key = fold(h.sector) AND tidy(r.sector) IS NULL
LEFT JOIN staging.reach_keys x ON x.list = 'sex' AND x.key = fold(r.sex)
LEFT JOIN staging.reach_keys d ON d.list = 'disability' AND d.key = fold(r.disability)
LEFT JOIN staging.reach_keys t ON t.list = 'disability_tool' AND t.key = fold(r.disability_tool)
LEFT JOIN staging.reach_keys s ON s.list = 'population_status' AND s.key = fold(r.population_status);

INSERT INTO staging.issues
SELECT s.file_id, c.sheet_id, s.sheet, c.row, 'sector', tidy(r.sector),
       CASE WHEN tidy(r.sector) IS NULL THEN 'sector_missing' ELSE 'sector_unknown' END, NULL
FROM staging.coded_reach c
JOIN staging.reach_counts r USING (sheet_id, row)
JOIN staging.sheets s USING (sheet_id)
WHERE c.sector_code IS NULL;

-- Told once a sheet, column and text, at its first row.
INSERT INTO staging.issues
SELECT any_value(s.file_id), w.sheet_id, any_value(s.sheet), min(w.row), w.role, w.text, 'case_word_unknown', any_value(w.words)
FROM (
    SELECT r.sheet_id, r.row, r.role, r.text,
           CASE r.role WHEN 'sex' THEN 'Féminin, Masculin' WHEN 'disability' THEN 'Oui, Non'
                       WHEN 'disability_tool' THEN 'Module UNICEF (CFM), Groupe de Washington (WG-SS), Autre outil, Aucun outil'
                       ELSE 'Déplacés, Hôtes, Retournés, Réfugiés' END AS words
    FROM (UNPIVOT staging.reach_counts ON sex, disability, disability_tool, population_status INTO NAME role VALUE text) r
    LEFT JOIN staging.reach_keys k ON k.list = r.role AND k.key = fold(r.text)
    WHERE k.code IS NULL AND NOT says_nothing(r.text)
    UNION ALL
    SELECT sheet_id, row, 'age_group', age_group, '0-4, 5-11, 12-17, 18+'
    FROM staging.reach_counts
    WHERE NOT says_nothing(age_group) AND plan_age(age_group) IS NULL
) w
JOIN staging.sheets s USING (sheet_id)
GROUP BY w.sheet_id, w.role, w.text;

-- An answer without its tool counts as of an unknown tool. Told once a sheet, with how many rows.
INSERT INTO staging.issues
SELECT any_value(s.file_id), c.sheet_id, any_value(s.sheet), min(c.row), 'disability', arg_min(tidy(r.disability), c.row),
       'disability_without_tool', CAST(count(*) AS VARCHAR)
FROM staging.coded_reach c
JOIN staging.reach_counts r USING (sheet_id, row)
JOIN staging.sheets s USING (sheet_id)
WHERE c.disability <> 'unknown' AND says_nothing(r.disability_tool)
GROUP BY c.sheet_id;

-- The rows that count so far.
CREATE TABLE staging.live_reach AS
SELECT c.*, c.sector_code AS told_of
FROM staging.coded_reach c
ANTI JOIN staging.rows_out x ON x.sheet_id = c.sheet_id AND x.row = c.row
ANTI JOIN staging.sheets_out y ON y.sheet_id = c.sheet_id
WHERE c.period IS NOT NULL;

CREATE TABLE staging.reach_set_aside AS
SELECT sheet_id, row, 'period' AS role, period AS value, 'case_period_twice' AS code, other AS detail
FROM told_twice('staging.live_reach');

-- Age brackets of two systems that share ages, told by one organisation of one place, sector and period, may be the same
-- people twice: the system of most people counts (of as many, the finer one), and what it overlaps is set aside.
INSERT INTO staging.reach_set_aside
WITH bounds AS (
    SELECT *, CAST(regexp_extract(age_group, '^\d+') AS INTEGER) AS low,
           CASE WHEN age_group LIKE '%+' THEN 200 ELSE CAST(regexp_extract(age_group, '\d+$') AS INTEGER) END AS high,
           CASE WHEN age_group IN ('0-4', '5-11', '12-17') THEN '0-4, 5-11, 12-17'
                WHEN age_group IN ('0-5', '6-12', '13-17') THEN '0-5, 6-12, 13-17' ELSE age_group END AS system
    FROM staging.live_reach
    ANTI JOIN staging.reach_set_aside USING (sheet_id, row)
    WHERE age_group <> 'unknown'
),
systems AS (
    SELECT organisation_id, scheme, adm1_pcode, coalesce(adm2_pcode, '') AS adm2, locality, sector_code, period, system,
           sum(people) AS people, max(high - low) AS width, list(DISTINCT {'low': low, 'high': high}) AS ages
    FROM bounds
    GROUP BY ALL
)
SELECT b.sheet_id, b.row, 'age_group', b.age_group, 'reach_ages_overlap', string_agg(t.system, ' ; ' ORDER BY t.system)
FROM bounds b
JOIN systems o ON o.organisation_id = b.organisation_id AND o.scheme = b.scheme AND o.adm1_pcode = b.adm1_pcode
              AND o.adm2 = coalesce(b.adm2_pcode, '') AND o.locality = b.locality AND o.sector_code = b.sector_code
              AND o.period = b.period AND o.system = b.system
JOIN systems t ON t.organisation_id = o.organisation_id AND t.scheme = o.scheme AND t.adm1_pcode = o.adm1_pcode
              AND t.adm2 = o.adm2 AND t.locality = o.locality AND t.sector_code = o.sector_code
              AND t.period = o.period AND t.system <> o.system
WHERE len(list_filter(t.ages, lambda a: a.low <= b.high AND b.low <= a.high)) > 0
  AND (t.people, -t.width, t.system) > (o.people, -o.width, o.system)
GROUP BY b.sheet_id, b.row, b.age_group;

INSERT INTO staging.duplicates SELECT sheet_id, row, NULL FROM (SELECT DISTINCT sheet_id, row FROM staging.reach_set_aside);

INSERT INTO staging.issues
SELECT s.file_id, a.sheet_id, s.sheet, a.row, a.role, a.value, a.code, a.detail
FROM staging.reach_set_aside a
JOIN staging.sheets s USING (sheet_id);
