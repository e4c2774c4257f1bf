-- Demonstration data and real data never share a warehouse.
SELECT count(DISTINCT f.is_demo) AS kinds
FROM warehouse.core.source_files f
JOIN warehouse.core.source_sheets s USING (file_id)
WHERE s.rows_received > 0
HAVING count(DISTINCT f.is_demo) > 1
