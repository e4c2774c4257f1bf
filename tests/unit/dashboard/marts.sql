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
SELECT 'cod_v01' AS scheme, level, geojson, 'approximate' AS basis, 'By hand' AS source, 'CC0' AS licence
FROM (VALUES ('adm1', '{"type":"FeatureCollection","features":[]}'), ('adm2', '{"features":[],"name":"é"}')) AS t(level, geojson);

CREATE TABLE warehouse.marts.build AS
SELECT 'by-hand' AS build, TIMESTAMPTZ '2022-04-05 23:30:00+00' AS built_at, false AS is_demo,
       TIMESTAMPTZ '2022-04-04 23:30:00+00' AS received_at, 'cod_v01' AS scheme;

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
