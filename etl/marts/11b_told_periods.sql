-- The periods that sources tell of services, each in the scheme of most of what they tell: what an indicator counts once,
-- though marts count it in both schemes, and in quarters and years too. A larger one only where no smaller one within it is told.
CREATE TABLE warehouse.marts.told_periods AS
WITH told AS (
    SELECT period, mode(scheme ORDER BY scheme) AS scheme, period_start(period) AS first_day, period_end(period) AS last_day
    FROM (SELECT period, scheme FROM warehouse.core.activities UNION ALL SELECT period, scheme FROM warehouse.core.service_sites)
    GROUP BY period
)
SELECT t.period, t.scheme, t.first_day, t.last_day
FROM told t
ANTI JOIN told s ON s.period <> t.period AND s.first_day >= t.first_day AND s.last_day <= t.last_day
ORDER BY ALL;
