-- Which area each row is about, and in which scheme: the same p-code can mean two places.
CREATE TABLE staging.place_spellings AS
WITH spellings AS (
    -- what the coordination has accepted goes before what we know
    SELECT scheme, level, target AS pcode, fold(text) AS key, 0 AS rank FROM coordination.decisions
    WHERE kind = 'place' AND verdict = 'accepted'
    UNION ALL
    SELECT scheme, level, pcode, fold(pcode), 1 FROM reference.areas
    UNION ALL
    SELECT scheme, level, pcode, fold(name), 1 FROM reference.areas
    UNION ALL
    SELECT scheme, level, pcode, fold(alias), 2 FROM reference.area_aliases
)
SELECT DISTINCT scheme, level, key, pcode, rank
FROM spellings
WHERE key <> ''
QUALIFY rank = min(rank) OVER (PARTITION BY scheme, level, key);

-- A spelling that several areas share decides nothing by itself.
CREATE TABLE staging.place_keys AS
SELECT scheme, level, key, min(pcode) AS pcode, min(rank) AS rank
FROM staging.place_spellings
GROUP BY scheme, level, key
HAVING count(DISTINCT pcode) = 1;

CREATE TABLE staging.place_texts AS
SELECT row_number() OVER () AS place_id, *
FROM (
    SELECT sheet_id, adm1_name, adm1_code, adm2_name, adm2_code, count(*) AS row_count
    FROM staging.all_rows
    GROUP BY ALL
);

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
SELECT c.*, coalesce(a.parent_pcode, c.adm1_by_code, c.adm1_by_name) AS adm1_pcode,
       coalesce(stated_place(c.adm2_name), stated_place(c.adm2_code)) AS adm2_text,
       coalesce(stated_place(c.adm2_code), stated_place(c.adm2_name)) AS adm2_other,
       coalesce(stated_place(c.adm1_name), stated_place(c.adm1_code)) AS adm1_text,
       concat_ws(' ', stated_place(c.adm2_code), stated_place(c.adm2_name)) AS adm2_stated,
       concat_ws(' ', stated_place(c.adm1_code), stated_place(c.adm1_name)) AS adm1_stated
FROM chosen c
LEFT JOIN reference.areas a ON a.scheme = c.scheme AND a.level = 'adm2' AND a.pcode = c.adm2_pcode;

-- Which places a name may mean that no spelling decides: one shared by several areas, a unit of the other scheme,
-- a name one or two letters away. The prefecture, where it is known, leaves only its own.
CREATE TABLE staging.unplaced AS
SELECT DISTINCT sheet_id, scheme, level, text, fold(text) AS key, parent,
       other_pcode, coalesce(stated_place(code), text) AS other_text
FROM (
    SELECT p.sheet_id, p.scheme, 'adm2' AS level, p.adm2_text AS text,
           p.adm2_code AS code, coalesce(p.adm1_by_code, p.adm1_by_name) AS parent,
           coalesce(o.adm2_by_code, o.adm2_by_name) AS other_pcode
    FROM staging.places p
    LEFT JOIN staging.place_readings o
           ON o.sheet_id = p.sheet_id AND o.scheme <> p.scheme
          AND o.adm1_name IS NOT DISTINCT FROM p.adm1_name AND o.adm1_code IS NOT DISTINCT FROM p.adm1_code
          AND o.adm2_name IS NOT DISTINCT FROM p.adm2_name AND o.adm2_code IS NOT DISTINCT FROM p.adm2_code
    WHERE p.adm2_pcode IS NULL
    UNION ALL
    SELECT p.sheet_id, p.scheme, 'adm1', p.adm1_text, p.adm1_code, NULL,
           coalesce(o.adm1_by_code, o.adm1_by_name)
    FROM staging.places p
    LEFT JOIN staging.place_readings o
           ON o.sheet_id = p.sheet_id AND o.scheme <> p.scheme
          AND o.adm1_name IS NOT DISTINCT FROM p.adm1_name AND o.adm1_code IS NOT DISTINCT FROM p.adm1_code
          AND o.adm2_name IS NOT DISTINCT FROM p.adm2_name AND o.adm2_code IS NOT DISTINCT FROM p.adm2_code
    WHERE p.adm1_pcode IS NULL AND p.adm2_pcode IS NULL
)
WHERE text IS NOT NULL;

-- Units of both schemes, at both levels, that share ground.
CREATE TABLE staging.crossings AS
SELECT 'adm2' AS level, 'cod_v01' AS from_scheme, v01_pcode AS from_pcode, 'cod_v02' AS scheme, v02_pcode AS pcode
FROM reference.area_crosswalk
UNION
SELECT 'adm2', 'cod_v02', v02_pcode, 'cod_v01', v01_pcode FROM reference.area_crosswalk
UNION
SELECT 'adm1', a.scheme, a.parent_pcode, b.scheme, b.parent_pcode
FROM reference.area_crosswalk c
JOIN reference.areas v1 ON v1.scheme = 'cod_v01' AND v1.level = 'adm2' AND v1.pcode = c.v01_pcode
JOIN reference.areas v2 ON v2.scheme = 'cod_v02' AND v2.level = 'adm2' AND v2.pcode = c.v02_pcode
CROSS JOIN LATERAL (SELECT v1.scheme, v1.parent_pcode UNION ALL SELECT v2.scheme, v2.parent_pcode) a
JOIN LATERAL (SELECT v1.scheme, v1.parent_pcode UNION ALL SELECT v2.scheme, v2.parent_pcode) b ON b.scheme <> a.scheme;

CREATE TABLE staging.place_candidates AS
WITH shared AS (
    SELECT u.*, s.pcode, 'shared' AS how, 1.0 AS score
    FROM staging.unplaced u
    JOIN staging.place_spellings s USING (scheme, level, key)
),
crossed AS (
    SELECT u.*, c.pcode, 'crossed', 1.0
    FROM staging.unplaced u
    JOIN staging.crossings c ON c.level = u.level AND c.scheme = u.scheme AND c.from_pcode = u.other_pcode
),
close AS (
    SELECT u.*, s.pcode, 'close', max(1 - damerau_levenshtein(u.key, s.key) / greatest(length(u.key), length(s.key)))
    FROM staging.unplaced u
    JOIN staging.place_spellings s USING (scheme, level)
    WHERE abs(length(u.key) - length(s.key)) <= 2 AND NOT regexp_matches(u.key, '[0-9]') AND length(u.key) > 3
      AND damerau_levenshtein(u.key, s.key) <= CASE WHEN length(u.key) < 6 THEN 1 ELSE 2 END
      AND NOT EXISTS (FROM coordination.decisions d
                      WHERE d.kind = 'place' AND d.verdict = 'refused' AND d.scheme = u.scheme AND d.level = u.level
                        AND fold(d.text) = u.key AND d.target = s.pcode)
    GROUP BY ALL
)
SELECT c.*
FROM (FROM shared UNION ALL FROM crossed UNION ALL FROM close) c
JOIN reference.areas a ON a.scheme = c.scheme AND a.level = c.level AND a.pcode = c.pcode
WHERE c.parent IS NULL OR a.parent_pcode = c.parent OR c.how = 'crossed'
QUALIFY c.how = max(c.how) OVER (PARTITION BY c.sheet_id, c.level, c.text, c.parent, c.other_text);  -- shared, crossed, close

-- How alike a name that nothing decides and known ones are: the three nearest, for whoever has to correct it.
CREATE TABLE staging.near_places AS
SELECT *
FROM (
    SELECT u.scheme, u.level, u.key, s.pcode,
           max(1 - damerau_levenshtein(u.key, s.key) / greatest(length(u.key), length(s.key))) AS score
    FROM (SELECT DISTINCT scheme, level, key FROM staging.unplaced WHERE length(key) > 2) u
    JOIN staging.place_spellings s USING (scheme, level)
    WHERE NOT regexp_matches(s.key, '^cf ?[0-9]') AND s.key <> fold(s.pcode)
    GROUP BY u.scheme, u.level, u.key, s.pcode
)
WHERE score >= 0.6
QUALIFY row_number() OVER (PARTITION BY scheme, level, key ORDER BY score DESC, pcode) <= 3;

CREATE TABLE staging.place_guesses AS
SELECT c.sheet_id, c.scheme, c.level, c.text, c.parent, c.other_text, any_value(c.how) AS how, max(c.score) AS score,
       min(c.pcode) AS pcode, count(DISTINCT c.pcode) AS candidates,
       string_agg(DISTINCT a.name || ' (' || c.pcode || ')', ', ' ORDER BY a.name || ' (' || c.pcode || ')') AS names
FROM staging.place_candidates c
JOIN reference.areas a ON a.scheme = c.scheme AND a.level = c.level AND a.pcode = c.pcode
GROUP BY c.sheet_id, c.scheme, c.level, c.text, c.parent, c.other_text;

UPDATE staging.places p
SET adm2_pcode = g.pcode,
    adm1_pcode = (SELECT parent_pcode FROM reference.areas a
                  WHERE a.scheme = g.scheme AND a.level = 'adm2' AND a.pcode = g.pcode)
FROM staging.place_guesses g
WHERE g.level = 'adm2' AND g.candidates = 1 AND p.sheet_id = g.sheet_id AND p.adm2_pcode IS NULL
  AND g.text = p.adm2_text AND g.other_text = p.adm2_other
  AND g.parent IS NOT DISTINCT FROM coalesce(p.adm1_by_code, p.adm1_by_name);

UPDATE staging.places p
SET adm1_pcode = g.pcode
FROM staging.place_guesses g
WHERE g.level = 'adm1' AND g.candidates = 1 AND p.sheet_id = g.sheet_id
  AND p.adm1_pcode IS NULL AND p.adm2_pcode IS NULL
  AND g.text = p.adm1_text;

CREATE TABLE staging.row_places AS
SELECT r.sheet_id, r.row, r.kind, p.* EXCLUDE (sheet_id, row_count), r.latitude, r.longitude
FROM staging.all_rows r
JOIN staging.places p
  ON p.sheet_id = r.sheet_id
 AND p.adm1_name IS NOT DISTINCT FROM r.adm1_name AND p.adm1_code IS NOT DISTINCT FROM r.adm1_code
 AND p.adm2_name IS NOT DISTINCT FROM r.adm2_name AND p.adm2_code IS NOT DISTINCT FROM r.adm2_code;
