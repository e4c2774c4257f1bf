"""Read a workbook's sheets: the fast way, or cell by cell. Runs in the reading process."""

import re
import threading
import zipfile
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path

import fastexcel
import numpy as np
import openpyxl
import pyarrow as pa
from openpyxl.utils import get_column_letter

from etl import sheet_xml
from etl.grid import FEW, GAP_COLUMNS, GAP_ROWS, Grid, Unreadable, before_gap
from etl.sheet_xml import Facts

UNPACKED_LIMIT = 1_000_000_000  # bytes that a workbook's zip directory may announce
LIKELY_UNPACKED = 200_000_000  # bytes: beyond, only a workbook that packs as spreadsheets do is opened
LIKELY_RATIO, RATIO_LIMIT = 30, 100  # a spreadsheet's XML packs about tenfold; a bomb packs a thousandfold

ERROR_TEXTS = {
    "Div0": "#DIV/0!",
    "NA": "#N/A",
    "Name": "#NAME?",
    "Null": "#NULL!",
    "Num": "#NUM!",
    "Ref": "#REF!",
    "Value": "#VALUE!",
}


def refuse_other_formats(path: Path) -> None:
    if not path.stat().st_size:
        raise Unreadable("file_empty")
    if path.suffix.lower() == ".xlsb":
        raise Unreadable("file_format_refused")
    if path.suffix.lower() == ".xlsm":
        raise Unreadable("file_macros")


def refuse_bombs(path: Path) -> None:
    """Judge a zipped workbook by its directory, before a byte of it is unpacked."""
    if not zipfile.is_zipfile(path):
        return  # .xls is no zip; a file that is neither is refused by the parser
    with zipfile.ZipFile(path) as archive:
        entries = archive.infolist()
    names = {entry.filename for entry in entries}
    if any(re.search(r"(^|[/\\])\.\.([/\\]|$)|^[/\\]|^\w:", name) for name in names):
        raise Unreadable("file_unsafe")
    if "xl/vbaProject.bin" in names:
        raise Unreadable("file_macros")
    if "xl/workbook.bin" in names:
        raise Unreadable("file_format_refused")
    unpacked = sum(entry.file_size for entry in entries)
    ratio = unpacked / max(path.stat().st_size, 10_000)
    if unpacked > UNPACKED_LIMIT or ratio > RATIO_LIMIT or (unpacked > LIKELY_UNPACKED and ratio > LIKELY_RATIO):
        raise Unreadable("file_too_large")


def fast_grids(path: Path) -> list[Grid]:
    # fastexcel works outside Python: the XML is searched meanwhile.
    facts: list[dict[str, Facts] | None] = []
    search = threading.Thread(target=lambda: facts.append(facts_of(path)))
    search.start()
    try:
        found = list(workbook_grids(path))
    finally:
        search.join()
    for grid in found:
        add_facts(grid, facts[0])
    return found


def facts_of(path: Path) -> dict[str, Facts] | None:
    """The facts of an xlsx, by sheet; None where its XML is not as spreadsheets write it, {} for other formats."""
    try:
        return sheet_xml.scan(path) if is_xlsx(path) else {}
    except Exception:  # what fastexcel makes of the file decides whether it can be read
        return None


def is_xlsx(path: Path) -> bool:
    if not zipfile.is_zipfile(path):
        return False
    with zipfile.ZipFile(path) as archive:
        return "xl/workbook.xml" in archive.namelist()


def add_facts(grid: Grid, facts: dict[str, Facts] | None) -> None:
    grid.is_searched = facts is not None
    grid.facts = (facts or {}).get(grid.name, grid.facts)


def workbook_grids(path: Path) -> Iterator[Grid]:
    try:
        workbook = fastexcel.read_excel(path if is_utf8(path) else path.read_bytes())
    except fastexcel.FastExcelError as error:
        is_locked = "password" in str(error).lower()
        raise Unreadable("file_locked" if is_locked else "file_not_workbook") from error
    for name in workbook.sheet_names:
        # header_row=None with skip_rows=0 keeps the blank rows on top: row numbers stay the sheet's own.
        sheet = workbook.load_sheet(name, header_row=None, skip_rows=0, dtypes="string")
        is_hidden = sheet.visible != "visible"
        if not sheet.width:
            yield Grid(name, is_hidden, 0, pa.table({}))
            continue
        batch, errors = sheet.to_arrow_with_errors()
        first_column = sheet.selected_columns[0].absolute_index
        yield Grid(name, is_hidden, first_column, with_error_texts(batch, errors))


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


def careful_grids(path: Path) -> list[Grid]:
    """Cell by cell, with only the cells that hold something in memory."""
    facts = facts_of(path)
    book = openpyxl.load_workbook(path, read_only=True, data_only=True)
    found = []
    for sheet in book.worksheets:
        sheet.reset_dimensions()
        cells: dict[int, dict[int, str]] = {}
        height = 0
        for number, row in enumerate(sheet.iter_rows(values_only=True)):
            for position, value in enumerate(row):
                if value is not None:
                    cells.setdefault(position, {})[number] = text_of(value)
                    height = number + 1
        near, far = parted(cells)
        height = min(height, max((row for column in near.values() for row in column), default=-1) + 1)
        first = min(near, default=0)
        table = pa.table(
            {
                f"c{position - first}": pa.array(map(near.get(position, {}).get, range(height)), pa.string())
                for position in range(first, max(near, default=-1) + 1)
            }
        )
        grid = Grid(sheet.title, sheet.sheet_state != "visible", first, table, far=far)
        add_facts(grid, facts)
        found.append(grid)
    book.close()
    return found


def parted(cells: dict[int, dict[int, str]]) -> tuple[dict[int, dict[int, str]], list[str]]:
    """The cells of the table by column and row, and the few that stand far from it, as A1."""
    rows = np.unique([row for column in cells.values() for row in column])
    last_row = before_gap(rows, GAP_ROWS)
    last_column = before_gap(np.array(sorted(cells)), GAP_COLUMNS)
    far = [
        (position, row)
        for position, column in cells.items()
        for row in column
        if position > last_column or row > last_row
    ]
    if len(far) > FEW:
        raise Unreadable("file_too_wide")
    left = set(far)
    near = {
        position: kept
        for position, column in cells.items()
        if (kept := {row: text for row, text in column.items() if (position, row) not in left})
    }
    return near, [f"{get_column_letter(position + 1)}{row + 1}" for position, row in far]


def text_of(value: object) -> str:
    """A value as fastexcel writes it."""
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return value.isoformat(" ") if isinstance(value, datetime) else str(value)
