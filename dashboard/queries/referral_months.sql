-- The periods of the ledger that a chosen period holds.
SELECT DISTINCT period
FROM warehouse.marts.referral_outcomes
WHERE $period IN (period, quarter, year)
ORDER BY period
