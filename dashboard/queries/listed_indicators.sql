SELECT * FROM warehouse.marts.indicators ORDER BY indicator_id
