-- The newest state told of each zone of the board: whether it is enclaved, in which season, why, and how one gets there.
SELECT concat_ws('/', e.zone_scheme, e.zone_level, e.zone_pcode) AS area, e.period, e.status_code, e.season, e.cause,
       e.access_mode, e.since, e.until
FROM warehouse.marts.enclaved e
JOIN (SELECT arg_max(p.period, (p.end_date, p.start_date)) AS period FROM warehouse.marts.zone_periods p) n USING (period)
JOIN (SELECT DISTINCT b.scheme, b.level, b.pcode FROM warehouse.marts.means_board b) z
  ON z.scheme = e.zone_scheme AND z.level = e.zone_level AND z.pcode = e.zone_pcode
WHERE e.scheme = e.zone_scheme AND e.locality IS NULL
ORDER BY area
