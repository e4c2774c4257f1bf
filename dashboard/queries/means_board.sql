-- The offers and needs of the current and the coming months. For the coordination only.
SELECT b.means_id, b.direction_code, b.organisation, b.resource_code, b.quantity, b.currency,
       concat_ws('/', b.scheme, b.level, b.pcode) AS area, b.held_by, a.name AS zone_name,
       coalesce(a.parent_name, a.name) AS parent_name, b.level, b.locality, b.month, b.start_date, b.end_date, b.access_mode
FROM warehouse.marts.means_board b
JOIN warehouse.marts.areas a ON a.scheme = b.scheme AND a.level = b.level AND a.pcode = b.pcode
CROSS JOIN warehouse.marts.present_day d
WHERE b.month >= strftime(d.day, '%Y-%m')
ORDER BY b.month, parent_name, a.name, b.locality, b.direction_code, b.resource_code, b.organisation, b.means_id
