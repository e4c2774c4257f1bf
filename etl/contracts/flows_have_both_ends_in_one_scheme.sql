-- Both ends of a flow are areas of its scheme, where they are known.
SELECT period, scheme, pcode
FROM (SELECT period, scheme, from_pcode AS pcode FROM warehouse.marts.referral_flows
      UNION SELECT period, scheme, to_pcode FROM warehouse.marts.referral_flows)
ANTI JOIN warehouse.core.areas USING (scheme, pcode)
WHERE pcode IS NOT NULL
