-- Each basic service in each zone of the board, in the newest period that services are known of.
SELECT concat_ws('/', c.scheme, c.level, c.pcode) AS area, c.period, c.service_code, v.sector_code, v.name_fr, v.name_en,
       v.is_basket, c.status, c.functional_sites, c.children
FROM warehouse.marts.coverage c
JOIN warehouse.marts.services v USING (service_code)
JOIN (SELECT DISTINCT b.scheme, b.level, b.pcode FROM warehouse.marts.means_board b
      JOIN warehouse.marts.present_day d ON b.month >= strftime(d.day, '%Y-%m')) z USING (scheme, level, pcode)
JOIN (SELECT arg_max(p.period, (p.end_date, p.start_date)) AS period FROM warehouse.marts.service_periods p) n USING (period)
ORDER BY area, v.rank
