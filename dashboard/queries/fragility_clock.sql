-- The pairs still served month by month, from the period (0) to a year later.
SELECT month, starts_on, pairs, pairs_known, pairs_unknown_end, areas_losing, children_losing
FROM warehouse.marts.fragility_clock
WHERE period = $period AND scheme = $scheme AND level = $level AND service = $service
ORDER BY month
