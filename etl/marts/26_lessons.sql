-- One row a lesson, as it was last told: the same organisation under the same title tells the same lesson again, and the
-- later date counts. `reuse_count` is what the register says; opening a page counts nothing.
CREATE TABLE warehouse.marts.lessons AS
WITH told AS (
    SELECT l.*, coalesce(l.adm2_pcode, l.adm1_pcode) AS pcode,
           CASE WHEN l.adm2_pcode IS NOT NULL THEN 'adm2' WHEN l.adm1_pcode IS NOT NULL THEN 'adm1' END AS level
    FROM warehouse.core.lessons l
    JOIN warehouse.core.source_sheets s USING (sheet_id)
    JOIN warehouse.core.source_files f USING (file_id)
    QUALIFY row_number() OVER (
        PARTITION BY l.organisation_id, fold(l.title)
        ORDER BY l.lesson_date DESC, CAST(f.received_at AS DATE) DESC, l.sheet_id DESC, l.row DESC) = 1
)
SELECT left(md5(concat_ws('|', t.organisation_id, fold(t.title))), 12) AS lesson_id, t.lesson_date, t.organisation_id,
       coalesce(o.acronym, t.organisation_id) AS organisation, t.title, t.context_code, t.tried, t.result, t.result_kind,
       t.service_code, t.sectors, t.indicators, CASE WHEN t.pcode IS NOT NULL THEN t.scheme END AS scheme, t.level,
       t.pcode, t.reuse_count, t.reused_by, t.source, t.comment
FROM told t
LEFT JOIN warehouse.core.organisations o ON o.organisation_id = t.organisation_id
ORDER BY t.lesson_date DESC, organisation, t.title;

CREATE TABLE warehouse.marts.lesson_contexts AS
SELECT context_code, name_fr, name_en FROM reference.lesson_contexts ORDER BY ALL;
