-- The rules, the gravest first, with how often each found something and when last.
SELECT r.rule_id, r.severity, r.title_fr, r.title_en, r.owner_fr, r.owner_en, count(c.rule_id) AS found,
       max(c.period) AS last_period
FROM warehouse.marts.contradiction_rules r
LEFT JOIN warehouse.marts.contradictions c USING (rule_id)
GROUP BY r.rule_id, r.severity, r.title_fr, r.title_en, r.owner_fr, r.owner_en, r.rank
ORDER BY r.rank, found DESC, r.rule_id
