-- Of whom it is known who they are. Internal: counts of children.
--
-- People reached, as far as anybody broke them down: the rows of core.reach_counts, and of each organisation, period,
-- sector and area what its 4W tells beyond them, of whom nothing is known ("unknown" throughout). Where the rows are of a
-- quarter or a year, so are the months of the 4W beside them. Never added up across sectors but for INC-01.
CREATE TABLE warehouse.marts.reach_people AS
WITH broken_down AS (
    SELECT period, scheme, adm1_pcode, adm2_pcode, organisation_id, sector_code, sex, age_group, disability,
           disability_tool, population_status, CAST(sum(people) AS BIGINT) AS people
    FROM warehouse.core.reach_counts
    WHERE NOT is_duplicate
    GROUP BY ALL
),
told AS (
    SELECT period, scheme, adm1_pcode, coalesce(adm2_pcode, '') AS adm2, organisation_id, sector_code, sum(people) AS people
    FROM broken_down
    GROUP BY ALL
),
reported AS (
    SELECT a.scheme, a.adm1_pcode, coalesce(a.adm2_pcode, '') AS adm2, a.organisation_id, a.sector_code,
           coalesce(t.period, a.period) AS period, sum(a.reached_count) AS people
    FROM warehouse.core.activities a
    LEFT JOIN (SELECT DISTINCT * EXCLUDE (people) FROM told WHERE length(period) <> 7 OR period[6] = 'Q') t
           ON t.scheme = a.scheme AND t.adm1_pcode = a.adm1_pcode AND t.adm2 = coalesce(a.adm2_pcode, '')
          AND t.organisation_id = a.organisation_id AND t.sector_code = a.sector_code
          AND t.period IN (a.period[:4], a.period[:4] || '-Q' || quarter(period_start(a.period)))
    WHERE NOT a.is_duplicate AND a.reached_count > 0
    GROUP BY ALL
)
SELECT * FROM broken_down
UNION ALL BY NAME
SELECT r.period, r.scheme, r.adm1_pcode, nullif(r.adm2, '') AS adm2_pcode, r.organisation_id, r.sector_code,
       'unknown' AS sex, 'unknown' AS age_group, 'unknown' AS disability, 'unknown' AS disability_tool,
       'unknown' AS population_status, CAST(r.people - coalesce(t.people, 0) AS BIGINT) AS people
FROM reported r
LEFT JOIN told t USING (period, scheme, adm1_pcode, adm2, organisation_id, sector_code)
WHERE r.people > coalesce(t.people, 0)
ORDER BY ALL;

-- One line a combination of codes: new cases, referrals (not children), people reached by sector. `quarter` (NULL of
-- a year) and `year` hold the period. `organisation_id`: who told it, of referrals who sent them. NULL: nobody says, or it
-- is not asked of this source.
CREATE TABLE warehouse.marts.inclusion_facts AS
WITH told AS (
    SELECT 'cases' AS source, '*' AS sector_code, c.period, c.scheme, c.adm1_pcode, c.adm2_pcode, c.organisation_id,
           NULL AS priority, NULL AS from_service, NULL AS to_service,
           coalesce(s.code, 'unknown') AS sex, coalesce(bracket_of(c.age_group), 'unknown') AS age_group,
           coalesce(d.code, 'unknown') AS disability, 'unknown' AS disability_tool, 'unknown' AS population_status,
           sum(c.case_count) AS people
    FROM warehouse.core.case_counts c
    JOIN reference.dimension_labels k ON k.dimension = 'case_status' AND k.label = fold(c.case_status) AND k.code = 'new'
    LEFT JOIN reference.dimension_labels s ON s.dimension = 'sex' AND s.label = fold(c.sex)
    LEFT JOIN reference.dimension_labels d ON d.dimension = 'disability' AND d.label = fold(c.disability)
    WHERE NOT c.is_duplicate
    GROUP BY ALL
    UNION ALL
    SELECT 'referrals', '*', period, scheme, from_adm1, nullif(from_pcode, from_adm1), from_organisation, priority,
           from_service, to_service, sex, age_group, disability, 'unknown', 'unknown', sum(referrals)
    FROM warehouse.marts.referral_outcomes
    GROUP BY ALL
    UNION ALL
    SELECT 'reach', sector_code, period, scheme, adm1_pcode, adm2_pcode, organisation_id, NULL, NULL, NULL, sex, age_group,
           disability, disability_tool, population_status, sum(people)
    FROM warehouse.marts.reach_people
    GROUP BY ALL
)
SELECT * REPLACE (CAST(people AS BIGINT) AS people),
       CASE WHEN length(period) = 7 THEN period[:4] || '-Q' || quarter(period_start(period)) END AS quarter,
       period[:4] AS year
FROM told
WHERE people > 0
ORDER BY ALL;

-- By the period of a fact and the quarter and year that hold it, in each scheme: in the areas where its own lies whole,
-- and in the country.
CREATE TABLE staging.inclusion_spans AS
WITH spans AS (
    SELECT * EXCLUDE (period, quarter, year), unnest(list_distinct([period, quarter, year])) AS span
    FROM (SELECT * EXCLUDE (organisation_id, priority, from_service, to_service, people), sum(people) AS people
          FROM warehouse.marts.inclusion_facts
          GROUP BY ALL)
),
placed AS (
    SELECT s.* EXCLUDE (scheme, adm1_pcode, adm2_pcode), t.scheme,
           CASE WHEN t.scheme = s.scheme THEN s.adm1_pcode ELSE one.to_pcode END AS adm1,
           CASE WHEN t.scheme = s.scheme THEN s.adm2_pcode ELSE two.to_pcode END AS adm2
    FROM spans s
    CROSS JOIN (SELECT DISTINCT scheme FROM warehouse.marts.inclusion_facts) t
    LEFT JOIN warehouse.core.area_containment one
           ON t.scheme <> s.scheme AND one.from_scheme = s.scheme AND one.to_scheme = t.scheme AND one.to_level = 'adm1'
          AND one.from_level = CASE WHEN s.adm2_pcode IS NULL THEN 'adm1' ELSE 'adm2' END
          AND one.from_pcode = coalesce(s.adm2_pcode, s.adm1_pcode)
    LEFT JOIN warehouse.core.area_containment two
           ON t.scheme <> s.scheme AND two.from_scheme = s.scheme AND two.to_scheme = t.scheme AND two.to_level = 'adm2'
          AND two.from_level = 'adm2' AND two.from_pcode = s.adm2_pcode
    WHERE s.span IS NOT NULL
)
SELECT p.source, p.sector_code, p.span AS period, p.scheme, v.level, v.pcode, p.sex, p.age_group, p.disability,
       p.disability_tool, p.population_status, sum(p.people) AS people
FROM placed p
CROSS JOIN LATERAL (VALUES ('country', 'CF'), ('adm1', p.adm1), ('adm2', p.adm2)) v (level, pcode)
WHERE v.pcode IS NOT NULL
GROUP BY ALL;

-- `dimension`: sex, age_group, disability, or all (the three together). `sector_code`: '*' but for people reached.
CREATE TABLE warehouse.marts.completeness AS
SELECT source, sector_code, period, scheme, level, pcode, d.dimension,
       CAST(coalesce(sum(people) FILTER (d.is_known), 0) AS BIGINT) AS known, CAST(sum(people) AS BIGINT) AS total
FROM staging.inclusion_spans
CROSS JOIN LATERAL (VALUES ('sex', sex <> 'unknown'), ('age_group', age_group <> 'unknown'),
                           ('disability', disability <> 'unknown'),
                           ('all', sex <> 'unknown' AND age_group <> 'unknown' AND disability <> 'unknown'))
    d (dimension, is_known)
GROUP BY ALL
ORDER BY ALL;

-- How many of each sex, age bracket, answer on disability (by the tool that measured it) and population status.
CREATE TABLE warehouse.marts.inclusion AS
SELECT source, sector_code, period, scheme, level, pcode, d.dimension, d.category, d.tool, CAST(sum(people) AS BIGINT) AS people
FROM staging.inclusion_spans
CROSS JOIN LATERAL (VALUES ('sex', sex, NULL), ('age_group', age_group, NULL), ('disability', disability, disability_tool),
                           ('population_status', population_status, NULL)) d (dimension, category, tool)
WHERE d.dimension <> 'population_status' OR source = 'reach'
GROUP BY ALL
ORDER BY ALL;

-- Children of two to seventeen whose answer on disability is known, and of these those with one, by the tool, sex and
-- status: tools are never added up. A bracket that holds younger children, or adults, is not split: it is not here.
CREATE TABLE warehouse.marts.disability_groups AS
SELECT sector_code, period, scheme, level, pcode, disability_tool, g.dimension, g.category,
       CAST(coalesce(sum(people) FILTER (disability = 'yes'), 0) AS BIGINT) AS numerator, CAST(sum(people) AS BIGINT) AS denominator
FROM staging.inclusion_spans
CROSS JOIN LATERAL (VALUES ('sex', sex), ('population_status', population_status)) g (dimension, category)
WHERE source = 'reach' AND disability <> 'unknown' AND is_child_of_two(age_group)
GROUP BY ALL
ORDER BY ALL;

CREATE TABLE warehouse.marts.inclusion_gate AS
SELECT dimension, CAST(least_percent AS INTEGER) AS least_percent, kind, label_fr, label_en
FROM reference.inclusion_gate
ORDER BY dimension;
