-- Who they are of whom the organisation itself told: its new cases, the referrals that it sent, the people whom it reached.
-- Exact: whoever counted knows the numbers. Nothing for a donor.
SELECT f.period, f.quarter, f.year, f.source, f.sector_code, f.sex, f.age_group, f.disability, f.disability_tool,
       f.population_status, CAST(sum(f.people) AS BIGINT) AS people
FROM internal.marts.inclusion_facts f
WHERE $role = 'organisation' AND f.organisation_id = $own
GROUP BY ALL
