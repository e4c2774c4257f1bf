-- The kinds of organisations that are loaded; those whose kind nobody told come last.
SELECT DISTINCT coalesce(o.type_code, 'unknown') AS type_code, t.name_fr, t.name_en
FROM warehouse.marts.organisations o
LEFT JOIN warehouse.marts.organisation_types t USING (type_code)
ORDER BY t.name_fr NULLS LAST
