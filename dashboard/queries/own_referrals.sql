-- What was sent to the organisation and has no answer after its deadline, by service and priority.
SELECT r.service_code, v.name_fr, v.name_en, r.priority, CAST(sum(r.up_to_30) AS BIGINT) AS up_to_30,
       CAST(sum(r.up_to_90) AS BIGINT) AS up_to_90, CAST(sum(r.longer) AS BIGINT) AS longer,
       CAST(sum(r.overdue) AS BIGINT) AS overdue, any_value(r.cut_off) AS cut_off
FROM own.referrals r
LEFT JOIN warehouse.marts.services v USING (service_code)
WHERE r.overdue > 0
GROUP BY r.service_code, v.name_fr, v.name_en, v.rank, r.priority, r.deadline_hours
ORDER BY v.rank NULLS LAST, r.service_code, r.deadline_hours
