SELECT former_build, reason, rows_before, rows_after, actors_before, actors_after, areas_before, areas_after
FROM warehouse.marts.comparison
