-- Two lists of one month disagree on the same school, or the words of one list say both.
SELECT period, scheme, level, pcode, 'school' AS service_code,
       CASE WHEN count(DISTINCT organisation_id) = 1 THEN any_value(organisation_id) END AS organisation_id,
       min(site_name) AS detail_1, string_agg(DISTINCT site_status, ' / ' ORDER BY site_status) AS detail_2
FROM (
    SELECT *, CASE WHEN adm2_pcode IS NULL THEN 'adm1' ELSE 'adm2' END AS level,
           coalesce(adm2_pcode, adm1_pcode) AS pcode,
           -- without what the words deny: "non fonctionnelle", "anciennement occupée"
           regexp_replace(fold(site_status), '\b(non|in|pas|plus|not|no longer|anciennement|ancienne|formerly|ex) ?(ouvert|fonctionn|operation|activ|open|functional|occup)[a-z]*', '', 'g') AS words
    FROM warehouse.core.service_sites
    WHERE service_code = 'school' AND NOT is_duplicate
)
GROUP BY period, scheme, level, pcode, coalesce(fold(site_name), concat(sheet_id, ' ', row))
HAVING bool_or(regexp_matches(words, '\b(ouvert|fonctionn|partiel|operation|activ|open|functional|en service)'))
   AND bool_or(regexp_matches(words, '\boccup'))
