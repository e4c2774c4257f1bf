-- What the ledger tells of: its periods, and the quarters and years that hold them.
SELECT DISTINCT period
FROM (SELECT unnest([period, quarter, year]) AS period FROM warehouse.marts.referral_outcomes)
WHERE period IS NOT NULL
