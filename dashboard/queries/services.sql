-- The services of the basket and beyond, each with its rule, threshold and denominator.
SELECT rank, service_code, sector_code, name_fr, name_en, short_fr, short_en, is_basket, denominator, per,
       min_denominator, verified_within_days, has_rule, threshold, threshold_per, threshold_kind, is_threshold_checked, threshold_fr,
       threshold_en, basis_fr, basis_en, is_known
FROM warehouse.marts.services
ORDER BY rank
