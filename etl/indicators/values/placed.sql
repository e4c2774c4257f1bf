-- Each fact in its own period and in the quarter and the year that hold it, in the scheme of most facts of that period:
-- where its area lies whole in one of that scheme, else in the country alone. Of a stock, of each organisation and area,
-- the last month told, in the organisation's last scheme: one area of before is no other stock than those it became.
CREATE TABLE staging.placed_facts AS
WITH spans AS (
    SELECT f.*, r.rule, r.levels, r.dimensions, unnest(list_distinct([
               f.period,
               CASE WHEN length(f.period) = 7 THEN year(period_start(f.period)) || '-Q' || quarter(period_start(f.period)) END,
               f.period[:4]])) AS span
    FROM staging.indicator_facts f
    -- of a median, the component of a fact is its bucket
    JOIN staging.indicator_rules r
      ON r.indicator_id = f.indicator_id AND (r.component IS NOT DISTINCT FROM f.component OR r.rule = 'median')
),
told AS (
    SELECT * FROM spans WHERE span IS NOT NULL
    QUALIFY rule <> 'last'
         OR (period_end(period) = max(period_end(period)) OVER (
                 PARTITION BY indicator_id, component, span, scheme, adm1_pcode, adm2_pcode, organisation)
             AND scheme IS NOT DISTINCT FROM arg_max(scheme, period_end(period)) OVER (
                 PARTITION BY indicator_id, component, span, organisation))
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
