-- Two prefectures of two sub-prefectures each. Health in 2022-Q1: 12 and 0 in Alpha's, 0 and nothing known in Beta's.
CREATE SCHEMA warehouse.marts;

CREATE TABLE warehouse.marts.areas AS
SELECT 'cod_v01' AS scheme, *, 5.0::DOUBLE AS center_lat, 20.0::DOUBLE AS center_lon FROM (VALUES
    ('adm1', 'CF1', 'Alpha', 'CF', NULL),
    ('adm1', 'CF2', 'Beta', 'CF', NULL),
    ('adm2', 'CF11', 'Amont', 'CF1', 'Alpha'),
    ('adm2', 'CF12', 'Aval', 'CF1', 'Alpha'),
    ('adm2', 'CF21', 'Bas', 'CF2', 'Beta'),
    ('adm2', 'CF22', 'Banc', 'CF2', 'Beta')
) AS t(level, pcode, name, parent_pcode, parent_name);

CREATE TABLE warehouse.marts.sectors AS
SELECT * FROM (VALUES
    ('EDU', 'Éducation', 'Education', false),
    ('HEA', 'Santé', 'Health', false),
    ('LOG', 'Logistique', 'Logistics', true)
) AS t(sector_code, name_fr, name_en, is_support);

CREATE TABLE warehouse.marts.presence AS
SELECT period, 'cod_v01' AS scheme, level, pcode, sector_code, organisations::BIGINT AS organisations FROM (VALUES
    ('2022-Q1', 'adm1', 'CF1', 'HEA', 12), ('2022-Q1', 'adm1', 'CF2', 'HEA', 0),
    ('2022-Q1', 'adm1', 'CF1', 'EDU', 0), ('2022-Q1', 'adm1', 'CF2', 'EDU', 0),
    ('2022-Q1', 'adm1', 'CF1', 'LOG', 0), ('2022-Q1', 'adm1', 'CF2', 'LOG', 0),
    ('2022-Q1', 'adm2', 'CF11', 'HEA', 12), ('2022-Q1', 'adm2', 'CF12', 'HEA', 0), ('2022-Q1', 'adm2', 'CF21', 'HEA', 0),
    ('2022-Q1', 'adm2', 'CF11', 'EDU', 0), ('2022-Q1', 'adm2', 'CF12', 'EDU', 0), ('2022-Q1', 'adm2', 'CF21', 'EDU', 0),
    ('2022-Q1', 'adm2', 'CF11', 'LOG', 0), ('2022-Q1', 'adm2', 'CF12', 'LOG', 0), ('2022-Q1', 'adm2', 'CF21', 'LOG', 0),
    ('2022-03', 'adm1', 'CF1', 'HEA', 3), ('2022-03', 'adm1', 'CF2', 'HEA', 1)
) AS t(period, level, pcode, sector_code, organisations);

-- The country's 13 are not the sum of its areas, on purpose.
CREATE TABLE warehouse.marts.actors AS
SELECT '2022-Q1' AS period, 'cod_v01' AS scheme, level, pcode, organisations::BIGINT AS organisations FROM (VALUES
    ('country', 'CF', 13), ('adm1', 'CF1', 12), ('adm1', 'CF2', 0), ('adm2', 'CF11', 12), ('adm2', 'CF12', 0),
    ('adm2', 'CF21', 0)
) AS t(level, pcode, organisations);

CREATE TABLE warehouse.marts.children AS
SELECT 'cod_v01' AS scheme, level, pcode, 2015 AS year, children::BIGINT AS children, '0-18' AS children_bracket,
       'projection' AS basis
FROM (VALUES
    ('adm1', 'CF1', 3000), ('adm1', 'CF2', 700), ('adm2', 'CF11', 1000), ('adm2', 'CF12', 2000), ('adm2', 'CF21', 400)
) AS t(level, pcode, children);

CREATE TABLE warehouse.marts.population_basis AS
SELECT 'projection' AS basis, 'Projection' AS label_fr, 'Forecast' AS label_en, 'Prudence' AS caveat_fr,
       'Caution' AS caveat_en, 'INS' AS source;

CREATE TABLE warehouse.marts.periods AS
SELECT * FROM (VALUES
    ('2021', 'year', DATE '2021-01-01', DATE '2021-12-31'),
    ('2022', 'year', DATE '2022-01-01', DATE '2022-12-31'),
    ('2022-Q1', 'quarter', DATE '2022-01-01', DATE '2022-03-31'),
    ('2022-Q2', 'quarter', DATE '2022-04-01', DATE '2022-06-30'),
    ('2022-01', 'month', DATE '2022-01-01', DATE '2022-01-31'),
    ('2022-03', 'month', DATE '2022-03-01', DATE '2022-03-31')
) AS t(period, span, start_date, end_date);

CREATE TABLE warehouse.marts.boundaries AS
SELECT 'cod_v01' AS scheme, level, geojson, 'approximate' AS basis, 'By hand' AS source, 'CC0' AS licence,
       14.4::DOUBLE AS west, 2.2::DOUBLE AS south, 27.5::DOUBLE AS east, 11.0::DOUBLE AS north
FROM (VALUES ('adm1', '{"type":"FeatureCollection","features":[]}'), ('adm2', '{"features":[],"name":"é"}')) AS t(level, geojson);

CREATE TABLE warehouse.marts.build AS
SELECT 'by-hand' AS build, TIMESTAMPTZ '2022-04-05 23:30:00+00' AS built_at, false AS is_demo,
       TIMESTAMPTZ '2022-04-04 23:30:00+00' AS received_at, 'cod_v01' AS scheme, 'CAF' AS country;

CREATE TABLE warehouse.marts.sources AS
SELECT file, false AS is_demo, TIMESTAMPTZ '2022-04-04 23:30:00+00' AS received_at, sheet, 'activities' AS kind,
       'cod_v01' AS scheme, received::BIGINT AS rows_received, accepted::BIGINT AS rows_accepted,
       0::BIGINT AS rows_warned, rejected::BIGINT AS rows_rejected
FROM (VALUES ('a.xlsx', '4W', 10, 10, 0), ('b.xlsx', 'mars', 7, 4, 3), ('b.xlsx', 'avril', 5, 5, 0)) AS t(file, sheet, received, accepted, rejected);

CREATE TABLE warehouse.marts.kinds AS
SELECT kind, 10::BIGINT AS rows_accepted, 2::BIGINT AS organisations, 1::BIGINT AS periods, '2022-03' AS first_period,
       '2022-03' AS last_period
FROM (VALUES ('case_counts'), ('referral_counts'), ('activities'), ('service_sites')) AS t(kind);

CREATE TABLE warehouse.marts.freshness AS
SELECT organisation AS organisation_id, organisation, false AS is_proposed, periods::BIGINT AS periods, last_period,
       CAST(last_period || '-28' AS DATE) AS last_day
FROM (VALUES ('ACF', 3, '2022-03'), ('MSF', 1, '2022-01'), ('IRC', 2, '2022-02'), ('AAR', 2, '2022-02')) AS t(organisation, periods, last_period);

CREATE TABLE warehouse.marts.remarks AS
SELECT code, outcome, code || ' fr' AS sentence_fr, code || ' en' AS sentence_en, remarks::BIGINT AS remarks
FROM (VALUES
    ('new', 'accepted', 9), ('odd', 'rejected', 2), ('bad', 'rejected', 5), ('broken', 'refused', 1), ('fyi', 'noted', 99)
) AS t(code, outcome, remarks);

-- Three spellings make two organisations, and one more may be a fourth of them.
CREATE TABLE warehouse.marts.harmonisation AS
SELECT kind, received::BIGINT AS received, known::BIGINT AS known
FROM (VALUES ('organisation', 3, 2), ('place', 5, 5)) AS t(kind, received, known);

CREATE TABLE warehouse.marts.proposals AS
SELECT 'organisation' AS kind, 'M.S.F' AS text, '' AS scheme, '' AS level, 'msf' AS target, 'MSF' AS target_name,
       0.91::DOUBLE AS score, 4::BIGINT AS rows, 'new' AS state;

-- Banc cannot be told from what was reported in 2022-Q1; in March nobody knows of any sub-prefecture.
CREATE TABLE warehouse.marts.unsplittable AS
SELECT '2022-03' AS period, 'cod_v01' AS scheme, 'adm2' AS level, 'CF22' AS pcode;

-- Of 2022-Q1, MSF and ACF were expected and ACF reported; IRC reported unasked. NEW was expected and never heard of.
CREATE TABLE warehouse.marts.reporting AS
SELECT period, organisation_id, organisation, is_expected, has_reported, reported_files::BIGINT AS reported_files,
       last_period, last_received_at::TIMESTAMPTZ AS last_received_at
FROM (VALUES
    ('2022-Q1', 'acf', 'ACF', true, true, 2, '2022-03', '2022-04-04 23:30:00+00'),
    ('2022-Q1', 'msf', 'MSF', true, false, 0, '2021', '2022-01-04 23:30:00+00'),
    ('2022-Q1', 'new', 'NEW', true, false, 0, NULL, NULL),
    ('2022-Q1', 'irc', 'IRC', false, true, 1, '2022-03', '2022-04-04 23:30:00+00')
) AS t(period, organisation_id, organisation, is_expected, has_reported, reported_files, last_period, last_received_at);

CREATE TABLE warehouse.marts.reporting_rate AS
SELECT period, span, start_date, expected::BIGINT AS expected, reported::BIGINT AS reported,
       unexpected::BIGINT AS unexpected, rate::DOUBLE AS rate, expected_from
FROM (VALUES
    ('2022-Q1', 'quarter', DATE '2022-01-01', 3, 1, 1, 0.333, 'former_periods'),
    ('2022-03', 'month', DATE '2022-03-01', 0, 2, 2, NULL, 'unknown')
) AS t(period, span, start_date, expected, reported, unexpected, rate, expected_from);

CREATE TABLE warehouse.marts.comparison AS
SELECT 'former' AS former_build, NULL::VARCHAR AS reason, 10::BIGINT AS rows_before, 19::BIGINT AS rows_after,
       2::BIGINT AS actors_before, 3::BIGINT AS actors_after, 4::BIGINT AS areas_before, 3::BIGINT AS areas_after;

CREATE TABLE warehouse.marts.changes AS
SELECT compared_with, 'activities' AS kind, organisation_id, upper(organisation_id) AS organisation,
       '2022-03' AS period, former_period, rows_before::BIGINT AS rows_before, rows_after::BIGINT AS rows_after,
       1::BIGINT AS areas_before, 1::BIGINT AS areas_after, counted_before::BIGINT AS counted_before,
       counted_after::BIGINT AS counted_after, suspicion
FROM (VALUES
    ('former_build', 'acf', NULL, 5, 6, 100, 110, NULL),
    ('former_build', 'irc', NULL, 1, 9, 10, 12, NULL),
    ('former_period', 'msf', '2022-01', 2, 2, 40, 40000, 'unit'),
    ('former_build', 'msf', NULL, 2, 2, 40, 40000, 'unit')
) AS t(compared_with, organisation_id, former_period, rows_before, rows_after, counted_before, counted_after, suspicion);

CREATE TABLE warehouse.marts.vanished AS
SELECT what, scheme, level, code, name, rows_before::BIGINT AS rows_before
FROM (VALUES
    ('area', 'cod_v01', 'adm2', 'CF22', 'Banc', 9), ('organisation', NULL, NULL, 'old', 'OLD', 3),
    ('organisation', NULL, NULL, 'older', 'OLDER', 7)
) AS t(what, scheme, level, code, name, rows_before);

-- The gaps of health in 2022-Q1: nobody in Aval and Bas, Amont covered, nothing known of Banc. Aval is first by number
-- and, in the low population, Bas by severity.
CREATE TABLE warehouse.marts.gaps AS
SELECT '2022-Q1' AS period, 'health' AS service_code, 'cod_v01' AS scheme, 'adm2' AS level, pcode, scenario, state,
       children::BIGINT AS children, missing::BIGINT AS not_covered, missing::DOUBLE / nullif(children, 0) AS rate,
       phase::INTEGER AS phase, (missing * phase)::BIGINT AS weighted, 1::BIGINT AS parts,
       (state = 'no_data')::BIGINT AS unknown, 0::BIGINT AS unconfirmed, 0::BIGINT AS unweighted,
       by_number::BIGINT AS rank_children, by_share::BIGINT AS rank_rate, by_severity::BIGINT AS rank_severity,
       false AS is_stable, coalesce(missing > 0, false) AS is_always_in_ten
FROM (VALUES
    ('CF11', 'low', 'covered', 900, 0, 3, NULL, NULL, NULL), ('CF11', 'mid', 'covered', 1000, 0, 3, NULL, NULL, NULL),
    ('CF11', 'high', 'covered', 1100, 0, 3, NULL, NULL, NULL),
    ('CF12', 'low', 'gap', 900, 900, 2, 1, 1, 2), ('CF12', 'mid', 'gap', 2000, 2000, 2, 1, 1, 1),
    ('CF12', 'high', 'gap', 2200, 2200, 2, 1, 1, 1),
    ('CF21', 'low', 'gap', 400, 400, 5, 2, 1, 1), ('CF21', 'mid', 'gap', 400, 400, 5, 2, 1, 2),
    ('CF21', 'high', 'gap', 500, 500, 5, 2, 1, 2),
    ('CF22', 'low', 'no_data', NULL, NULL, NULL, NULL, NULL, NULL),
    ('CF22', 'mid', 'no_data', NULL, NULL, NULL, NULL, NULL, NULL),
    ('CF22', 'high', 'no_data', NULL, NULL, NULL, NULL, NULL, NULL)
) AS t(pcode, scenario, state, children, missing, phase, by_number, by_share, by_severity);

CREATE TABLE warehouse.marts.severity AS
SELECT '2022-Q1' AS period, 'cod_v01' AS scheme, 'adm2' AS level, pcode, phase::INTEGER AS phase, sector_code,
       '2022' AS severity_period, from_level, 'cod_v01' AS from_scheme
FROM (VALUES ('CF11', 3, NULL, 'adm1'), ('CF12', 2, NULL, 'adm2'), ('CF21', 5, 'PRO', 'adm2')) AS t(pcode, phase, sector_code, from_level);

CREATE TABLE warehouse.marts.area_distances AS
SELECT 'cod_v01' AS scheme, 'adm2' AS level, pcode, other_pcode, km::DOUBLE AS km
FROM (VALUES ('CF11', 'CF12', 30), ('CF12', 'CF11', 30), ('CF12', 'CF21', 10), ('CF21', 'CF12', 10), ('CF11', 'CF21', 40))
     AS t(pcode, other_pcode, km);

-- In Aval, ACF works in an area of responsibility of education, IRC in education alone; LOG opens no door.
CREATE TABLE warehouse.marts.sector_actors AS
SELECT '2022-Q1' AS period, 'cod_v01' AS scheme, 'adm2' AS level, pcode, sector_code, organisation_id
FROM (VALUES ('CF11', 'HEA', 'acf'), ('CF12', 'EDU', 'acf'), ('CF12', 'EDU-X', 'acf'), ('CF12', 'EDU', 'irc'),
             ('CF12', 'LOG', 'irc')) AS t(pcode, sector_code, organisation_id);

CREATE TABLE warehouse.marts.contradiction_rules AS
SELECT rule_id, rank::INTEGER AS rank, severity, rule_id || ' fr' AS title_fr, rule_id || ' en' AS title_en,
       '{area} {period} {service} {organisation} {detail_1} {detail_2}' AS sentence_fr,
       '{area} {period} {service} {organisation} {detail_1} {detail_2}' AS sentence_en, 'qui' AS owner_fr, 'who' AS owner_en
FROM (VALUES ('a_low', 2, 'low'), ('b_high', 0, 'high'), ('c_none', 0, 'high')) AS t(rule_id, rank, severity);

CREATE TABLE warehouse.marts.contradictions AS
SELECT rule_id, period, 'cod_v01' AS scheme, 'adm2' AS level, pcode, service_code, organisation_id, detail_1,
       detail_2::VARCHAR AS detail_2
FROM (VALUES
    ('a_low', '2022-03', 'CF11', 'health', 'acf', '1234', '2022-02-28'), ('b_high', '2022-01', 'CF12', NULL, NULL, '5', NULL),
    ('b_high', '2022-03', 'CF12', 'health', 'irc', '{area}', NULL)
) AS t(rule_id, period, pcode, service_code, organisation_id, detail_1, detail_2);

CREATE TABLE warehouse.marts.services AS
SELECT 1::INTEGER AS rank, 'health' AS service_code, 'HEA' AS sector_code, 'Formation sanitaire' AS name_fr,
       'Health facility' AS name_en, 'Santé' AS short_fr, 'Health' AS short_en, true AS is_basket, 'HEA' AS presence_sector,
       'population' AS denominator, 10000::INTEGER AS per, 1000::INTEGER AS min_denominator, 90::INTEGER AS verified_within_days,
       true AS is_public_place,
       'COV-01' AS indicator_id, true AS has_rule, 1.0::DOUBLE AS threshold, '10000' AS threshold_per, 'norm' AS threshold_kind,
       true AS is_threshold_checked, 'au moins 1' AS threshold_fr, 'at least 1' AS threshold_en, 'Sphere' AS basis_fr, 'Sphere' AS basis_en, true AS is_known;

CREATE TABLE warehouse.marts.service_periods AS
SELECT '2022-Q1' AS period, 'quarter' AS span, DATE '2022-01-01' AS start_date, DATE '2022-03-31' AS end_date;

CREATE TABLE warehouse.marts.coverage AS
SELECT '2022-Q1' AS period, 'cod_v01' AS scheme, 'adm2' AS level, pcode, 'health' AS service_code, status,
       organisations::BIGINT AS organisations, sites::BIGINT AS sites, sites::BIGINT AS functional_sites,
       0::BIGINT AS stale_sites, people::BIGINT AS population, children::BIGINT AS children, (children / 2)::BIGINT AS school_age
FROM (VALUES
    ('CF11', 'functional', 12, 2, 2000, 1000), ('CF12', 'zero', 0, 0, 4000, 2000), ('CF21', 'zero', 0, 0, 800, 400),
    ('CF22', 'no_data', NULL, NULL, NULL, NULL)
) AS t(pcode, status, organisations, sites, people, children);

-- Rows behind health in Alpha's Amont: two of ACF's sheet alone, one of a sheet that ACF shares with IRC.
CREATE SCHEMA warehouse.core;

-- Health in 2022-Q1: Amont is 20 minutes away, Aval an hour in the dry season alone, Bas out of reach of every road,
-- Banc has no population; the roads of Aval are closed by the rains.
CREATE TABLE warehouse.marts.access AS
SELECT '2022-Q1' AS period, 'cod_v01' AS scheme, 'adm2' AS level, pcode, 'health' AS service_code, season,
       'road_network' AS method, 'area_centre' AS origin_kind, status, km::DOUBLE AS kilometres, minutes::DOUBLE AS minutes,
       CASE WHEN minutes IS NOT NULL THEN 'CF11' END AS nearest_pcode, CASE WHEN minutes IS NOT NULL THEN 'H1' END AS nearest_site,
       CASE WHEN minutes IS NOT NULL THEN 'acf' END AS nearest_organisation_id,
       CASE WHEN minutes IS NOT NULL THEN 'ACF' END AS nearest_organisation, children::BIGINT AS children
FROM (VALUES
    ('CF11', 'dry', 'computed', 10, 20, 1000), ('CF11', 'rainy', 'computed', 10, 40, 1000),
    ('CF12', 'dry', 'computed', 30, 60, 2000), ('CF12', 'rainy', 'unreachable', NULL, NULL, 2000),
    ('CF21', 'dry', 'unreachable', NULL, NULL, 400), ('CF21', 'rainy', 'unreachable', NULL, NULL, 400),
    ('CF22', 'dry', 'not_applicable', NULL, NULL, 0), ('CF22', 'rainy', 'not_applicable', NULL, NULL, 0)
) AS t(pcode, season, status, km, minutes, children);

CREATE TABLE warehouse.marts.origins AS
SELECT 'cod_v01' AS scheme, pcode, CASE WHEN town IS NULL THEN 'area_centre' ELSE 'chief_town' END AS origin_kind, town,
       latitude::DOUBLE AS latitude, longitude::DOUBLE AS longitude, 20.0::DOUBLE AS radius_km
FROM (VALUES ('CF11', 'Amont-Ville', 5, 20), ('CF12', NULL, 5.5, 20), ('CF21', NULL, 6, 21), ('CF22', NULL, 7, 22))
     AS t(pcode, town, latitude, longitude);

CREATE TABLE warehouse.marts.towns AS
SELECT 'cod_v01' AS scheme, 'CF11' AS pcode, 'Amont-Ville' AS town, 5.1::DOUBLE AS latitude, 20.1::DOUBLE AS longitude;

CREATE TABLE warehouse.marts.travel_method AS
SELECT 'road_network' AS method, 'routes.gpkg' AS file, NULL::VARCHAR AS problem, 1.4::DOUBLE AS detour,
       30.0::DOUBLE AS kmh_dry, 15.0::DOUBLE AS kmh_rainy;

CREATE TABLE warehouse.marts.road_minutes AS
SELECT 5.0::DOUBLE AS from_latitude, 20.0::DOUBLE AS from_longitude, 5.1::DOUBLE AS to_latitude,
       20.1::DOUBLE AS to_longitude, 'dry' AS season, 20.0::DOUBLE AS minutes;

CREATE TABLE warehouse.marts.functional_sites AS
SELECT '2022-Q1' AS period, 'cod_v01' AS scheme, 'health' AS service_code, pcode, site_name, 'acf' AS organisation_id,
       'ACF' AS organisation, DATE '2022-03-15' AS verified_on, latitude::DOUBLE AS latitude, longitude::DOUBLE AS longitude
FROM (VALUES ('CF11', 'H1', 5.201, 20.2), ('CF11', 'H2', NULL, NULL)) AS t(pcode, site_name, latitude, longitude);

CREATE TABLE warehouse.marts.known_points AS
SELECT '2022-Q1' AS period, 'cod_v01' AS scheme, pcode, latitude::DOUBLE AS latitude, longitude::DOUBLE AS longitude,
       site_name, services::BIGINT AS services
FROM (VALUES
    ('CF11', 5.202, 20.2, 'H1', 1), ('CF12', 5.3, 20.3, 'E1', 3), ('CF12', 5.302, 20.301, 'E1 bis', 1),
    ('CF21', 5.4, 20.4, 'E2', 1)
) AS t(pcode, latitude, longitude, site_name, services);

CREATE TABLE warehouse.marts.pathways AS
SELECT 'illness' AS need_code, 'Maladie' AS need_fr, 'Illness' AS need_en, 1::INTEGER AS step, 'Soins' AS step_fr,
       'Care' AS step_en, 'health' AS service_code, NULL::VARCHAR AS sex, 0::INTEGER AS min_age, 17::INTEGER AS max_age,
       24::INTEGER AS emergency_hours, 72::INTEGER AS high_hours, 336::INTEGER AS normal_hours, 'By hand' AS source;

CREATE TABLE warehouse.marts.enclaved_areas AS
SELECT '2022-Q1' AS period, 'cod_v01' AS scheme, 'CF21' AS pcode, DATE '2022-01-10' AS start_date, 'Pont' AS cause,
       'Pirogue' AS access_mode;

CREATE TABLE warehouse.core.source_files AS
SELECT file_id::INTEGER AS file_id, file, sha256, TIMESTAMPTZ '2022-04-04 23:30:00+00' AS received_at
FROM (VALUES (1, 'a.xlsx', 'aaaa'), (2, 'b.xlsx', 'bbbb')) AS t(file_id, file, sha256);

CREATE TABLE warehouse.core.source_sheets AS
SELECT sheet_id::INTEGER AS sheet_id, file_id::INTEGER AS file_id, sheet, rows_rejected::BIGINT AS rows_rejected
FROM (VALUES (1, 1, '4W', 4), (2, 2, 'mars', 3)) AS t(sheet_id, file_id, sheet, rows_rejected);

CREATE TABLE warehouse.core.organisations AS
SELECT organisation_id, acronym, NULL::VARCHAR AS name
FROM (VALUES ('acf', 'ACF'), ('irc', 'IRC')) AS t(organisation_id, acronym);

CREATE TABLE warehouse.core.sectors AS
SELECT sector_code, parent_code
FROM (VALUES ('HEA', NULL), ('EDU', NULL), ('LOG', NULL), ('HEA-X', 'HEA')) AS t(sector_code, parent_code);

CREATE TABLE warehouse.core.area_containment AS
SELECT 'cod_v01' AS from_scheme, from_level, from_pcode, 'cod_v01' AS to_scheme, to_level, to_pcode
FROM (VALUES
    ('adm2', 'CF11', 'adm2', 'CF11'), ('adm2', 'CF11', 'adm1', 'CF1'), ('adm1', 'CF1', 'adm1', 'CF1')
) AS t(from_level, from_pcode, to_level, to_pcode);

CREATE TABLE warehouse.core.activities AS
SELECT sheet_id::INTEGER AS sheet_id, row::INTEGER AS row, period, 'cod_v01' AS scheme, 'CF1' AS adm1_pcode, adm2_pcode,
       organisation_id, is_duplicate, sector_code
FROM (VALUES
    (1, 3, '2022-03', 'CF11', 'acf', false, 'HEA'), (1, 2, '2022-01', 'CF11', 'acf', false, 'HEA-X'),
    (1, 4, '2022-03', 'CF11', 'acf', true, 'HEA'),
    (1, 5, '2022-03', NULL, 'acf', false, 'HEA'), (1, 6, '2022-03', 'CF11', 'acf', false, 'EDU'),
    (2, 9, '2022-03', 'CF11', 'acf', false, 'HEA'), (2, 2, '2022-03', 'CF11', 'irc', false, 'HEA'),
    (2, 3, '2022-Q2', 'CF11', 'irc', false, 'HEA')
) AS t(sheet_id, row, period, adm2_pcode, organisation_id, is_duplicate, sector_code);

CREATE TABLE warehouse.core.issues AS
SELECT sheet_id::INTEGER AS sheet_id, row::INTEGER AS row, outcome
FROM (VALUES (1, 3, 'accepted'), (1, 3, 'accepted'), (1, 5, 'noted'), (2, 40, 'rejected')) AS t(sheet_id, row, outcome);

CREATE TABLE warehouse.marts.disclosure_summary AS
SELECT period, 'cod_v02' AS scheme, 'suppressed' AS profile, level, cells::BIGINT AS cells, withheld::BIGINT AS withheld,
       5 AS threshold, 'abc' AS cube_sha256
FROM (VALUES ('2021-Q4', 'country', 10, 0), ('2022-Q1', 'country', 10, 1), ('2022-Q1', 'adm1', 100, 25),
             ('2022-Q1', 'adm2', 200, 80)) AS t(period, level, cells, withheld);
