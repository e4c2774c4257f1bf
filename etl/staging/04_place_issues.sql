-- After the coordinates, where there are any, have had their say (etl.transform.place_by_coordinates).
CREATE TABLE staging.stated_places AS
SELECT *,
       concat_ws(' ', tidy(adm2_code), tidy(adm2_name)) AS adm2_stated,
       concat_ws(' ', tidy(adm1_code), tidy(adm1_name)) AS adm1_stated
FROM staging.row_places;

INSERT INTO staging.issues
SELECT s.file_id, p.sheet_id, s.sheet, p.row, i.role, i.value, i.code, i.detail
FROM staging.stated_places p
JOIN staging.sheets s USING (sheet_id)
CROSS JOIN LATERAL (
    SELECT 'adm2_name' AS role, NULL AS value, 'place_missing' AS code, NULL AS detail
    WHERE adm1_pcode IS NULL AND adm2_stated = '' AND adm1_stated = ''
    UNION ALL
    SELECT CASE WHEN tidy(adm2_code) IS NULL THEN 'adm2_name' ELSE 'adm2_code' END, adm2_stated, 'place_unknown', NULL
    WHERE adm2_stated <> '' AND adm2_pcode IS NULL
    UNION ALL
    SELECT CASE WHEN tidy(adm1_code) IS NULL THEN 'adm1_name' ELSE 'adm1_code' END, adm1_stated, 'place_unknown', NULL
    WHERE adm1_pcode IS NULL AND adm2_stated = '' AND adm1_stated <> ''
    UNION ALL
    SELECT CASE WHEN adm1_by_code IS NULL THEN 'adm1_name' ELSE 'adm1_code' END, adm1_stated, 'place_levels_disagree',
           adm2_pcode
    WHERE adm2_pcode IS NOT NULL AND coalesce(adm1_by_code, adm1_by_name) <> adm1_pcode
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
