-- In the rounded profile nothing is left between nothing and the threshold, and every published count is a sum of the
-- rounded base as of the true one.
WITH cells AS (
    SELECT c.table_id, c.period, c.level, c.pcode, c.value AS rounded, p.value, t.threshold,
           c.measure, c.sex, c.age_group, c.disability, c.concern, c.referral_status,
           c.from_service, c.to_service
    FROM warehouse.core.rounded_counts c
    JOIN warehouse.marts.published_counts p
      ON (p.table_id, p.period, p.level, p.pcode) = (c.table_id, c.period, c.level, c.pcode)
     AND p.sex IS NOT DISTINCT FROM c.sex AND p.age_group IS NOT DISTINCT FROM c.age_group
     AND p.disability IS NOT DISTINCT FROM c.disability AND p.concern IS NOT DISTINCT FROM c.concern
     AND p.referral_status IS NOT DISTINCT FROM c.referral_status
     AND p.from_service IS NOT DISTINCT FROM c.from_service AND p.to_service IS NOT DISTINCT FROM c.to_service
    JOIN (SELECT DISTINCT period, threshold FROM warehouse.marts.disclosure_summary) t ON t.period = c.period
)
SELECT c.table_id, c.period, c.pcode, c.rounded, c.value
FROM cells c
LEFT JOIN warehouse.core.rounded_base b
  ON b.period = c.period AND b.measure = c.measure
 AND (c.level = 'country' OR (c.level = 'adm1' AND b.adm1 = c.pcode) OR (c.level = 'adm2' AND b.adm2 = c.pcode))
 AND coalesce(c.sex, '*') IN ('*', b.sex) AND coalesce(c.age_group, '*') IN ('*', b.age_group)
 AND coalesce(c.disability, '*') IN ('*', b.disability) AND coalesce(c.concern, '*') IN ('*', b.concern)
 AND coalesce(c.referral_status, '*') IN ('*', b.referral_status)
 AND coalesce(c.from_service, '*') IN ('*', b.from_service) AND coalesce(c.to_service, '*') IN ('*', b.to_service)
GROUP BY c.table_id, c.period, c.level, c.pcode, c.rounded, c.value, c.threshold, c.measure, c.sex, c.age_group, c.disability,
         c.concern, c.referral_status, c.from_service, c.to_service
HAVING c.rounded <> coalesce(sum(b.rounded), 0) OR c.value <> coalesce(sum(b.value), 0)
    OR (c.rounded > 0 AND c.rounded < c.threshold)
UNION ALL
SELECT 'base', c.period, c.adm2, c.rounded, c.value
FROM warehouse.core.rounded_base c
JOIN (SELECT DISTINCT period, threshold FROM warehouse.marts.disclosure_summary) t ON t.period = c.period
WHERE (c.rounded > 0 AND c.rounded < t.threshold) OR (c.value >= t.threshold AND c.rounded <> c.value);
