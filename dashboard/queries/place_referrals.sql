-- Referrals made in a place, and referrals made to it; what stays in the place is in both.
SELECT side, CAST(sum(referrals) AS BIGINT) AS referrals,
       CAST(coalesce(sum(referrals) FILTER (stays), 0) AS BIGINT) AS within,
       -- the denominators of REF-02, REF-06 and REF-04: what nobody tells is in none
       CAST(coalesce(sum(in_time + late + overdue) FILTER (is_matured), 0) AS BIGINT) AS timed,
       CAST(coalesce(sum(in_time) FILTER (is_matured), 0) AS BIGINT) AS in_time,
       CAST(coalesce(sum(answered + overdue) FILTER (is_matured), 0) AS BIGINT) AS judged,
       CAST(coalesce(sum(overdue), 0) AS BIGINT) AS overdue,
       CAST(coalesce(sum(referrals - declined - revoked) FILTER (is_served_due AND status <> 'unknown'), 0) AS BIGINT)
           AS service_due,
       CAST(coalesce(sum(served) FILTER (is_served_due), 0) AS BIGINT) AS served,
       CAST(coalesce(sum(unavailable), 0) AS BIGINT) AS unavailable
FROM (
    SELECT referrals, declined, revoked, status, is_matured, answered, in_time, late, overdue, is_served_due, served,
           unavailable,
           CASE $level WHEN 'adm1' THEN from_adm1 = to_adm1 ELSE from_pcode = to_pcode END AS stays,
           unnest([
               CASE WHEN $pcode = CASE $level WHEN 'adm1' THEN from_adm1 ELSE from_pcode END THEN 'out' END,
               CASE WHEN $pcode = CASE $level WHEN 'adm1' THEN to_adm1 ELSE to_pcode END THEN 'in' END]) AS side
    FROM warehouse.marts.referral_outcomes
    WHERE $period IN (period, quarter, year) AND scheme = $scheme
)
WHERE side IS NOT NULL
GROUP BY side
