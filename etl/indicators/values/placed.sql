-- Each fact in its own period and in the quarter and the year that hold it, in the scheme of most facts of that period:
-- where its area lies whole in one of that scheme, else in the country alone. Of a stock, of each organisation and area,
-- the last month told, in the organisation's last scheme: one area of before is no other stock than those it became.
CREATE TABLE staging.placed_facts AS
WITH periods AS (
    SELECT period, period_end(period) AS last_day, unnest(list_distinct([
               period,
               CASE WHEN length(period) = 7 THEN year(period_start(period)) || '-Q' || quarter(period_start(period)) END,
               period[:4]])) AS span
    FROM (SELECT DISTINCT period FROM staging.indicator_facts)
),
spans AS (
    SELECT f.*, r.rule, r.levels, r.dimensions, p.span, p.last_day
    FROM staging.indicator_facts f
    JOIN periods p ON p.period = f.period AND p.span IS NOT NULL
    -- of a median, the component of a fact is its bucket
    JOIN staging.indicator_rules r
      ON r.indicator_id = f.indicator_id AND (r.component IS NOT DISTINCT FROM f.component OR r.rule = 'median')
),
last_days AS (
    SELECT indicator_id, component, span, scheme, adm1_pcode, adm2_pcode, organisation, max(last_day) AS last_day
    FROM spans
    WHERE rule = 'last'
    GROUP BY ALL
),
last_schemes AS (
    SELECT indicator_id, component, span, organisation, arg_max(scheme, (last_day, scheme)) AS scheme
    FROM last_days
    GROUP BY ALL
),
told AS (
    SELECT * EXCLUDE (last_day) FROM spans WHERE rule <> 'last'
    UNION ALL
    SELECT s.* EXCLUDE (last_day)
    FROM spans s
    SEMI JOIN last_days d
           ON d.indicator_id = s.indicator_id AND d.component IS NOT DISTINCT FROM s.component AND d.span = s.span
          AND d.scheme IS NOT DISTINCT FROM s.scheme AND d.adm1_pcode IS NOT DISTINCT FROM s.adm1_pcode
          AND d.adm2_pcode IS NOT DISTINCT FROM s.adm2_pcode AND d.organisation IS NOT DISTINCT FROM s.organisation
          AND d.last_day = s.last_day
    SEMI JOIN last_schemes c
           ON c.indicator_id = s.indicator_id AND c.component IS NOT DISTINCT FROM s.component AND c.span = s.span
          AND c.organisation IS NOT DISTINCT FROM s.organisation AND c.scheme IS NOT DISTINCT FROM s.scheme
    WHERE s.rule = 'last'
),
schemes AS (
    SELECT span, mode(scheme ORDER BY scheme) AS scheme FROM told GROUP BY span
)
SELECT t.* EXCLUDE (period, span, scheme, adm1_pcode, adm2_pcode), t.span AS period, s.scheme,
       CASE WHEN t.scheme = s.scheme THEN t.adm1_pcode ELSE one.to_pcode END AS adm1,
       CASE WHEN t.scheme = s.scheme THEN t.adm2_pcode ELSE two.to_pcode END AS adm2
FROM told t
JOIN schemes s USING (span)
LEFT JOIN warehouse.core.area_containment one
       ON t.scheme <> s.scheme AND one.from_scheme = t.scheme AND one.to_scheme = s.scheme AND one.to_level = 'adm1'
      AND one.from_level = CASE WHEN t.adm2_pcode IS NULL THEN 'adm1' ELSE 'adm2' END
      AND one.from_pcode = coalesce(t.adm2_pcode, t.adm1_pcode)
LEFT JOIN warehouse.core.area_containment two
       ON t.scheme <> s.scheme AND two.from_scheme = t.scheme AND two.to_scheme = s.scheme AND two.to_level = 'adm2'
      AND two.from_level = 'adm2' AND two.from_pcode = t.adm2_pcode;
