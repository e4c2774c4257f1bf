-- Journeys by road from where children are taken to live, in one season; a way that there is not has no row.
SELECT from_latitude, from_longitude, to_latitude, to_longitude, minutes
FROM warehouse.marts.road_minutes
WHERE season = $season
