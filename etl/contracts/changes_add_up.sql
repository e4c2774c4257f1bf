-- What the comparison says of this build is what the build holds, and it says nothing of a build it could not compare.
SELECT 'totals' AS what, kind AS code
FROM (SELECT kind, sum(rows_accepted) AS row_count FROM warehouse.marts.totals GROUP BY kind) t
FULL JOIN warehouse.marts.kinds k USING (kind)
WHERE t.row_count IS DISTINCT FROM k.rows_accepted
UNION ALL
SELECT 'areas', kind
FROM (SELECT kind, sum(rows_accepted) AS row_count FROM warehouse.marts.areas_named GROUP BY kind) t
FULL JOIN warehouse.marts.kinds k USING (kind)
WHERE t.row_count IS DISTINCT FROM k.rows_accepted
UNION ALL
SELECT 'comparison', max(reason)
FROM warehouse.marts.comparison
HAVING count(*) <> 1 OR any_value(rows_after) <> (SELECT coalesce(sum(rows_accepted), 0) FROM warehouse.marts.kinds)
UNION ALL
SELECT 'kinds', b.kind
FROM warehouse.marts.changes_by_kind b
LEFT JOIN warehouse.marts.kinds k USING (kind)
WHERE b.rows_after <> coalesce(k.rows_accepted, 0)
UNION ALL
SELECT 'nothing to compare', c.reason
FROM warehouse.marts.comparison c
WHERE c.reason IS NOT NULL
  AND (EXISTS (FROM warehouse.marts.changes_by_kind) OR EXISTS (FROM warehouse.marts.vanished)
       OR EXISTS (FROM warehouse.marts.changes WHERE compared_with = 'former_build'))
UNION ALL
SELECT 'suspicion', suspicion
FROM warehouse.marts.changes
WHERE suspicion NOT IN ('x10', 'sign', 'unit')
UNION ALL
-- what is gone is not there
SELECT 'vanished', code
FROM warehouse.marts.vanished v
WHERE (v.what = 'organisation' AND EXISTS (FROM warehouse.marts.totals t WHERE t.organisation_id = v.code))
   OR (v.what = 'area' AND EXISTS (FROM warehouse.marts.areas_named t
                                   WHERE t.scheme = v.scheme AND t.level = v.level AND t.pcode = v.code))
