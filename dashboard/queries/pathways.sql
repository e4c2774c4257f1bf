-- What each need asks for, step by step, and within how many hours.
SELECT p.need_code, p.need_fr, p.need_en, p.step, p.step_fr, p.step_en, p.service_code, s.name_fr, s.name_en, p.sex,
       p.min_age, p.max_age, p.emergency_hours, p.high_hours, p.normal_hours, s.verified_within_days, p.source
FROM warehouse.marts.pathways p
JOIN warehouse.marts.services s USING (service_code)
ORDER BY p.need_code, p.step
