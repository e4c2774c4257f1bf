-- Pooled means: seats, kilograms, staff days or funds that somebody offers, needs, or had of a past mission. The words
-- stand in data/reference/means_labels.csv.
CREATE TABLE staging.means_keys AS
SELECT class, fold(label) AS key, min(code) AS code
FROM reference.means_labels
GROUP BY class, key
HAVING count(DISTINCT code) = 1;

-- "750 kg" is a number of kilograms; "2 tonnes" or "3 jours" of them is none, and is asked rather than read as 2 or 3.
CREATE TABLE staging.row_means AS
WITH words AS (
    SELECT p.sheet_id, p.row, tidy(p.direction) AS direction, d.code AS direction_code, tidy(p.resource) AS resource,
           r.code AS resource_code, tidy(p.quantity) AS quantity_text, tidy(p.currency) AS currency_text,
           named(p.mission) AS mission, fold(regexp_replace(p.quantity, '\d', '', 'g')) AS unit,
           currency_of(regexp_replace(p.quantity, '[0-9.,\s-]', '', 'g')) AS currency_in_cell
    FROM staging.pooled_means p
    LEFT JOIN staging.means_keys d ON d.class = 'direction' AND d.key = fold(p.direction)
    LEFT JOIN staging.means_keys r ON r.class = 'resource' AND r.key = fold(p.resource)
)
SELECT w.*,
       CASE WHEN w.unit = '' THEN amount_of(w.quantity_text)
            WHEN u.code = w.resource_code OR (w.resource_code = 'funds' AND w.currency_in_cell IS NOT NULL)
            THEN amount_of(regexp_replace(w.quantity_text, '^[^\d-]+|\D+$', '', 'g')) END AS quantity,
       -- of its own column, else written in the cell, else in the heading
       CASE WHEN w.resource_code = 'funds'
            THEN coalesce(currency_of(w.currency_text),
                          CASE WHEN w.currency_text IS NULL
                               THEN coalesce(w.currency_in_cell, h.currency) END) END AS currency
FROM words w
LEFT JOIN staging.means_keys u ON u.class = 'resource' AND u.key = w.unit
LEFT JOIN (SELECT sheet_id,
                  min(currency_of(regexp_extract(heading, '(\(.*\)|USD|EUR|XAF|F? ?CFA|\$|€)', 1))) AS currency
           FROM staging.columns WHERE role = 'quantity' GROUP BY sheet_id) h USING (sheet_id);

INSERT INTO staging.issues
SELECT s.file_id, m.sheet_id, s.sheet, m.row, i.role, i.value, i.code, NULL
FROM staging.row_means m
JOIN staging.sheets s USING (sheet_id)
CROSS JOIN LATERAL (
    SELECT 'direction' AS role, direction AS value,
           CASE WHEN direction IS NULL THEN 'direction_missing' ELSE 'direction_unknown' END AS code
    WHERE direction_code IS NULL
    UNION ALL
    SELECT 'resource', resource, CASE WHEN resource IS NULL THEN 'resource_missing' ELSE 'resource_unknown' END
    WHERE resource_code IS NULL
    UNION ALL
    SELECT 'quantity', quantity_text,
           CASE WHEN quantity_text IS NULL THEN 'quantity_missing' WHEN quantity < 0 THEN 'quantity_negative'
                WHEN regexp_full_match(bare_amount(quantity_text), '-?\d{1,3}\.\d{3}') THEN 'amount_ambiguous'
                ELSE 'quantity_unreadable' END
    -- nobody knows the unit of unknown means
    WHERE quantity < 0 OR (quantity IS NULL AND (coalesce(unit, '') = '' OR resource_code IS NOT NULL))
    UNION ALL
    SELECT 'currency', currency_text,
           CASE WHEN currency_text IS NULL THEN 'currency_missing' ELSE 'currency_unknown' END
    WHERE resource_code = 'funds' AND currency IS NULL
    UNION ALL
    SELECT 'mission', NULL, 'mission_missing' WHERE direction_code = 'shared' AND mission IS NULL
) i;

-- A first day that cannot be read is told once, where nothing else says the month.
DELETE FROM staging.issues
WHERE code IN ('date_unreadable', 'date_impossible') AND role = 'start_date'
  AND (sheet_id, row) IN (SELECT (sheet_id, row) FROM staging.pooled_means)
  AND (sheet_id, row) IN (SELECT (sheet_id, row) FROM staging.issues WHERE code = 'period_unreadable');
