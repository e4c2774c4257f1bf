-- Access: the state of a place from one day to another. The words stand in data/reference/access_status_labels.csv.
CREATE TABLE staging.access_keys AS
SELECT fold(label) AS key, min(status_code) AS status_code
FROM reference.access_status_labels
GROUP BY key
HAVING count(DISTINCT status_code) = 1;

-- "Oui" answers the heading: under "Enclavé ?" it is enclaved, under "Accessible ?" it is not.
CREATE TABLE staging.row_access AS
SELECT a.sheet_id, a.row, tidy(a.access_status) AS text,
       CASE WHEN fold(a.access_status) IN ('oui', 'yes', 'o', 'y', 'vrai', 'true')
            THEN CASE h.question WHEN 'enclaved' THEN 'enclaved' WHEN 'accessible' THEN 'accessible' END
            WHEN fold(a.access_status) IN ('non', 'no', 'n', 'faux', 'false')
            THEN CASE h.question WHEN 'enclaved' THEN 'accessible' WHEN 'accessible' THEN 'enclaved' END
            ELSE k.status_code END AS status_code
FROM staging.access_status a
LEFT JOIN staging.access_keys k ON k.key = fold(a.access_status)
LEFT JOIN (SELECT sheet_id,
                  any_value(CASE WHEN regexp_matches(fold(heading), 'enclav|isole|inaccess|non access|cut off|enclos')
                                 THEN 'enclaved'
                                 WHEN regexp_matches(fold(heading), 'access') THEN 'accessible' END) AS question
           FROM staging.columns WHERE role = 'access_status' GROUP BY sheet_id) h USING (sheet_id);

INSERT INTO staging.issues
SELECT s.file_id, r.sheet_id, s.sheet, r.row, 'access_status', r.text,
       CASE WHEN r.text IS NULL THEN 'access_status_missing' ELSE 'access_status_unknown' END, NULL
FROM staging.row_access r
JOIN staging.sheets s USING (sheet_id)
WHERE r.status_code IS NULL;

-- A first day that cannot be read is told once, as what the row lacks.
DELETE FROM staging.issues
WHERE code IN ('date_unreadable', 'date_impossible') AND role = 'start_date'
  AND (sheet_id, row) IN (SELECT (sheet_id, row) FROM staging.issues WHERE code = 'access_undated');
