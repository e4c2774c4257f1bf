SELECT s.period, s.site_name, coalesce(v.short_fr, s.service_received) AS service_fr,
       coalesce(v.short_en, s.service_received) AS service_en, a.name AS area, s.pcode, s.status_code, s.verified_date,
       s.latitude, s.longitude, s.opening_hours, s.contact
FROM own.sites s
LEFT JOIN warehouse.marts.services v USING (service_code)
LEFT JOIN warehouse.marts.areas a ON a.scheme = s.scheme AND a.pcode = s.pcode
ORDER BY s.verified_date NULLS FIRST, area, s.site_name
