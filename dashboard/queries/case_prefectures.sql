-- The prefectures of a scheme in which anything is told of cases.
SELECT a.pcode, a.name
FROM warehouse.marts.areas a
WHERE a.scheme = $scheme AND a.level = 'adm1'
  AND a.pcode IN (SELECT adm1_pcode FROM warehouse.marts.case_flows WHERE scheme = $scheme
                  UNION SELECT adm1_pcode FROM warehouse.marts.case_measures WHERE scheme = $scheme
                  UNION SELECT adm1_pcode FROM warehouse.marts.case_staff WHERE scheme = $scheme)
ORDER BY a.name
