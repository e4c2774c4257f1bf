"""The child process that opens partners' files, so that a hostile one can only hurt the child.

It reads requests, one JSON object a line, on standard input::

    {"path": "…/4w.xlsx", "out": "…/directory", "is_careful": false}

and answers with one JSON object a line on standard output::

    {"sheets": [{"name": "4W", "is_hidden": false, "first_column": 0, "table": "…/0.arrow", …}]}
    {"error": "file_unreadable", "value": ""}

Each table holds the sheet's own grid as text: the first row is row 1 of the sheet, whatever is blank
above it, and a cell in error holds its error (``#REF!``) rather than nothing.

``is_careful`` asks for the slow way, cell by cell: a single cell in the last corner of a sheet makes the fast one
reserve room for seventeen thousand million.
"""

import json
import sys
from pathlib import Path

import pyarrow as pa

from etl.delimited import table_of_text
from etl.grid import Grid, Unreadable, trim
from etl.personal import judge, without
from etl.workbook import careful_grids, fast_grids, refuse_bombs, refuse_other_formats

WORKBOOKS = {".xlsx", ".xlsm", ".xls", ".xlsb", ".ods"}
TEXTS = {".csv", ".tsv", ".txt"}
SUFFIXES = WORKBOOKS | TEXTS

MEMORY_LIMIT = 1_500_000_000  # bytes of address space for one child
CPU_LIMIT = 60  # seconds for one file
WIDEST = 2_000  # columns
LONGEST = 500_000  # rows of a workbook's sheet; a CSV has no such limit


def main() -> None:
    limit_memory()
    for line in sys.stdin:
        request = json.loads(line)
        try:
            answer = {"sheets": read(Path(request["path"]), Path(request["out"]), request.get("is_careful", False))}
        except Unreadable as error:
            answer = {"error": error.args[0], "value": "".join(error.args[1:])}
        except MemoryError:
            return  # as if killed: the next child has all the room
        except Exception:  # a parser may fail in any way; the words of its error are not for a coordinator
            answer = {"error": "file_unreadable", "value": ""}
        print(json.dumps(answer), flush=True)


def read(path: Path, out: Path, is_careful: bool = False) -> list[dict]:
    """Write one Arrow file a sheet into ``out`` and describe them, in the workbook's order."""
    limit_processor_time()
    sheets = []
    for number, grid in enumerate(grids(path, is_careful)):
        # Judged here, in the child, before a cell is written anywhere: personal data go no further.
        judgement = judge(grid.table)
        table = pa.table({}) if judgement.refused else without(grid.table, judgement.contacts)
        target = out / f"{number}.arrow"
        write_table(table, target)
        facts = out / f"{number}.facts.arrow"
        rows, columns, names = zip(*grid.facts.cells, strict=True) if grid.facts.cells else ((), (), ())
        write_table(
            pa.table(
                {
                    "row": pa.array(rows, pa.int32()),
                    "column": pa.array(columns, pa.int32()),
                    "fact": pa.array(names, pa.string()),
                }
            ),
            facts,
        )
        sheets.append(
            {
                "name": grid.name,
                "is_hidden": grid.is_hidden,
                "first_column": grid.first_column,
                "table": str(target),
                "facts": str(facts),
                "merged": grid.facts.merged,
                "hidden_rows": grid.facts.hidden_rows,
                "far": grid.far,
                "encoding": grid.encoding,
                "is_searched": grid.is_searched,
                "personal": judgement.refused,
                "contacts": judgement.contact_headings,
            }
        )
    return sheets


def write_table(table: pa.Table, target: Path) -> None:
    with pa.OSFile(str(target), "wb") as sink, pa.ipc.new_file(sink, table.schema) as writer:
        writer.write_table(table)


def grids(path: Path, is_careful: bool = False) -> list[Grid]:
    """The sheets of a file, without the few cells that stand far from their table."""
    if path.suffix.lower() in TEXTS:
        table, encoding = table_of_text(path)
        found = [Grid("", False, 0, table, encoding=encoding)]
    else:
        refuse_other_formats(path)
        refuse_bombs(path)
        found = careful_grids(path) if is_careful else fast_grids(path)
    for grid in found:
        trim(grid)
        if grid.table.num_columns > WIDEST:
            raise Unreadable("file_too_wide")
        if grid.table.num_rows > LONGEST and path.suffix.lower() not in TEXTS:
            raise Unreadable("file_too_long")
    return found


def limit_memory() -> None:
    try:
        import resource
    except ImportError:  # Windows has no such limits; the parent's time-out still holds
        return
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY_LIMIT, MEMORY_LIMIT))


def limit_processor_time() -> None:
    try:
        import resource
    except ImportError:
        return
    used = resource.getrusage(resource.RUSAGE_SELF)
    seconds = int(used.ru_utime + used.ru_stime) + CPU_LIMIT
    resource.setrlimit(resource.RLIMIT_CPU, (seconds, resource.RLIM_INFINITY))


if __name__ == "__main__":
    main()
