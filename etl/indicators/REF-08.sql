-- Organisations active in a service that children are referred to, and of these the ones that sent or received a referral
-- in that quarter, anywhere.
WITH active AS (
    SELECT DISTINCT a.period, a.scheme, a.adm1_pcode, a.organisation_id AS organisation,
           year(period_end(a.period)) || '-Q' || quarter(period_end(a.period)) AS quarter
    FROM warehouse.core.activities a
    SEMI JOIN warehouse.core.activity_services s ON s.sheet_id = a.sheet_id AND s.row = a.row
    WHERE a.organisation_id IS NOT NULL
),
taking_part AS (
    SELECT DISTINCT o.organisation, year(period_end(f.period)) || '-Q' || quarter(period_end(f.period)) AS quarter
    FROM warehouse.marts.referral_flows f
    CROSS JOIN LATERAL (VALUES (f.from_organisation), (f.to_organisation)) o (organisation)
    WHERE o.organisation IS NOT NULL
)
SELECT NULL AS component, a.period, a.scheme, a.adm1_pcode, NULL AS adm2_pcode, a.organisation, NULL AS sex,
       NULL AS age_group, NULL AS disability, CASE WHEN t.organisation IS NULL THEN 0.0 ELSE 1.0 END AS numerator,
       1.0 AS denominator
FROM active a
LEFT JOIN taking_part t USING (organisation, quarter)
