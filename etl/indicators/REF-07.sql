-- Of the needs whose outcome is told, those for which there was no service. Where workers have stopped recording them, a
-- low value is no good news.
SELECT NULL AS component, period, scheme, from_adm1 AS adm1_pcode, nullif(from_pcode, from_adm1) AS adm2_pcode,
       from_organisation AS organisation, sex, age_group, disability, CAST(sum(unavailable) AS DOUBLE) AS numerator,
       CAST(sum(with_outcome) AS DOUBLE) AS denominator
FROM warehouse.marts.referral_outcomes
WHERE with_outcome > 0
GROUP BY ALL
