-- `scheme` is the one in which the newest activities came.
SELECT b.build, b.built_at, b.received_at, b.is_demo, b.scheme,
       count(DISTINCT s.file)::BIGINT AS files,
       coalesce(sum(s.rows_accepted), 0)::BIGINT AS rows_accepted,
       coalesce(sum(s.rows_rejected), 0)::BIGINT AS rows_rejected
FROM warehouse.marts.build b
LEFT JOIN warehouse.marts.sources s ON true
GROUP BY ALL
