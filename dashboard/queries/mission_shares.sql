-- What each organisation had of the missions made in the period. Quantities of two resources or currencies never add up.
SELECT s.mission_id, s.organisation_id, s.organisation, s.pool, s.resource_code, s.currency, s.quantity
FROM warehouse.marts.mission_shares s
JOIN warehouse.marts.missions m USING (mission_id)
JOIN warehouse.marts.zone_periods q ON q.period = $period AND m.start_date BETWEEN q.start_date AND q.end_date
WHERE m.is_past
ORDER BY s.mission_id, s.pool, s.resource_code, s.organisation
