-- After the coordinates, where there are any, have had their say (etl.transform.place_by_coordinates).
-- A place is judged once, however many rows name it.
CREATE TABLE staging.named_places AS
SELECT place_id, adm1_pcode, adm2_pcode, min(row) AS first_row, any_value(COLUMNS(* EXCLUDE (place_id, adm1_pcode,
       adm2_pcode, row, latitude, longitude)))
FROM staging.row_places
GROUP BY place_id, adm1_pcode, adm2_pcode;

CREATE TABLE staging.place_issues AS
WITH near AS (
    SELECT n.scheme, n.level, n.key, string_agg(a.name || ' (' || n.pcode || ')', ', ' ORDER BY n.score DESC, n.pcode) AS names
    FROM staging.near_places n
    JOIN reference.areas a ON a.scheme = n.scheme AND a.level = n.level AND a.pcode = n.pcode
    GROUP BY n.scheme, n.level, n.key
)
SELECT p.place_id, p.adm1_pcode, p.adm2_pcode, i.role, i.value, i.code, i.detail
FROM staging.named_places p
LEFT JOIN staging.place_guesses g2
       ON g2.sheet_id = p.sheet_id AND g2.level = 'adm2' AND g2.text = p.adm2_text
      AND g2.other_text = p.adm2_other
      AND g2.parent IS NOT DISTINCT FROM coalesce(p.adm1_by_code, p.adm1_by_name)
LEFT JOIN staging.place_guesses g1
       ON g1.sheet_id = p.sheet_id AND g1.level = 'adm1' AND g1.text = p.adm1_text
LEFT JOIN near n2 ON n2.scheme = p.scheme AND n2.level = 'adm2' AND n2.key = fold(p.adm2_text)
LEFT JOIN near n1 ON n1.scheme = p.scheme AND n1.level = 'adm1' AND n1.key = fold(p.adm1_text)
CROSS JOIN LATERAL (
    SELECT 'adm2_name' AS role, NULL AS value, 'place_missing' AS code, NULL AS detail
    WHERE adm1_pcode IS NULL AND adm2_stated = '' AND adm1_stated = ''
      AND p.kind NOT IN ('funding', 'plan_targets', 'commitments', 'lessons')  -- money and promises are often the country's
      -- a report of referrals knows organisations alone: told once (report_without_place)
      AND NOT (p.kind = 'referral_counts' AND sheet_column(p.first_row) > 0)
    UNION ALL
    SELECT CASE WHEN tidy(adm2_code) IS NULL OR (tidy(adm2_name) IS NOT NULL AND g2.how <> 'crossed')
                THEN 'adm2_name' ELSE 'adm2_code' END,
           CASE WHEN g2.how IS NULL THEN adm2_stated ELSE g2.text END,
           CASE g2.how WHEN 'crossed' THEN 'place_split' WHEN 'shared' THEN 'place_ambiguous'
                       WHEN 'close' THEN 'place_ambiguous' ELSE 'place_unknown' END, coalesce(g2.names, n2.names)
    WHERE adm2_stated <> '' AND adm2_pcode IS NULL
    UNION ALL
    SELECT CASE WHEN tidy(adm1_code) IS NULL THEN 'adm1_name' ELSE 'adm1_code' END, adm1_stated,
           CASE g1.how WHEN 'crossed' THEN 'place_split' WHEN 'shared' THEN 'place_ambiguous'
                       WHEN 'close' THEN 'place_ambiguous' ELSE 'place_unknown' END, coalesce(g1.names, n1.names)
    WHERE adm1_pcode IS NULL AND adm2_stated = '' AND adm1_stated <> ''
    UNION ALL
    SELECT CASE WHEN adm1_by_code IS NULL THEN 'adm1_name' ELSE 'adm1_code' END, adm1_stated, 'place_levels_disagree',
           adm2_pcode
    WHERE adm2_pcode IS NOT NULL AND coalesce(adm1_by_code, adm1_by_name) <> adm1_pcode
    UNION ALL
    -- a prefecture that nobody knows, beside a sub-prefecture that decides
    SELECT CASE WHEN tidy(adm1_name) IS NULL THEN 'adm1_code' ELSE 'adm1_name' END, adm1_stated,
           CASE WHEN tidy(adm1_name) IS NULL THEN 'place_code_unknown' ELSE 'place_name_unknown' END, adm2_pcode
    WHERE adm2_pcode IS NOT NULL AND adm1_stated <> '' AND coalesce(adm1_by_code, adm1_by_name) IS NULL
      AND NOT EXISTS (FROM staging.place_candidates c WHERE c.level = 'adm1' AND c.text = p.adm1_text)
    UNION ALL
    -- a row that stops at the prefecture
    SELECT i.role, i.value, i.code, adm1_pcode
    FROM (
        SELECT 'adm1_name' AS role, adm1_name AS value, 'place_name_disagrees' AS code
        WHERE adm1_by_code <> adm1_by_name
        UNION ALL
        SELECT 'adm1_name', adm1_name, 'place_name_unknown'
        WHERE adm1_by_code IS NOT NULL AND tidy(adm1_name) IS NOT NULL AND adm1_by_name IS NULL
        UNION ALL
        SELECT 'adm1_code', adm1_code, 'place_code_unknown'
        WHERE adm1_by_code IS NULL AND tidy(adm1_code) IS NOT NULL AND adm1_by_name IS NOT NULL
    ) i
    WHERE adm2_stated = '' AND adm2_pcode IS NULL
    UNION ALL
    SELECT 'adm2_name', adm2_name, 'place_name_disagrees', adm2_pcode
    WHERE adm2_by_code <> adm2_by_name
    UNION ALL
    SELECT 'adm2_name', adm2_name, 'place_name_unknown', adm2_pcode
    WHERE adm2_by_code IS NOT NULL AND tidy(adm2_name) IS NOT NULL AND adm2_by_name IS NULL
    UNION ALL
    SELECT 'adm2_code', adm2_code, 'place_code_unknown', adm2_pcode
    WHERE adm2_by_code IS NULL AND tidy(adm2_code) IS NOT NULL AND adm2_by_name IS NOT NULL
    UNION ALL
    SELECT 'adm2_code', adm2_code, 'place_code_replaced', adm2_by_code
    WHERE upper(tidy(adm2_code)) <> adm2_by_code
) i;

INSERT INTO staging.issues
SELECT s.file_id, p.sheet_id, s.sheet, p.row, i.role, i.value, i.code, i.detail
FROM staging.row_places p
JOIN staging.place_issues i
  ON i.place_id = p.place_id AND i.adm1_pcode IS NOT DISTINCT FROM p.adm1_pcode
 AND i.adm2_pcode IS NOT DISTINCT FROM p.adm2_pcode
JOIN staging.sheets s ON s.sheet_id = p.sheet_id;


-- Words that say that no sub-prefecture is meant are told once a sheet.
INSERT INTO staging.issues
SELECT any_value(s.file_id), p.sheet_id, any_value(s.sheet), min(p.first_row), 'adm2_name', p.adm2_name,
       'place_whole_prefecture', NULL
FROM staging.named_places p
JOIN staging.sheets s USING (sheet_id)
WHERE tidy(p.adm2_name) IS NOT NULL AND p.adm2_stated = '' AND p.adm1_pcode IS NOT NULL AND p.adm2_pcode IS NULL
GROUP BY p.sheet_id, p.adm2_name;

-- A name that had to be read is told once a sheet, at its first row.
INSERT INTO staging.issues
SELECT any_value(s.file_id), p.sheet_id, any_value(s.sheet), min(p.first_row), n.role, n.value, n.code,
       any_value(n.detail)
FROM staging.named_places p
JOIN staging.sheets s USING (sheet_id)
LEFT JOIN reference.areas a1 ON a1.scheme = p.scheme AND a1.level = 'adm1' AND a1.pcode = p.adm1_by_name
LEFT JOIN reference.areas a2 ON a2.scheme = p.scheme AND a2.level = 'adm2' AND a2.pcode = p.adm2_by_name
LEFT JOIN staging.place_guesses g2
       ON g2.sheet_id = p.sheet_id AND g2.level = 'adm2' AND g2.pcode = p.adm2_pcode AND g2.candidates = 1
      AND g2.text = p.adm2_text
      AND g2.other_text = p.adm2_other
      AND p.adm2_by_code IS NULL AND p.adm2_by_name IS NULL
LEFT JOIN staging.place_guesses g1
       ON g1.sheet_id = p.sheet_id AND g1.level = 'adm1' AND g1.pcode = p.adm1_pcode AND g1.candidates = 1
      AND g1.text = p.adm1_text AND p.adm2_pcode IS NULL
      AND p.adm1_by_code IS NULL AND p.adm1_by_name IS NULL
CROSS JOIN LATERAL (
    SELECT 'adm1_name' AS role, p.adm1_name AS value, 'place_name_normalised' AS code, a1.name AS detail
    WHERE p.adm1_name <> a1.name AND p.adm1_by_name = p.adm1_pcode
    UNION ALL
    SELECT 'adm2_name', p.adm2_name, 'place_name_normalised', a2.name
    WHERE p.adm2_name <> a2.name AND p.adm2_by_name = p.adm2_pcode
    UNION ALL
    SELECT CASE WHEN g2.how <> 'crossed' OR tidy(p.adm2_code) IS NULL THEN 'adm2_name' ELSE 'adm2_code' END,
           CASE WHEN g2.how <> 'crossed' THEN g2.text ELSE g2.other_text END,
           CASE g2.how WHEN 'close' THEN 'place_name_corrected' WHEN 'crossed' THEN 'place_code_replaced' END,
           g2.names || CASE g2.how WHEN 'close' THEN concat(', ', CAST(round(100 * g2.score) AS INTEGER), ' %') ELSE '' END
    WHERE g2.how IN ('close', 'crossed')
    UNION ALL
    SELECT CASE WHEN g1.how <> 'crossed' OR tidy(p.adm1_code) IS NULL THEN 'adm1_name' ELSE 'adm1_code' END,
           CASE WHEN g1.how <> 'crossed' THEN g1.text ELSE g1.other_text END,
           CASE g1.how WHEN 'close' THEN 'place_name_corrected' WHEN 'crossed' THEN 'place_code_replaced' END,
           g1.names || CASE g1.how WHEN 'close' THEN concat(', ', CAST(round(100 * g1.score) AS INTEGER), ' %') ELSE '' END
    WHERE g1.how IN ('close', 'crossed')
) n
WHERE n.value IS NOT NULL
  AND NOT EXISTS (FROM coordination.decisions d
                  WHERE d.kind = 'place' AND d.verdict = 'accepted' AND fold(d.text) = fold(n.value))
GROUP BY p.sheet_id, n.role, n.value, n.code;
