-- Who was expected or reported stands once a period; the rates count them; whoever reported is there.
SELECT period, organisation_id AS code, 'repeated' AS fault
FROM warehouse.marts.reporting
GROUP BY ALL
HAVING count(*) > 1
UNION ALL
SELECT period, organisation_id, 'neither expected nor heard of'
FROM warehouse.marts.reporting
WHERE (NOT is_expected AND NOT has_reported) OR has_reported <> (reported_files > 0)
   OR (has_reported AND last_period IS NULL)
UNION ALL
SELECT a.period, a.organisation_id, 'forgotten'
FROM (SELECT DISTINCT period, organisation_id FROM warehouse.core.activities) a
ANTI JOIN (FROM warehouse.marts.reporting WHERE has_reported) r USING (period, organisation_id)
UNION ALL
SELECT t.period, t.span, 'miscounted'
FROM warehouse.marts.reporting_rate t
LEFT JOIN (SELECT period, count(*) FILTER (is_expected) AS expected,
                  count(*) FILTER (is_expected AND has_reported) AS reported
           FROM warehouse.marts.reporting GROUP BY period) r USING (period)
WHERE t.expected <> coalesce(r.expected, 0) OR t.reported <> coalesce(r.reported, 0)
UNION ALL
SELECT b.period, b.pcode, 'more than the country'
FROM warehouse.marts.reporting_by_area b
LEFT JOIN warehouse.marts.reporting_rate t USING (period)
WHERE b.reported > b.expected OR b.expected > coalesce(t.expected, 0) OR b.reported > coalesce(t.reported, 0)
