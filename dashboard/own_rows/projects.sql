-- Projects with their dates, of the newest month that the 4W tells: the organisation's own, or those a donor pays for.
SELECT p.period, p.organisation_id, p.donor, p.sector_code, p.service_code, p.scheme, p.level, p.pcode, p.starts_on,
       p.ends_on, p.state
FROM internal.marts.projects p
WHERE p.period = (SELECT q.period
                  FROM internal.marts.service_periods q
                  SEMI JOIN internal.marts.projects t ON t.period = q.period
                  ORDER BY q.end_date DESC, q.start_date DESC
                  LIMIT 1)
  AND CASE $role WHEN 'organisation' THEN p.organisation_id WHEN 'donor' THEN p.donor END = $own
