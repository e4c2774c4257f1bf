-- Where each lesson lies seen from each area of a level and a scheme: in it, in its prefecture, or so many kilometres
-- away, between centres. A lesson lies in every area of the scheme that holds all the ground of its place.
WITH placed AS (
    SELECT l.lesson_id, c.to_level AS level, c.to_pcode AS pcode
    FROM warehouse.marts.lessons l
    JOIN warehouse.marts.area_containment c
      ON c.from_scheme = l.scheme AND c.from_level = l.level AND c.from_pcode = l.pcode
    WHERE c.to_scheme = $scheme
)
SELECT p.lesson_id, a.pcode, bool_or(p.level = 'adm2' AND p.pcode = a.pcode) AS is_same_area,
       bool_or(p.level = 'adm1' AND p.pcode = coalesce(CASE a.level WHEN 'adm2' THEN a.parent_pcode END, a.pcode))
           AS is_same_prefecture,
       min(d.km) AS km
FROM warehouse.marts.areas a
CROSS JOIN placed p
LEFT JOIN warehouse.marts.area_distances d
       ON d.scheme = a.scheme AND d.level = a.level AND d.pcode = a.pcode AND d.other_pcode = p.pcode
      AND p.level = a.level
WHERE a.scheme = $scheme AND a.level = $level
GROUP BY ALL
ORDER BY p.lesson_id, a.pcode
