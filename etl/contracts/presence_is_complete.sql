-- Every area and sector of a covered period stands once: a gap is a row with 0, not a row that is missing, unless
-- nobody can say whether it is a gap.
SELECT period, scheme, level, pcode, sector_code, count(*) AS found
FROM warehouse.marts.presence
GROUP BY ALL
HAVING count(*) <> 1
UNION ALL
SELECT a.period, a.scheme, a.level, a.pcode, s.sector_code, 0
FROM (SELECT DISTINCT period, scheme, level, pcode FROM warehouse.marts.presence
      UNION
      SELECT r.period, r.scheme, c.level, c.pcode
      FROM (SELECT DISTINCT period, scheme FROM warehouse.core.activities WHERE NOT is_duplicate) r
      JOIN warehouse.core.areas c USING (scheme)) a
JOIN (SELECT DISTINCT period, sector_code FROM warehouse.marts.presence) s USING (period)
ANTI JOIN warehouse.marts.presence p
       ON p.period = a.period AND p.scheme = a.scheme AND p.level = a.level AND p.pcode = a.pcode
      AND p.sector_code = s.sector_code
ANTI JOIN warehouse.core.undecided u
       ON u.period = a.period AND u.scheme = a.scheme AND u.level = a.level AND u.pcode = a.pcode
      AND u.sector_code = s.sector_code
