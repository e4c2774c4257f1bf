-- The counts of children that the cube adds up, quarter by quarter, in the scheme of most of a quarter's rows. A row of
-- the other scheme stands where its area lies whole; one that cuts prefectures stands in the country alone. Only
-- quarters that are over: one told twice as it comes in tells a child by its difference. What is told of a year is in no
-- quarter; where an organisation tells a quarter and its months, the quarter counts.
CREATE TABLE staging.cube_rows AS
WITH told AS (
    SELECT 'new_cases' AS measure, 'new' AS status, period, scheme, adm1_pcode, adm2_pcode, organisation_id, case_status, sex,
           age_group, disability, concern, NULL AS referral_status, case_count AS children
    FROM warehouse.core.case_counts WHERE NOT is_duplicate
    UNION ALL
    SELECT 'closed_cases', 'closed', period, scheme, adm1_pcode, adm2_pcode, organisation_id, case_status, NULL, NULL, NULL,
           NULL, NULL, case_count
    FROM warehouse.core.case_counts WHERE NOT is_duplicate
    UNION ALL
    SELECT 'referrals', NULL, period, scheme, adm1_pcode, adm2_pcode, organisation_id, NULL, NULL, NULL, NULL,
           NULL, referral_status, referral_count
    FROM warehouse.core.referral_counts WHERE NOT is_duplicate
),
coded AS (
    SELECT t.measure, t.period, year(period_start(t.period)) || '-Q' || quarter(period_start(t.period)) AS quarter,
           t.scheme, CASE WHEN t.adm2_pcode IS NULL THEN 'adm1' ELSE 'adm2' END AS level,
           coalesce(t.adm2_pcode, t.adm1_pcode) AS pcode, t.organisation_id, t.children,
           coalesce(s.code, 'unknown') AS sex, coalesce(d.code, 'unknown') AS disability,
           coalesce(r.code, 'unknown') AS referral_status,
           coalesce(o.code, CASE WHEN tidy(t.concern) IS NULL THEN 'unknown' ELSE 'other' END) AS concern,
           coalesce(nullif(replace(regexp_extract(t.age_group, '^\D*(\d{1,2} ?- ?\d{1,2})(\D|$)', 1), ' ', ''), ''),
                    'unknown') AS age_group
    FROM told t
    LEFT JOIN reference.dimension_labels c ON c.dimension = 'case_status' AND c.label = fold(t.case_status)
    LEFT JOIN reference.dimension_labels s ON s.dimension = 'sex' AND s.label = fold(t.sex)
    LEFT JOIN reference.dimension_labels d ON d.dimension = 'disability' AND d.label = fold(t.disability)
    LEFT JOIN reference.dimension_labels r ON r.dimension = 'referral_status' AND r.label = fold(t.referral_status)
    LEFT JOIN reference.dimension_labels o ON o.dimension = 'concern' AND o.label = fold(t.concern)
    WHERE t.children > 0 AND length(t.period) = 7 AND c.code IS NOT DISTINCT FROM t.status
    -- a quarter is told of as such
    QUALIFY bool_or(t.period[6] = 'Q') OVER (PARTITION BY t.measure, t.organisation_id, quarter) = (t.period[6] = 'Q')
),
schemes AS (
    SELECT quarter, mode(scheme ORDER BY scheme) AS scheme FROM coded GROUP BY quarter
)
SELECT c.measure, c.quarter AS period, q.scheme, c.organisation_id, one.to_pcode AS adm1, two.to_pcode AS adm2, c.sex,
       c.age_group, c.disability, c.concern, c.referral_status, CAST(sum(c.children) AS BIGINT) AS children
FROM coded c
JOIN schemes q USING (quarter)
LEFT JOIN warehouse.core.area_containment one
       ON one.from_scheme = c.scheme AND one.from_level = c.level AND one.from_pcode = c.pcode
      AND one.to_scheme = q.scheme AND one.to_level = 'adm1'
LEFT JOIN warehouse.core.area_containment two
       ON two.from_scheme = c.scheme AND two.from_level = c.level AND two.from_pcode = c.pcode
      AND two.to_scheme = q.scheme AND two.to_level = 'adm2'
WHERE period_end(c.quarter) < (SELECT day FROM warehouse.marts.present_day)
GROUP BY ALL
ORDER BY ALL;

-- What the release before made of its cells; nothing where there is none to compare with, or one of another nature.
CREATE TABLE IF NOT EXISTS staging.former_published_counts AS FROM warehouse.marts.published_counts;
DELETE FROM staging.former_published_counts WHERE (SELECT reason IS NOT NULL FROM staging.compared);
