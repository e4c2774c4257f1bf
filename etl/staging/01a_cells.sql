-- Where a sheet holds a count a cell, a row's number carries its column: sheet_row + 2,097,152 × column, columns being
-- counted from 1. An ordinary row has column 0 and is its own number. etl/adapters/stage_counts.py writes them so.
CREATE MACRO sheet_row(r) AS r % 2097152;
CREATE MACRO sheet_column(r) AS r // 2097152;

-- A, B… AA, of a position counted from 0.
CREATE MACRO column_letters(position) AS
    CASE WHEN position < 26 THEN chr(65 + position)
         WHEN position < 702 THEN chr(64 + position // 26) || chr(65 + position % 26)
         ELSE chr(64 + (position - 702) // 676 + 1) || chr(65 + (position - 702) // 26 % 26) || chr(65 + position % 26)
    END;

-- A row as people name it: its number, or its cell.
CREATE MACRO row_words(r) AS
    CASE WHEN sheet_column(r) > 0 THEN column_letters(CAST(sheet_column(r) - 1 AS INTEGER)) || sheet_row(r)
         ELSE CAST(r AS VARCHAR) END;
