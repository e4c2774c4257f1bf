-- The organisations that tell of their cases, by name.
SELECT organisation_id, coalesce(o.organisation, organisation_id) AS organisation
FROM (SELECT organisation_id FROM warehouse.marts.case_flows
      UNION SELECT organisation_id FROM warehouse.marts.case_measures
      UNION SELECT organisation_id FROM warehouse.marts.case_staff) t
LEFT JOIN warehouse.marts.organisations o USING (organisation_id)
ORDER BY lower(coalesce(o.organisation, organisation_id))
