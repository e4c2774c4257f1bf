-- Whom a site serves: from which age to which, girls or boys, and whether one with a disability can get in. The words
-- stand in data/reference/dimension_labels.csv.
CREATE MACRO age_in_years(t) AS
    try_cast(regexp_extract(fold(t), '^(\d{1,3})( 0)?( ans?| years?)?$', 1) AS INTEGER);

CREATE TABLE staging.site_audiences AS
WITH words AS (
    SELECT a.sheet_id, a.row, tidy(a.serves_age_from) AS from_text, tidy(a.serves_age_to) AS to_text,
           age_in_years(a.serves_age_from) AS from_age, age_in_years(a.serves_age_to) AS to_age,
           tidy(a.serves_sex) AS sex_text, coalesce(s.code, CASE WHEN t.code IN ('any', 'sex') THEN 'all' END) AS sex,
           tidy(a.accessible) AS accessible_text, d.code AS accessible, tidy(a.contact) AS contact
    FROM staging.service_sites a
    LEFT JOIN reference.dimension_labels s ON s.dimension = 'sex' AND s.label = fold(a.serves_sex)
    LEFT JOIN reference.dimension_labels t ON t.dimension = 'total' AND t.label = fold(a.serves_sex)
    LEFT JOIN reference.dimension_labels d ON d.dimension = 'accessible' AND d.label = fold(a.accessible)
)
-- ages upside down are both left out: nobody can say which is right
SELECT sheet_id, row, from_text, to_text, from_age > to_age AS is_reversed,
       CASE WHEN NOT coalesce(from_age > to_age, false) AND from_age <= 120 THEN from_age END AS age_from,
       CASE WHEN NOT coalesce(from_age > to_age, false) AND to_age <= 120 THEN to_age END AS age_to,
       sex_text, sex AS sex_code, accessible_text, coalesce(accessible, 'unknown') AS accessible_code,
       accessible IS NULL AND accessible_text IS NOT NULL AS is_accessible_unread
FROM words;

INSERT INTO staging.issues
SELECT s.file_id, w.sheet_id, s.sheet, w.row, i.role, i.value, i.code, NULL
FROM staging.site_audiences w
JOIN staging.sheets s USING (sheet_id)
CROSS JOIN LATERAL (
    SELECT 'serves_age_from' AS role, from_text AS value, 'age_unreadable' AS code
    WHERE from_text IS NOT NULL AND age_from IS NULL AND is_reversed IS DISTINCT FROM true
    UNION ALL
    SELECT 'serves_age_to', to_text, 'age_unreadable'
    WHERE to_text IS NOT NULL AND age_to IS NULL AND is_reversed IS DISTINCT FROM true
    UNION ALL
    SELECT 'serves_age_from', from_text || ' → ' || to_text, 'ages_reversed' WHERE is_reversed
    UNION ALL
    SELECT 'serves_sex', sex_text, 'served_sex_unknown' WHERE sex_text IS NOT NULL AND sex_code IS NULL
    UNION ALL
    SELECT 'accessible', accessible_text, 'accessible_unknown' WHERE is_accessible_unread
) i;
