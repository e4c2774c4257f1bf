-- A pair of an area and a service is served when coverage says so, by providers that stand once each; those who serve
-- it are all told; and month 0 of the fragility clock is today: what serves in the last month of the period, by the pairs
-- of the period or by those of that month.
SELECT period, scheme, level, pcode, service_code, organisation_id AS code, 'repeated' AS fault
FROM warehouse.marts.served_pairs
GROUP BY ALL
HAVING count(*) > 1
UNION ALL
SELECT period, scheme, level, pcode, service_code, '', 'miscounted'
FROM warehouse.marts.served_pairs
GROUP BY period, scheme, level, pcode, service_code
HAVING min(organisations) <> count(*) OR max(organisations) <> count(*)
UNION ALL
SELECT p.period, p.scheme, p.level, p.pcode, p.service_code, p.organisation_id, 'not covered'
FROM warehouse.marts.served_pairs p
LEFT JOIN warehouse.marts.coverage c USING (period, scheme, level, pcode, service_code)
WHERE c.status IS NULL OR c.status NOT IN ('functional', 'present') OR c.functional_sites = 0
   OR c.children IS DISTINCT FROM p.children
UNION ALL
SELECT s.period, s.scheme, s.level, s.pcode, s.service_code, s.organisation_id, 'forgotten'
FROM warehouse.marts.service_providers s
JOIN warehouse.marts.coverage c USING (period, scheme, level, pcode, service_code)
ANTI JOIN warehouse.marts.served_pairs p
       ON p.period = s.period AND p.scheme = s.scheme AND p.level = s.level AND p.pcode = s.pcode
      AND p.service_code = s.service_code AND p.organisation_id = s.organisation_id
WHERE (c.status = 'functional' AND s.functional_sites > 0)
   OR (c.status = 'present' AND c.functional_sites IS NULL AND s.is_operational)
UNION ALL
SELECT f.period, f.scheme, f.level, '', f.service, '', 'month 0 is not today'
FROM warehouse.marts.fragility_clock f
JOIN warehouse.marts.service_periods q USING (period)
LEFT JOIN (SELECT e.end_date, p.scheme, p.level, g.service, p.period, count(DISTINCT (p.pcode, p.service_code)) AS pairs
           FROM warehouse.marts.served_pairs p
           JOIN warehouse.marts.service_periods e USING (period)
           JOIN (SELECT service_code, service_code AS service FROM warehouse.core.services
                 UNION ALL SELECT service_code, 'basket' FROM warehouse.core.services WHERE is_basket) g
             USING (service_code)
           WHERE coalesce(p.ends_on >= date_trunc('month', e.end_date), true)
           GROUP BY ALL) t
       ON t.scheme = f.scheme AND t.level = f.level AND t.service = f.service AND t.end_date = q.end_date
      AND (t.period = f.period OR q.span <> 'month' AND t.period = strftime(q.end_date, '%Y-%m'))
WHERE f.month = 0
GROUP BY f.period, f.scheme, f.level, f.service
HAVING NOT coalesce(bool_or(f.pairs = t.pairs), false) OR max(f.areas_losing) <> 0
UNION ALL
-- as months go by, nothing comes back
SELECT period, scheme, level, '', service, CAST(month AS VARCHAR), 'comes back'
FROM (SELECT *, lag(pairs) OVER (PARTITION BY period, scheme, level, service ORDER BY month) AS former
      FROM warehouse.marts.fragility_clock)
WHERE pairs > former OR pairs_known > pairs
