-- What the organisation itself counted at each step of the procedure, quarter by quarter; NULL where it does not tell the
-- step. Nothing for a donor.
WITH told AS (
    SELECT period, measure, cases
    FROM internal.marts.case_measures
    WHERE $role = 'organisation' AND organisation_id = $own AND period LIKE '%-Q_'
)
SELECT p.period, s.rank, s.label_fr, s.label_en, CAST(sum(t.cases) AS BIGINT) AS cases
FROM (SELECT DISTINCT period FROM told) p
CROSS JOIN internal.marts.sop_steps s
LEFT JOIN told t ON t.period = p.period AND list_contains(s.measures, t.measure)
GROUP BY ALL
