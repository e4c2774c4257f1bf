-- Unaccompanied and separated children apart: their sum would hide the harder half. A stock, as registers tell it. A whole
-- of which its organisation tells no part there and then is in no share: what nobody tells is not 0.
WITH told AS (
    SELECT c.*, p.component, c.measure = p.solved AS is_part,
           bool_or(c.measure = p.solved) OVER (
               PARTITION BY p.component, c.period, c.scheme, c.adm1_pcode, c.adm2_pcode, c.organisation_id) AS is_told
    FROM warehouse.core.case_practice c
    JOIN (VALUES ('unaccompanied', 'uasc_unaccompanied', 'uasc_unaccompanied_solved'),
                 ('separated', 'uasc_separated', 'uasc_separated_solved')) p (component, registered, solved)
      ON c.measure IN (p.registered, p.solved)
    WHERE NOT c.is_duplicate
)
SELECT component, period, scheme, adm1_pcode, adm2_pcode, organisation_id AS organisation, sex, age_group, disability,
       CAST(sum(cases) FILTER (is_part) AS DOUBLE) AS numerator,
       CAST(sum(cases) FILTER (NOT is_part) AS DOUBLE) AS denominator
FROM told
WHERE is_told
GROUP BY ALL
