-- Two prefectures of two sub-prefectures each. Health in 2022-Q1: 12 and 0 in Alpha's, 0 and nothing known in Beta's.
CREATE SCHEMA warehouse.marts;

CREATE TABLE warehouse.marts.areas AS
SELECT 'cod_v01' AS scheme, * FROM (VALUES
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

-- Rows behind health in Alpha's Amont: two of ACF's sheet alone, one of a sheet that ACF shares with IRC.
CREATE SCHEMA warehouse.core;

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
