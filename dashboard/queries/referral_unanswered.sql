-- Referrals without an answer after their deadline, by receiver and service, by how long ago it passed.
SELECT to_organisation AS organisation_id, to_service AS service_code,
       CAST(coalesce(sum(overdue) FILTER (overdue_days <= 30), 0) AS BIGINT) AS up_to_30,
       CAST(coalesce(sum(overdue) FILTER (overdue_days BETWEEN 31 AND 90), 0) AS BIGINT) AS up_to_90,
       CAST(coalesce(sum(overdue) FILTER (overdue_days > 90), 0) AS BIGINT) AS longer,
       CAST(sum(overdue) AS BIGINT) AS overdue,
       CAST(sum(referrals - declined - revoked) AS BIGINT) AS matured
FROM warehouse.marts.referral_outcomes
WHERE $period IN (period, quarter, year) AND $priority IN ('all', priority)
  AND ($service = 'all' OR ($direction <> 'to' AND from_service = $service)
       OR ($direction <> 'from' AND to_service = $service))
  AND is_matured
GROUP BY to_organisation, to_service
HAVING sum(overdue) > 0
ORDER BY overdue DESC, organisation_id NULLS LAST, service_code
