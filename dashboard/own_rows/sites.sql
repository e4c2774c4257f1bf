-- The sites of the organisation in its newest list, where they are exactly; nothing for a donor.
SELECT s.period, s.scheme, coalesce(s.adm2_pcode, s.adm1_pcode) AS pcode, s.site_name, s.service_code,
       s.service_received, s.status_code, s.verified_date, s.latitude, s.longitude,
       s.opening_hours, s.contact
FROM internal.core.service_sites s
WHERE $role = 'organisation' AND s.organisation_id = $own AND NOT s.is_duplicate
  AND s.period = (SELECT max(period) FROM internal.core.service_sites WHERE organisation_id = $own)
