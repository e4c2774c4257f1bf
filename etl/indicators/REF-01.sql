-- Referrals, by who sends them and from where. A referral is not a child.
SELECT NULL AS component, period, scheme, from_adm1 AS adm1_pcode, nullif(from_pcode, from_adm1) AS adm2_pcode,
       from_organisation AS organisation, sex, age_group, disability, CAST(sum(referrals) AS DOUBLE) AS numerator,
       NULL AS denominator
FROM warehouse.marts.referral_outcomes
GROUP BY ALL
