"""Open a source again, with another reader than the loader's, to see what stands in a reported cell."""

import csv
import datetime as dt
import io
import re
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import openpyxl
from openpyxl.utils import coordinate_to_tuple
from openpyxl.workbook import Workbook

from etl.report import WITHHELD

# Remarks whose value is not that of one cell: the number of a row, or nothing.
OF_A_ROW = frozenset({"duplicate_row", "duplicate_elsewhere", "row_hidden"})
# Remarks whose value holds that of the cell beside another: a code and a name, a start and an end.
OF_TWO_CELLS = frozenset(
    {"dates_reversed", "place_unknown", "place_levels_disagree", "coordinates_unreadable", "place_coordinates_outside"}
)
LONGEST = 200  # characters of a value that a report keeps


class Source:
    """A workbook or CSV, opened once for many cells."""

    def __init__(self, path: Path) -> None:
        self._book: Workbook | None = None
        self._rows: list[list[str]] = []
        if path.suffix == ".csv":
            csv.field_size_limit(10_000_000)
            self._rows = list(csv.reader(io.StringIO(decoded(path.read_bytes()), newline=""), delimiter=";"))
        else:
            self._book = openpyxl.load_workbook(path, data_only=True)

    def value(self, sheet: str | None, cell: str) -> object:
        """What the cell holds; for one of a merged area, what the area shows."""
        if self._book is None:
            row, column = coordinate_to_tuple(cell)
            return self._rows[row - 1][column - 1]
        page = self._book[sheet or self._book.sheetnames[0]]
        area = next((area for area in page.merged_cells.ranges if cell in area), None)
        return page[area.start_cell.coordinate if area else cell].value


def decoded(content: bytes) -> str:
    for encoding in ("utf-8-sig", "utf-16", "cp1252"):
        try:
            return content.decode(encoding)
        except UnicodeDecodeError:
            continue
    raise AssertionError("no known encoding")


def misquoted(path: Path, issues: list[Mapping[str, Any]]) -> list[tuple[str, str, object, object]]:
    """The remarks whose value is not what stands in their cell: (code, cell, value reported, value in the source)."""
    told = [issue for issue in issues if issue.get("cell") and issue["code"] not in OF_A_ROW]
    if not told:
        return []
    source = Source(path)
    wrong = []
    for issue in told:
        raw = source.value(issue["sheet"], issue["cell"])
        if issue["value"] == WITHHELD and (isinstance(raw, bool) or re.search(r"[^\W\d_]", str(raw))):
            continue  # words in the place of a count may be a child's name: they are not repeated
        if not is_quoted(raw, issue["value"], issue["code"] in OF_TWO_CELLS):
            wrong.append((issue["code"], issue["cell"], issue["value"], raw))
    return wrong


def is_quoted(raw: object, value: str | None, is_part: bool) -> bool:
    """Whether a reported value is that of a cell, or holds it."""
    text = value or ""
    if isinstance(raw, str) and is_part:
        return " ".join(raw.split()) in " ".join(text.split())
    match raw:
        case None:
            return text == "" or text.startswith("=")
        case bool():
            return text.lower() in (str(raw).lower(), "vrai" if raw else "faux")
        case int() | float():
            return is_number(raw, text)
        case dt.datetime() | dt.date():
            return raw.isoformat()[:10] in text
        case str():
            kept = text.rstrip("…")
            return raw == text or (len(raw) > LONGEST and len(kept) >= LONGEST - 1 and raw.startswith(kept))
    return False


def is_number(raw: float, text: str) -> bool:
    """Whether a text is the number, as it is or as a percentage."""
    share = text.endswith("%")
    try:
        number = float(text.rstrip("% \u00a0\u202f").replace(",", "."))
    except ValueError:
        return False
    return abs(number - raw * (100 if share else 1)) < 1e-9 * max(1.0, abs(number))
