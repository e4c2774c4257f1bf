-- What the coordination is asked to settle once: spellings of places and organisations, and what they may mean.
-- `state`: taken (loaded so, until refused), open (the rows are rejected), new (an organisation loaded as itself).
CREATE TABLE staging.place_proposals AS
WITH stated AS (
    SELECT p.sheet_id, 'adm2' AS level, p.adm2_text AS text, p.row
    FROM staging.row_places p
    UNION ALL
    SELECT p.sheet_id, 'adm1', p.adm1_text, p.row
    FROM staging.row_places p
    WHERE p.adm2_pcode IS NULL
),
asked AS (
    SELECT u.scheme, u.level, fold(u.text) AS key, min(u.text) AS text, count(DISTINCT (t.sheet_id, t.row)) AS rows,
           list(DISTINCT u.parent) FILTER (u.parent IS NOT NULL) AS parents
    FROM staging.unplaced u
    JOIN stated t ON t.sheet_id = u.sheet_id AND t.level = u.level AND t.text = u.text
    GROUP BY u.scheme, u.level, fold(u.text)
)
SELECT 'place' AS kind, a.text, a.scheme, a.level, c.pcode AS target, r.name AS target_name, round(c.score, 2) AS score,
       a.rows, CASE WHEN g.pcode = c.pcode AND g.how = 'close' THEN 'taken' ELSE 'open' END AS state
FROM asked a
JOIN staging.near_places c USING (scheme, level, key)
JOIN reference.areas r ON r.scheme = c.scheme AND r.level = c.level AND r.pcode = c.pcode
LEFT JOIN (SELECT scheme, level, fold(text) AS key, min(pcode) AS pcode, min(how) AS how
           FROM staging.place_guesses WHERE candidates = 1 GROUP BY ALL) g USING (scheme, level, key)
WHERE NOT EXISTS (FROM coordination.decisions d
                  WHERE d.kind = 'place' AND d.scheme = a.scheme AND d.level = a.level AND fold(d.text) = a.key
                    AND d.target = c.pcode);

CREATE TABLE staging.organisation_proposals AS
WITH asked AS (
    SELECT organisation_id, fold(min(stated)) AS key, min(stated) AS text, count(DISTINCT (sheet_id, row)) AS rows
    FROM staging.kept_organisations
    WHERE is_proposed
    GROUP BY organisation_id
),
known AS (
    SELECT DISTINCT fold(spelling) AS key, organisation_id FROM staging.organisation_spellings
    UNION
    SELECT key, organisation_id FROM asked
),
scored AS (
    SELECT a.organisation_id, k.organisation_id AS target,
           max(greatest(jaro_winkler_similarity(a.key, k.key),
                        -- the same words in another order, or an acronym among words
                        CASE WHEN list_sort(string_split(a.key, ' ')) = list_sort(string_split(k.key, ' ')) THEN 1.0
                             WHEN length(k.key) > 2 AND list_contains(string_split(a.key, ' '), k.key) THEN 0.9
                             ELSE 0 END)) AS score
    FROM asked a
    JOIN known k ON k.organisation_id <> a.organisation_id AND k.key <> ''
    GROUP BY ALL
)
SELECT 'organisation' AS kind, a.text, '' AS scheme, '' AS level, c.target,
       coalesce(r.acronym, r.name, o.text) AS target_name, round(c.score, 2) AS score, a.rows, 'new' AS state
FROM asked a
JOIN scored c USING (organisation_id)
LEFT JOIN reference.organisations r ON r.organisation_id = c.target
LEFT JOIN asked o ON o.organisation_id = c.target
WHERE c.score >= 0.88
  AND NOT EXISTS (FROM coordination.decisions d
                  WHERE d.kind = 'organisation' AND fold(d.text) = a.key AND d.target = c.target)
QUALIFY row_number() OVER (PARTITION BY a.organisation_id ORDER BY c.score DESC, c.target) <= 3;

CREATE TABLE warehouse.marts.proposals AS
FROM staging.place_proposals
UNION ALL
FROM staging.organisation_proposals
ORDER BY ALL;

-- How many spellings were received, and how many actors and places they make.
CREATE TABLE warehouse.marts.harmonisation AS
SELECT 'organisation' AS kind, count(DISTINCT fold(stated)) AS received, count(DISTINCT organisation_id) AS known
FROM staging.kept_organisations
UNION ALL
SELECT 'place', count(DISTINCT adm2_text), count(DISTINCT (scheme, adm2_pcode))
FROM staging.row_places
WHERE adm2_pcode IS NOT NULL
ORDER BY kind;
