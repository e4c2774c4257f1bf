-- The counts of children that the cube adds up, quarter by quarter, in the scheme of most of a quarter's rows. A row of
-- the other scheme stands where its area lies whole; one that cuts prefectures stands in the country alone. Only
-- quarters that are over: one told twice as it comes in tells a child by its difference. What is told of a year is in no
-- quarter; where an organisation tells a quarter and its months, the quarter counts.
--
-- Reach is never added up across sectors: each sector whose 4W tells girls and boys is a measure of its own (CO-02).
-- It is told month by month, and no column says whether the same children came again: of each activity of an
-- organisation in an area, the month counts in which it reached most. Who tells no girls and boys is not in it.
CREATE TABLE staging.cube_rows AS
WITH told AS (
    SELECT 'new_cases' AS measure, 'new' AS status, period, scheme, adm1_pcode, adm2_pcode, organisation_id, case_status, sex,
           age_group, disability, concern, NULL AS referral_status, NULL AS from_service, NULL AS to_service,
           NULL AS activity, case_count AS children
    FROM warehouse.core.case_counts WHERE NOT is_duplicate
    UNION ALL
    SELECT 'closed_cases', 'closed', period, scheme, adm1_pcode, adm2_pcode, organisation_id, case_status, NULL, NULL, NULL,
           NULL, NULL, NULL, NULL, NULL, case_count
    FROM warehouse.core.case_counts WHERE NOT is_duplicate
    UNION ALL
    -- outcomes told in columns of their own are statuses of the ledger, not of the row
    SELECT 'referrals', NULL, r.period, r.scheme, r.adm1_pcode, r.adm2_pcode, r.organisation_id, NULL, NULL, NULL, NULL,
           NULL, l.status, l.from_service, l.to_service, NULL, l.referrals
    FROM warehouse.core.referral_ledger l JOIN warehouse.core.referral_counts r USING (sheet_id, row)
    WHERE NOT l.is_duplicate
    UNION ALL
    SELECT m.measure, NULL, a.period, a.scheme, a.adm1_pcode, a.adm2_pcode, a.organisation_id, NULL, x.sex, NULL, NULL, NULL,
           NULL, NULL, NULL, coalesce(fold(a.activity), ''), x.children
    FROM warehouse.core.activities a
    JOIN (
        SELECT 'reached_by_child_protection' AS measure, 'PRO-CPN' AS sector_code
        UNION ALL SELECT 'reached_by_education', 'EDU'
    ) m USING (sector_code)
    CROSS JOIN LATERAL (VALUES ('girl', a.reached_girls_count), ('boy', a.reached_boys_count)) x (sex, children)
    WHERE NOT a.is_duplicate
),
-- care after rape is told with the others: its number is of a sensitive category
published_services AS (
    SELECT service_code, CASE service_code WHEN 'gbv_clinical_care' THEN 'other' ELSE service_code END AS code
    FROM warehouse.core.services
    UNION ALL
    SELECT 'other', 'other'
),
coded AS (
    SELECT t.measure, t.period, year(period_start(t.period)) || '-Q' || quarter(period_start(t.period)) AS quarter,
           t.scheme, CASE WHEN t.adm2_pcode IS NULL THEN 'adm1' ELSE 'adm2' END AS level,
           coalesce(t.adm2_pcode, t.adm1_pcode) AS pcode, t.organisation_id, t.activity, t.children,
           coalesce(s.code, 'unknown') AS sex, coalesce(d.code, 'unknown') AS disability,
           coalesce(t.referral_status, 'unknown') AS referral_status, coalesce(f.code, 'unknown') AS from_service,
           coalesce(g.code, 'unknown') AS to_service,
           coalesce(o.code, CASE WHEN tidy(t.concern) IS NULL THEN 'unknown' ELSE 'other' END) AS concern,
           coalesce(nullif(replace(regexp_extract(t.age_group, '^\D*(\d{1,2} ?- ?\d{1,2})(\D|$)', 1), ' ', ''), ''),
                    'unknown') AS age_group
    FROM told t
    LEFT JOIN reference.dimension_labels c ON c.dimension = 'case_status' AND c.label = fold(t.case_status)
    LEFT JOIN reference.dimension_labels s ON s.dimension = 'sex' AND s.label = fold(t.sex)
    LEFT JOIN reference.dimension_labels d ON d.dimension = 'disability' AND d.label = fold(t.disability)
    LEFT JOIN reference.dimension_labels o ON o.dimension = 'concern' AND o.label = fold(t.concern)
    LEFT JOIN published_services f ON f.service_code = t.from_service
    LEFT JOIN published_services g ON g.service_code = t.to_service
    WHERE t.children > 0 AND length(t.period) = 7 AND c.code IS NOT DISTINCT FROM t.status
    -- a quarter is told of as such
    QUALIFY bool_or(t.period[6] = 'Q') OVER (PARTITION BY t.measure, t.organisation_id, quarter) = (t.period[6] = 'Q')
),
schemes AS (
    SELECT quarter, mode(scheme ORDER BY scheme) AS scheme FROM coded GROUP BY quarter
),
placed AS (
    SELECT c.* EXCLUDE (scheme, level, pcode), q.scheme, one.to_pcode AS adm1, two.to_pcode AS adm2,
           coalesce(two.to_pcode, one.to_pcode, c.pcode) AS area,
           sum(c.children) OVER (PARTITION BY c.measure, c.organisation_id, area, c.activity, c.period) AS of_month
    FROM coded c
    JOIN schemes q USING (quarter)
    LEFT JOIN warehouse.core.area_containment one
           ON one.from_scheme = c.scheme AND one.from_level = c.level AND one.from_pcode = c.pcode
          AND one.to_scheme = q.scheme AND one.to_level = 'adm1'
    LEFT JOIN warehouse.core.area_containment two
           ON two.from_scheme = c.scheme AND two.from_level = c.level AND two.from_pcode = c.pcode
          AND two.to_scheme = q.scheme AND two.to_level = 'adm2'
    WHERE period_end(c.quarter) < (SELECT day FROM warehouse.marts.present_day)
),
monthly AS (
    SELECT *, first_value(period) OVER (
        PARTITION BY measure, organisation_id, quarter, area, activity ORDER BY of_month DESC, period
    ) AS best
    FROM placed
)
SELECT measure, quarter AS period, scheme, organisation_id, adm1, adm2, sex, age_group, disability, concern,
       referral_status, from_service, to_service, CAST(sum(children) AS BIGINT) AS children
FROM monthly
WHERE activity IS NULL OR period = best
GROUP BY ALL
ORDER BY ALL;
