-- People reached, in codes (etl/staging/09l_reach_counts.sql). `sex`: girl (of any age), boy, unknown; ages tell children
-- from adults.
CREATE TABLE warehouse.core.reach_counts AS
SELECT c.*, r.sector_code, r.sex, r.age_group, r.disability, r.disability_tool, r.population_status, r.people
FROM staging.coded_reach r
JOIN staging.accepted c USING (sheet_id, row)
ORDER BY r.sheet_id, r.row;
