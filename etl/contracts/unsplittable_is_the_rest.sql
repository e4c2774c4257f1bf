-- In each period that pages offer, an area of either scheme is counted, or cannot be split, or nobody can say; a page
-- that finds none of these would show a gap of its own making.
SELECT p.period, a.scheme, a.level, a.pcode
FROM warehouse.marts.periods p
CROSS JOIN warehouse.core.areas a
LEFT JOIN (SELECT DISTINCT period, scheme, level, pcode, true AS is_counted FROM warehouse.marts.presence) c
       USING (period, scheme, level, pcode)
LEFT JOIN (SELECT DISTINCT period, scheme, level, pcode, true AS is_undecided FROM warehouse.core.undecided) u
       USING (period, scheme, level, pcode)
LEFT JOIN (SELECT *, true AS is_unsplittable FROM warehouse.marts.unsplittable) n USING (period, scheme, level, pcode)
WHERE CASE WHEN is_unsplittable THEN coalesce(is_counted, false)
           ELSE NOT coalesce(is_counted, is_undecided, false) END
