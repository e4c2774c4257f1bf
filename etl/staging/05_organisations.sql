-- Who: the organisation each row names, known from the list or proposed as new.
CREATE TABLE staging.organisation_keys AS
SELECT key, min(organisation_id) AS organisation_id
FROM (
    SELECT fold(alias) AS key, organisation_id FROM reference.organisation_aliases
    UNION ALL SELECT fold(acronym), organisation_id FROM reference.organisations
    UNION ALL SELECT fold(name), organisation_id FROM reference.organisations
)
WHERE key <> ''
GROUP BY key
HAVING count(DISTINCT organisation_id) = 1;

-- Both ends of a referral are organisations.
CREATE TABLE staging.named_organisations AS
SELECT sheet_id, row, 'organisation' AS role,
       coalesce(named(organisation), named(organisation_name), tidy(organisation)) AS stated,
       tidy(organisation_name) AS full_name, fold(organisation_type) AS type_key
FROM staging.all_rows
UNION ALL
SELECT sheet_id, row, 'to_organisation', tidy(to_organisation), NULL, NULL
FROM staging.referral_counts;

CREATE TABLE staging.row_organisations AS
SELECT n.*, CASE WHEN named(n.stated) IS NOT NULL
                 THEN coalesce(k.organisation_id, nullif(replace(fold(n.stated), ' ', '-'), ''), lower(n.stated))
            END AS organisation_id,
       k.organisation_id IS NULL AS is_proposed
FROM staging.named_organisations n
LEFT JOIN staging.organisation_keys k ON k.key = fold(n.stated);

INSERT INTO staging.issues
SELECT s.file_id, sheet_id, s.sheet, o.row, o.role, o.stated, 'organisation_missing', NULL
FROM staging.row_organisations o
JOIN staging.sheets s USING (sheet_id)
WHERE o.organisation_id IS NULL AND o.role = 'organisation' AND s.kind <> 'service_sites';
