-- What was shared is told once: the shares of missions are those received, by resource and currency; a mission has the
-- organisations of its shares, and no share is without a mission.
SELECT resource_code, currency, total, received
FROM (SELECT resource_code, coalesce(currency, '') AS currency, sum(quantity) AS total
      FROM warehouse.marts.mission_shares GROUP BY ALL)
FULL JOIN (SELECT resource_code, coalesce(currency, '') AS currency, sum(quantity) AS received
           FROM warehouse.core.pooled_means
           WHERE direction_code = 'shared' AND mission IS NOT NULL AND quantity > 0 AND NOT is_duplicate GROUP BY ALL)
  USING (resource_code, currency)
WHERE total IS DISTINCT FROM received
UNION ALL
SELECT 'mission', CAST(mission_id AS VARCHAR), m.organisations, s.organisations
FROM warehouse.marts.missions m
FULL JOIN (SELECT mission_id, count(DISTINCT organisation_id) AS organisations
           FROM warehouse.marts.mission_shares GROUP BY ALL) s USING (mission_id)
WHERE m.organisations IS DISTINCT FROM s.organisations
UNION ALL
SELECT 'board', CAST(means_id AS VARCHAR), quantity, NULL
FROM warehouse.marts.means_board
WHERE quantity < 0 OR (currency IS NOT NULL AND resource_code <> 'funds') OR len(held_by) = 0
