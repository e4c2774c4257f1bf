-- Reached against target, sector by sector (CO-02): never added up across sectors.

-- Where a sector's target of an area is told as a whole and by parts too, the whole counts; else the coarsest parts do.
CREATE TABLE staging.plan_lines AS
SELECT row_number() OVER () AS line, t.* EXCLUDE (parts),
       -- what the 4W can tell apart: neither the status of people nor a disability, and of ages children and adults
       population_status = '*' AND disability = '*' AND sex IN ('*', 'girl', 'boy') AND age_group IN ('*', '0-17', '18+')
           AS is_compared
FROM (
    SELECT t.*, a.parent_pcode,
           -- of the country, any scheme will do to tell areas apart: the newest
           coalesce(t.scheme, (SELECT max(scheme) FROM warehouse.core.areas)) AS in_scheme,
           list_transform([population_status, sex, age_group, disability], lambda told: told <> '*') AS parts
    FROM warehouse.marts.plan_targets t
    LEFT JOIN warehouse.core.areas a ON t.level = 'adm2' AND a.scheme = t.scheme AND a.level = 'adm2' AND a.pcode = t.pcode
    WHERE t.indicator_id IS NULL
) t
QUALIFY parts = first_value(parts) OVER (PARTITION BY year, plan, sector_code, level, scheme, pcode
                                         ORDER BY list_count(list_filter(parts, lambda told: told)), parts);

-- Who the 4W says were reached of each activity of an organisation in an area, in all months and in the one of most. Where
-- a year or a quarter is told beside its months, it counts. What is not told is unknown, and in no sum.
CREATE TABLE staging.plan_reach AS
WITH wanted AS (
    SELECT DISTINCT year, in_scheme, sector_code, sex, age_group FROM staging.plan_lines WHERE is_compared
),
placed AS (
    SELECT w.*, a.organisation_id, fold(a.activity) AS activity, a.period, one.to_pcode AS adm1, two.to_pcode AS adm2,
           coalesce(two.to_pcode, one.to_pcode, a.adm2_pcode, a.adm1_pcode) AS area,
           CASE WHEN w.age_group = '*' AND w.sex = '*' THEN a.reached_count
                ELSE list_sum([CASE WHEN w.sex <> 'boy' AND w.age_group <> '18+' THEN a.reached_girls_count END,
                               CASE WHEN w.sex <> 'girl' AND w.age_group <> '18+' THEN a.reached_boys_count END,
                               CASE WHEN w.sex <> 'boy' AND w.age_group <> '0-17' THEN a.reached_women_count END,
                               CASE WHEN w.sex <> 'girl' AND w.age_group <> '0-17' THEN a.reached_men_count END])
           END AS people
    FROM wanted w
    JOIN warehouse.core.activities a ON a.sector_code = w.sector_code AND a.period[:4] = CAST(w.year AS VARCHAR)
    LEFT JOIN warehouse.core.area_containment one
           ON one.from_scheme = a.scheme AND one.to_scheme = w.in_scheme AND one.to_level = 'adm1'
          AND one.from_level = CASE WHEN a.adm2_pcode IS NULL THEN 'adm1' ELSE 'adm2' END
          AND one.from_pcode = coalesce(a.adm2_pcode, a.adm1_pcode)
    LEFT JOIN warehouse.core.area_containment two
           ON two.from_scheme = a.scheme AND two.to_scheme = w.in_scheme AND two.to_level = 'adm2'
          AND two.from_level = 'adm2' AND two.from_pcode = a.adm2_pcode
    WHERE NOT a.is_duplicate
),
monthly AS (
    SELECT year, in_scheme, sector_code, sex, age_group, organisation_id, activity, area, adm1, adm2, period,
           sum(people) AS people
    FROM placed
    WHERE people IS NOT NULL
    GROUP BY ALL
),
once AS (
    SELECT * FROM monthly
    WINDOW of_year AS (PARTITION BY year, in_scheme, sector_code, sex, age_group, organisation_id, activity, area),
           of_quarter AS (PARTITION BY year, in_scheme, sector_code, sex, age_group, organisation_id, activity, area,
                                       quarter(period_start(period)))
    QUALIFY length(period) = 4
         OR (NOT bool_or(length(period) = 4) OVER of_year
             AND (period[6] = 'Q' OR NOT bool_or(period[6] = 'Q') OVER of_quarter))
)
SELECT year, in_scheme, sector_code, sex, age_group, adm1, adm2, sum(people) AS by_sum, max(people) AS by_max
FROM once
GROUP BY year, in_scheme, sector_code, sex, age_group, organisation_id, activity, area, adm1, adm2;

-- One row a plan, sector, area and part of the people. A prefecture without a target of its own has those of its
-- sub-prefectures together, the country those of prefectures (`told_at`). `reached` is what the 4W tells of the same people
-- by the target's rule; NULL where it cannot tell them, or tells nothing of the sector in the year.
CREATE TABLE warehouse.marts.plan_progress AS
WITH reached AS (
    SELECT l.line, CAST(coalesce(sum(CASE l.reach_rule WHEN 'sum' THEN r.by_sum ELSE r.by_max END) FILTER (
               l.level = 'country' OR r.adm1 = l.pcode OR r.adm2 = l.pcode), 0) AS BIGINT) AS reached
    FROM staging.plan_lines l
    JOIN staging.plan_reach r USING (year, in_scheme, sector_code, sex, age_group)
    WHERE l.is_compared
    GROUP BY l.line
),
told AS (
    SELECT l.*, r.reached FROM staging.plan_lines l LEFT JOIN reached r USING (line)
),
prefectures AS (
    SELECT *, 'adm1' AS shown_at, level AS told_at FROM told WHERE level = 'adm1'
    UNION ALL
    SELECT * REPLACE (parent_pcode AS pcode), 'adm1', level FROM told t
    WHERE level = 'adm2'
      AND NOT EXISTS (FROM told o WHERE o.level = 'adm1' AND o.year = t.year AND o.plan = t.plan
                        AND o.sector_code = t.sector_code AND o.scheme = t.scheme AND o.pcode = t.parent_pcode)
),
placed AS (
    FROM prefectures
    UNION ALL
    SELECT *, 'country', level FROM told WHERE level = 'country'
    UNION ALL
    SELECT * REPLACE (NULL AS scheme, NULL AS pcode, 'country' AS shown_at) FROM prefectures p
    WHERE NOT EXISTS (FROM told o WHERE o.level = 'country' AND o.year = p.year AND o.plan = p.plan
                        AND o.sector_code = p.sector_code)
)
SELECT year, plan, is_main, sector_code, shown_at AS level, scheme, pcode, min(told_at) AS told_at, population_status, sex,
       age_group, disability,
       CASE WHEN count(*) = count(in_need) THEN CAST(sum(in_need) AS BIGINT) END AS in_need,
       CAST(sum(targeted) AS BIGINT) AS targeted,
       CASE WHEN count(*) = count(reached_published) THEN CAST(sum(reached_published) AS BIGINT) END AS reached_published,
       CASE WHEN count(*) = count(reached) THEN CAST(sum(reached) AS BIGINT) END AS reached,
       CASE WHEN min(reach_rule) = max(reach_rule) THEN min(reach_rule) END AS reach_rule
FROM placed
GROUP BY year, plan, is_main, sector_code, shown_at, scheme, pcode, population_status, sex, age_group, disability
ORDER BY ALL;
