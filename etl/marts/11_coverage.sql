-- Each basic service in each area and period. A number is NULL where nobody can say it; `status` is the sentence:
-- functional, present (somebody or something is there, its functioning not confirmed), zero (reported), no_data,
-- not_applicable (nobody lives there), and withheld where publication withholds it.
CREATE TABLE warehouse.marts.coverage AS
WITH reported AS (
    -- where the 4W of the period speaks of the service at all
    SELECT DISTINCT p.period, s.service_code, c.scheme, c.level, c.pcode
    FROM (SELECT DISTINCT period, service_code FROM staging.service_activities) s
    JOIN staging.period_parts p USING (period)
    JOIN (SELECT DISTINCT period, scheme FROM warehouse.core.activities) a ON a.period = p.part
    JOIN warehouse.core.area_coverability c ON c.from_scheme = a.scheme
),
actors AS (
    SELECT period, scheme, level, pcode, service_code, count(DISTINCT organisation_id) AS organisations
    FROM warehouse.marts.service_providers
    GROUP BY ALL
),
counted AS (
    SELECT p.period, a.scheme, a.level, a.pcode, v.service_code,
           CASE WHEN t.organisations > 0 THEN t.organisations
                -- neither where what is told of a larger area may be here, nor where a closed site may have opened again
                WHEN up.period IS NULL AND us.period IS NULL AND coalesce(s.closed_before, 0) = 0
                     AND (r.period IS NOT NULL OR l.period IS NOT NULL) THEN 0 END AS organisations,
           CASE WHEN us.period IS NULL AND (s.sites > 0 OR l.period IS NOT NULL) THEN coalesce(s.sites, 0) END AS sites,
           CASE WHEN us.period IS NOT NULL OR v.functional_statuses IS NULL THEN NULL
                WHEN s.functional > 0 OR (s.sites > 0 AND s.stale + s.unknown = 0) THEN s.functional
                WHEN s.sites IS NULL AND l.period IS NOT NULL THEN 0 END AS functional_sites,
           coalesce(s.stale, 0) AS stale_sites, coalesce(s.functional, 0) > 0 AS is_functional,
           coalesce(s.sites - s.closed, 0) > 0 OR coalesce(t.organisations, 0) > 0 AS is_present,
           d.population, d.children, d.school_age
    FROM warehouse.marts.service_periods p
    CROSS JOIN warehouse.core.areas a
    CROSS JOIN warehouse.core.services v
    LEFT JOIN staging.sites_by_area s USING (period, scheme, level, pcode, service_code)
    LEFT JOIN staging.listed_areas l USING (period, scheme, level, pcode, service_code)
    LEFT JOIN staging.undecided_sites us USING (period, scheme, level, pcode, service_code)
    LEFT JOIN reported r USING (period, scheme, level, pcode, service_code)
    LEFT JOIN staging.undecided_providers up USING (period, scheme, level, pcode, service_code)
    LEFT JOIN actors t USING (period, scheme, level, pcode, service_code)
    LEFT JOIN warehouse.marts.denominators d
           ON d.scheme = a.scheme AND d.level = a.level AND d.pcode = a.pcode AND d.scenario = 'mid'
)
SELECT period, scheme, level, pcode, service_code,
       CASE WHEN population = 0 THEN 'not_applicable'
            WHEN is_functional THEN 'functional'
            WHEN functional_sites = 0 THEN 'zero'
            WHEN is_present THEN 'present'
            WHEN organisations = 0 THEN 'zero'
            ELSE 'no_data' END AS status,
       organisations, sites, functional_sites, stale_sites, population, children, school_age
FROM counted
ORDER BY ALL;

CREATE TABLE warehouse.marts.services AS
SELECT v.* EXCLUDE (functional_statuses), v.functional_statuses IS NOT NULL AS has_rule,
       t.value AS threshold, t.per AS threshold_per, coalesce(t.kind, 'none') AS threshold_kind,
       coalesce(t.is_checked, true) AS is_threshold_checked,
       t.label_fr AS threshold_fr, t.label_en AS threshold_en, t.basis_fr, t.basis_en,
       EXISTS (FROM warehouse.marts.coverage c
               WHERE c.service_code = v.service_code AND c.status NOT IN ('no_data', 'not_applicable')) AS is_known
FROM warehouse.core.services v
LEFT JOIN warehouse.core.thresholds t USING (service_code)
ORDER BY v.rank;
