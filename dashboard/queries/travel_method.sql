-- How travel times were computed, and why not on the roads that were given.
SELECT method, file, problem, detour, kmh_dry, kmh_rainy
FROM warehouse.marts.travel_method
