-- The ledger: what is counted of each accepted row, in codes. A row that tells the outcomes of its referrals in columns
-- of their own is one line an outcome; their sum is the row's. The rest of them, whose outcome nobody tells, is unknown.
CREATE TABLE warehouse.core.referral_ledger AS
SELECT r.sheet_id, r.row, r.period, r.scheme, coalesce(r.adm2_pcode, r.adm1_pcode) AS from_pcode, d.to_pcode,
       c.from_service, c.to_service, r.organisation_id AS from_organisation, r.to_organisation_id AS to_organisation,
       c.priority, coalesce(p.status, c.status) AS status, c.reason, c.answer_within, c.service_within, c.sex, c.age_group,
       c.disability, coalesce(p.referrals, r.referral_count) AS referrals, r.is_duplicate
FROM warehouse.core.referral_counts r
JOIN staging.coded_referrals c USING (sheet_id, row)
JOIN staging.referral_counts t USING (sheet_id, row)
LEFT JOIN staging.referral_destinations d
       ON d.sheet_id = t.sheet_id AND d.to_adm1_name IS NOT DISTINCT FROM t.to_adm1_name
      AND d.to_adm1_code IS NOT DISTINCT FROM t.to_adm1_code AND d.to_adm2_name IS NOT DISTINCT FROM t.to_adm2_name
      AND d.to_adm2_code IS NOT DISTINCT FROM t.to_adm2_code
LEFT JOIN (
    SELECT o.sheet_id, o.row, l.status, l.referrals
    FROM (SELECT * FROM staging.referral_outcomes WHERE NOT is_excess) o
    CROSS JOIN LATERAL (
        VALUES ('done', o.served), ('accepted', o.accepted - coalesce(o.served, 0)), ('rejected', o.rejected),
               -- NULL: the status that the row tells, if it tells one
               (NULL, o.sent - coalesce(o.accepted, o.served, 0) - coalesce(o.rejected, 0))
    ) l (status, referrals)
    WHERE l.referrals > 0
) p USING (sheet_id, row)
ORDER BY r.sheet_id, r.row, status;
