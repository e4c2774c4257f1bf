-- Child protection and a partner (sectors, or services, that are one) in each area. The partner is there where one of its
-- sectors or services is; it is not where all that are told of are not; else nobody can say. Entry points: where it is and
-- child protection is not, by children.
WITH partners AS (
    SELECT unnest(string_split($partners, ',')) AS code
),
actors AS (
    SELECT pcode, organisation_id FROM warehouse.marts.sector_actors
    WHERE period = $period AND scheme = $scheme AND level = $level AND sector_code IN (SELECT code FROM partners)
    UNION
    SELECT pcode, organisation_id FROM warehouse.marts.service_providers
    WHERE period = $period AND scheme = $scheme AND level = $level AND service_code IN (SELECT code FROM partners)
),
protectors AS (
    SELECT DISTINCT pcode, organisation_id FROM warehouse.marts.sector_actors
    WHERE period = $period AND scheme = $scheme AND level = $level AND sector_code = 'PRO-CPN'
),
told AS (
    SELECT DISTINCT sector_code FROM warehouse.marts.presence
    WHERE period = $period AND sector_code IN (SELECT code FROM partners)
),
known AS (
    SELECT a.pcode, p.organisations > 0 AS is_there, p.organisations IS NOT NULL AS is_known
    FROM warehouse.marts.areas a
    CROSS JOIN told t
    LEFT JOIN warehouse.marts.presence p
           ON p.period = $period AND p.scheme = a.scheme AND p.level = a.level AND p.pcode = a.pcode
          AND p.sector_code = t.sector_code
    WHERE a.scheme = $scheme AND a.level = $level
    UNION ALL
    SELECT pcode, status IN ('functional', 'present'), status <> 'no_data' FROM warehouse.marts.coverage
    WHERE period = $period AND scheme = $scheme AND level = $level AND service_code IN (SELECT code FROM partners)
),
states AS (
    SELECT pcode, CASE WHEN bool_or(is_there) THEN 'some' WHEN bool_and(is_known) THEN 'none' END AS state
    FROM known
    GROUP BY pcode
),
counted AS (
    SELECT pcode, count(DISTINCT a.organisation_id) AS partner, count(DISTINCT p.organisation_id) AS both
    FROM actors a
    LEFT JOIN protectors p USING (pcode, organisation_id)
    GROUP BY pcode
)
SELECT a.pcode, a.name, a.parent_name, c.children, v.phase, cp.organisations AS protection,
       CASE WHEN cp.organisations > 0 THEN 'some' WHEN cp.organisations = 0 THEN 'none' ELSE 'no_data' END
           AS protection_state,
       CASE WHEN s.state IS NOT NULL THEN coalesce(n.partner, 0) END AS partner, coalesce(s.state, 'no_data') AS partner_state,
       coalesce(n.both, 0) AS both,
       CASE WHEN s.state = 'some' AND cp.organisations = 0 AND c.children IS NOT NULL
            THEN rank() OVER (PARTITION BY s.state = 'some' AND cp.organisations = 0 AND c.children IS NOT NULL
                              ORDER BY c.children DESC) END AS entry_rank
FROM warehouse.marts.areas a
LEFT JOIN states s USING (pcode)
LEFT JOIN counted n USING (pcode)
LEFT JOIN warehouse.marts.presence cp
       ON cp.period = $period AND cp.scheme = a.scheme AND cp.level = a.level AND cp.pcode = a.pcode
      AND cp.sector_code = 'PRO-CPN'
LEFT JOIN warehouse.marts.severity v
       ON v.period = $period AND v.scheme = a.scheme AND v.level = a.level AND v.pcode = a.pcode
LEFT JOIN warehouse.marts.children c ON c.scheme = a.scheme AND c.level = a.level AND c.pcode = a.pcode
WHERE a.scheme = $scheme AND a.level = $level
ORDER BY entry_rank NULLS LAST, c.children DESC NULLS LAST, a.pcode
