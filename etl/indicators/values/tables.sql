CREATE TABLE staging.indicator_facts (
    indicator_id VARCHAR, component VARCHAR, period VARCHAR, scheme VARCHAR, adm1_pcode VARCHAR, adm2_pcode VARCHAR,
    organisation VARCHAR, sex VARCHAR, age_group VARCHAR, disability VARCHAR, numerator DOUBLE, denominator DOUBLE);
-- `levels` and `dimensions`: for which areas or organisations, and by which dimensions, values are made
CREATE TABLE staging.indicator_rules (
    indicator_id VARCHAR, component VARCHAR, rule VARCHAR, levels VARCHAR[], dimensions VARCHAR[]);
CREATE TABLE warehouse.core.indicator_faults (file VARCHAR, line INTEGER, why VARCHAR);
