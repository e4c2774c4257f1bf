SELECT context_code, name_fr, name_en FROM warehouse.marts.lesson_contexts ORDER BY context_code
