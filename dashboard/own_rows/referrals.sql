-- What was sent to the organisation and is judged at the cut-off, by service and priority: its own answers, without who
-- sent them. Nothing for a donor.
SELECT to_service AS service_code, priority, any_value(deadline_hours) AS deadline_hours, period,
       CAST(sum(referrals) AS BIGINT) AS referrals,
       CAST(coalesce(sum(overdue) FILTER (overdue_days <= 30), 0) AS BIGINT) AS up_to_30,
       CAST(coalesce(sum(overdue) FILTER (overdue_days BETWEEN 31 AND 90), 0) AS BIGINT) AS up_to_90,
       CAST(coalesce(sum(overdue) FILTER (overdue_days > 90), 0) AS BIGINT) AS longer,
       CAST(sum(overdue) AS BIGINT) AS overdue, any_value(cut_off) AS cut_off
FROM internal.marts.referral_outcomes
WHERE $role = 'organisation' AND to_organisation = $own
GROUP BY to_service, priority, period
