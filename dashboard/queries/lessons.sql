-- The register, the newest first, each lesson with the names of its codes and of its place.
SELECT l.lesson_id, l.lesson_date, l.organisation, l.title, l.context_code, c.name_fr AS context_fr,
       c.name_en AS context_en, l.tried, l.result, l.result_kind, l.service_code, s.name_fr AS service_fr,
       s.name_en AS service_en, l.sectors, l.indicators, l.scheme, l.level, l.pcode, a.name AS area, a.parent_name,
       CASE l.level WHEN 'adm1' THEN a.pcode ELSE a.parent_pcode END AS adm1_pcode,
       CASE l.level WHEN 'adm1' THEN a.name ELSE a.parent_name END AS adm1_name, l.reuse_count, l.reused_by, l.source,
       l.comment
FROM warehouse.marts.lessons l
LEFT JOIN warehouse.marts.lesson_contexts c USING (context_code)
LEFT JOIN warehouse.marts.services s USING (service_code)
LEFT JOIN warehouse.marts.areas a ON a.scheme = l.scheme AND a.level = l.level AND a.pcode = l.pcode
ORDER BY l.lesson_date DESC, lower(l.organisation), l.title
