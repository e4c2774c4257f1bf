-- How cases are managed, in codes (etl/staging/09h_case_practice.sql); a word that nobody knows is "unknown".
CREATE TABLE warehouse.core.case_practice AS
SELECT c.*, p.measure, p.risk_level, p.sex, p.age_group, p.disability, p.cases
FROM staging.coded_practice p
JOIN staging.accepted c USING (sheet_id, row)
ORDER BY p.sheet_id, p.row;

-- How many staff, caseworkers by the bracket of their active cases (a stock: the end of the month); NULL of a supervisor.
CREATE TABLE warehouse.core.caseloads AS
SELECT c.*, l.staff, l.bracket, l.staff_count
FROM staging.coded_caseloads l
JOIN staging.accepted c USING (sheet_id, row)
ORDER BY l.sheet_id, l.row;
