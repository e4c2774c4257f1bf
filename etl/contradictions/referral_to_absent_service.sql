-- Accepted or done, for an area where neither a directory nor the 4W knows of the service: that of its destination, or
-- the one where the referral was made where no destination is told.
SELECT l.period, l.scheme, c.level, c.pcode, c.service_code, l.to_organisation AS to_organisation_id,
       CAST(sum(l.referrals) AS VARCHAR) AS detail_1, NULL AS detail_2
FROM warehouse.core.referral_ledger l
JOIN warehouse.marts.coverage c
  ON c.period = l.period AND c.scheme = l.scheme AND c.service_code = l.to_service
 AND c.pcode = coalesce(l.to_pcode, l.from_pcode)
WHERE NOT l.is_duplicate AND c.status = 'zero' AND l.referrals > 0 AND l.status IN ('accepted', 'done')
GROUP BY ALL
