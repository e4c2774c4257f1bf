-- What the organisation itself counted, month by month and prefecture by prefecture, in its own words of status:
-- cases, and the referrals that it sent. Exact: whoever counted knows the numbers. Nothing for a donor.
SELECT 'cases' AS measure, c.period, c.scheme, c.adm1_pcode AS pcode, c.case_status AS status,
       CAST(sum(c.case_count) AS BIGINT) AS number
FROM internal.core.case_counts c
WHERE $role = 'organisation' AND c.organisation_id = $own AND NOT c.is_duplicate
GROUP BY ALL
UNION ALL
SELECT 'referrals', r.period, r.scheme, r.adm1_pcode, r.referral_status, CAST(sum(r.referral_count) AS BIGINT)
FROM internal.core.referral_counts r
WHERE $role = 'organisation' AND r.organisation_id = $own AND NOT r.is_duplicate
GROUP BY ALL
