"""Primero and CPIMS+ managed reports: a title, a line of parameters, then tables of counts by sex, age or period.

They are known by that shape. Each cell of a table is one count; a column or a row that only adds up others is checked
against them and never loaded beside them. Rows and columns are counted from 0 in the grid.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

import pyarrow as pa

from etl.adapters.dimensions import dimension
from etl.adapters.parameters import named_in, parameters, place_of
from etl.headings import fold, rows_of
from etl.rows import TOTAL, NotData, number_of, together

LONGEST, WIDEST = 5_000, 1_000  # rows and columns: a report of a cell a count is never longer
SEARCHED = 60  # rows within which a report's first table begins
# The words of a table's title, and what its rows are then values of; in this order.
FIELDS = (
    ("risk_level", r"\b(risk|risque)\b.*\b(level|niveau)|\b(level|niveau)\b.*\b(risk|risque)"),
    ("concern", r"\b(concerns?|preoccupations?|vulnerabilit\w+|violence types?|types? (of|de) violences?)\b"),
    ("case_status", r"\b(status|statuts?|workflow|etat|situation|etapes?)\b"),
    ("place", r"\b(locations?|lieux?|localisations?|prefectures?|areas?|districts?)\b"),
)
# A partner's summary of people reached has the same shape, and counts no cases.
CASES = r"\b(cas|cases?|incidents?|reporting location|primero|cpims)\b"
NO_CASES = r"\b(beneficiaires?|beneficiar\w+|atteint\w*|reached|cibl\w+|target\w*|ecoles?|schools?|sites?|activit\w+)\b"
OF_CASES_ALONE = frozenset({"risk_level", "concern"})
GENERIC = r"\b(sex|sexe|sexes|gender|genre|ages?|total|cases|cas|values?|valeurs?)\b"


@dataclass(frozen=True)
class Count:
    """One cell: where it stands, what it says, and what it counts; ``field`` names what ``value`` is a value of."""

    row: int
    column: int
    text: str
    field: str
    value: str
    sex: str | None
    ages: str | None
    period: str | None


@dataclass(frozen=True)
class Disagreement:
    """A total's cell that is not the sum of its parts."""

    row: int
    column: int
    stated: str
    summed: int


@dataclass
class Report:
    """A sheet as read. ``said``: roles of the parameters; ``unknown``: titles of tables that were left aside."""

    title: str
    said: dict[str, str]
    counts: list[Count] = field(default_factory=list)
    not_data: list[NotData] = field(default_factory=list)
    disagreements: list[Disagreement] = field(default_factory=list)
    unknown: list[str] = field(default_factory=list)
    headings: dict[int, str] = field(default_factory=dict)
    first_table: int = 0


@dataclass(frozen=True)
class Heads:
    """The headings of a table, rows ``first`` to ``last``: what they call its rows, its title, what columns count."""

    first: int
    last: int
    title_row: int | None
    own: str
    title: str
    columns: dict[int, dict[str, str]]


def read_report(table: pa.Table, sheet_name: str = "") -> Report | None:
    """The report that a sheet is; None where it has another shape."""
    if not 0 < table.num_rows <= LONGEST:
        return None
    top = rows_of(table.slice(0, SEARCHED))
    begin = next((row for row in range(len(top)) if heads_at(top, row)), None)
    if begin is None or not is_titled(top[:begin]):
        return None
    said = parameters(top[:begin])
    if not said:
        return None
    grid = rows_of(table)
    title = next(cell for row in grid for cell in row if cell)
    report = Report(title, named_in(title) | said)
    if place := said.get("place"):
        report.said |= place_of(place)
    whys: dict[int, tuple[str, str | None]] = {}
    row = 0
    while row < len(grid):
        heads = heads_at(grid, row)
        if heads is None:
            row += 1
            continue
        report.first_table = report.first_table or (heads.title_row if heads.title_row is not None else heads.first)
        whys |= {number: ("heading", None) for number in range(heads.first, heads.last + 1)}
        if heads.title_row is not None:
            whys[heads.title_row] = ("title", None)
        row = read_table(report, grid, heads, whys, (title, sheet_name))
    report.not_data = together(told_apart(grid, report, whys))
    # of a report that bears no mark of the system's own, tables that count nothing of ours are no business of ours
    return report if report.counts or (report.unknown and "other" in said) else None


def is_titled(rows: Sequence[Sequence[str]]) -> bool:
    """Whether the first line above the tables holds one text alone, which is no parameter."""
    first = next((row for row in rows if any(row)), [])
    return sum(bool(cell) for cell in first) == 1 and bool(first[0]) and not parameters([first])


def heads_at(grid: Sequence[Sequence[str]], row: int) -> Heads | None:
    """The headings that begin at a row, with the line of counts that must follow them."""
    if not is_heading_row(grid, row):
        return None
    last = row
    while last + 1 < len(grid) and is_heading_row(grid, last + 1):
        last += 1
    if last + 1 >= len(grid) or not is_counted(grid[last + 1]):
        return None
    above = grid[row - 1] if row else []
    is_title = sum(bool(cell) for cell in above) == 1 and bool(above[0]) and not parameters([above])
    own = next((grid[number][0] for number in range(last, row - 1, -1) if grid[number][0]), "")
    title = above[0] if is_title else ""
    return Heads(row, last, row - 1 if is_title else None, own, title, dimensions_of(grid[row : last + 1]))


def is_heading_row(grid: Sequence[Sequence[str]], row: int) -> bool:
    """A row of headings; years alone ("2024", "2025") are figures, but where nothing stands before them."""
    cells = [cell for cell in grid[row][1:] if cell]
    if not cells or not all(dimension(cell) for cell in cells):
        return False
    return not grid[row][0] or any(number_of(cell) is None for cell in cells)


def is_counted(cells: Sequence[str]) -> bool:
    return bool(cells[0]) and any(number_of(cell) is not None for cell in cells[1:])


def dimensions_of(rows: Sequence[Sequence[str]]) -> dict[int, dict[str, str]]:
    """What each column counts, from the headings above it; a merged heading goes on until the next one."""
    width = max(len(row) for row in rows)
    columns: dict[int, dict[str, str]] = {}
    for number, row in enumerate(rows):
        kinds = [found[0] for cell in row[1:] if cell and (found := dimension(cell))]
        level = max(("sex", "age", "period"), key=kinds.count)
        current = ""
        for column in range(1, width):
            cell = row[column] if column < len(row) else ""
            current = cell or (current if number + 1 < len(rows) else "")
            if not (current and (found := dimension(current))):
                continue
            kind, value = found
            said = columns.setdefault(column, {})
            if kind == "unknown" and level in kinds:
                said[level] = value
            elif kind != "total":
                said[kind] = value
    return columns


def is_finer(one: dict[str, str], other: dict[str, str]) -> bool:
    """Whether a column counts a part of what another one counts."""
    return len(one) > len(other) and one.items() >= other.items()


def read_table(
    report: Report,
    grid: Sequence[Sequence[str]],
    heads: Heads,
    whys: dict[int, tuple[str, str | None]],
    titles: Sequence[str],
) -> int:
    """Add a table's counts to the report; returns the row after its last."""
    last = heads.last + 1
    while last < len(grid) and grid[last][0] and heads_at(grid, last) is None and not begins_table(grid, last):
        last += 1
    rows = range(heads.last + 1, last)
    values = [row for row in rows if not is_total(grid[row][0])]
    named = field_of((heads.own, heads.title), [grid[row][0] for row in values], titles)
    shown = heads.title or heads.own or report.title
    if named is None:
        report.unknown.append(shown)
        whys |= {row: ("note", shown[:200]) for row in rows}
        return last
    leaves = {c: d for c, d in heads.columns.items() if not any(is_finer(o, d) for o in heads.columns.values())}
    for column in heads.columns:
        texts = [grid[number][column] for number in range(heads.first, heads.last + 1) if column < len(grid[number])]
        report.headings.setdefault(column, " ".join(text for text in texts if text))
    report.headings.setdefault(0, heads.own or shown)
    for row in values:
        report.counts += [
            count_of(grid, row, column, named, said) for column, said in leaves.items() if grid[row][column]
        ]
    for row in rows:
        check_columns(report, grid, row, heads.columns, leaves)
        if is_total(grid[row][0]):
            whys[row] = ("subtotal", grid[row][0][:200])
    check_rows(report, grid, rows, leaves)
    return last


def begins_table(grid: Sequence[Sequence[str]], row: int) -> bool:
    """A line of one text, above headings."""
    alone = sum(bool(cell) for cell in grid[row]) == 1
    return alone and row + 1 < len(grid) and is_heading_row(grid, row + 1)


def is_total(label: str) -> bool:
    return bool(re.match(TOTAL, label, re.IGNORECASE))


def field_of(own: Sequence[str], labels: Sequence[str], titles: Sequence[str]) -> str | None:
    """What the rows of a table are values of: a field of ours, ``sex``, ``age``, ``place``, or None for another."""
    words = fold(" ".join((*own, *titles)))
    if re.search(NO_CASES, words):
        return None
    named = rows_named(own, labels, titles)
    return named if named in OF_CASES_ALONE or re.search(CASES, words) else None


def rows_named(own: Sequence[str], labels: Sequence[str], titles: Sequence[str]) -> str | None:
    """The field that the labels or the titles name."""
    kinds = {found[0] if (found := dimension(label)) else "" for label in labels} - {"unknown"}
    if len(kinds) == 1 and (kind := kinds.pop()) in ("sex", "age"):
        return kind
    is_silent = all(not text or re.search(GENERIC, fold(text)) for text in own)
    # where a table says nothing of its own, the report's title does; else it would only mislead
    for text in (*own, *(titles if is_silent else ())):
        for name, pattern in FIELDS:
            if re.search(pattern, fold(text)):
                return name
    return None


def count_of(grid: Sequence[Sequence[str]], row: int, column: int, named: str, said: dict[str, str]) -> Count:
    label = grid[row][0]
    sex, ages = said.get("sex"), said.get("age")
    if named in ("sex", "age"):
        found = dimension(label) or ("unknown", label)
        sex, ages = (label, ages) if named == "sex" else (sex, found[1])
    return Count(row, column, grid[row][column], named, label, sex, ages, said.get("period"))


def check_columns(
    report: Report, grid: Sequence[Sequence[str]], row: int, columns: dict[int, dict], leaves: dict[int, dict]
) -> None:
    """Compare each total of a row with the columns it adds up."""
    for column, said in columns.items():
        parts = [grid[row][leaf] for leaf, finer in leaves.items() if is_finer(finer, said)]
        if column not in leaves and grid[row][column]:
            compare(report, row, column, grid[row][column], parts)


def check_rows(report: Report, grid: Sequence[Sequence[str]], rows: range, leaves: dict[int, dict]) -> None:
    """Compare each total row with the rows since the last one, or with all above."""
    begin = rows.start
    for row in rows:
        if is_total(grid[row][0]):
            for column in leaves:
                near = [grid[r][column] for r in range(begin, row) if not is_total(grid[r][0])]
                every = [grid[r][column] for r in range(rows.start, row) if not is_total(grid[r][0])]
                if number_of(grid[row][column]) != sum(number_of(text) or 0 for text in every):
                    compare(report, row, column, grid[row][column], near)
            begin = row + 1


def compare(report: Report, row: int, column: int, stated: str, parts: Sequence[str]) -> None:
    numbers = [number_of(text) for text in parts if text]
    total = number_of(stated)
    if total is None or None in numbers or not numbers:
        return
    if (summed := sum(number for number in numbers if number is not None)) != total:
        report.disagreements.append(Disagreement(row, column, stated, summed))


def told_apart(
    grid: Sequence[Sequence[str]], report: Report, whys: dict[int, tuple[str, str | None]]
) -> dict[int, tuple[str, str | None]]:
    """Why each row that holds no count is no data."""
    counted = {count.row for count in report.counts}
    found: dict[int, tuple[str, str | None]] = {}
    for row, cells in enumerate(grid):
        if row not in counted:
            usual = "title" if row < report.first_table else "note"
            text = next((cell for cell in cells if cell), None)
            blank = ("blank", None) if text is None else (usual, text if usual == "note" else None)
            found[row] = whys.get(row, blank)
    return found
