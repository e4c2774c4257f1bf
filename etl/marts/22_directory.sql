-- The directory: each site of the newest lists as it stands on the present day, in each scheme. `state`: functional;
-- stale (verified longer ago than its service's rule allows); unverified (no day of verification, or its state is not
-- told); closed. A list's own last day tells a period (09_sites.sql) and no reader who would go there: here a line
-- without a day was never verified. `expires_on`: the last day on which a verification holds.
CREATE TABLE warehouse.marts.directory AS
WITH newest AS (
    SELECT s.*
    FROM staging.site_states s
    WHERE s.period = (SELECT period FROM warehouse.marts.service_periods ORDER BY end_date DESC, start_date DESC LIMIT 1)
),
judged AS (
    SELECT n.*, CASE WHEN c.verified_date IS NOT NULL THEN n.verified_on END AS dated_on, c.opening_hours, c.age_from,
           c.age_to, c.sex_code, c.accessible_code, c.contact, v.is_public_place, v.verified_within_days,
           site_state(v.functional_statuses, n.status_code,
                      was_verified_too_long_ago(n.verified_on, d.day, v.verified_within_days)) AS state_now
    FROM newest n
    JOIN warehouse.core.service_sites c USING (sheet_id, row)
    JOIN warehouse.core.services v ON v.service_code = n.service_code
    CROSS JOIN warehouse.marts.present_day d
)
SELECT a.scheme, fine.to_pcode AS pcode, whole.to_pcode AS adm1_pcode, j.service_code, j.is_public_place, j.site_name,
       j.site_type, j.organisation_id, coalesce(o.acronym, j.organisation_id) AS organisation,
       CASE WHEN j.state_now = 'not_functional' THEN 'closed'
            WHEN j.state_now = 'unknown' OR j.dated_on IS NULL THEN 'unverified'
            ELSE j.state_now END AS state,
       j.status_code, j.dated_on AS verified_on, CAST(j.dated_on + to_days(j.verified_within_days) AS DATE) AS expires_on,
       j.opening_hours, j.age_from, j.age_to, j.sex_code, j.accessible_code, j.contact
FROM judged j
CROSS JOIN (SELECT DISTINCT scheme FROM warehouse.core.areas) a
LEFT JOIN warehouse.core.area_containment fine
       ON fine.from_scheme = j.scheme AND fine.from_level = j.level AND fine.from_pcode = j.pcode
      AND fine.to_scheme = a.scheme AND fine.to_level = 'adm2'
LEFT JOIN warehouse.core.area_containment whole
       ON whole.from_scheme = j.scheme AND whole.from_level = j.level AND whole.from_pcode = j.pcode
      AND whole.to_scheme = a.scheme AND whole.to_level = 'adm1'
LEFT JOIN warehouse.core.organisations o ON o.organisation_id = j.organisation_id
ORDER BY ALL;
