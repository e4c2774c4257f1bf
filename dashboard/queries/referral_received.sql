-- What one organisation was sent in a period, by service and priority, and what became of it.
SELECT to_service AS service_code, priority, any_value(deadline_hours) AS deadline_hours,
       CAST(sum(referrals) AS BIGINT) AS referrals, CAST(sum(declined) AS BIGINT) AS declined,
       CAST(sum(revoked) AS BIGINT) AS revoked,
       CAST(coalesce(sum(referrals - declined - revoked) FILTER (is_matured IS NOT true), 0) AS BIGINT) AS not_judged,
       CAST(coalesce(sum(answered) FILTER (is_matured), 0) AS BIGINT) AS answered,
       CAST(coalesce(sum(answer_unknown) FILTER (is_matured), 0) AS BIGINT) AS answer_unknown,
       CAST(sum(overdue) AS BIGINT) AS overdue
FROM warehouse.marts.referral_outcomes
WHERE $period IN (period, quarter, year) AND to_organisation = $receiver
GROUP BY to_service, priority
ORDER BY service_code, deadline_hours NULLS LAST, priority
