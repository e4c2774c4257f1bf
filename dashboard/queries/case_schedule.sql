-- How soon a child of each risk level is to be seen, and how often: to be confirmed by the working group.
SELECT risk_level, label_fr, label_en, first_response_hours, followup_days, is_validated, version_date
FROM warehouse.marts.followup_schedule
ORDER BY followup_days
