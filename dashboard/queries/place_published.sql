-- What is published of the children, cases and referrals of a place: the totals of each table that has it.
SELECT table_id, CASE WHEN NOT is_withheld THEN value END AS value, is_withheld
FROM warehouse.marts.published_counts
WHERE period = $period AND scheme = $scheme AND level = $level AND pcode = $pcode
  AND coalesce(sex, '*') = '*' AND coalesce(age_group, '*') = '*' AND coalesce(disability, '*') = '*'
  AND coalesce(concern, '*') = '*' AND coalesce(referral_status, '*') = '*'
ORDER BY table_id
