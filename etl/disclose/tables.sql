-- What one release of the cube leaves. A column for each dimension of cube.yaml: a code, '*' for their total, NULL where
-- the table does not cross it. `value` is the true count here; in the public file, NULL where `is_withheld`, rounded in
-- the profile of that name.
CREATE TABLE warehouse.marts.published_counts (
    table_id VARCHAR, period VARCHAR, scheme VARCHAR, level VARCHAR, pcode VARCHAR, sex VARCHAR, age_group VARCHAR,
    disability VARCHAR, concern VARCHAR, referral_status VARCHAR, from_service VARCHAR, to_service VARCHAR, value BIGINT, is_withheld BOOLEAN);

-- Of the rounded profile alone: the joint table of all dimensions that a measure crosses, by sub-prefecture, without
-- zeros. Any filter is a sum of it, and so is published_counts. True counts here, rounded ones in the public file.
CREATE TABLE warehouse.marts.rounded_counts (
    period VARCHAR, scheme VARCHAR, measure VARCHAR, adm1 VARCHAR, adm2 VARCHAR, sex VARCHAR, age_group VARCHAR,
    disability VARCHAR, concern VARCHAR, referral_status VARCHAR, from_service VARCHAR, to_service VARCHAR, value BIGINT);

CREATE TABLE warehouse.marts.disclosure_summary (
    period VARCHAR, scheme VARCHAR, profile VARCHAR, level VARCHAR, cells BIGINT, withheld BIGINT, threshold INTEGER,
    cube_sha256 VARCHAR);

-- What follows stays with the internal file.

-- The profile `suppressed` fills all but the errors (children), `rounded` the cells, the small ones and the errors.
-- `shown_before`: cells that ought to be withheld, and whose value was shown in a former release.
CREATE TABLE warehouse.core.disclosure_report (
    period VARCHAR, scheme VARCHAR, profile VARCHAR, threshold INTEGER, sensitive_threshold INTEGER, cube_sha256 VARCHAR,
    cells BIGINT, small BIGINT, primary_cells BIGINT, complementary BIGINT, children_hidden BIGINT, shown_before BIGINT,
    certificates BIGINT, certificate_faults BIGINT, certificates_sha256 VARCHAR, pattern_sha256 VARCHAR,
    mean_error DOUBLE, most_error BIGINT);

CREATE TABLE warehouse.core.disclosure_certificates (
    period VARCHAR, certificate INTEGER, measure VARCHAR, level VARCHAR, pcode VARCHAR, codes VARCHAR, change BIGINT);

-- `attacker`: stranger (this release alone), all_releases (with what former ones showed), insider (an organisation that
-- takes its own counts away). `cells` that it went for, and of these the narrowest interval: its ends where `is_whole`,
-- else they lie at least so far apart, as the attack stopped once it had seen enough. `most` is NULL where nothing
-- bounds it.
CREATE TABLE warehouse.core.disclosure_attackers (
    period VARCHAR, scheme VARCHAR, attacker VARCHAR, organisation_id VARCHAR, cells BIGINT, failures BIGINT,
    least DOUBLE, most DOUBLE, is_whole BOOLEAN);

-- Each small count that is withheld: the least and the most that it can be, for a stranger. NULL: nothing bounds it.
CREATE TABLE warehouse.core.disclosure_attack (
    period VARCHAR, scheme VARCHAR, measure VARCHAR, level VARCHAR, pcode VARCHAR, codes VARCHAR, threshold INTEGER,
    least DOUBLE, most DOUBLE, least_of_all_releases DOUBLE, most_of_all_releases DOUBLE);

CREATE TABLE warehouse.core.disclosure_seconds (period VARCHAR, protection DOUBLE, attack DOUBLE);

-- All that cells were ever said to hold, in this release or a former one that was still kept: etl/disclose/former.py.
CREATE TABLE warehouse.core.disclosure_memory (
    measure VARCHAR, period VARCHAR, scheme VARCHAR, level VARCHAR, pcode VARCHAR, sex VARCHAR, age_group VARCHAR,
    disability VARCHAR, concern VARCHAR, referral_status VARCHAR, from_service VARCHAR, to_service VARCHAR, value BIGINT, is_withheld BOOLEAN);

-- Builds that are kept and whose releases could not be read.
CREATE TABLE warehouse.core.disclosure_unread (build VARCHAR);

-- What the public file gets in place of the true counts, in the rounded profile.
CREATE TABLE warehouse.core.rounded_counts AS
SELECT *, CAST(NULL AS VARCHAR) AS measure FROM warehouse.marts.published_counts;
CREATE TABLE warehouse.core.rounded_base AS
SELECT *, CAST(NULL AS BIGINT) AS rounded FROM warehouse.marts.rounded_counts;
