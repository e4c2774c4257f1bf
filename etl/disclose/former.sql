-- What releases of before published, of the builds that are still kept. A dimension that a table did not cross, or that
-- was not known then, is NULL; so is `value`, where it was withheld. One row for each thing that a cell was said to hold.
CREATE TABLE staging.published_before (
    is_demo BOOLEAN, measure VARCHAR, period VARCHAR, scheme VARCHAR, level VARCHAR, pcode VARCHAR, sex VARCHAR,
    age_group VARCHAR, disability VARCHAR, concern VARCHAR, referral_status VARCHAR, from_service VARCHAR,
    to_service VARCHAR, value BIGINT, is_withheld BOOLEAN);

-- The base of the rounded profile, newest builds last.
CREATE TABLE staging.rounded_before (
    is_demo BOOLEAN, build VARCHAR, measure VARCHAR, period VARCHAR, scheme VARCHAR, adm1 VARCHAR, adm2 VARCHAR, sex VARCHAR,
    age_group VARCHAR, disability VARCHAR, concern VARCHAR, referral_status VARCHAR, from_service VARCHAR,
    to_service VARCHAR, value BIGINT, rounded BIGINT);

-- Builds that published counts of children, and whose file can no longer be read.
CREATE TABLE staging.unread_before (build VARCHAR);
