-- The steps of the procedure in their order, with what was counted of each: NULL where nobody tells it.
WITH told AS (
    SELECT measure, organisation_id, cases, risk_level
    FROM warehouse.marts.case_measures
    WHERE period = $period AND ($adm1 = 'all' OR adm1_pcode = $adm1 AND scheme = $scheme)
  AND ($organisation = 'all' OR organisation_id = $organisation)
)
SELECT s.rank, s.label_fr, s.label_en, s.guideline_step, s.guideline_fr, s.guideline_en, s.is_checked,
       CAST(sum(t.cases) AS BIGINT) AS cases,
       CAST(sum(t.cases) FILTER (t.risk_level = 'unknown') AS BIGINT) AS risk_unknown,
       count(DISTINCT t.organisation_id) AS organisations,
       (SELECT count(DISTINCT organisation_id) FROM told) AS all_organisations
FROM warehouse.marts.sop_steps s
LEFT JOIN told t ON list_contains(s.measures, t.measure)
GROUP BY ALL
ORDER BY s.rank
