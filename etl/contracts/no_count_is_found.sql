-- No small count of children can be told from what is shown: each can be one at most, and its threshold at least.
SELECT * FROM warehouse.core.disclosure_attack
WHERE least > 1.001 OR least_of_all_releases > 1.001 OR most < threshold - 0.001 OR most_of_all_releases < threshold - 0.001;
