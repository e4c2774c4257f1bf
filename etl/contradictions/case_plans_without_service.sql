-- Plans are made where, as far as directories and 4W reach, no other service of the basket could carry them out.
SELECT a.period, a.scheme, w.level, w.pcode, 'case_management' AS service_code, a.organisation_id,
       CAST(count(*) AS VARCHAR) AS detail_1, NULL AS detail_2
FROM warehouse.core.activities a
JOIN (
    SELECT c.period, c.scheme, c.level, c.pcode
    FROM warehouse.marts.coverage c
    JOIN warehouse.core.services s USING (service_code)
    WHERE s.is_basket AND s.service_code <> 'case_management'
    GROUP BY ALL
    HAVING bool_and(c.status = 'zero')
) w ON w.period = a.period AND w.scheme = a.scheme
   AND w.level = CASE WHEN a.adm2_pcode IS NULL THEN 'adm1' ELSE 'adm2' END
   AND w.pcode = coalesce(a.adm2_pcode, a.adm1_pcode)
WHERE NOT a.is_duplicate
  AND (EXISTS (FROM warehouse.core.activity_services v
               WHERE v.sheet_id = a.sheet_id AND v.row = a.row AND v.service_code = 'case_management')
       OR regexp_matches(coalesce(fold(a.activity), ''), '\b(plans? de prise en charge|case plans?|care plans?)\b'))
GROUP BY ALL
