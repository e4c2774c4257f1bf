-- What a coordinator must look at first is what cannot be true: a sum that jumped.
SELECT compared_with, kind, organisation, period, former_period, rows_before, rows_after, counted_before, counted_after,
       suspicion
FROM warehouse.marts.changes
ORDER BY suspicion IS NULL, compared_with = 'former_period', abs(rows_after - rows_before) DESC, kind, organisation, period
