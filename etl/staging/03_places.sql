-- Which area each row is about, and in which scheme: the same p-code can mean two places.
CREATE TABLE staging.place_keys AS
WITH spellings AS (
    SELECT scheme, level, pcode, fold(pcode) AS key, 1 AS rank FROM reference.areas
    UNION ALL
    SELECT scheme, level, pcode, fold(name), 1 FROM reference.areas
    UNION ALL
    SELECT scheme, level, pcode, fold(alias), 2 FROM reference.area_aliases
),
best AS (
    SELECT scheme, level, key, pcode
    FROM spellings
    WHERE key <> ''
    QUALIFY rank = min(rank) OVER (PARTITION BY scheme, level, key)
)
-- A spelling that several areas share decides nothing.
SELECT scheme, level, key, min(pcode) AS pcode
FROM best
GROUP BY scheme, level, key
HAVING count(DISTINCT pcode) = 1;

CREATE TABLE staging.place_texts AS
SELECT sheet_id, adm1_name, adm1_code, adm2_name, adm2_code, count(*) AS row_count
FROM staging.all_rows
GROUP BY ALL;

CREATE TABLE staging.place_readings AS
SELECT t.*, k.scheme,
       c1.pcode AS adm1_by_code, n1.pcode AS adm1_by_name,
       c2.pcode AS adm2_by_code, n2.pcode AS adm2_by_name
FROM staging.place_texts t
CROSS JOIN (SELECT DISTINCT scheme FROM reference.areas) k
LEFT JOIN staging.place_keys c1 ON c1.scheme = k.scheme AND c1.level = 'adm1' AND c1.key = fold(t.adm1_code)
LEFT JOIN staging.place_keys n1 ON n1.scheme = k.scheme AND n1.level = 'adm1' AND n1.key = fold(t.adm1_name)
LEFT JOIN staging.place_keys c2 ON c2.scheme = k.scheme AND c2.level = 'adm2' AND c2.key = fold(t.adm2_code)
LEFT JOIN staging.place_keys n2 ON n2.scheme = k.scheme AND n2.level = 'adm2' AND n2.key = fold(t.adm2_name);

-- A sheet speaks one scheme: the one in which more of its codes and names are known and agree.
-- Where nothing tells them apart, the date does: the 2021 law's scheme is in force in the field since June 2024.
CREATE TABLE staging.sheet_schemes AS
WITH scores AS (
    SELECT sheet_id, scheme,
           sum(row_count * ((adm2_by_code IS NOT NULL)::INTEGER + (adm2_by_name IS NOT NULL)::INTEGER
                            + coalesce((adm2_by_code = adm2_by_name)::INTEGER, 0)
                            + (adm1_by_code IS NOT NULL)::INTEGER + (adm1_by_name IS NOT NULL)::INTEGER
                            + coalesce((adm1_by_code = adm1_by_name)::INTEGER, 0))) AS score
    FROM staging.place_readings
    GROUP BY sheet_id, scheme
),
first_months AS (
    SELECT sheet_id,
           min(CASE period[6] WHEN 'Q' THEN period[:5] || lpad(CAST(3 * CAST(period[7] AS INTEGER) - 2 AS VARCHAR), 2, '0')
                              ELSE period END) AS month
    FROM staging.row_periods
    GROUP BY sheet_id
)
SELECT sheet_id,
       arg_max(scheme, (score, (scheme = CASE WHEN month >= '2024-06' THEN 'cod_v02' ELSE 'cod_v01' END)::INTEGER))
           AS scheme
FROM scores
JOIN first_months USING (sheet_id)
GROUP BY sheet_id;

-- The finer level decides, and at each level the code goes before the name.
CREATE TABLE staging.places AS
WITH chosen AS (
    SELECT r.*, coalesce(r.adm2_by_code, r.adm2_by_name) AS adm2_pcode
    FROM staging.place_readings r
    JOIN staging.sheet_schemes USING (sheet_id, scheme)
)
SELECT c.*, coalesce(a.parent_pcode, c.adm1_by_code, c.adm1_by_name) AS adm1_pcode
FROM chosen c
LEFT JOIN reference.areas a ON a.scheme = c.scheme AND a.level = 'adm2' AND a.pcode = c.adm2_pcode;

CREATE TABLE staging.row_places AS
SELECT r.sheet_id, r.row, r.kind, p.* EXCLUDE (sheet_id, row_count), r.latitude, r.longitude
FROM staging.all_rows r
JOIN staging.places p
  ON p.sheet_id = r.sheet_id
 AND p.adm1_name IS NOT DISTINCT FROM r.adm1_name AND p.adm1_code IS NOT DISTINCT FROM r.adm1_code
 AND p.adm2_name IS NOT DISTINCT FROM r.adm2_name AND p.adm2_code IS NOT DISTINCT FROM r.adm2_code;
