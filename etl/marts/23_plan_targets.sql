-- What each plan means to do, as it was told: of a sector (`indicator_id` NULL) or of an indicator of the list. '*' is all
-- people; a place that is NULL is the country. `is_main`: of several plans of a year, the one of most sectors, which CO-02
-- follows: what the 4W tells cannot be shared out between plans.
CREATE TABLE warehouse.marts.plan_targets AS
WITH live AS (
    SELECT *, first_value(coalesce(plan, '')) OVER (PARTITION BY year, fold(plan) ORDER BY sheet_id, row) AS plan_name
    FROM warehouse.core.plan_targets
    WHERE NOT is_duplicate
),
sectors AS (
    SELECT year, plan_name, count(DISTINCT sector_code) AS sectors FROM live GROUP BY ALL
),
main AS (
    SELECT year, first(plan_name ORDER BY sectors DESC, plan_name) AS plan_name FROM sectors GROUP BY year
)
SELECT l.year, l.plan_name AS plan, m.plan_name = l.plan_name AS is_main, l.sector_code, l.indicator_id,
       CASE WHEN l.adm1_pcode IS NULL THEN 'country' WHEN l.adm2_pcode IS NULL THEN 'adm1' ELSE 'adm2' END AS level,
       CASE WHEN l.adm1_pcode IS NOT NULL THEN l.scheme END AS scheme, coalesce(l.adm2_pcode, l.adm1_pcode) AS pcode,
       l.population_status, l.sex, l.age_group, l.disability, l.in_need, l.targeted, l.reached_published, l.reach_rule,
       l.source
FROM live l
JOIN main m USING (year)
ORDER BY ALL;
