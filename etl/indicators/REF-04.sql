-- Served, of those sent at least 30 days before the cut-off, by who sent them. Taken back or declined by the child or the
-- family: not counted; of unknown status: neither. Accepted is not served.
SELECT NULL AS component, period, scheme, from_adm1 AS adm1_pcode, nullif(from_pcode, from_adm1) AS adm2_pcode,
       from_organisation AS organisation, sex, age_group, disability, CAST(sum(served) AS DOUBLE) AS numerator,
       CAST(sum(referrals) AS DOUBLE) AS denominator
FROM warehouse.marts.referral_outcomes
WHERE is_served_due AND declined + revoked = 0 AND status <> 'unknown'
GROUP BY ALL
