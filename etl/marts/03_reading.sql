-- What pages read besides presence.
CREATE TABLE warehouse.marts.areas AS
SELECT a.scheme, a.level, a.pcode, a.name, a.parent_pcode, p.name AS parent_name
FROM warehouse.core.areas a
LEFT JOIN warehouse.core.areas p ON p.scheme = a.scheme AND p.level = 'adm1' AND p.pcode = a.parent_pcode
                                AND a.level = 'adm2'
ORDER BY ALL;

CREATE TABLE warehouse.marts.sectors AS
SELECT s.sector_code, s.name_fr, s.name_en
FROM warehouse.core.sectors s
WHERE s.sector_code IN (SELECT sector_code FROM warehouse.marts.presence)
ORDER BY s.sector_code;

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

-- Who reported how much, and for which months: the board of freshness.
CREATE TABLE warehouse.marts.loads AS
WITH facts AS (
    SELECT 'activities' AS kind, period, organisation_id FROM warehouse.core.activities
    UNION ALL SELECT 'service_sites', period, organisation_id FROM warehouse.core.service_sites
    UNION ALL SELECT 'case_counts', period, organisation_id FROM warehouse.core.case_counts
    UNION ALL SELECT 'referral_counts', period, organisation_id FROM warehouse.core.referral_counts
)
SELECT kind, period, count(*) AS rows_accepted, count(DISTINCT organisation_id) AS organisations
FROM facts
GROUP BY ALL
ORDER BY ALL;

CREATE TABLE warehouse.marts.remarks AS
SELECT code, outcome, count(*) AS remarks
FROM warehouse.core.issues
GROUP BY ALL
ORDER BY ALL;
