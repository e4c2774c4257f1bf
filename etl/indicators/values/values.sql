-- The ratio is never stored: whoever reads sums, then divides. A total has `*` in its dimensions; the value of one sex,
-- one age group and one disability is there where the indicator is told by them. `organisation` is NULL except at org.
CREATE TABLE warehouse.marts.indicator_values AS
WITH shown AS (
    SELECT f.indicator_id, f.component, f.period, f.scheme, v.level, v.pcode, v.organisation, f.organisation AS who,
           f.sex, f.age_group, f.disability, f.numerator, f.denominator, f.rule, f.dimensions
    FROM staging.placed_facts f
    CROSS JOIN LATERAL (VALUES ('country', $country, NULL), ('adm1', f.adm1, NULL), ('adm2', f.adm2, NULL),
                               ('org', CASE WHEN f.organisation IS NOT NULL THEN $country END, f.organisation))
        v (level, pcode, organisation)
    WHERE v.pcode IS NOT NULL AND list_contains(f.levels, v.level)
),
-- of each fact, every total that its indicator is told by
masks AS (
    SELECT * FROM (VALUES (false), (true)) s (by_sex), (VALUES (false), (true)) a (by_age), (VALUES (false), (true)) d (by_disability)
),
totals AS (
    SELECT * EXCLUDE (sex, age_group, disability, dimensions, by_sex, by_age, by_disability),
           CASE WHEN by_sex THEN sex ELSE '*' END AS sex, CASE WHEN by_age THEN age_group ELSE '*' END AS age_group,
           CASE WHEN by_disability THEN disability ELSE '*' END AS disability
    FROM shown
    JOIN masks ON (NOT by_sex OR list_contains(dimensions, 'sex')) AND (NOT by_age OR list_contains(dimensions, 'age_group'))
              AND (NOT by_disability OR list_contains(dimensions, 'disability'))
),
-- apart, as counting each once is dear
added AS (
    SELECT indicator_id, component, period, scheme, level, pcode, organisation, sex, age_group, disability, rule,
           CASE rule WHEN 'max' THEN max(numerator) ELSE sum(numerator) END AS numerator,
           CASE rule WHEN 'max' THEN NULL ELSE sum(denominator) END AS denominator
    FROM totals
    WHERE rule <> 'distinct'
    GROUP BY indicator_id, component, period, scheme, level, pcode, organisation, sex, age_group, disability, rule
    UNION ALL
    SELECT indicator_id, component, period, scheme, level, pcode, organisation, sex, age_group, disability, rule,
           count(DISTINCT who) FILTER (numerator > 0), count(DISTINCT who) FILTER (denominator > 0)
    FROM totals
    WHERE rule = 'distinct'
    GROUP BY indicator_id, component, period, scheme, level, pcode, organisation, sex, age_group, disability, rule
),
-- The bucket in which half of them are reached, and how far into it, as if they were spread evenly over it. In one that
-- is open at its end nobody can say: NULL, beyond the greatest limit. The denominator is of how many it is the median.
buckets AS (
    SELECT a.* EXCLUDE (component, rule, denominator), CAST(b.low_days AS DOUBLE) AS low_days,
           CAST(b.high_days AS DOUBLE) AS high_days,
           sum(a.numerator) OVER w AS total, sum(a.numerator) OVER (w ORDER BY CAST(b.low_days AS DOUBLE)) AS up_to
    FROM added a JOIN reference.delay_buckets b ON b.code = a.component
    WHERE a.rule = 'median'
    WINDOW w AS (PARTITION BY a.indicator_id, period, scheme, level, pcode, organisation, sex, age_group, disability)
),
medians AS (
    SELECT indicator_id, NULL AS component, period, scheme, level, pcode, organisation, sex, age_group, disability,
           low_days + (total / 2 - (up_to - numerator)) / numerator * (high_days - low_days) AS numerator,
           total AS denominator
    FROM buckets
    WHERE up_to - numerator < total / 2 AND up_to >= total / 2
)
SELECT indicator_id, component, period, scheme, level, pcode, organisation, sex, age_group, disability, numerator,
       denominator
FROM (SELECT * EXCLUDE (rule) FROM added WHERE rule <> 'median' UNION ALL BY NAME FROM medians)
ORDER BY ALL;
