-- Needs without a service, and what the directory and the 4W say of that service there: where the referral went, or
-- where it was made when no destination is told. `is_contradiction`: told unavailable where it is known to function.
WITH told AS (
    SELECT to_service AS service_code, coalesce(to_pcode, from_pcode) AS pcode, unavailable, with_outcome
    FROM warehouse.marts.referral_outcomes
    WHERE $period IN (period, quarter, year) AND $priority IN ('all', priority)
      AND ($service = 'all' OR ($direction <> 'to' AND from_service = $service)
           OR ($direction <> 'from' AND to_service = $service))
      AND scheme = $scheme
)
SELECT t.service_code, t.pcode, a.level, a.name, a.parent_name, CAST(sum(t.unavailable) AS BIGINT) AS unavailable,
       CAST(sum(t.with_outcome) AS BIGINT) AS with_outcome, any_value(c.status) AS status,
       CAST(any_value(c.functional_sites) AS BIGINT) AS functional_sites,
       coalesce(any_value(c.status) = 'functional', false) AS is_contradiction
FROM told t
LEFT JOIN warehouse.marts.areas a ON a.scheme = $scheme AND a.pcode = t.pcode
LEFT JOIN warehouse.marts.coverage c
       ON c.period = $period AND c.scheme = $scheme AND c.service_code = t.service_code AND c.pcode = t.pcode
GROUP BY t.service_code, t.pcode, a.level, a.name, a.parent_name
HAVING sum(t.unavailable) > 0
ORDER BY unavailable DESC, t.service_code, t.pcode
