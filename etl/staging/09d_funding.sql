-- Funding: an amount asked for, an amount received, or both; a blank one is unknown, never zero.
CREATE TABLE staging.stated_amounts AS
SELECT sheet_id, row, role, tidy(value) AS text, amount_of(value) AS amount
FROM staging.funding
UNPIVOT (value FOR role IN (requested, received))
WHERE tidy(value) IS NOT NULL;

INSERT INTO staging.issues
SELECT s.file_id, a.sheet_id, s.sheet, a.row, a.role, a.text,
       CASE WHEN a.amount < 0 THEN 'amount_negative'
            WHEN regexp_full_match(bare_amount(a.text), '-?\d{1,3}\.\d{3}') THEN 'amount_ambiguous'
            ELSE 'amount_unreadable' END, NULL
FROM staging.stated_amounts a
JOIN staging.sheets s USING (sheet_id)
WHERE coalesce(a.amount, -1) < 0;

INSERT INTO staging.issues
SELECT s.file_id, f.sheet_id, s.sheet, f.row, 'requested', NULL, 'amount_missing', NULL
FROM staging.funding f
JOIN staging.sheets s USING (sheet_id)
ANTI JOIN staging.stated_amounts a ON a.sheet_id = f.sheet_id AND a.row = f.row
-- an error of a formula says so itself
ANTI JOIN staging.cell_facts c ON c.sheet_id = f.sheet_id AND c.row = f.row AND c.role IN ('requested', 'received');

-- The currency: of its own column, else written in the cell, else in the heading.
CREATE TABLE staging.row_currencies AS
SELECT f.sheet_id, f.row, tidy(f.currency) AS text,
       coalesce(currency_of(f.currency),
                CASE WHEN tidy(f.currency) IS NULL
                     THEN coalesce(currency_of(regexp_replace(coalesce(f.requested, f.received), '[0-9.,\s-]', '', 'g')),
                                   h.currency) END) AS currency
FROM staging.funding f
LEFT JOIN (SELECT sheet_id,
                  min(currency_of(regexp_extract(heading, '(\(.*\)|USD|EUR|XAF|F? ?CFA|\$|€)', 1))) AS currency
           FROM staging.columns WHERE role IN ('requested', 'received') GROUP BY sheet_id) h USING (sheet_id);

INSERT INTO staging.issues
SELECT s.file_id, c.sheet_id, s.sheet, c.row, 'currency', c.text,
       CASE WHEN c.text IS NULL THEN 'currency_missing' ELSE 'currency_unknown' END, NULL
FROM staging.row_currencies c
JOIN staging.sheets s USING (sheet_id)
WHERE c.currency IS NULL;

INSERT INTO staging.issues
SELECT s.file_id, r.sheet_id, s.sheet, r.row, 'received', r.text, 'received_above_request', q.text
FROM staging.stated_amounts r
JOIN staging.stated_amounts q ON q.sheet_id = r.sheet_id AND q.row = r.row AND q.role = 'requested'
JOIN staging.sheets s ON s.sheet_id = r.sheet_id
WHERE r.role = 'received' AND r.amount > q.amount AND q.amount >= 0;
