-- Who: the organisation each row names, known from the list or proposed as new.
CREATE TABLE staging.organisation_spellings AS
SELECT alias AS spelling, organisation_id, 1 AS rank FROM reference.organisation_aliases
UNION ALL SELECT acronym, organisation_id, 1 FROM reference.organisations
UNION ALL SELECT name, organisation_id, 1 FROM reference.organisations
UNION ALL SELECT organisation_id, organisation_id, 1 FROM reference.organisations
-- what the coordination has accepted goes before what we know
UNION ALL SELECT text, target, 0 FROM coordination.decisions WHERE kind = 'organisation' AND verdict = 'accepted';

CREATE TABLE staging.organisation_keys AS
SELECT key, min(organisation_id) AS organisation_id
FROM (
    SELECT fold(spelling) AS key, organisation_id
    FROM staging.organisation_spellings
    WHERE fold(spelling) <> ''
    QUALIFY rank = min(rank) OVER (PARTITION BY fold(spelling))
)
GROUP BY key
HAVING count(DISTINCT organisation_id) = 1;

-- Both ends of a referral are organisations.
CREATE TABLE staging.written_organisations AS
SELECT sheet_id, row, 'organisation' AS role, organisation, organisation_name, organisation_type FROM staging.all_rows
UNION ALL
SELECT sheet_id, row, 'to_organisation', to_organisation, NULL, NULL FROM staging.referral_counts;

-- Each text is read once, however many rows hold it.
CREATE TABLE staging.organisation_texts AS
SELECT t.*,
       CASE WHEN named(t.stated) IS NOT NULL
            THEN coalesce(k.organisation_id, nullif(replace(fold(t.stated), ' ', '-'), ''), lower(t.stated))
       END AS organisation_id,
       k.organisation_id IS NULL AS is_proposed
FROM (
    SELECT DISTINCT organisation, organisation_name, organisation_type,
           coalesce(named(organisation), named(organisation_name), tidy(organisation)) AS stated,
           tidy(organisation_name) AS full_name, fold(organisation_type) AS type_key,
           CASE WHEN named(organisation) IS NOT NULL THEN organisation END AS written
    FROM (SELECT DISTINCT organisation, organisation_name, organisation_type FROM staging.written_organisations)
) t
-- A.C.F. is ACF
LEFT JOIN staging.organisation_keys k
       ON k.key = CASE WHEN regexp_full_match(fold(t.stated), '[a-z0-9]( [a-z0-9])+')
                       THEN replace(fold(t.stated), ' ', '') ELSE fold(t.stated) END;

CREATE TABLE staging.row_organisations AS
SELECT w.sheet_id, w.row, w.role, t.stated, t.full_name, t.type_key, t.written, t.organisation_id, t.is_proposed
FROM staging.written_organisations w
JOIN staging.organisation_texts t
  ON t.organisation IS NOT DISTINCT FROM w.organisation
 AND t.organisation_name IS NOT DISTINCT FROM w.organisation_name
 AND t.organisation_type IS NOT DISTINCT FROM w.organisation_type;

INSERT INTO staging.issues
SELECT s.file_id, sheet_id, s.sheet, o.row, o.role, o.stated, 'organisation_missing', NULL
FROM staging.row_organisations o
JOIN staging.sheets s USING (sheet_id)
WHERE o.organisation_id IS NULL AND o.role = 'organisation'
  -- of a site, a population or a severity it may be unknown who says so
  AND (sheet_id, o.row) IN (SELECT (sheet_id, row) FROM staging.all_rows
                            WHERE kind IN ('activities', 'case_counts', 'referral_counts', 'commitments',
                                           'case_practice', 'caseloads', 'sector_measures', 'reach_counts', 'lessons'));

-- A spelling that the list does not have to the letter is told once a sheet, at its first row.
INSERT INTO staging.issues
SELECT any_value(s.file_id), o.sheet_id, any_value(s.sheet), min(o.row), o.role, o.written, 'organisation_normalised',
       any_value(coalesce(r.acronym, r.name, o.organisation_id))
FROM staging.row_organisations o
JOIN staging.sheets s USING (sheet_id)
LEFT JOIN reference.organisations r USING (organisation_id)
-- an acronym of the list written as it is there
ANTI JOIN staging.organisation_spellings w
       ON w.spelling = o.written AND w.organisation_id = o.organisation_id AND w.spelling = upper(w.spelling)
WHERE NOT o.is_proposed AND o.written IS NOT NULL AND o.written IS DISTINCT FROM r.acronym
  AND o.written IS DISTINCT FROM r.name
  AND fold(o.written) NOT IN (SELECT fold(text) FROM coordination.decisions WHERE kind = 'organisation')
GROUP BY o.sheet_id, o.role, o.written;
