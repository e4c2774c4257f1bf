-- What pages read besides presence.
CREATE TABLE warehouse.marts.areas AS
SELECT a.scheme, a.level, a.pcode, a.name, a.parent_pcode, p.name AS parent_name, a.center_lat, a.center_lon
FROM warehouse.core.areas a
LEFT JOIN warehouse.core.areas p ON p.scheme = a.scheme AND p.level = 'adm1' AND p.pcode = a.parent_pcode
                                AND a.level = 'adm2'
ORDER BY ALL;

CREATE TABLE warehouse.marts.sectors AS
SELECT s.sector_code, s.name_fr, s.name_en, s.is_support
FROM warehouse.core.sectors s
WHERE s.sector_code IN (SELECT sector_code FROM warehouse.marts.presence)
ORDER BY s.sector_code;

-- Every sector by name, also one that is in no 4W: services and funding name such ones.
CREATE TABLE warehouse.marts.sector_names AS
SELECT sector_code, name_fr, name_en FROM warehouse.core.sectors ORDER BY sector_code;

-- The organisations of all sources, by the name that pages show.
CREATE TABLE warehouse.marts.organisations AS
SELECT organisation_id, coalesce(acronym, organisation_id) AS organisation, type_code
FROM warehouse.core.organisations
ORDER BY organisation_id;

CREATE TABLE warehouse.marts.organisation_types AS
SELECT type_code, name_fr, name_en FROM warehouse.core.organisation_types ORDER BY type_code;

-- Which areas of both schemes hold all the ground of an area: what is told of it is told of them.
CREATE TABLE warehouse.marts.area_containment AS
SELECT from_scheme, from_level, from_pcode, to_scheme, to_level, to_pcode FROM warehouse.core.area_containment ORDER BY ALL;

-- The denominator of children: the newest year that has them.
CREATE TABLE warehouse.marts.children AS
SELECT scheme, level, pcode, year, children, children_bracket, basis
FROM warehouse.core.population
WHERE children IS NOT NULL
QUALIFY year = max(year) OVER (PARTITION BY scheme, level)
ORDER BY ALL;

CREATE TABLE warehouse.marts.population_basis AS
SELECT DISTINCT b.basis, b.label_fr, b.label_en, b.caveat_fr, b.caveat_en, b.source
FROM warehouse.core.population_basis b
JOIN warehouse.marts.children USING (basis)
ORDER BY b.basis;

CREATE TABLE warehouse.marts.sources AS
SELECT f.file, f.is_demo, f.received_at, s.sheet, s.kind, s.scheme, s.rows_received, s.rows_accepted,
       s.rows_warned, s.rows_rejected
FROM warehouse.core.source_sheets s
JOIN warehouse.core.source_files f USING (file_id)
ORDER BY f.file, s.sheet;

-- What is loaded, kind by kind. Organisations of several periods cannot be added up: they are counted here.
CREATE TABLE staging.reports AS
SELECT 'activities' AS kind, period, organisation_id FROM warehouse.core.activities
UNION ALL SELECT 'service_sites', period, organisation_id FROM warehouse.core.service_sites
UNION ALL SELECT 'case_counts', period, organisation_id FROM warehouse.core.case_counts
UNION ALL SELECT 'referral_counts', period, organisation_id FROM warehouse.core.referral_counts;

CREATE TABLE warehouse.marts.kinds AS
SELECT kind, count(*) AS rows_accepted, count(DISTINCT organisation_id) AS organisations,
       count(DISTINCT period) AS periods, arg_min(period, period_start(period)) AS first_period,
       arg_max(period, period_end(period)) AS last_period
FROM staging.reports
GROUP BY kind
ORDER BY kind;

-- When each organisation was last heard of in the 4W.
CREATE TABLE warehouse.marts.freshness AS
SELECT o.organisation_id, coalesce(o.acronym, o.organisation_id) AS organisation, o.is_proposed,
       count(DISTINCT r.period) AS periods,
       arg_max(r.period, period_end(r.period)) AS last_period, max(period_end(r.period)) AS last_day
FROM staging.reports r
JOIN warehouse.core.organisations o USING (organisation_id)
WHERE r.kind = 'activities'
GROUP BY ALL
ORDER BY o.organisation_id;

CREATE TABLE warehouse.marts.remarks AS
SELECT i.code, i.outcome, s.sentence_fr, s.sentence_en, count(*) AS remarks
FROM warehouse.core.issues i
JOIN severities s USING (code)
GROUP BY ALL
ORDER BY ALL;
