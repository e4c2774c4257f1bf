-- Accepted or done, in an area where neither a directory nor the 4W knows of the service.
SELECT r.period, r.scheme, c.level, c.pcode, c.service_code, r.to_organisation_id,
       CAST(sum(r.referral_count) AS VARCHAR) AS detail_1, NULL AS detail_2
FROM warehouse.core.referral_counts r
JOIN staging.service_texts t ON t.text = r.to_service
JOIN warehouse.marts.coverage c
  ON c.period = r.period AND c.scheme = r.scheme AND c.service_code = t.service_code
 AND c.level = CASE WHEN r.adm2_pcode IS NULL THEN 'adm1' ELSE 'adm2' END
 AND c.pcode = coalesce(r.adm2_pcode, r.adm1_pcode)
WHERE NOT r.is_duplicate AND c.status = 'zero' AND r.referral_count > 0
  AND regexp_matches(fold(r.referral_status),
                     '^(accept|realis|done|effectu|fourni|service rendu|service fourni|service delivered|provided|complet|abouti|implement)')
GROUP BY ALL
