-- The flows hold each referral of the rows that count once, and the ledger each one that was accepted.
SELECT 'flows' AS what, f.referrals AS found, c.referrals AS expected
FROM (SELECT coalesce(sum(referrals), 0) AS referrals FROM warehouse.marts.referral_flows) f
CROSS JOIN (SELECT coalesce(sum(referral_count), 0) AS referrals FROM warehouse.core.referral_counts
            WHERE NOT is_duplicate) c
WHERE f.referrals <> c.referrals
UNION ALL
SELECT 'row ' || sheet_id || '/' || row, sum(l.referrals), any_value(c.referral_count)
FROM warehouse.core.referral_counts c
LEFT JOIN warehouse.core.referral_ledger l USING (sheet_id, row)
GROUP BY sheet_id, row
HAVING coalesce(sum(l.referrals), -1) <> any_value(c.referral_count)
