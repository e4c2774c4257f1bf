-- Of the people whom the 4W or the tables of people reached report (the greater of the two, by organisation, period,
-- sector and area: etl/marts/24_inclusion.sql), those of whom sex, age and disability are known together.
SELECT NULL AS component, period, scheme, adm1_pcode, adm2_pcode, organisation_id AS organisation, 'unknown' AS sex,
       'unknown' AS age_group, 'unknown' AS disability,
       CAST(coalesce(sum(people) FILTER (sex <> 'unknown' AND age_group <> 'unknown' AND disability <> 'unknown'), 0) AS DOUBLE)
           AS numerator,
       CAST(sum(people) AS DOUBLE) AS denominator
FROM warehouse.marts.reach_people
GROUP BY ALL
