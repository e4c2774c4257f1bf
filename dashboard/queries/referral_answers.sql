-- How soon referrals of each priority were answered, of those whose deadline has passed; and how many are left out.
SELECT priority, any_value(deadline_hours) AS deadline_hours,
       CAST(coalesce(sum(answered) FILTER (is_matured AND answer_within = 'within_24h'), 0) AS BIGINT) AS within_24h,
       CAST(coalesce(sum(answered) FILTER (is_matured AND answer_within = 'within_72h'), 0) AS BIGINT) AS within_72h,
       CAST(coalesce(sum(answered) FILTER (is_matured AND answer_within = 'within_14d'), 0) AS BIGINT) AS within_14d,
       CAST(coalesce(sum(answered) FILTER (is_matured AND answer_within = 'longer'), 0) AS BIGINT) AS longer,
       CAST(sum(overdue) AS BIGINT) AS overdue,
       CAST(coalesce(sum(CASE WHEN answer_within IN ('none', 'unknown') THEN answered ELSE 0 END + answer_unknown)
                     FILTER (is_matured), 0) AS BIGINT) AS unknown,
       CAST(coalesce(sum(in_time) FILTER (is_matured), 0) AS BIGINT) AS in_time,
       CAST(coalesce(sum(late) FILTER (is_matured), 0) AS BIGINT) AS late,
       CAST(coalesce(sum(referrals - declined - revoked) FILTER (is_matured), 0) AS BIGINT) AS matured,
       CAST(coalesce(sum(referrals - declined - revoked) FILTER (is_matured IS NOT true), 0) AS BIGINT) AS not_judged
FROM warehouse.marts.referral_outcomes
WHERE $period IN (period, quarter, year) AND $priority IN ('all', priority)
  AND ($service = 'all' OR ($direction <> 'to' AND from_service = $service)
       OR ($direction <> 'from' AND to_service = $service))
GROUP BY priority
ORDER BY deadline_hours NULLS LAST, priority
