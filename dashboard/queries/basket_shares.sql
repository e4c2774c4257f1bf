-- How many sub-prefectures have how many of the basket's services functional (COV-05), among those where all are known.
WITH areas AS (
    SELECT c.pcode, count(*) AS services, count(*) FILTER (c.status IN ('functional', 'zero')) AS known,
           count(*) FILTER (c.status = 'functional') AS functional, any_value(c.children) AS children
    FROM warehouse.marts.coverage c
    JOIN warehouse.marts.services s USING (service_code)
    WHERE s.is_basket AND c.period = $period AND c.level = 'adm2' AND c.scheme = $scheme
    GROUP BY c.pcode
)
SELECT CASE WHEN known = services THEN functional END AS services_functional, count(*) AS areas,
       sum(children) AS children
FROM areas
GROUP BY ALL
ORDER BY ALL NULLS LAST
