-- The organisation's sites as the directory has them, with names, hours and contacts; nothing for a donor.
SELECT d.*
FROM internal.marts.directory d
WHERE $role = 'organisation' AND d.organisation_id = $own
