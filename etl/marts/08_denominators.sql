-- People and children of each area, three times: as published, and from the lowest to the highest that the other
-- sources of the last ten years allow. A source that knows prefectures alone moves their sub-prefectures alike.
CREATE TABLE warehouse.marts.denominators AS
WITH published AS (
    SELECT scheme, level, pcode, year, basis, population, children
    FROM warehouse.core.population
    WHERE children IS NOT NULL
    QUALIFY year = max(year) OVER (PARTITION BY scheme, level)
),
ratios AS (
    SELECT m.scheme, m.pcode, min(o.population / m.population) AS low, max(o.population / m.population) AS high
    FROM published m
    JOIN warehouse.core.population o
      ON o.scheme = m.scheme AND o.level = 'adm1' AND o.pcode = m.pcode AND abs(o.year - m.year) <= 10
    WHERE m.level = 'adm1' AND m.population > 0
    GROUP BY m.scheme, m.pcode
)
SELECT p.scheme, p.level, p.pcode, f.scenario, p.year, p.basis,
       CAST(round(p.population * f.factor) AS BIGINT) AS population,
       CAST(round(p.children * f.factor) AS BIGINT) AS children,
       CAST(round(p.children * f.factor * CAST(a.part AS INTEGER) / CAST(a.whole AS INTEGER)) AS BIGINT) AS school_age
FROM published p
JOIN warehouse.core.areas u USING (scheme, level, pcode)
LEFT JOIN ratios r ON r.scheme = p.scheme AND r.pcode = CASE p.level WHEN 'adm1' THEN p.pcode ELSE u.parent_pcode END
CROSS JOIN LATERAL (
    SELECT 'low' AS scenario, least(coalesce(r.low, 1), 1) AS factor
    UNION ALL SELECT 'mid', 1
    UNION ALL SELECT 'high', greatest(coalesce(r.high, 1), 1)
) f
CROSS JOIN (FROM reference.age_shares WHERE bracket = '6-17') a
ORDER BY ALL;
