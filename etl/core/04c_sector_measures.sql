-- What other sectors count, in codes (etl/staging/09j_sector_measures.sql); attacks stand at their prefecture alone.
CREATE TABLE warehouse.core.sector_measures AS
SELECT c.* REPLACE (m.adm2_pcode AS adm2_pcode), m.measure, m.centre_type, m.sex, m.amount
FROM staging.coded_measures m
JOIN staging.accepted c USING (sheet_id, row)
ORDER BY m.sheet_id, m.row;
