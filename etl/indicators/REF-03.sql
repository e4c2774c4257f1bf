-- Accepted, with those served since, of those answered one way or the other, by who received them.
SELECT NULL AS component, period, scheme, from_adm1 AS adm1_pcode, nullif(from_pcode, from_adm1) AS adm2_pcode,
       to_organisation AS organisation, sex, age_group, disability, CAST(sum(accepted) AS DOUBLE) AS numerator,
       CAST(sum(accepted + rejected) AS DOUBLE) AS denominator
FROM warehouse.marts.referral_outcomes
WHERE accepted + rejected > 0
GROUP BY ALL
