-- The organisations at either end of a referral, by name, and whether any was ever sent to them.
SELECT l.organisation_id, coalesce(any_value(o.organisation), l.organisation_id) AS organisation,
       bool_or(l.is_receiver) AS is_receiver
FROM (SELECT from_organisation AS organisation_id, false AS is_receiver FROM warehouse.marts.referral_outcomes
      UNION SELECT to_organisation, true FROM warehouse.marts.referral_outcomes) l
LEFT JOIN warehouse.marts.organisations o USING (organisation_id)
WHERE l.organisation_id IS NOT NULL
GROUP BY l.organisation_id
ORDER BY lower(coalesce(any_value(o.organisation), l.organisation_id))
