-- The areas that no report of the period could cover, because they cut those of the scheme it came in ("non
-- ventilable"). They are absent from marts.presence for want of a rule, not for want of a report.
CREATE TABLE warehouse.marts.unsplittable AS
WITH reported AS (
    SELECT DISTINCT p.period, a.scheme
    FROM warehouse.core.activities a
    JOIN staging.period_parts p ON p.part = a.period
)
SELECT p.period, a.scheme, a.level, a.pcode
FROM (SELECT DISTINCT period FROM reported) p
CROSS JOIN warehouse.core.areas a
WHERE NOT EXISTS (
    SELECT 1
    FROM reported r
    JOIN warehouse.core.area_coverability v ON v.from_scheme = r.scheme
    WHERE r.period = p.period AND v.scheme = a.scheme AND v.level = a.level AND v.pcode = a.pcode
)
ORDER BY ALL;
