-- By lists of sites, else by surveys (etl/marts/25_school_facts.sql).
SELECT NULL AS component, period, scheme, adm1_pcode, adm2_pcode, organisation_id AS organisation, NULL AS sex,
       NULL AS age_group, NULL AS disability, CAST(schools AS DOUBLE) AS numerator, CAST(known AS DOUBLE) AS denominator
FROM staging.school_facts
WHERE subject = 'accessible'
