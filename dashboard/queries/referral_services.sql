-- The services at either end of a referral, in the order of the basket; those that no list knows come last.
SELECT l.service_code, s.name_fr, s.name_en, s.short_fr, s.short_en
FROM (SELECT DISTINCT unnest([from_service, to_service]) AS service_code FROM warehouse.marts.referral_outcomes) l
LEFT JOIN warehouse.marts.services s USING (service_code)
ORDER BY s.rank NULLS LAST, l.service_code
