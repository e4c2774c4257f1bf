SELECT rule, value FROM warehouse.marts.evidence_rules ORDER BY rule
