-- What pages read of each indicator of the list: its words, its rules, what it is held against. The text of a caveat is
-- in the dashboard's catalogue.
CREATE TABLE warehouse.marts.indicators (
    indicator_id VARCHAR, title_fr VARCHAR, title_en VARCHAR, definition_fr VARCHAR, definition_en VARCHAR,
    numerator_fr VARCHAR, numerator_en VARCHAR, denominator_fr VARCHAR, denominator_en VARCHAR,
    formula_fr VARCHAR, formula_en VARCHAR, unit_fr VARCHAR, unit_en VARCHAR, direction VARCHAR, levels VARCHAR[],
    dimensions VARCHAR[], minimum INTEGER, is_share BOOLEAN, is_public BOOLEAN, disclosure_fr VARCHAR,
    disclosure_en VARCHAR, threshold_kind VARCHAR, threshold_value DOUBLE, threshold_fr VARCHAR, threshold_en VARCHAR,
    standard_fr VARCHAR, standard_en VARCHAR, article_fr VARCHAR, article_en VARCHAR, source_fr VARCHAR,
    source_en VARCHAR, caveats VARCHAR[]);

-- `component` is NULL for an indicator without parts; `factor` is NULL where the numerator is the value.
CREATE TABLE warehouse.marts.indicator_components (
    indicator_id VARCHAR, position INTEGER, component VARCHAR, rule VARCHAR, factor INTEGER, title_fr VARCHAR,
    title_en VARCHAR);
