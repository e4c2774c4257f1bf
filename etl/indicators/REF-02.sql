-- Of the referrals whose deadline has passed and of which it is known, those answered within it, by who received them.
-- One still within its deadline counts nowhere: else recent months would look bad.
SELECT NULL AS component, period, scheme, from_adm1 AS adm1_pcode, nullif(from_pcode, from_adm1) AS adm2_pcode,
       to_organisation AS organisation, sex, age_group, disability, CAST(sum(in_time) AS DOUBLE) AS numerator,
       CAST(sum(in_time + late + overdue) AS DOUBLE) AS denominator
FROM warehouse.marts.referral_outcomes
WHERE is_matured AND in_time + late + overdue > 0
GROUP BY ALL
