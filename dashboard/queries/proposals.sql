-- Spellings to settle and what they may mean, those of most rows first.
SELECT kind, text, scheme, level, target, target_name, score, rows, state
FROM warehouse.marts.proposals
WHERE kind = $kind
ORDER BY rows DESC, text, score DESC, target
