"""The child process that opens partners' files, so that a hostile one can only hurt the child.

It reads requests, one JSON object a line, on standard input::

    {"path": "…/4w.xlsx", "out": "…/directory"}

and answers with one JSON object a line on standard output::

    {"sheets": [{"name": "4W", "is_hidden": false, "first_column": 0, "table": "…/0.arrow"}]}
    {"error": "file_unreadable"}

Each table holds the sheet's own grid as text: the first row is row 1 of the sheet, whatever is blank
above it, and a cell in error holds its error (``#REF!``) rather than nothing.
"""

import csv
import io
import json
import sys
import zipfile
from pathlib import Path

import fastexcel
import pyarrow as pa

from etl.personal import judge, without

WORKBOOKS = {".xlsx", ".xlsm", ".xls", ".xlsb", ".ods"}
TEXTS = {".csv", ".tsv", ".txt"}
SUFFIXES = WORKBOOKS | TEXTS

MEMORY_LIMIT = 1_500_000_000  # bytes of address space for one child
CPU_LIMIT = 60  # seconds for one file
UNPACKED_LIMIT = 1_000_000_000  # bytes that a workbook's zip directory may announce
RATIO_LIMIT = 100  # a spreadsheet's XML packs about tenfold; a bomb packs a thousandfold
WIDEST = 2_000  # columns

ERROR_TEXTS = {
    "Div0": "#DIV/0!",
    "NA": "#N/A",
    "Name": "#NAME?",
    "Null": "#NULL!",
    "Num": "#NUM!",
    "Ref": "#REF!",
    "Value": "#VALUE!",
}


class Unreadable(Exception):
    """The file cannot be read; the argument is the message code to report."""


def main() -> None:
    limit_memory()
    for line in sys.stdin:
        request = json.loads(line)
        try:
            answer = {"sheets": read(Path(request["path"]), Path(request["out"]))}
        except Unreadable as error:
            answer = {"error": str(error)}
        except MemoryError:
            answer = {"error": "file_too_large"}
        except Exception:  # a parser may fail in any way; the words of its error are not for a coordinator
            answer = {"error": "file_unreadable"}
        print(json.dumps(answer), flush=True)


def read(path: Path, out: Path) -> list[dict]:
    """Write one Arrow file a sheet into ``out`` and describe them, in the workbook's order."""
    limit_processor_time()
    is_text = path.suffix.lower() in TEXTS
    grids = [("", False, 0, table_of_text(path))] if is_text else workbook_grids(path)
    sheets = []
    for number, (name, is_hidden, first_column, table) in enumerate(grids):
        # Judged here, in the child, before a cell is written anywhere: personal data go no further.
        judgement = judge(table)
        table = pa.table({}) if judgement.refused else without(table, judgement.contacts)
        target = out / f"{number}.arrow"
        with pa.OSFile(str(target), "wb") as sink, pa.ipc.new_file(sink, table.schema) as writer:
            writer.write_table(table)
        sheets.append(
            {
                "name": name,
                "is_hidden": is_hidden,
                "first_column": first_column,
                "table": str(target),
                "personal": judgement.refused,
                "contacts": judgement.contact_headings,
            }
        )
    return sheets


def workbook_grids(path: Path) -> list[tuple[str, bool, int, pa.Table]]:
    refuse_bombs(path)
    try:
        workbook = fastexcel.read_excel(path if is_utf8(path) else path.read_bytes())
    except fastexcel.FastExcelError as error:
        is_locked = "password" in str(error).lower()
        raise Unreadable("file_locked" if is_locked else "file_not_workbook") from error
    grids = []
    for name in workbook.sheet_names:
        # header_row=None with skip_rows=0 keeps the blank rows on top: row numbers stay the sheet's own.
        sheet = workbook.load_sheet(name, header_row=None, skip_rows=0, dtypes="string")
        if sheet.width > WIDEST:
            raise Unreadable("file_too_wide")
        is_hidden = sheet.visible != "visible"
        if not sheet.width:
            grids.append((name, is_hidden, 0, pa.table({})))
            continue
        batch, errors = sheet.to_arrow_with_errors()
        first_column = sheet.selected_columns[0].absolute_index
        grids.append((name, is_hidden, first_column, with_error_texts(batch, errors)))
    return grids


def is_utf8(path: Path) -> bool:
    """Whether fastexcel can open the file by its name; an old Windows packs others into its zip files."""
    try:
        str(path).encode()
    except UnicodeEncodeError:
        return False
    return True


def with_error_texts(batch: pa.RecordBatch, errors: fastexcel.CellErrors | None) -> pa.Table:
    """The grid with ``#REF!`` and its like written where fastexcel left an empty cell."""
    columns = {f"c{number}": column for number, column in enumerate(batch.columns)}
    texts: dict[int, dict[int, str]] = {}
    for error in errors.errors if errors else ():
        row, column = error.offset_position
        kind = error.detail.partition("Error(")[2].partition(")")[0]
        texts.setdefault(column, {})[row] = ERROR_TEXTS.get(kind, "#ERR!")
    for column, by_row in texts.items():
        values = columns[f"c{column}"].to_pylist()
        for row, text in by_row.items():
            values[row] = text
        columns[f"c{column}"] = pa.array(values, pa.string())
    return pa.table(columns)


def table_of_text(path: Path) -> pa.Table:
    """A delimited text file as a grid; the separator is the one that the first lines agree on."""
    text = decoded(path.read_bytes())
    if "\0" in text:
        raise Unreadable("file_not_text")
    if not text.strip():
        return pa.table({})
    csv.field_size_limit(1_000_000)
    sample = text[:20_000]
    separator = max(";\t|,", key=lambda mark: (min_per_line(sample, mark), sample.count(mark)))
    # StringIO and not splitlines(), which also ends a row at U+2028, at a vertical tab and at their like.
    rows = list(csv.reader(io.StringIO(text, newline=""), delimiter=separator))
    width = max(map(len, rows))
    if width > WIDEST:
        raise Unreadable("file_too_wide")
    return pa.table(
        {
            f"c{column}": pa.array(
                [row[column] if column < len(row) and row[column] else None for row in rows], pa.string()
            )
            for column in range(width)
        }
    )


def min_per_line(sample: str, mark: str) -> int:
    lines = [line for line in sample.splitlines()[:10] if line.strip()]
    return min((line.count(mark) for line in lines), default=0)


def decoded(content: bytes) -> str:
    """Text of a file in one of the encodings that Excel writes: UTF-8, UTF-16 or Windows-1252."""
    if content.startswith((b"\xff\xfe", b"\xfe\xff")):
        return content.decode("utf-16")
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError:
        return content.decode("cp1252", errors="replace")


def refuse_bombs(path: Path) -> None:
    """Judge a zipped workbook by its directory, before a byte of it is unpacked."""
    if not path.stat().st_size:
        raise Unreadable("file_empty")
    if not zipfile.is_zipfile(path):
        return  # .xls is no zip; a file that is neither is refused by the parser
    with zipfile.ZipFile(path) as archive:
        unpacked = sum(entry.file_size for entry in archive.infolist())
    if unpacked > UNPACKED_LIMIT or unpacked > RATIO_LIMIT * max(path.stat().st_size, 10_000):
        raise Unreadable("file_too_large")


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
