-- What is published of the referrals of a quarter: by status for the country, in all for each area.
SELECT p.table_id, p.scheme, p.level, p.pcode, a.name, a.parent_name, p.referral_status AS status,
       CASE WHEN NOT p.is_withheld THEN p.value END AS value, p.is_withheld
FROM warehouse.marts.published_counts p
LEFT JOIN warehouse.marts.areas a USING (scheme, level, pcode)
WHERE p.period = $quarter
  AND (p.table_id = 'referrals_by_status' AND p.level = 'country' OR p.table_id = 'referrals_by_area')
ORDER BY p.table_id, p.level, a.parent_name, a.name, p.pcode
