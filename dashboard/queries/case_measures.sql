-- What was counted of the cases of a view, measure by measure and by risk.
SELECT measure, risk_level, CAST(sum(cases) AS BIGINT) AS cases, CAST(sum(answered) AS BIGINT) AS answered
FROM warehouse.marts.case_measures
WHERE period = $period AND ($adm1 = 'all' OR adm1_pcode = $adm1 AND scheme = $scheme)
  AND ($organisation = 'all' OR organisation_id = $organisation)
GROUP BY ALL
ORDER BY ALL
