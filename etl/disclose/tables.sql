-- What one release of the cube leaves. A column for each dimension of cube.yaml: a code, '*' for their total, NULL where
-- the table does not cross it. `value` is the true count here; in the public file, NULL where `is_withheld`.
CREATE TABLE warehouse.marts.published_counts (
    table_id VARCHAR, period VARCHAR, scheme VARCHAR, level VARCHAR, pcode VARCHAR, sex VARCHAR, age_group VARCHAR,
    disability VARCHAR, concern VARCHAR, referral_status VARCHAR, value BIGINT, is_withheld BOOLEAN);

CREATE TABLE warehouse.marts.disclosure_summary (
    period VARCHAR, scheme VARCHAR, level VARCHAR, cells BIGINT, withheld BIGINT, threshold INTEGER, cube_sha256 VARCHAR);

CREATE TABLE warehouse.core.disclosure_report (
    period VARCHAR, scheme VARCHAR, cells BIGINT, small BIGINT, primary_cells BIGINT, complementary BIGINT,
    children_hidden BIGINT, certificates BIGINT, certificates_sha256 VARCHAR);

CREATE TABLE warehouse.core.disclosure_certificates (
    period VARCHAR, certificate INTEGER, measure VARCHAR, level VARCHAR, pcode VARCHAR, codes VARCHAR, change BIGINT);
