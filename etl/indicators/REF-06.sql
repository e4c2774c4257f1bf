-- Of the referrals whose deadline has passed and of which it is known, those that nobody answered, by who received them.
SELECT NULL AS component, period, scheme, from_adm1 AS adm1_pcode, nullif(from_pcode, from_adm1) AS adm2_pcode,
       to_organisation AS organisation, sex, age_group, disability, CAST(sum(overdue) AS DOUBLE) AS numerator,
       CAST(sum(answered + overdue) AS DOUBLE) AS denominator
FROM warehouse.marts.referral_outcomes
WHERE is_matured AND answered + overdue > 0
GROUP BY ALL
