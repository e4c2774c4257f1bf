-- Every p-code in use is an area of its scheme.
SELECT scheme, pcode
FROM (SELECT scheme, 'adm1' AS level, adm1_pcode AS pcode FROM warehouse.core.activities
      UNION SELECT scheme, 'adm2', adm2_pcode FROM warehouse.core.activities
      UNION SELECT scheme, level, pcode FROM warehouse.marts.presence)
ANTI JOIN warehouse.core.areas USING (scheme, level, pcode)
WHERE pcode IS NOT NULL
