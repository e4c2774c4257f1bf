-- Children whom a service does not cover, in each area, period and scenario of population, and where that ranks.
-- `state` of an area: gap (nobody), partial (fewer sites than the threshold, or some of its sub-prefectures), covered,
-- unconfirmed (somebody is there, its functioning not confirmed), no_data, not_applicable. Only the first three have a
-- number. A prefecture is the sum of its sub-prefectures, and says of how many nobody knows: its rate is over the children of
-- those that have a number, or else an unconfirmed one would count as covered.
CREATE TABLE staging.gap_parts AS
WITH found AS (
    SELECT c.period, c.service_code, c.scheme, a.parent_pcode, c.pcode, n.scenario, d.children,
           CASE c.status WHEN 'zero' THEN 'gap' WHEN 'present' THEN 'unconfirmed' WHEN 'functional' THEN 'covered'
                         ELSE c.status END AS state,
           try_cast(s.threshold_per AS INTEGER) IS NOT NULL AS is_by_density,
           -- the part of the children that as many sites can serve, where the threshold is a density
           c.functional_sites * try_cast(s.threshold_per AS INTEGER) / s.threshold
           / nullif(CASE s.denominator WHEN 'population' THEN d.population WHEN 'school_age' THEN d.school_age
                                       ELSE d.children END, 0) AS served
    FROM warehouse.marts.coverage c
    JOIN warehouse.marts.services s ON s.service_code = c.service_code AND s.is_known
    JOIN warehouse.core.areas a ON a.scheme = c.scheme AND a.level = c.level AND a.pcode = c.pcode
    CROSS JOIN (VALUES ('low'), ('mid'), ('high')) n(scenario)
    LEFT JOIN warehouse.marts.denominators d
           ON d.scheme = c.scheme AND d.level = c.level AND d.pcode = c.pcode AND d.scenario = n.scenario
    WHERE c.level = 'adm2'
)
SELECT * EXCLUDE (state, is_by_density, served),
       CASE WHEN state <> 'covered' OR NOT is_by_density THEN state
            WHEN served IS NULL THEN 'unconfirmed'
            WHEN served < 1 THEN 'partial' ELSE state END AS state,
       CASE WHEN state = 'gap' THEN children
            WHEN state <> 'covered' THEN NULL
            WHEN NOT is_by_density THEN 0
            WHEN served IS NOT NULL THEN CAST(round(children * greatest(0, 1 - served)) AS BIGINT) END AS not_covered
FROM found;

CREATE TABLE staging.gaps_by_area AS
SELECT p.period, p.service_code, p.scheme, 'adm2' AS level, p.pcode, p.scenario, p.state, p.children,
       CASE WHEN p.state IN ('gap', 'partial', 'covered') THEN p.children END AS known_children,
       p.not_covered, v.phase, p.not_covered * v.phase AS weighted, 1 AS parts, CAST(p.state = 'no_data' AS INTEGER) AS unknown,
       CAST(p.state = 'unconfirmed' AS INTEGER) AS unconfirmed,
       CAST(p.not_covered > 0 AND v.phase IS NULL AS INTEGER) AS unweighted
FROM staging.gap_parts p
LEFT JOIN warehouse.marts.severity v
       ON v.period = p.period AND v.scheme = p.scheme AND v.level = 'adm2' AND v.pcode = p.pcode
UNION ALL
SELECT period, service_code, scheme, 'adm1', parent_pcode, scenario,
       CASE WHEN bool_and(state = 'not_applicable') THEN 'not_applicable'
            WHEN sum(not_covered) > 0 AND bool_and(state = 'gap') FILTER (not_covered IS NOT NULL)
                 AND count(*) FILTER (state = 'unconfirmed') = 0 THEN 'gap'
            WHEN sum(not_covered) > 0 THEN 'partial'
            -- a service without population has gaps that nobody can count
            WHEN bool_and(state = 'gap') THEN 'gap'
            WHEN bool_and(state IN ('covered', 'not_applicable')) THEN 'covered'
            WHEN bool_or(state IN ('covered', 'unconfirmed')) OR any_value(own_status) IN ('functional', 'present')
            THEN 'unconfirmed'
            ELSE 'no_data' END,
       sum(children), sum(children) FILTER (state IN ('gap', 'partial', 'covered')),
       sum(not_covered), any_value(phase),
       CASE WHEN count(*) FILTER (not_covered > 0 AND part_phase IS NULL) = 0 THEN sum(not_covered * part_phase) END,
       count(*), count(*) FILTER (state = 'no_data'), count(*) FILTER (state = 'unconfirmed'),
       count(*) FILTER (not_covered > 0 AND part_phase IS NULL)
FROM (
    SELECT p.* EXCLUDE (state, not_covered), c.status AS own_status, v.phase, w.phase AS part_phase,
           -- where a whole prefecture has none, none of its sub-prefectures has one
           CASE WHEN c.status = 'zero' AND p.state = 'no_data' THEN 'gap' ELSE p.state END AS state,
           CASE WHEN c.status = 'zero' AND p.state = 'no_data' THEN p.children ELSE p.not_covered END AS not_covered
    FROM staging.gap_parts p
    JOIN warehouse.marts.coverage c
      ON c.period = p.period AND c.service_code = p.service_code AND c.scheme = p.scheme AND c.level = 'adm1'
     AND c.pcode = p.parent_pcode
    LEFT JOIN warehouse.marts.severity v
           ON v.period = p.period AND v.scheme = p.scheme AND v.level = 'adm1' AND v.pcode = p.parent_pcode
    LEFT JOIN warehouse.marts.severity w
           ON w.period = p.period AND w.scheme = p.scheme AND w.level = 'adm2' AND w.pcode = p.pcode
)
GROUP BY period, service_code, scheme, parent_pcode, scenario;

-- Three rules, each ranked by itself and never merged; equals share a rank. Where nobody is left uncovered, or nobody
-- can say, there is no rank; without a severity there is none by the third rule.
CREATE TABLE warehouse.marts.gaps AS
WITH ranked AS (
    SELECT period, service_code, scheme, level, pcode, scenario, state, CAST(children AS BIGINT) AS children,
           CAST(not_covered AS BIGINT) AS not_covered, not_covered / nullif(known_children, 0) AS rate,
           phase, CAST(weighted AS BIGINT) AS weighted, parts, unknown, unconfirmed, unweighted,
           CASE WHEN not_covered > 0 THEN rank() OVER by_children END AS rank_children,
           CASE WHEN not_covered > 0 THEN rank() OVER by_rate END AS rank_rate,
           CASE WHEN not_covered > 0 AND weighted IS NOT NULL THEN rank() OVER by_severity END AS rank_severity
    FROM staging.gaps_by_area
    WINDOW by_children AS (PARTITION BY period, service_code, scheme, level, scenario ORDER BY not_covered DESC NULLS LAST),
           by_rate AS (PARTITION BY period, service_code, scheme, level, scenario
                       ORDER BY not_covered / nullif(known_children, 0) DESC NULLS LAST),
           by_severity AS (PARTITION BY period, service_code, scheme, level, scenario ORDER BY weighted DESC NULLS LAST)
)
SELECT *,
       count(rank_severity) OVER of_area = 3
       AND min(least(rank_children, rank_rate, rank_severity)) OVER of_area
           = max(greatest(rank_children, rank_rate, rank_severity)) OVER of_area AS is_stable,
       count(rank_severity) OVER of_area = 3
       AND max(greatest(rank_children, rank_rate, rank_severity)) OVER of_area <= 10 AS is_always_in_ten
FROM ranked
WINDOW of_area AS (PARTITION BY period, service_code, scheme, level, pcode)
-- neighbouring rows alike: a quarter of the size
ORDER BY scheme, level, pcode, scenario, service_code, period;
