-- In which periods the organisation was expected to report, and did; nothing for a donor.
SELECT r.period, r.is_expected, r.has_reported, r.reported_files, r.last_period
FROM internal.marts.reporting r
WHERE $role = 'organisation' AND r.organisation_id = $own
