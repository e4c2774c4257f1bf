-- What sources say against themselves or each other: the gravest rule first, in each the newest first.
SELECT c.rule_id, r.severity, r.title_fr, r.title_en, r.sentence_fr, r.sentence_en, r.owner_fr, r.owner_en, c.period,
       c.scheme, c.level, c.pcode, a.name, a.parent_name, v.name_fr AS service_fr, v.name_en AS service_en,
       coalesce(o.acronym, o.name, o.organisation_id) AS organisation, c.detail_1, c.detail_2
FROM warehouse.marts.contradictions c
JOIN warehouse.marts.contradiction_rules r USING (rule_id)
JOIN warehouse.marts.areas a USING (scheme, level, pcode)
LEFT JOIN warehouse.marts.services v USING (service_code)
LEFT JOIN warehouse.core.organisations o USING (organisation_id)
ORDER BY r.rank, c.rule_id, c.period DESC, a.name, organisation NULLS LAST, v.name_fr, c.detail_1
