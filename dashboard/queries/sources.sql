SELECT file, sheet, kind, scheme, received_at, rows_received, rows_accepted, rows_warned, rows_rejected
FROM warehouse.marts.sources
ORDER BY rows_rejected DESC, file, sheet
