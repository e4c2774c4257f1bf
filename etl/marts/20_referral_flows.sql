-- Who sends children to whom, for what, and what became of it: a referral is not a child. Internal: it names
-- organisations. One line a combination of codes, in the period and the scheme in which it was told, both ends in that
-- scheme; each referral stands in one line. A NULL end is one that nobody tells or that the scheme does not know.
-- `status`: Primero's in_progress, accepted, rejected, done, revoked, or unknown. Accepted is not served: done is.
-- `answer_within`, `service_within`: within_24h, within_72h, within_14d, longer, none (it did not happen), unknown.
CREATE TABLE warehouse.marts.referral_flows AS
SELECT period, scheme, from_pcode, to_pcode, from_service, to_service, from_organisation, to_organisation, priority, status,
       reason, answer_within, service_within, sex, age_group, disability, CAST(sum(referrals) AS BIGINT) AS referrals
FROM warehouse.core.referral_ledger
WHERE NOT is_duplicate AND referrals > 0
GROUP BY ALL
ORDER BY ALL;
