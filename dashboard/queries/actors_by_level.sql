-- The country stands in marts.actors beside its areas: distinct organisations cannot be added up.
SELECT coalesce(max(organisations) FILTER (level = 'country'), 0)::BIGINT AS organisations,
       count(*) FILTER (level = $level) AS areas,
       count(*) FILTER (level = $level AND organisations = 0) AS areas_without_actor
FROM warehouse.marts.actors
WHERE period = $period AND scheme = $scheme
