INSERT INTO warehouse.marts.indicators BY NAME SELECT * FROM declared_words;

INSERT INTO warehouse.marts.indicator_components BY NAME SELECT * FROM declared_parts;

-- A part without a title of its own is named by its code: of a service, in a season or not, of a sector, of a currency.
UPDATE warehouse.marts.indicator_components c
SET title_fr = concat_ws(', ', n.name_fr, s.name_fr), title_en = concat_ws(', ', n.name_en, s.name_en)
FROM (
    SELECT service_code AS code, name_fr, name_en FROM warehouse.core.services
    UNION ALL
    SELECT sector_code, name_fr, name_en FROM warehouse.core.sectors
    UNION ALL
    VALUES ('USD', 'USD', 'USD'), ('EUR', 'EUR', 'EUR'), ('XAF', 'XAF', 'XAF')
) n
CROSS JOIN (VALUES ('', NULL, NULL), ('dry_', 'saison sèche', 'dry season'), ('rainy_', 'saison des pluies', 'rainy season'))
    s (prefix, name_fr, name_en)
WHERE c.title_fr IS NULL AND c.component = s.prefix || n.code
