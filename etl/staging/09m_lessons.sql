-- Lessons: what was tried and what came of it, judged row by row. Everybody reads them: a text that seems to name
-- somebody is refused with its row, and is not repeated.

-- A civility and a capital, a first name with an age, a telephone of the country, an address of e-mail.
CREATE MACRO names_somebody(t) AS
    coalesce(regexp_matches(t, '[\w.+-]+@[\w-]+\.[\w.]+'), false)
    OR coalesce(regexp_matches(t, '(^|\D)(7\d|2[12])([\s.-]?\d{2}){3}($|\D)'), false)
    OR coalesce(regexp_matches(t, '(^|[^\p{L}])(M\.|MM\.|Mme|Mlle|Monsieur|Madame|Mademoiselle|Mr\.?|Mrs\.?|Ms\.?|Miss|Dr\.?|Docteur)\s+\p{Lu}'), false)
    OR coalesce(regexp_matches(t, '\p{Lu}\p{Ll}+\s*[,(]\s*(âgée? de |aged )?\d{1,2}\s*(ans|years old)\s*([,;.)]|$)'), false)
    OR coalesce(regexp_matches(t, '\p{Lu}\p{Ll}+,? (âgée? de |aged )\d{1,2}'), false);

-- The parts of a cell that names several: semicolons or lines part them.
CREATE MACRO parts_of(t) AS
    list_filter(list_transform(string_split_regex(t, '[;\n\r]+'), lambda part: tidy(part)), lambda part: part IS NOT NULL);

CREATE TABLE staging.lesson_sectors AS
SELECT p.sheet_id, p.row, p.place, p.part, k.sector_code
FROM (SELECT sheet_id, row, unnest(parts_of(concat_ws(';', sector, other_sector))) AS part,
             generate_subscripts(parts_of(concat_ws(';', sector, other_sector)), 1) AS place
      FROM staging.lessons) p
LEFT JOIN staging.sector_keys k ON k.key = fold(p.part);

-- Codes are also parted by commas and blanks; "COV01" and "cov-1" are COV-01.
CREATE TABLE staging.lesson_indicators AS
SELECT p.sheet_id, p.row, p.place, p.part, i.indicator_id
FROM (SELECT sheet_id, row, unnest(codes) AS part, generate_subscripts(codes, 1) AS place
      FROM (SELECT sheet_id, row,
                   list_filter(string_split_regex(lesson_indicators, '[;,\s]+'), lambda part: part <> '') AS codes
            FROM staging.lessons WHERE lesson_indicators IS NOT NULL)) p
LEFT JOIN reference.indicator_ids i
       ON regexp_replace(i.indicator_id, '-0*', '') = regexp_replace(upper(p.part), '[-_]?0*(\d+)$', '\1');

CREATE TABLE staging.row_lessons AS
WITH words AS (
    SELECT l.sheet_id, l.row, named(l.lesson_title) AS title, named(l.tried) AS tried, named(l.lesson_result) AS result,
           tidy(l.lesson_context) AS context_text, c.code AS context_code,
           tidy(l.result_kind) AS kind_text, coalesce(k.code, 'unknown') AS result_kind, k.code IS NULL AS is_kind_unread,
           tidy(l.service) AS service_text, s.service_code,
           tidy(l.reuse_count) AS reuse_text,
           CASE WHEN whole_number(l.reuse_count) BETWEEN 0 AND 100000 THEN whole_number(l.reuse_count) END AS reuse_count,
           array_to_string(parts_of(l.reused_by), '; ') AS reused_by, tidy(l.source) AS source,
           tidy(l.comment) AS comment, o.organisation_id, d.text AS day_text,
           coalesce(d.day, period_start(p.period)) AS lesson_date, CAST(f.received_at AS DATE) AS received_on,
           list_bool_or([names_somebody(t) for t in [l.lesson_title, l.tried, l.lesson_result, l.reused_by, l.source]])
               AS is_personal
    FROM staging.lessons l
    JOIN staging.sheets h USING (sheet_id)
    JOIN staging.files f USING (file_id)
    JOIN staging.row_periods p USING (sheet_id, row)
    JOIN staging.row_organisations o ON o.sheet_id = l.sheet_id AND o.row = l.row AND o.role = 'organisation'
    LEFT JOIN reference.dimension_labels c ON c.dimension = 'lesson_context' AND c.label = fold(l.lesson_context)
    LEFT JOIN reference.dimension_labels k ON k.dimension = 'lesson_result' AND k.label = fold(l.result_kind)
    LEFT JOIN staging.service_keys s ON s.key = fold(l.service)
    LEFT JOIN staging.stated_dates d ON d.sheet_id = l.sheet_id AND d.row = l.row AND d.role = 'lesson_date'
)
SELECT w.*, coalesce(w.lesson_date > w.received_on, false) AS is_future,
       (SELECT string_agg(DISTINCT sector_code, ';' ORDER BY sector_code)
        FROM staging.lesson_sectors s WHERE s.sheet_id = w.sheet_id AND s.row = w.row) AS sectors,
       (SELECT string_agg(DISTINCT indicator_id, ';' ORDER BY indicator_id)
        FROM staging.lesson_indicators i WHERE i.sheet_id = w.sheet_id AND i.row = w.row) AS indicators
FROM words w;

INSERT INTO staging.issues
SELECT s.file_id, c.sheet_id, s.sheet, c.row, i.role, i.value, i.code, NULL
FROM staging.row_lessons c
JOIN staging.sheets s USING (sheet_id)
CROSS JOIN LATERAL (
    SELECT 'lesson_title' AS role, NULL AS value, 'lesson_title_missing' AS code WHERE title IS NULL
    UNION ALL
    SELECT 'tried', NULL, 'lesson_without_trial' WHERE tried IS NULL
    UNION ALL
    SELECT 'lesson_result', NULL, 'lesson_without_outcome' WHERE result IS NULL
    UNION ALL
    SELECT 'lesson_date', day_text, 'lesson_in_future' WHERE is_future
    UNION ALL
    SELECT 'tried', NULL, 'lesson_names_somebody' WHERE is_personal
    UNION ALL
    SELECT 'lesson_context', context_text, 'lesson_context_unknown' WHERE context_text IS NOT NULL AND context_code IS NULL
    UNION ALL
    SELECT 'result_kind', kind_text, 'lesson_result_unknown' WHERE kind_text IS NOT NULL AND is_kind_unread
    UNION ALL
    SELECT 'service', service_text, 'lesson_service_unknown' WHERE service_text IS NOT NULL AND service_code IS NULL
    UNION ALL
    SELECT 'reuse_count', reuse_text, 'reuse_count_left_out' WHERE reuse_text IS NOT NULL AND reuse_count IS NULL
) i;

INSERT INTO staging.issues
SELECT s.file_id, p.sheet_id, s.sheet, p.row, p.role, p.part, p.code, NULL
FROM (SELECT sheet_id, row, place, part, 'sector' AS role, 'lesson_sector_unknown' AS code
      FROM staging.lesson_sectors WHERE sector_code IS NULL
      UNION ALL
      SELECT sheet_id, row, place, part, 'lesson_indicators', 'lesson_indicator_unknown'
      FROM staging.lesson_indicators WHERE indicator_id IS NULL) p
JOIN staging.sheets s USING (sheet_id);

-- Told where another row counts in its place (etl/marts/26_lessons.sql has the same order).
INSERT INTO staging.issues
SELECT s.file_id, t.sheet_id, s.sheet, t.row, 'lesson_title', t.title, 'lesson_repeated', CAST(t.latest AS VARCHAR)
FROM (
    SELECT r.*, first_value(r.lesson_date) OVER told AS latest, row_number() OVER told AS place,
           count(DISTINCT hash(r.lesson_date, r.tried, r.result, r.context_code, r.result_kind, r.service_code,
                               r.sectors, r.indicators, r.reuse_count)) OVER (
               PARTITION BY r.organisation_id, fold(r.title)) AS versions
    FROM staging.row_lessons r
    ANTI JOIN staging.replaced z ON z.sheet_id = r.sheet_id
    ANTI JOIN staging.copied w ON w.sheet_id = r.sheet_id
    WHERE r.title IS NOT NULL AND r.tried IS NOT NULL AND r.result IS NOT NULL AND r.organisation_id IS NOT NULL
      AND r.lesson_date IS NOT NULL AND NOT r.is_future AND NOT r.is_personal
    WINDOW told AS (PARTITION BY r.organisation_id, fold(r.title)
                    ORDER BY r.lesson_date DESC, r.received_on DESC, r.sheet_id DESC, r.row DESC)
) t
JOIN staging.sheets s USING (sheet_id)
WHERE t.place > 1 AND t.versions > 1;

-- A day to come may be beyond every period that is read: it is told as what it is.
DELETE FROM staging.issues
WHERE code = 'lesson_undated'
  AND (sheet_id, row) IN (SELECT (sheet_id, row) FROM staging.row_lessons WHERE is_future);

-- A day that cannot be read is told once; of a row that names somebody, nothing else is.
DELETE FROM staging.issues
WHERE code IN ('date_unreadable', 'date_impossible') AND role = 'lesson_date'
  AND (sheet_id, row) IN (SELECT (sheet_id, row) FROM staging.issues WHERE code = 'lesson_undated');

DELETE FROM staging.issues
WHERE code <> 'lesson_names_somebody'
  AND (sheet_id, row) IN (SELECT (sheet_id, row) FROM staging.row_lessons WHERE is_personal);
