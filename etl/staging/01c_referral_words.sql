-- The key of a delay. Its sign counts: "≤ 14 jours" is not "> 14 jours".
CREATE MACRO delay_key(t) AS
    fold(regexp_replace(regexp_replace(t, '≤|<=|<', ' max ', 'g'), '≥|>=|>', ' plus ', 'g'));

-- The ages of a text, brackets as they are told ("0 à 4 ans" is 0-4, "18 ans et plus" 18+): never split, never merged.
CREATE MACRO bracket_of(t) AS
    CASE WHEN regexp_matches(t, '\d{1,2} ?(-|–|à|a|to) ?\d{1,2}')
         THEN regexp_replace(t, '^\D*(\d{1,2}) ?(-|–|à|a|to) ?(\d{1,2})(\D.*)?$', '\1-\3')
         WHEN regexp_matches(lower(t), '\d{1,2}( ?ans)? ?(\+|et plus|and over|and above)')
         THEN regexp_extract(t, '(\d{1,2})', 1) || '+' END;

-- Whether a bracket lies between two and seventeen: whom the Child Functioning Module measures.
CREATE MACRO is_child_of_two(t) AS
    regexp_matches(t, '^\d{1,2}-\d{1,2}$') AND CAST(split_part(t, '-', 1) AS INTEGER) >= 2
    AND CAST(split_part(t, '-', 2) AS INTEGER) <= 17;

-- A word that says of itself that it names no part: all of them, or nobody knows which.
CREATE MACRO says_nothing(t) AS
    coalesce(fold(t), '') IN ('', 'total', 'totaux', 'ensemble', 'tous', 'toutes', 'all', 'both', 'tous sexes', 'all ages',
                              'tous ages', 'inconnu', 'inconnue', 'inconnus', 'unknown', 'non renseigne', 'non precise',
                              'not specified', 'not recorded', 'incomplete data', 'donnees incompletes', 'n a', 'na', 'nd');
