-- How many spellings were received, and how many actors or places they make.
SELECT kind, received, known
FROM warehouse.marts.harmonisation
