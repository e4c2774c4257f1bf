-- What became of the referrals of a view by the prefecture that they left, as far as it is told in the scheme: the
-- counts of which shares are made, with the same rules as in referral_totals.
SELECT a.name, o.priority, o.to_service AS service_code,
       CAST(coalesce(sum(o.referrals - o.declined - o.revoked) FILTER (o.is_matured), 0) AS BIGINT) AS matured,
       CAST(coalesce(sum(o.answered) FILTER (o.is_matured), 0) AS BIGINT) AS answered,
       CAST(coalesce(sum(o.answer_unknown) FILTER (o.is_matured), 0) AS BIGINT) AS answer_unknown,
       CAST(coalesce(sum(o.accepted) FILTER (o.is_matured), 0) AS BIGINT) AS accepted,
       CAST(coalesce(sum(o.rejected) FILTER (o.is_matured), 0) AS BIGINT) AS rejected,
       CAST(coalesce(sum(o.served) FILTER (o.is_matured), 0) AS BIGINT) AS served,
       CAST(sum(o.overdue) AS BIGINT) AS overdue,
       CAST(coalesce(sum(o.in_time) FILTER (o.is_matured), 0) AS BIGINT) AS in_time,
       CAST(coalesce(sum(o.in_time + o.late) FILTER (o.is_matured), 0) + sum(o.overdue) AS BIGINT) AS time_known,
       CAST(coalesce(sum(o.answered) FILTER (o.is_matured), 0) + sum(o.overdue) AS BIGINT) AS answer_known,
       CAST(sum(o.accepted) AS BIGINT) AS all_accepted,
       CAST(sum(o.accepted + o.rejected) AS BIGINT) AS all_answered,
       CAST(coalesce(sum(o.served) FILTER (o.is_served_due), 0) AS BIGINT) AS served_of_due,
       CAST(coalesce(sum(o.referrals - o.declined - o.revoked) FILTER (o.is_served_due AND o.status <> 'unknown'), 0)
            AS BIGINT) AS service_due,
       CAST(sum(o.unavailable) AS BIGINT) AS unavailable,
       CAST(sum(o.with_outcome) AS BIGINT) AS with_outcome
FROM warehouse.marts.referral_outcomes o
JOIN warehouse.marts.areas a ON a.scheme = o.scheme AND a.pcode = o.from_adm1 AND a.level = 'adm1'
WHERE o.scheme = $scheme AND $period IN (o.period, o.quarter, o.year) AND $priority IN ('all', o.priority)
  AND ($service = 'all' OR ($direction <> 'to' AND o.from_service = $service)
       OR ($direction <> 'from' AND o.to_service = $service))
GROUP BY ALL
ORDER BY ALL
