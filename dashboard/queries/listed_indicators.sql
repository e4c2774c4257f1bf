-- The indicators of the list: what each means, and what it is held against.
SELECT indicator_id, title_fr, title_en, definition_fr, definition_en, numerator_fr, numerator_en, denominator_fr,
       denominator_en, formula_fr, formula_en, unit_fr, unit_en, direction, levels, dimensions, minimum,
       is_share, is_public, disclosure_fr, disclosure_en, threshold_kind, threshold_value, threshold_fr,
       threshold_en, standard_fr, standard_en, article_fr, article_en, source_fr, source_en, caveats
FROM warehouse.marts.indicators
ORDER BY indicator_id
