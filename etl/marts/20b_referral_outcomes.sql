-- What became of the referrals, as far as it can be judged. Internal: it names organisations. One line a combination of
-- the ledger's codes, with counts of referrals.
--
-- Cut-off: the end of the last period that the ledger tells, not today: a late build must not make everybody late. A
-- referral is judged (`is_matured`) once its whole period and the deadline of its priority have passed at the cut-off;
-- before that it is in no numerator and in no denominator. An unknown priority has no deadline: NULL, in `undated`.
-- Whether the service was rendered is judged 30 days after the period (`is_served_due`; REF-04).
--
-- Each referral is declined (by the child or the family: nobody's failure), revoked (taken back by who sent it), or one
-- of the others: answered + unanswered + answer_unknown, of which some are accepted (and of these served) or rejected.
-- Of the answered: in_time + late + time_unknown. Of the unanswered: overdue (matured), pending (not yet), undated.
-- `service_low_days` and `service_high_days` are the limits of the bucket of the days to the service; NULL: none is
-- told, or it is open at its end.
-- `unavailable`: the reason is that there is no such service; `with_outcome`: what it is a part of (REF-07).
CREATE TABLE warehouse.marts.referral_outcomes AS
WITH told AS (
    SELECT f.*, CAST(d.hours AS INTEGER) AS deadline_hours, CAST(b.low_days AS INTEGER) * 24 AS from_hours,
           CAST(b.high_days AS INTEGER) * 24 AS to_hours, CAST(v.low_days AS INTEGER) AS service_low_days,
           CAST(v.high_days AS INTEGER) AS service_high_days, period_end(f.period) AS ends_on,
           max(period_end(f.period)) OVER () AS cut_off,
           f.reason IS NOT DISTINCT FROM 'declined' AND f.status <> 'done' AS is_declined,
           f.reason IS NOT DISTINCT FROM 'service_unavailable' AND f.status <> 'done' AS is_unavailable,
           -- what a status says of the answer goes before its delay
           CASE WHEN f.status IN ('accepted', 'rejected', 'done') OR b.code IS NOT NULL THEN true
                WHEN f.status = 'in_progress' OR f.answer_within = 'none' THEN false END AS is_answered
    FROM warehouse.marts.referral_flows f
    LEFT JOIN reference.delay_buckets b ON b.code = f.answer_within
    LEFT JOIN reference.delay_buckets v ON v.code = f.service_within
    ASOF LEFT JOIN (SELECT priority, hours, CAST(valid_from AS DATE) AS valid_from FROM reference.deadlines) d
      ON d.priority = f.priority AND d.valid_from <= period_start(f.period)
),
dated AS (
    SELECT *, CAST(ceil(deadline_hours / 24) AS INTEGER) AS deadline_days,
           date_diff('day', ends_on, cut_off) AS days_since,
           NOT is_declined AND status <> 'revoked' AS is_judged
    FROM told
)
SELECT f.period, CASE WHEN length(f.period) > 4 THEN f.period[:4] || '-Q' || quarter(f.ends_on) END AS quarter,
       f.period[:4] AS year, f.scheme,
       f.from_pcode, CASE a.level WHEN 'adm2' THEN a.parent_pcode ELSE f.from_pcode END AS from_adm1,
       f.to_pcode, CASE b.level WHEN 'adm2' THEN b.parent_pcode ELSE f.to_pcode END AS to_adm1,
       f.from_service, f.to_service, f.from_organisation, f.to_organisation, f.priority, f.status, f.reason,
       f.answer_within, f.service_within, f.sex, f.age_group, f.disability, f.deadline_hours, f.cut_off,
       f.service_low_days, f.service_high_days,
       f.days_since >= f.deadline_days AS is_matured, f.days_since >= 30 AS is_served_due,
       -- how long ago the deadline of the youngest of them passed, in days
       CASE WHEN f.days_since >= f.deadline_days THEN f.days_since - f.deadline_days END AS overdue_days,
       f.referrals,
       CASE WHEN f.is_declined THEN f.referrals ELSE 0 END AS declined,
       CASE WHEN NOT f.is_declined AND f.status = 'revoked' THEN f.referrals ELSE 0 END AS revoked,
       CASE WHEN f.is_judged AND f.is_answered THEN f.referrals ELSE 0 END AS answered,
       CASE WHEN f.is_judged AND NOT f.is_answered THEN f.referrals ELSE 0 END AS unanswered,
       CASE WHEN f.is_judged AND f.is_answered IS NULL THEN f.referrals ELSE 0 END AS answer_unknown,
       CASE WHEN f.is_judged AND f.is_answered AND f.to_hours <= f.deadline_hours
            THEN f.referrals ELSE 0 END AS in_time,
       CASE WHEN f.is_judged AND f.is_answered AND f.from_hours >= f.deadline_hours
            THEN f.referrals ELSE 0 END AS late,
       CASE WHEN f.is_judged AND f.is_answered
                 AND NOT coalesce(f.to_hours <= f.deadline_hours OR f.from_hours >= f.deadline_hours, false)
            THEN f.referrals ELSE 0 END AS time_unknown,
       CASE WHEN f.is_judged AND NOT f.is_answered AND f.days_since >= f.deadline_days
            THEN f.referrals ELSE 0 END AS overdue,
       CASE WHEN f.is_judged AND NOT f.is_answered AND f.days_since < f.deadline_days
            THEN f.referrals ELSE 0 END AS pending,
       CASE WHEN f.is_judged AND NOT f.is_answered AND f.deadline_hours IS NULL
            THEN f.referrals ELSE 0 END AS undated,
       CASE WHEN f.is_judged AND f.status = 'done' THEN f.referrals ELSE 0 END AS served,
       CASE WHEN f.is_judged AND f.status IN ('accepted', 'done') THEN f.referrals ELSE 0 END AS accepted,
       CASE WHEN f.is_judged AND f.status = 'rejected' THEN f.referrals ELSE 0 END AS rejected,
       CASE WHEN f.is_unavailable THEN f.referrals ELSE 0 END AS unavailable,
       CASE WHEN f.is_unavailable OR (f.is_judged AND f.status IN ('accepted', 'rejected', 'done'))
            THEN f.referrals ELSE 0 END AS with_outcome
FROM dated f
LEFT JOIN warehouse.marts.areas a ON a.scheme = f.scheme AND a.pcode = f.from_pcode
LEFT JOIN warehouse.marts.areas b ON b.scheme = f.scheme AND b.pcode = f.to_pcode;
