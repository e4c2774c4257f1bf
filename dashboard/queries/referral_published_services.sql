-- What is published of the flows of a quarter, from service to service in the whole country; "*" is their sum.
SELECT from_service, to_service, CASE WHEN NOT is_withheld THEN value END AS value, is_withheld
FROM warehouse.marts.published_counts
WHERE period = $quarter AND table_id = 'referrals_by_services'
ORDER BY from_service, to_service
