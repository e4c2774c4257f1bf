"""Primero's managed report "Referrals and Transfers": who refers to whom, a user group a row and a column.

Its layout, as its exporter writes it: a title, a line of parameters, the day it was made, then under "Total Referrals"
a line of periods (merged over the receiving groups; none where the report is not grouped), a line of receiving groups
that ends with "Total", and one row a sending group; the last row is "Total". Totals are checked and never loaded beside
their parts; transfers of cases are no referrals. Rows and columns are counted from 0 in the grid.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

import pyarrow as pa

from etl.adapters.dimensions import TOTALS, period_of_group
from etl.adapters.parameters import parameters
from etl.adapters.primero import LONGEST, SEARCHED, Disagreement
from etl.headings import fold, rows_of
from etl.rows import NotData, number_of, together

# "Agency" and the status stand side by side without a separator, and the status's own name holds one.
STATUS = (
    r"(?:referral ?/ ?transfer status|statut d\S+ (?:r[ée]f[ée]rencement|orientation) ?/ ?(?:du )?transfert) ?: ?(.*)"
)
REFERRALS = r"\b(referrals?|referencements?|orientations?|references?)\b"
TRANSFERS = r"\b(transfers?|transferts?)\b"


@dataclass(frozen=True)
class Referral:
    """One cell: where it stands, what it says, who refers and to whom; ``period`` where its column tells one."""

    row: int
    column: int
    text: str
    sender: str
    receiver: str
    period: str | None


@dataclass
class ReferralReport:
    """A sheet as read. ``said``: roles of the parameters, and ``referral_status``; ``unknown``: tables left aside."""

    title: str
    said: dict[str, str]
    counts: list[Referral] = field(default_factory=list)
    not_data: list[NotData] = field(default_factory=list)
    disagreements: list[Disagreement] = field(default_factory=list)
    unknown: list[str] = field(default_factory=list)
    headings: dict[int, str] = field(default_factory=dict)


def read_referrals(table: pa.Table) -> ReferralReport | None:
    """The report of referrals that a sheet is; None where it has another shape."""
    if not 0 < table.num_rows <= LONGEST:
        return None
    top = rows_of(table.slice(0, SEARCHED))
    titles = [row for row, cells in enumerate(top) if is_alone(cells)]
    if not titles or not re.search(f"{REFERRALS}|{TRANSFERS}", fold(top[titles[0]][0])):
        return None
    begin = next((row for row in titles if heads_below(top, row)), None)
    if begin is None or not (said := said_above(top[titles[0] + 1 : begin])):
        return None
    grid = rows_of(table)
    report = ReferralReport(top[titles[0]][0], said)
    whys: dict[int, tuple[str, str | None]] = {}
    row = begin
    while row < len(grid):
        row = read_table(report, grid, row, whys) if heads_below(grid, row) else row + 1
    held = {count.row for count in report.counts}
    for number, cells in enumerate(grid):
        if number not in held:
            text = next((cell for cell in cells if cell), None)
            usual = ("blank", None) if text is None else ("title", None) if number < begin else ("note", text[:200])
            whys.setdefault(number, usual)
    report.not_data = together(whys)
    return report


def is_alone(cells: Sequence[str]) -> bool:
    return bool(cells) and bool(cells[0]) and not any(cells[1:])


def said_above(rows: Sequence[Sequence[str]]) -> dict[str, str]:
    """The parameters above the tables, with the status of the referrals that the report was asked for."""
    said: dict[str, str] = {}
    bare = []
    for cells in rows:
        found = next((match for cell in cells if (match := re.search(STATUS, cell, re.IGNORECASE))), None)
        if found:
            said["referral_status"] = found[1].strip(" /")
        bare.append([re.sub(STATUS, "", cell, flags=re.IGNORECASE).rstrip(" /") for cell in cells])
    return parameters(bare) | said


def heads_below(grid: Sequence[Sequence[str]], row: int) -> tuple[int, int | None] | None:
    """The line of receiving groups under a table's title, and the line of periods, if there is one.

    The groups end with a total; a row beneath begins with a name, and its cells are counts.
    """
    if not is_alone(grid[row]) or row + 2 >= len(grid):
        return None
    periods = row + 1 if any(period_of_group(cell) for cell in grid[row + 1] if cell) else None
    groups = row + 1 if periods is None else row + 2
    if groups + 1 >= len(grid):
        return None
    names = [cell for cell in grid[groups] if cell]
    below = [cell for cell in grid[groups + 1] if cell]
    is_counted = len(below) > 1 and bool(grid[groups + 1][0]) and all(number_of(cell) is not None for cell in below[1:])
    is_named = not grid[groups][0] and len(names) > 1 and fold(names[-1]) in TOTALS
    return (groups, periods) if is_counted and is_named else None


def read_table(
    report: ReferralReport, grid: Sequence[Sequence[str]], title: int, whys: dict[int, tuple[str, str | None]]
) -> int:
    """Add the counts of the table under a title to the report; returns the row after its last."""
    groups, periods = heads_below(grid, title) or (title + 1, None)
    whys[title] = ("title", None)
    whys |= {number: ("heading", None) for number in range(title + 1, groups + 1)}
    last = groups + 1
    while last < len(grid) and grid[last][0] and not is_alone(grid[last]):
        last += 1
    rows = range(groups + 1, last)
    if not re.search(REFERRALS, fold(grid[title][0])) or re.search(TRANSFERS, fold(grid[title][0])):
        report.unknown.append(grid[title][0])
        whys |= {row: ("note", grid[title][0][:200]) for row in rows}
        return last
    report.headings.setdefault(0, grid[title][0])
    for first, end, period in blocks(grid, groups, periods):
        for column in range(first, end):
            report.headings.setdefault(column, " ".join(filter(None, (period, grid[groups][column]))))
        read_block(report, grid, groups, rows, range(first, end), period)
    whys |= {row: ("subtotal", grid[row][0][:200]) for row in rows if fold(grid[row][0]) in TOTALS}
    return last


def blocks(grid: Sequence[Sequence[str]], groups: int, periods: int | None) -> Iterator[tuple[int, int, str | None]]:
    """The columns of each period: from its first receiving group to its total."""
    first, period = 1, None
    for column in range(1, len(grid[groups])):
        if periods is not None and grid[periods][column]:
            period = period_of_group(grid[periods][column])
        if fold(grid[groups][column]) in TOTALS:
            yield first, column + 1, period
            first = column + 1


def read_block(
    report: ReferralReport, grid: Sequence[Sequence[str]], groups: int, rows: range, columns: range, period: str | None
) -> None:
    total = columns[-1]
    senders = [row for row in rows if fold(grid[row][0]) not in TOTALS]
    for row in senders:
        for column in columns[:-1]:
            if grid[row][column]:
                names = grid[row][0], grid[groups][column]
                report.counts.append(Referral(row, column, grid[row][column], *names, period))
        compare(report, row, total, grid[row][total], [grid[row][column] for column in columns[:-1]])
    for row in set(rows) - set(senders):
        for column in columns:
            compare(report, row, column, grid[row][column], [grid[sender][column] for sender in senders])


def compare(report: ReferralReport, row: int, column: int, stated: str, parts: Sequence[str]) -> None:
    numbers = [number_of(text) for text in parts if text]
    total = number_of(stated)
    if total is not None and numbers and None not in numbers:
        summed = sum(number for number in numbers if number is not None)
        if summed != total:
            report.disagreements.append(Disagreement(row, column, stated, summed))
