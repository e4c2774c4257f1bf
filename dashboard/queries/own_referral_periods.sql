-- The periods in which referrals were sent to the organisation.
SELECT DISTINCT period FROM own.referrals ORDER BY period
