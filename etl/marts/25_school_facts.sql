-- What is known of schools, area by area and month by month: which are accessible, of those where it is told; which are
-- occupied, of those of known state. Lists of sites tell it; what is measured counts in an area of which no list of that year
-- tells, and the two are never added up.
CREATE TABLE staging.listed_schools AS
SELECT k.subject, s.period, s.scheme, s.level, s.pcode, c.adm1_pcode, c.adm2_pcode, k.is_part
FROM staging.site_states s
JOIN warehouse.core.service_sites c USING (sheet_id, row)
JOIN warehouse.marts.told_periods t ON t.period = s.period
-- its doors stay as they are; who is in it is known of the month that tells it, and of no school seen too long ago
CROSS JOIN LATERAL (VALUES
    ('accessible', c.accessible_code = 'yes', c.accessible_code IN ('yes', 'no')),
    ('occupied', c.status_code = 'occupied',
     c.status_code <> 'unknown' AND NOT s.is_old AND period_end(c.period) = period_end(s.period))) k (subject, is_part, is_known)
WHERE s.service_code = 'school' AND k.is_known;

-- Areas that a list tells of, whole or in part, in both schemes.
CREATE TABLE staging.areas_of_listed_schools AS
SELECT DISTINCT l.subject, l.period[:4] AS year, c.to_scheme AS scheme, c.to_pcode AS pcode
FROM (SELECT DISTINCT subject, period, scheme, level, pcode FROM staging.listed_schools) l
JOIN (FROM warehouse.core.area_containment UNION ALL BY NAME FROM warehouse.core.area_overlap) c
  ON c.from_scheme = l.scheme AND c.from_level = l.level AND c.from_pcode = l.pcode;

CREATE TABLE staging.school_facts AS
SELECT subject, period, scheme, adm1_pcode, adm2_pcode, NULL AS organisation_id,
       count(*) FILTER (is_part) AS schools, count(*) AS known
FROM staging.listed_schools
GROUP BY ALL
UNION ALL
SELECT p.subject, m.period, m.scheme, m.adm1_pcode, m.adm2_pcode, m.organisation_id,
       CAST(sum(m.amount) FILTER (m.measure = p.part) AS BIGINT), CAST(sum(m.amount) FILTER (m.measure = p.whole) AS BIGINT)
FROM warehouse.core.sector_measures m
JOIN (VALUES ('accessible', 'schools_accessible', 'schools_access_known'),
             ('occupied', 'schools_occupied', 'schools_status_known')) p (subject, part, whole) ON m.measure IN (p.part, p.whole)
ANTI JOIN staging.areas_of_listed_schools a
       ON a.subject = p.subject AND a.year = m.period[:4] AND a.scheme = m.scheme
      AND a.pcode = coalesce(m.adm2_pcode, m.adm1_pcode)
WHERE NOT m.is_duplicate
GROUP BY p.subject, m.period, m.scheme, m.adm1_pcode, m.adm2_pcode, m.organisation_id
-- a whole of which nobody tells the part is in no share
HAVING count(*) FILTER (m.measure = p.part) > 0;
