-- Caseworkers by how many open cases they have, in brackets whose limits are the standard's; an unknown bracket is in none. The mean is exact: open cases
-- of the organisation there by its caseworkers who have any. The maximum is the lower limit of the highest bracket told.
WITH posts AS (
    SELECT period, scheme, adm1_pcode, adm2_pcode, organisation_id AS organisation,
           CAST(sum(staff_count) FILTER (bracket IN ('1-10', '11-20', '21-25')) AS DOUBLE) AS at_most_25,
           CAST(sum(staff_count) FILTER (bracket NOT IN ('0', 'unknown')) AS DOUBLE) AS caseworkers,
           CAST(max(try_cast(regexp_extract(bracket, '^\d+') AS INTEGER)) FILTER (staff_count > 0) AS DOUBLE) AS highest
    FROM warehouse.core.caseloads
    WHERE NOT is_duplicate AND staff = 'caseworker'
    GROUP BY ALL
),
stocks AS (
    SELECT c.period, c.scheme, c.adm1_pcode, c.adm2_pcode, c.organisation_id AS organisation,
           CAST(sum(c.case_count) AS DOUBLE) AS active
    FROM warehouse.core.case_counts c
    JOIN reference.dimension_labels k ON k.dimension = 'case_status' AND k.label = fold(c.case_status) AND k.code = 'active'
    WHERE NOT c.is_duplicate
    GROUP BY ALL
)
SELECT v.component, p.period, p.scheme, p.adm1_pcode, p.adm2_pcode, p.organisation, NULL AS sex, NULL AS age_group,
       NULL AS disability, v.numerator, v.denominator
FROM posts p
LEFT JOIN stocks s ON s.period = p.period AND s.scheme = p.scheme AND s.organisation = p.organisation
                  AND s.adm1_pcode = p.adm1_pcode AND s.adm2_pcode IS NOT DISTINCT FROM p.adm2_pcode
CROSS JOIN LATERAL (
    VALUES ('at_most_25', coalesce(p.at_most_25, 0), p.caseworkers),
           -- where the open cases are not told, neither are their posts: a mean of half of them would be wrong
           ('mean', s.active, CASE WHEN s.active IS NOT NULL THEN p.caseworkers END),
           ('maximum', p.highest, NULL)
) v (component, numerator, denominator)
WHERE p.caseworkers > 0
