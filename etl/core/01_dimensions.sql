-- Places, sectors and organisations that facts refer to.
CREATE TABLE warehouse.core.areas AS
SELECT scheme, level, pcode, name, parent_pcode,
       CAST(center_lat AS DOUBLE) AS center_lat, CAST(center_lon AS DOUBLE) AS center_lon, source
FROM reference.areas
ORDER BY scheme, level, pcode;

-- Units of both schemes that share ground. The crosswalk names every overlap, so what follows is exact.
CREATE TABLE staging.overlaps AS
SELECT 'cod_v01' AS scheme, v01_pcode AS pcode, 'cod_v02' AS other_scheme, v02_pcode AS other_pcode
FROM reference.area_crosswalk
UNION ALL
SELECT 'cod_v02', v02_pcode, 'cod_v01', v01_pcode FROM reference.area_crosswalk
UNION ALL
SELECT scheme, pcode, scheme, pcode FROM reference.areas WHERE level = 'adm2';

-- The sub-prefectures of any scheme that an area of any level and scheme touches.
CREATE TABLE staging.touches AS
SELECT a.scheme, a.level, a.pcode, o.other_scheme, o.other_pcode
FROM reference.areas a
JOIN reference.areas u ON u.scheme = a.scheme AND u.level = 'adm2'
                      AND a.pcode = CASE a.level WHEN 'adm1' THEN u.parent_pcode ELSE u.pcode END
JOIN staging.overlaps o ON o.scheme = u.scheme AND o.pcode = u.pcode
GROUP BY ALL;

-- A fact reported on `from` is a fact of `to` when all the ground of `from` lies inside `to`.
CREATE TABLE warehouse.core.area_containment AS
SELECT f.scheme AS from_scheme, f.level AS from_level, f.pcode AS from_pcode,
       t.scheme AS to_scheme, t.level AS to_level, t.pcode AS to_pcode
FROM (SELECT scheme, level, pcode FROM reference.areas) f
JOIN (SELECT scheme, level, pcode FROM reference.areas) t ON t.level <= f.level
JOIN staging.touches ft ON ft.scheme = f.scheme AND ft.level = f.level AND ft.pcode = f.pcode
                       AND ft.other_scheme = t.scheme
LEFT JOIN staging.touches tt ON tt.scheme = t.scheme AND tt.level = t.level AND tt.pcode = t.pcode
                            AND tt.other_scheme = t.scheme AND tt.other_pcode = ft.other_pcode
GROUP BY f.scheme, f.level, f.pcode, t.scheme, t.level, t.pcode
HAVING count(*) = count(tt.pcode);

-- Where `from` lies partly in `to`, or is coarser than it: a fact of `from` may be one of `to`, or not.
CREATE TABLE warehouse.core.area_overlap AS
SELECT DISTINCT ft.scheme AS from_scheme, ft.level AS from_level, ft.pcode AS from_pcode,
       tt.scheme AS to_scheme, tt.level AS to_level, tt.pcode AS to_pcode
FROM staging.touches ft
JOIN staging.touches tt ON tt.scheme = ft.other_scheme AND tt.other_scheme = ft.other_scheme
                       AND tt.other_pcode = ft.other_pcode
ANTI JOIN warehouse.core.area_containment c
       ON c.from_scheme = ft.scheme AND c.from_level = ft.level AND c.from_pcode = ft.pcode
      AND c.to_scheme = tt.scheme AND c.to_level = tt.level AND c.to_pcode = tt.pcode;

-- An area can be covered from a scheme when every sub-prefecture of that scheme that it touches lies inside it:
-- only then does a count of 0 mean that nobody is there.
CREATE TABLE warehouse.core.area_coverability AS
SELECT t.scheme, t.level, t.pcode, t.other_scheme AS from_scheme
FROM staging.touches t
LEFT JOIN warehouse.core.area_containment c
       ON c.from_scheme = t.other_scheme AND c.from_level = 'adm2' AND c.from_pcode = t.other_pcode
      AND c.to_scheme = t.scheme AND c.to_level = t.level AND c.to_pcode = t.pcode
GROUP BY t.scheme, t.level, t.pcode, t.other_scheme
HAVING count(*) = count(c.to_pcode);

CREATE TABLE warehouse.core.sectors AS
SELECT sector_code, name_fr, name_en, parent_code, is_support = 'true' AS is_support FROM reference.sectors ORDER BY sector_code;

-- The basket: a site is functional when its state is one of the list and somebody verified it within so many days.
CREATE TABLE warehouse.core.services AS
SELECT CAST(rank AS INTEGER) AS rank, service_code, sector_code, name_fr, name_en, short_fr, short_en,
       is_basket = 'true' AS is_basket, nullif(presence_sector, '') AS presence_sector, denominator,
       CAST(per AS INTEGER) AS per, CAST(min_denominator AS INTEGER) AS min_denominator,
       string_split(nullif(functional_statuses, ''), ' ') AS functional_statuses,
       CAST(nullif(verified_within_days, '') AS INTEGER) AS verified_within_days,
       -- elsewhere, who goes there must not be found
       is_public_place = 'true' AS is_public_place, nullif(indicator_id, '') AS indicator_id
FROM reference.services
ORDER BY rank;

CREATE TABLE warehouse.core.thresholds AS
SELECT service_code, CAST(nullif(value, '') AS DOUBLE) AS value, nullif(per, '') AS per, kind, is_checked = 'true' AS is_checked,
       label_fr, label_en,
       basis_fr, basis_en
FROM reference.thresholds
ORDER BY service_code;

CREATE TABLE warehouse.core.population AS
SELECT scheme, level, pcode, CAST(year AS INTEGER) AS year, CAST(population AS BIGINT) AS population,
       CAST(children AS BIGINT) AS children, children_bracket, basis, source
FROM reference.population
ORDER BY ALL;

CREATE TABLE warehouse.core.population_basis AS
SELECT * FROM reference.population_basis ORDER BY basis;

CREATE TABLE staging.organisation_types AS
SELECT fold(label) AS key, min(type_code) AS type_code
FROM reference.organisation_type_labels
GROUP BY key
HAVING count(DISTINCT type_code) = 1;

CREATE TABLE warehouse.core.organisations AS
SELECT organisation_id, acronym, name, type_code, false AS is_proposed
FROM reference.organisations
WHERE organisation_id IN (SELECT organisation_id FROM staging.kept_organisations)
UNION ALL
SELECT o.organisation_id, min(o.stated), min(o.full_name), min(t.type_code), true
FROM staging.kept_organisations o
LEFT JOIN staging.organisation_types t ON t.key = o.type_key
WHERE o.is_proposed
GROUP BY o.organisation_id
ORDER BY organisation_id;

CREATE TABLE warehouse.core.organisation_types AS
SELECT type_code, name_fr, name_en FROM reference.organisation_types ORDER BY type_code;
