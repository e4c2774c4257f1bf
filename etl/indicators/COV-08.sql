-- Targeted communities whose referral pathway works, of all: of each sub-prefecture, and what a prefecture has besides them
-- (a community of which only the prefecture is told). 0 of 0 where none is told any more.
WITH told AS (
    SELECT t.period, a.scheme, a.level, CASE a.level WHEN 'adm1' THEN a.pcode ELSE a.parent_pcode END AS adm1_pcode,
           a.pcode, coalesce(r.functioning, 0) AS functioning, coalesce(r.communities, 0) AS communities
    FROM warehouse.marts.told_periods t
    JOIN warehouse.marts.areas a USING (scheme)
    LEFT JOIN warehouse.marts.community_referral r
           ON r.period = t.period AND r.scheme = a.scheme AND r.level = a.level AND r.pcode = a.pcode
    WHERE a.level IN ('adm1', 'adm2')
),
placed AS (
    SELECT period, scheme, adm1_pcode, pcode AS adm2_pcode, functioning, communities FROM told WHERE level = 'adm2'
    UNION ALL
    SELECT period, scheme, adm1_pcode, NULL, sum(CASE level WHEN 'adm1' THEN functioning ELSE -functioning END),
           sum(CASE level WHEN 'adm1' THEN communities ELSE -communities END)
    FROM told GROUP BY period, scheme, adm1_pcode
)
SELECT NULL AS component, period, scheme, adm1_pcode, adm2_pcode, NULL AS organisation, NULL AS sex, NULL AS age_group,
       NULL AS disability, CAST(functioning AS DOUBLE) AS numerator, CAST(communities AS DOUBLE) AS denominator
FROM placed
