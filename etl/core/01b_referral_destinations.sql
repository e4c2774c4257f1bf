-- Where children are sent to, in the scheme of the sheet, as the place they are sent from is. A place that only the
-- other scheme knows, or whose code and name are one place there and not here, is carried where the crosswalk is
-- exact; else it is unknown. Before 02_sources.sql, which gathers what is said of it.
CREATE TABLE staging.destination_texts AS
SELECT sheet_id, to_adm1_name, to_adm1_code, to_adm2_name, to_adm2_code, min(row) AS row,
       coalesce(stated_place(to_adm2_name), stated_place(to_adm2_code)) AS adm2_text,
       coalesce(stated_place(to_adm1_name), stated_place(to_adm1_code)) AS adm1_text
FROM staging.referral_counts r
ANTI JOIN staging.rejected x USING (sheet_id, row)
WHERE coalesce(stated_place(to_adm1_name), stated_place(to_adm1_code), stated_place(to_adm2_name),
               stated_place(to_adm2_code)) IS NOT NULL
GROUP BY ALL;

-- One reading a scheme. Where a sub-prefecture is stated, a prefecture decides nothing.
CREATE TABLE staging.destination_readings AS
SELECT t.sheet_id, t.row, k.scheme, CASE WHEN t.adm2_text IS NULL THEN 'adm1' ELSE 'adm2' END AS level,
       CASE WHEN t.adm2_text IS NULL THEN coalesce(c1.pcode, n1.pcode) ELSE coalesce(c2.pcode, n2.pcode) END AS pcode,
       coalesce(c1.pcode, n1.pcode) AS adm1_pcode, coalesce(c2.pcode = n2.pcode, false) AS is_sure
FROM staging.destination_texts t
CROSS JOIN (SELECT DISTINCT scheme FROM reference.areas) k
LEFT JOIN staging.place_keys c1 ON c1.scheme = k.scheme AND c1.level = 'adm1' AND c1.key = fold(t.to_adm1_code)
LEFT JOIN staging.place_keys n1 ON n1.scheme = k.scheme AND n1.level = 'adm1' AND n1.key = fold(t.to_adm1_name)
LEFT JOIN staging.place_keys c2 ON c2.scheme = k.scheme AND c2.level = 'adm2' AND c2.key = fold(t.to_adm2_code)
LEFT JOIN staging.place_keys n2 ON n2.scheme = k.scheme AND n2.level = 'adm2' AND n2.key = fold(t.to_adm2_name);

CREATE TABLE staging.referral_destinations AS
SELECT t.*,
       CASE WHEN is_own THEN o.pcode WHEN f.pcode IS NOT NULL THEN c.to_pcode ELSE o.adm1_pcode END AS to_pcode,
       -- `own`, `carried`, `split` by limits that moved, `unknown`
       CASE WHEN is_own THEN 'own' WHEN c.to_pcode IS NOT NULL THEN 'carried' WHEN f.pcode IS NOT NULL THEN 'split'
            ELSE 'unknown' END AS how
FROM staging.destination_texts t
JOIN staging.sheet_schemes h USING (sheet_id)
JOIN staging.destination_readings o ON o.sheet_id = t.sheet_id AND o.row = t.row AND o.scheme = h.scheme
-- a country without a second scheme has no other
LEFT JOIN staging.destination_readings f ON f.sheet_id = t.sheet_id AND f.row = t.row AND f.scheme <> h.scheme
CROSS JOIN LATERAL (SELECT o.pcode IS NOT NULL AND (o.is_sure OR NOT coalesce(f.is_sure, false)) AS is_own)
LEFT JOIN (
    -- the finest area of the sheet's scheme in which one of the other lies whole
    SELECT from_scheme, from_level, from_pcode, to_scheme, arg_max(to_pcode, to_level) AS to_pcode
    FROM warehouse.core.area_containment WHERE from_scheme <> to_scheme
    GROUP BY ALL
) c ON NOT is_own AND c.from_scheme = f.scheme AND c.from_level = f.level AND c.from_pcode = f.pcode
   AND c.to_scheme = h.scheme;

INSERT INTO staging.issues
SELECT s.file_id, d.sheet_id, s.sheet, d.row, CASE WHEN d.adm2_text IS NULL THEN 'to_adm1_name' ELSE 'to_adm2_name' END,
       coalesce(d.adm2_text, d.adm1_text),
       CASE d.how WHEN 'carried' THEN 'referral_place_carried' WHEN 'split' THEN 'referral_place_split'
                  ELSE 'referral_place_unknown' END,
       a.name || ' (' || d.to_pcode || ')'
FROM staging.referral_destinations d
JOIN staging.sheets s USING (sheet_id)
JOIN staging.sheet_schemes h USING (sheet_id)
LEFT JOIN reference.areas a ON a.scheme = h.scheme AND a.pcode = d.to_pcode
WHERE d.how <> 'own';

-- Referrals of which nobody says to whom: told once a sheet.
INSERT INTO staging.issues
SELECT any_value(s.file_id), r.sheet_id, any_value(s.sheet), min(r.row), 'to_organisation', NULL, 'referral_end_unknown',
       CAST(count(*) AS VARCHAR)
FROM staging.referral_counts r
ANTI JOIN staging.rejected x USING (sheet_id, row)
JOIN staging.sheets s USING (sheet_id)
JOIN staging.row_organisations o ON o.sheet_id = r.sheet_id AND o.row = r.row AND o.role = 'to_organisation'
WHERE o.organisation_id IS NULL
GROUP BY r.sheet_id;
