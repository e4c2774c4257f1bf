-- What was done for working together and heard from people in a year: adults and answers are counted, never children.
CREATE TABLE warehouse.marts.plan_measures AS
SELECT CAST(period[:4] AS INTEGER) AS year, measure, CAST(sum(amount) AS BIGINT) AS amount,
       count(DISTINCT organisation_id) AS organisations
FROM warehouse.core.sector_measures
WHERE NOT is_duplicate
  AND measure IN ('trainings_other_sectors', 'people_trained_other_sectors', 'feedback_received', 'feedback_acted')
GROUP BY ALL
ORDER BY ALL;
