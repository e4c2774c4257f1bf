-- Accepted rows with their matched codes; the names as received stay beside them.
CREATE TABLE staging.accepted AS
SELECT p.sheet_id, p.row, e.period, p.scheme, p.adm1_pcode, p.adm2_pcode, o.organisation_id,
       -- a row may be repeated in its own sheet and in another file too
       (p.sheet_id, p.row) IN (SELECT (sheet_id, row) FROM staging.duplicates) AS is_duplicate
FROM staging.row_places p
JOIN staging.row_periods e USING (sheet_id, row)
JOIN staging.row_organisations o ON o.sheet_id = p.sheet_id AND o.row = p.row AND o.role = 'organisation'
ANTI JOIN staging.rejected x ON x.sheet_id = p.sheet_id AND x.row = p.row;

CREATE TABLE warehouse.core.activities AS
SELECT c.*, s.sector_code, tidy(a.activity) AS activity, tidy(a.status) AS status, tidy(a.modality) AS modality,
       m.joint_modality,
       tidy(a.donor) AS donor, tidy(a.implementing_partner) AS implementing_partner,
       b.day AS start_date, e.day AS end_date, whole_number(a.in_need) AS in_need_count,
       whole_number(a.targeted) AS targeted_count, whole_number(a.reached) AS reached_count,
       whole_number(a.reached_girls) AS reached_girls_count, whole_number(a.reached_boys) AS reached_boys_count,
       whole_number(a.reached_women) AS reached_women_count, whole_number(a.reached_men) AS reached_men_count,
       a.organisation AS organisation_received, a.organisation_name AS organisation_name_received,
       a.organisation_type AS organisation_type_received, a.sector AS sector_received,
       a.subsector AS subsector_received, a.adm1_name AS adm1_name_received, a.adm1_code AS adm1_code_received,
       a.adm2_name AS adm2_name_received, a.adm2_code AS adm2_code_received, a.locality AS locality_received
FROM staging.activities a
JOIN staging.accepted c USING (sheet_id, row)
JOIN staging.row_sectors s USING (sheet_id, row)
LEFT JOIN staging.row_modalities m USING (sheet_id, row)
LEFT JOIN staging.stated_dates b ON b.sheet_id = a.sheet_id AND b.row = a.row AND b.role = 'start_date'
LEFT JOIN staging.stated_dates e ON e.sheet_id = a.sheet_id AND e.row = a.row AND e.role = 'end_date'
ORDER BY a.sheet_id, a.row;

-- The other sectors with which each activity is run.
CREATE TABLE warehouse.core.activity_joint_sectors AS
SELECT DISTINCT j.sheet_id, j.row, j.sector_code
FROM staging.joint_sector_texts j
SEMI JOIN staging.accepted USING (sheet_id, row)
WHERE NOT j.is_own
ORDER BY ALL;

-- The basic services that each activity is an actor of.
CREATE TABLE warehouse.core.activity_services AS
SELECT s.sheet_id, s.row, s.service_code
FROM staging.activity_services s
SEMI JOIN staging.accepted USING (sheet_id, row)
ORDER BY ALL;

CREATE TABLE warehouse.core.service_sites AS
SELECT c.*, tidy(a.site_name) AS site_name, tidy(a.service) AS service_received,
       v.service_code, tidy(a.site_type) AS site_type, tidy(a.site_status) AS site_status, v.status_code,
       d.day AS verified_date,
       decimal_number(a.latitude) AS latitude,
       decimal_number(a.longitude) AS longitude,
       a.adm1_name AS adm1_name_received, a.adm1_code AS adm1_code_received,
       a.adm2_name AS adm2_name_received, a.adm2_code AS adm2_code_received,
       tidy(a.opening_hours) AS opening_hours, w.age_from, w.age_to, w.sex_code, w.accessible_code,
       tidy(a.contact) AS contact
FROM staging.service_sites a
JOIN staging.accepted c USING (sheet_id, row)
JOIN staging.site_services v USING (sheet_id, row)
JOIN staging.site_audiences w USING (sheet_id, row)
LEFT JOIN staging.stated_dates d ON d.sheet_id = a.sheet_id AND d.row = a.row
ORDER BY a.sheet_id, a.row;

CREATE TABLE warehouse.core.case_counts AS
SELECT c.*, tidy(a.case_status) AS case_status, tidy(a.risk_level) AS risk_level, tidy(a.concern) AS concern,
       tidy(a.sex) AS sex, tidy(a.age_group) AS age_group, tidy(a.disability) AS disability,
       whole_number(a.cases) AS case_count,
       -- Of a report that counts the same cases by several fields: by which one. Counts of two fields never add up.
       a.counted_by, CASE WHEN sheet_column(a.row) > 0 THEN row_words(a.row) END AS cell
FROM staging.case_counts a
JOIN staging.accepted c USING (sheet_id, row)
ORDER BY a.sheet_id, a.row;

CREATE TABLE warehouse.core.referral_counts AS
SELECT c.*, o.organisation_id AS to_organisation_id, tidy(a.from_service) AS from_service,
       tidy(a.to_service) AS to_service, tidy(a.priority) AS priority, tidy(a.referral_status) AS referral_status,
       tidy(a.reason) AS reason, tidy(a.response_delay) AS response_delay,
       tidy(a.sex) AS sex, tidy(a.age_group) AS age_group, tidy(a.disability) AS disability,
       whole_number(a.referrals) AS referral_count
FROM staging.referral_counts a
JOIN staging.accepted c USING (sheet_id, row)
LEFT JOIN staging.row_organisations o
       ON o.sheet_id = a.sheet_id AND o.row = a.row AND o.role = 'to_organisation'
ORDER BY a.sheet_id, a.row;

-- What an activity's columns by age, sex or disability say; NULL is "all".
CREATE TABLE warehouse.core.activity_parts AS
SELECT p.sheet_id, p.row, p.measure, p.age_group, p.sex, p.disability, whole_number(p.value) AS people
FROM staging.parts p
JOIN staging.accepted c USING (sheet_id, row)
WHERE whole_number(p.value) IS NOT NULL
ORDER BY ALL;
