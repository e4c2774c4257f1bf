SELECT period, rank, label_fr, label_en, cases
FROM own.cases
ORDER BY period DESC, rank
