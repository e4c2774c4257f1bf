-- Served, by how long after they were sent: the median is made of these buckets.
SELECT service_within AS component, period, scheme, from_adm1 AS adm1_pcode, nullif(from_pcode, from_adm1) AS adm2_pcode,
       from_organisation AS organisation, sex, age_group, disability, CAST(sum(served) AS DOUBLE) AS numerator,
       NULL AS denominator
FROM warehouse.marts.referral_outcomes
WHERE served > 0 AND service_within IN ('within_24h', 'within_72h', 'within_14d', 'longer')
GROUP BY ALL
