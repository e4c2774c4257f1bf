-- The pairs served today, month by month for a year, as projects end and none is renewed: month 0 is the period itself, or
-- the last month of a longer one where its reports are by month. A pair whose projects all ended before it is not in it.
-- A pair falls when its last provider's project has ended before the month; one whose provider's end is unknown stays
-- in `pairs`, and leaves `pairs_known` (those that a known end date still carries).
CREATE TABLE warehouse.marts.fragility_clock AS
WITH today AS (
    SELECT q.period, q.end_date,
           CASE WHEN bool_and(regexp_full_match(p.part, '\d{4}-\d{2}')) THEN max(p.part) ELSE q.period END AS told
    FROM warehouse.marts.service_periods q
    LEFT JOIN staging.period_parts p ON p.period = q.period
    GROUP BY q.period, q.end_date
),
ends AS (
    SELECT t.period, s.scheme, s.level, s.pcode, s.service_code, any_value(s.children) AS children,
           bool_or(s.ends_on IS NULL) AS is_unknown, max(s.ends_on) AS known_end
    FROM warehouse.marts.served_pairs s
    JOIN today t ON t.told = s.period
    GROUP BY ALL
    HAVING bool_or(s.ends_on IS NULL) OR max(s.ends_on) >= date_trunc('month', any_value(t.end_date))
),
grouped AS (
    SELECT *, service_code AS service FROM ends
    UNION ALL
    SELECT e.*, 'basket' FROM ends e JOIN warehouse.core.services v USING (service_code) WHERE v.is_basket
),
months AS (
    SELECT period, CAST(k.month AS INTEGER) AS month,
           CAST(date_trunc('month', end_date) + to_months(CAST(k.month AS INTEGER)) AS DATE) AS starts_on
    FROM warehouse.marts.service_periods, range(13) k(month)
),
areas AS (
    SELECT g.period, g.scheme, g.level, g.service, m.month, m.starts_on, g.pcode, any_value(g.children) AS children,
           count(*) FILTER (g.is_unknown OR g.known_end >= m.starts_on) AS pairs,
           count(*) FILTER (g.known_end >= m.starts_on) AS pairs_known,
           count(*) FILTER (g.is_unknown) AS pairs_unknown_end,
           bool_or(NOT g.is_unknown AND g.known_end < m.starts_on) AS is_losing
    FROM grouped g
    JOIN months m USING (period)
    GROUP BY ALL
)
SELECT period, scheme, level, service, month, starts_on, CAST(sum(pairs) AS BIGINT) AS pairs,
       CAST(sum(pairs_known) AS BIGINT) AS pairs_known, CAST(sum(pairs_unknown_end) AS BIGINT) AS pairs_unknown_end,
       count(*) FILTER (is_losing) AS areas_losing,
       -- each area once, whatever it loses; unknown where no population is
       CASE WHEN count(*) FILTER (is_losing) = 0 THEN 0
            ELSE CAST(sum(children) FILTER (is_losing) AS BIGINT) END AS children_losing
FROM areas
GROUP BY period, scheme, level, service, month, starts_on
ORDER BY ALL;
