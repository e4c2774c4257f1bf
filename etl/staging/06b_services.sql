-- Which basic service a site or an activity is, and in what state a site is.
CREATE TABLE staging.service_keys AS
SELECT fold(label) AS key, min(service_code) AS service_code
FROM (SELECT label, service_code FROM reference.service_labels
      UNION ALL SELECT service_code, service_code FROM reference.services
      UNION ALL SELECT name_fr, service_code FROM reference.services
      UNION ALL SELECT name_en, service_code FROM reference.services)
WHERE fold(label) <> ''
GROUP BY key
HAVING count(DISTINCT service_code) = 1;

CREATE TABLE staging.service_texts AS
WITH texts AS (
    SELECT DISTINCT coalesce(tidy(service), tidy(site_name)) AS text FROM staging.service_sites
    UNION
    SELECT tidy(activity) FROM staging.activities
    UNION
    SELECT tidy(subsector) FROM staging.activities
    UNION
    SELECT tidy(from_service) FROM staging.referral_counts
    UNION
    SELECT tidy(to_service) FROM staging.referral_counts
)
SELECT t.text, arg_max(k.service_code, length(k.key)) AS service_code,
       -- words within a longer text are sure for a site ("Centre de santé B"); one word alone is not for an activity
       bool_or(fold(t.text) = k.key OR contains(k.key, ' ')) AS is_sure
FROM texts t
JOIN staging.service_keys k ON contains(' ' || fold(t.text) || ' ', ' ' || k.key || ' ')
GROUP BY t.text;

CREATE TABLE staging.site_services AS
SELECT s.sheet_id, s.row, t.service_code, coalesce(k.status_code, 'unknown') AS status_code,
       coalesce(tidy(s.service), tidy(s.site_name)) AS text,
       tidy(s.site_status) IS NOT NULL AND k.status_code IS NULL AS is_status_unknown
FROM staging.service_sites s
LEFT JOIN staging.service_texts t ON t.text = coalesce(tidy(s.service), tidy(s.site_name))
LEFT JOIN (SELECT DISTINCT fold(label) AS key, status_code FROM reference.site_status_labels) k
       ON k.key = fold(s.site_status);

CREATE TABLE staging.activity_services AS
SELECT a.sheet_id, a.row, t.service_code
FROM staging.activities a
JOIN staging.service_texts t ON t.text IN (tidy(a.activity), tidy(a.subsector)) AND t.is_sure
UNION
-- whoever works in health, whatever the activity, is an actor of health
SELECT r.sheet_id, r.row, s.service_code
FROM staging.row_sectors r
JOIN reference.services s ON s.presence_sector = r.sector_code;

-- Told once a sheet and text, at the first row: the site stays in the list and is counted in no service.
INSERT INTO staging.issues
SELECT any_value(s.file_id), t.sheet_id, any_value(s.sheet), min(t.row), 'service', t.text, 'service_unknown', NULL
FROM staging.site_services t
JOIN staging.sheets s USING (sheet_id)
WHERE t.service_code IS NULL AND t.text IS NOT NULL
GROUP BY t.sheet_id, t.text;

INSERT INTO staging.issues
SELECT any_value(s.file_id), t.sheet_id, any_value(s.sheet), min(t.row), 'site_status', any_value(a.site_status),
       'site_status_unknown', NULL
FROM staging.site_services t
JOIN staging.service_sites a USING (sheet_id, row)
JOIN staging.sheets s USING (sheet_id)
WHERE t.is_status_unknown
GROUP BY t.sheet_id, fold(a.site_status);

-- Counted in its area, and in no distance: told once a sheet, where the sheet gives those of others.
INSERT INTO staging.issues
SELECT any_value(s.file_id), a.sheet_id, any_value(s.sheet), min(a.row), 'latitude', NULL, 'site_without_coordinates',
       CAST(count(*) AS VARCHAR)
FROM staging.service_sites a
JOIN staging.sheets s USING (sheet_id)
WHERE tidy(a.latitude) IS NULL AND tidy(a.longitude) IS NULL
  AND a.sheet_id IN (SELECT sheet_id FROM staging.service_sites WHERE tidy(latitude) IS NOT NULL)
GROUP BY a.sheet_id;
