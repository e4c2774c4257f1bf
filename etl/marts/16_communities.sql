-- COV-08: the targeted communities whose referral pathway works: kept up to date, and every service of the basket
-- functional in their sub-prefecture. A community lies in the areas that hold its sub-prefecture.
CREATE TABLE warehouse.marts.community_referral AS
WITH basket AS (
    SELECT c.period, c.scheme, c.pcode, bool_and(c.status = 'functional') AS is_whole,
           bool_or(c.status = 'zero') AS is_short
    FROM warehouse.marts.coverage c
    JOIN warehouse.core.services v USING (service_code)
    WHERE v.is_basket AND c.level = 'adm2'
    GROUP BY ALL
),
communities AS (
    SELECT s.period, s.scheme, s.level, s.pcode,
           CASE WHEN s.state IN ('stale', 'not_functional') OR coalesce(b.is_short, false) THEN false
                WHEN s.state = 'functional' AND b.is_whole THEN true END AS is_functioning
    FROM staging.site_states s
    -- the basket of its own sub-prefecture, in the scheme that its list speaks
    LEFT JOIN basket b ON b.period = s.period AND b.scheme = s.scheme AND s.level = 'adm2' AND b.pcode = s.pcode
    WHERE s.service_code = 'community_referral'
)
SELECT m.period, c.to_scheme AS scheme, c.to_level AS level, c.to_pcode AS pcode, count(*) AS communities,
       count(*) FILTER (m.is_functioning) AS functioning, count(*) FILTER (m.is_functioning IS NULL) AS unknown
FROM communities m
JOIN warehouse.core.area_containment c ON c.from_scheme = m.scheme AND c.from_level = m.level AND c.from_pcode = m.pcode
GROUP BY ALL
ORDER BY ALL;
