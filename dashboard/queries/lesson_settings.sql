-- What is known of each area in the period: whether it is enclaved (of a prefecture: whether any of it is), the causes
-- and seasons told of its access as one text, and its severity; with the sector and the indicator of the service.
WITH told AS (
    SELECT a.pcode, bool_or(e.status_code = 'enclaved') AS is_enclaved,
           string_agg(DISTINCT concat_ws(' ', e.cause, e.season), ' ; ' ORDER BY concat_ws(' ', e.cause, e.season)) AS causes
    FROM warehouse.marts.areas a
    JOIN warehouse.marts.areas z
      ON z.scheme = a.scheme
     AND ((z.level = a.level AND z.pcode = a.pcode) OR (a.level = 'adm1' AND z.level = 'adm2' AND z.parent_pcode = a.pcode))
    JOIN warehouse.marts.enclaved e ON e.scheme = z.scheme AND e.level = z.level AND e.pcode = z.pcode
    WHERE a.scheme = $scheme AND a.level = $level AND e.period = $period AND e.status_code IN ('enclaved', 'restricted')
    GROUP BY a.pcode
)
SELECT a.pcode, coalesce(t.is_enclaved, false) AS is_enclaved, t.causes, v.phase, s.sector_code, s.indicator_id
FROM warehouse.marts.areas a
JOIN warehouse.marts.services s ON s.service_code = $service
LEFT JOIN told t USING (pcode)
LEFT JOIN warehouse.marts.severity v
       ON v.period = $period AND v.scheme = a.scheme AND v.level = a.level AND v.pcode = a.pcode
WHERE a.scheme = $scheme AND a.level = $level
ORDER BY a.pcode
