-- What became of the referrals of a view. Whether and when somebody answers is judged once the deadline has passed; an
-- answer that is told counts at any age.
SELECT CAST(coalesce(sum(referrals), 0) AS BIGINT) AS referrals,
       CAST(coalesce(sum(declined), 0) AS BIGINT) AS declined,
       CAST(coalesce(sum(revoked), 0) AS BIGINT) AS revoked,
       CAST(coalesce(sum(referrals - declined - revoked) FILTER (NOT is_matured), 0) AS BIGINT) AS too_recent,
       CAST(coalesce(sum(pending), 0) AS BIGINT) AS pending,
       CAST(coalesce(sum(referrals - declined - revoked) FILTER (is_matured IS NULL), 0) AS BIGINT) AS undated,
       CAST(coalesce(sum(referrals - declined - revoked) FILTER (is_matured), 0) AS BIGINT) AS matured,
       CAST(coalesce(sum(answered) FILTER (is_matured), 0) AS BIGINT) AS answered,
       CAST(coalesce(sum(answer_unknown) FILTER (is_matured), 0) AS BIGINT) AS answer_unknown,
       CAST(coalesce(sum(overdue), 0) AS BIGINT) AS overdue,
       CAST(coalesce(sum(in_time) FILTER (is_matured), 0) AS BIGINT) AS in_time,
       CAST(coalesce(sum(late) FILTER (is_matured), 0) AS BIGINT) AS late,
       CAST(coalesce(sum(accepted) FILTER (is_matured), 0) AS BIGINT) AS accepted,
       CAST(coalesce(sum(rejected) FILTER (is_matured), 0) AS BIGINT) AS rejected,
       CAST(coalesce(sum(served) FILTER (is_matured), 0) AS BIGINT) AS served,
       CAST(coalesce(sum(referrals - declined - revoked) FILTER (is_served_due AND status <> 'unknown'), 0) AS BIGINT)
           AS service_due,
       CAST(coalesce(sum(served) FILTER (is_served_due), 0) AS BIGINT) AS served_of_due,
       CAST(coalesce(sum(accepted), 0) AS BIGINT) AS all_accepted,
       CAST(coalesce(sum(rejected), 0) AS BIGINT) AS all_rejected,
       CAST(coalesce(sum(unavailable), 0) AS BIGINT) AS unavailable,
       CAST(coalesce(sum(with_outcome), 0) AS BIGINT) AS with_outcome,
       CAST(coalesce(sum(referrals) FILTER (scheme <> $scheme), 0) AS BIGINT) AS other_scheme,
       -- the year, and of a month the quarter, that hold the period
       CAST((SELECT coalesce(sum(referrals), 0) FROM warehouse.marts.referral_outcomes
             WHERE period IN (CASE length($period) WHEN 7 THEN $period[:4] END,
                              CASE WHEN length($period) = 7 AND $period[6] <> 'Q'
                                   THEN $period[:4] || '-Q' || (CAST($period[6:] AS INTEGER) + 2) // 3 END)
               AND $priority IN ('all', priority)
               AND ($service = 'all' OR ($direction <> 'to' AND from_service = $service)
                    OR ($direction <> 'from' AND to_service = $service))) AS BIGINT) AS of_longer_periods,
       (SELECT any_value(cut_off) FROM warehouse.marts.referral_outcomes) AS cut_off
FROM warehouse.marts.referral_outcomes
WHERE $period IN (period, quarter, year) AND $priority IN ('all', priority)
  AND ($service = 'all' OR ($direction <> 'to' AND from_service = $service)
       OR ($direction <> 'from' AND to_service = $service))
