SELECT what, code, name, rows_before
FROM warehouse.marts.vanished
ORDER BY what DESC, rows_before DESC, code
