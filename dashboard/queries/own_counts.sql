SELECT c.period, c.measure, a.name AS area, c.pcode, c.status, c.number
FROM own.counts c
LEFT JOIN warehouse.marts.areas a ON a.scheme = c.scheme AND a.pcode = c.pcode
ORDER BY c.period DESC, c.measure, area, c.status
