"""The child process that gives a partner's workbook back: problem cells coloured, each with a comment, and a list.

It reads one request, a JSON object, on standard input, and answers with one JSON object on standard output::

    {"source": "…/4w.xlsx", "target": "…/4w_verifie.xlsx", "name": "4w.xlsx", "language": "fr", "problems": [{…}]}
    {"is_whole": true}
    {"disk": 28, "reason": "No space left on device"}
"""

import json
import os
import re
import sys
import tempfile
import warnings
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from openpyxl import Workbook, load_workbook
from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE, MergedCell
from openpyxl.comments import Comment
from openpyxl.styles import Alignment, Font, PatternFill
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.worksheet import Worksheet

from etl import reader
from etl.messages import LANGUAGES, outcome, say

AUTHOR = "Maillage"
REST = "\n———\n"  # between our comment and the partner's own
# Two colours and two patterns: printed in black and white, a rejected cell is still hatched.
REJECTED = PatternFill("lightUp", fgColor="FFC00000", bgColor="FFF8CBAD")
REMARKED = PatternFill("solid", fgColor="FFFFE699")
FILLS = {"refused": REJECTED, "rejected": REJECTED, "accepted": REMARKED}
COLUMNS = {"file": 28, "sheet": 20, "row": 8, "column": 26, "value": 30, "reason": 60, "proposal": 44, "outcome": 26}
LONGEST = 200  # characters of a value that are shown
# A text that begins so would be taken for a formula by the next program.
FORMULA_MARKS = ("=", "+", "-", "@", "\t", "\r", "＝")
Problem = Mapping[str, Any]


def main() -> None:
    reader.limit_memory()
    request = json.load(sys.stdin)
    try:
        is_whole = annotate(
            Path(request["source"]), Path(request["target"]), request["name"], request["problems"], request["language"]
        )
        answer: dict[str, Any] = {"is_whole": is_whole}
    except OSError as error:
        answer = {"disk": error.errno or 0, "reason": error.strerror or ""}
    print(json.dumps(answer), flush=True)


def annotate(source: Path, target: Path, name: str, problems: Sequence[Problem], language: str) -> bool:
    """Write ``target``; returns whether all that the source held could be kept."""
    book, sheets, is_whole = opened(source, language)
    clean(book)
    for (sheet, row, position), together in by_cell(problems).items():
        if sheet in sheets:
            mark(cell_at(sheets[sheet], row, position), together, language)
    list_problems(book, name, problems, language)
    save(book, target)
    return is_whole


def opened(source: Path, language: str) -> tuple[Workbook, dict[str, Worksheet], bool]:
    """The workbook, its sheets under the names that the loader gave them, and whether nothing of it was lost."""
    if source.suffix.lower() in (".xlsx", ".xlsm"):
        with warnings.catch_warnings(record=True) as lost:
            warnings.simplefilter("always")
            try:
                book = load_workbook(source)
            except Exception:  # of another format than its name says, or beyond openpyxl: its grid is still ours
                return *plain(source, language), False
        return book, {sheet.title: sheet for sheet in book.worksheets}, not lost and source.suffix.lower() == ".xlsx"
    book, sheets = plain(source, language)
    return book, sheets, source.suffix.lower() in reader.TEXTS


def plain(source: Path, language: str) -> tuple[Workbook, dict[str, Worksheet]]:
    """A new workbook of the cells alone, all as text."""
    book = Workbook()
    book.remove(book.worksheets[0])
    sheets = {}
    for grid in reader.grids(source):
        sheet = book.create_sheet(re.sub(r"[\[\]:*?/\\]", "_", grid.name)[:31] or say("annotate_sheet", language))
        sheet.sheet_state = "hidden" if grid.is_hidden else "visible"
        for position, column in enumerate(grid.table.columns, start=grid.first_column + 1):
            for row, value in enumerate(column.to_pylist(), start=1):
                if value:
                    put(sheet.cell(row, position), value)
        sheets[grid.name] = sheet
    return book, sheets


def clean(book: Workbook) -> None:
    """Take away what an earlier check left: a workbook that is mended and sent again comes back without it."""
    for sheet in book.worksheets:
        for cell in list(sheet._cells.values()):  # iter_rows would make a cell of every blank up to the last one
            if cell.comment is not None and cell.comment.author == AUTHOR:
                own = cell.comment.text.partition(REST)[2]
                cell.comment = Comment(own, "") if own else None
                cell.fill = PatternFill()
    headings = [[say(f"errors_{name}", language) for name in COLUMNS] for language in LANGUAGES]
    for sheet in book.worksheets:
        if [sheet.cell(1, number).value for number in range(1, len(COLUMNS) + 1)] in headings:
            book.remove(sheet)


def by_cell(problems: Sequence[Problem]) -> dict[tuple[str, int, int], list[Problem]]:
    """The problems that have a cell, under its sheet, row (from 1) and position (from 0)."""
    cells: dict[tuple[str, int, int], list[Problem]] = {}
    for problem in problems:
        if problem["row"] is not None and problem["position"] is not None:
            key = (problem["sheet"], problem["row"], problem["position"])
            cells.setdefault(key, []).append(problem)
    return cells


def cell_at(sheet: Worksheet, row: int, position: int) -> Any:
    """The cell, or the first one of the merged cells it lies in: only that one can hold a comment."""
    cell = sheet.cell(row, position + 1)
    if isinstance(cell, MergedCell):
        for area in sheet.merged_cells:
            if cell.coordinate in area:
                return sheet.cell(area.min_row, area.min_col)
    return cell


def mark(cell: Any, problems: Sequence[Problem], language: str) -> None:
    """Colour the cell after the gravest problem, and say them all in its comment, above the partner's own."""
    outcomes = {outcome(problem["code"]) for problem in problems}
    cell.fill = REJECTED if "rejected" in outcomes else REMARKED
    before = cell.comment
    text = "\n".join(dict.fromkeys(explained(problem) for problem in problems))
    if before is not None:
        ours, _, own = before.text.partition(REST) if before.author == AUTHOR else ("", "", before.text)
        text = f"{ours}\n{text}".strip() + (REST + own if own else "")
    text = ILLEGAL_CHARACTERS_RE.sub("", text)
    cell.comment = Comment(text, AUTHOR, height=40 + 20 * (len(text) // 40 + text.count("\n")), width=320)


def explained(problem: Problem) -> str:
    """What is wrong and how to mend it."""
    message = shortened(problem["message"], 3 * LONGEST)
    return f"{message} {problem['proposal']}" if problem.get("proposal") else message


def list_problems(book: Workbook, name: str, problems: Sequence[Problem], language: str) -> None:
    """The sheet of all the problems, which opens first; it says so when there is none."""
    sheet = book.create_sheet(say("errors_title", language))
    for number, (column, width) in enumerate(COLUMNS.items(), start=1):
        cell = sheet.cell(1, number)
        put(cell, say(f"errors_{column}", language))
        cell.font = Font(bold=True)
        sheet.column_dimensions[get_column_letter(number)].width = width
    for row, problem in enumerate(problems, start=2):
        grade = outcome(problem["code"])
        reason = shortened(problem["message"], 3 * LONGEST)
        where = (name, problem["sheet"], problem["row"], problem["heading"])
        values = (*where, problem["value"], reason, problem.get("proposal"))
        for number, value in enumerate((*values, say(f"outcome_{grade}", language)), start=1):
            cell = sheet.cell(row, number)
            cell.alignment = Alignment(wrap_text=True, vertical="top")
            if isinstance(value, int):
                cell.value = value
            elif value:
                put(cell, shortened(value, LONGEST) if number <= len(where) + 1 else value)
        if grade in FILLS:
            sheet.cell(row, len(COLUMNS)).fill = FILLS[grade]
    if not problems:
        put(sheet.cell(2, 1), say("errors_none", language))
    sheet.freeze_panes = "A2"
    sheet.auto_filter.ref = f"A1:{get_column_letter(len(COLUMNS))}{max(len(problems), 1) + 1}"
    book.active = book.worksheets.index(sheet) if not book.chartsheets else book.sheetnames.index(sheet.title)
    for other in book.worksheets:  # two selected sheets would be typed in together
        other.sheet_view.tabSelected = other is sheet


def put(cell: Any, text: str) -> None:
    """Write a text that stays a text, whatever it begins with."""
    cell.value = ILLEGAL_CHARACTERS_RE.sub("", text)
    cell.data_type = "s"
    cell.quotePrefix = text.startswith(FORMULA_MARKS)  # still a text when somebody edits the cell


def shortened(text: str, longest: int) -> str:
    return text if len(text) <= longest else text[:longest] + "…"


def save(book: Workbook, target: Path) -> None:
    """Written beside and moved: a full disk leaves no half of a workbook under the target's name."""
    with tempfile.TemporaryDirectory(prefix=".maillage-", dir=target.parent) as folder:
        partial = Path(folder) / target.name
        book.save(partial)
        os.replace(partial, target)


if __name__ == "__main__":
    main()
