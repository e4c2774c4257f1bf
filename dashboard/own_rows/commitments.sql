-- What the organisation promised; nothing for a donor.
SELECT c.*
FROM internal.marts.commitments c
WHERE $role = 'organisation' AND c.organisation_id = $own
