-- Who they are of whom the reader's organisation told, in each period and in the quarter and year that hold it.
SELECT s.span AS period, i.source, i.sector_code, n.name_fr, n.name_en, i.sex, i.age_group, i.disability,
       i.disability_tool AS tool, i.population_status, CAST(sum(i.people) AS BIGINT) AS people
FROM own.inclusion i
CROSS JOIN LATERAL (SELECT unnest(list_distinct([i.period, i.quarter, i.year]))) s (span)
LEFT JOIN warehouse.marts.sector_names n USING (sector_code)
WHERE s.span IS NOT NULL
GROUP BY ALL
ORDER BY ALL
