"""What a case of the corpus is: files as bytes, and what the loader must say of each."""

import json
import os
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from functools import cached_property
from pathlib import Path
from typing import Any, NamedTuple

from tests.corpus.xlsx import Sheet, column_name, workbook
from tests.factories import HEADINGS, Row, activity

RECEIVED = datetime(2025, 6, 30, 12, tzinfo=UTC)  # when the files came, unless a case says otherwise
SHEET = "4W"
OUAKA = {"CF431": "Bambari", "CF432": "Bakala", "CF433": "Grimari", "CF434": "Kouango", "CF435": "Ippy"}


class Remark(NamedTuple):
    """One remark of the report; ``sheet``, ``row`` and ``cell`` are None where it is about more than that."""

    code: str
    sheet: str | None = None
    row: int | None = None
    cell: str | None = None


class Counts(NamedTuple):
    """Rows of one sheet that were accepted and rejected, and what its other rows are: ``{"title": 2}``."""

    accepted: int
    rejected: int
    not_data: Mapping[str, int]


@dataclass(frozen=True)
class Expected:
    """What is said of one file.

    ``outcome`` is A, AW, R or F. ``tolerated``: remarks that may be there or not. ``sheets``: the counts of the sheets
    that are loaded. ``says``: patterns to be found in the remark of a code. ``one_of``: codes of which exactly one is
    said of the whole file, in place of remarks. ``never``: texts that the report must not hold anywhere.
    """

    outcome: str
    remarks: tuple[Remark, ...] = ()
    sheets: Mapping[str, Counts] = field(default_factory=dict)
    tolerated: tuple[Remark, ...] = ()
    says: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    one_of: tuple[str, ...] = ()
    never: tuple[str, ...] = ()


@dataclass(frozen=True)
class File:
    """A file of a case: how its name ends, how to make its bytes, and what is said of it.

    ``name`` replaces the name that the case would give. ``received`` is the file's date.
    """

    suffix: str
    content: Callable[[], bytes]
    expected: Expected
    name: str | None = None
    received: datetime = RECEIVED


@dataclass(frozen=True)
class Case:
    """One of the ninety: its number in reliability.md 2.5, a short name, its files.

    ``facts``: a query on the built warehouse and the rows it must give. ``alone``: it needs a load of its own.
    ``memory``: files of the memory directory, by name.
    """

    number: int
    name: str
    files: tuple[File, ...]
    facts: tuple[tuple[str, tuple[tuple, ...]], ...] = ()
    alone: bool = False
    memory: Mapping[str, str] = field(default_factory=dict)

    @cached_property
    def names(self) -> tuple[str, ...]:
        """The files' names: ``07_english_headings.xlsx``, the further ones ``07_english_headings_2.xlsx``."""
        stem = f"{self.number:02}_{self.name}"
        return tuple(
            file.name or f"{stem}{'' if place == 1 else f'_{place}'}{file.suffix}"
            for place, file in enumerate(self.files, start=1)
        )

    def expected_json(self) -> str:
        """The expected report as it is written beside the files."""
        files = [
            {
                "file": name,
                "outcome": file.expected.outcome,
                "remarks": [remark._asdict() for remark in file.expected.remarks],
                "tolerated": [remark._asdict() for remark in file.expected.tolerated],
                "one_of": file.expected.one_of,
                "sheets": {sheet: counts._asdict() for sheet, counts in file.expected.sheets.items()},
            }
            for name, file in zip(self.names, self.files, strict=True)
        ]
        return json.dumps({"case": self.number, "name": self.name, "files": files}, ensure_ascii=False, indent=2) + "\n"


def month(number: int) -> str:
    """A month of its own for each case: no two files of a load tell of the same thing, so none replaces another."""
    return f"{2015 + number // 12}-{number % 12 + 1:02}"


def rows(number: int, count: int = 3, **cells: Any) -> list[Row]:
    """Rows of a 4W without fault, each about another place, in the month of case ``number``."""
    places = [
        {"adm1_name": "Ouaka", "adm1_code": "CF43", "adm2_name": name, "adm2_code": pcode}
        for pcode, name in OUAKA.items()
    ]
    return [
        activity(**(places[place % 5] | {"period": month(number), "activity": f"Action {place + 1}"} | cells))
        for place in range(count)
    ]


def varied(rows: Sequence[Row], role: str, values: Sequence[object]) -> list[Row]:
    """The rows, each with its own value in one column."""
    return [row | {role: value} for row, value in zip(rows, values, strict=True)]


def without(rows: Sequence[Row], *roles: str) -> list[Row]:
    """The rows, without some of their columns."""
    return [{role: value for role, value in row.items() if role not in roles} for row in rows]


class Table:
    """Rows under their headings: the grid to write, and the reference of each cell.

    ``top``: rows above the headings; ``headings``: headings that replace the usual ones; ``between``: rows between the
    headings and the data.
    """

    def __init__(
        self,
        rows: Sequence[Row],
        top: Sequence[Sequence[object]] = (),
        headings: Mapping[str, str] | None = None,
        between: Sequence[Sequence[object]] = (),
    ) -> None:
        self.roles = list(dict.fromkeys(role for row in rows for role in row))
        names = {**HEADINGS, **(headings or {})}
        self.heading_row = len(top) + 1
        self.first_row = self.heading_row + len(between) + 1
        self.grid: list[list[object]] = [
            *map(list, top),
            [names.get(role, role) for role in self.roles],
            *map(list, between),
            *[[row.get(role) for role in self.roles] for row in rows],
        ]

    def with_grid(self, grid: Sequence[Sequence[object]]) -> "Table":
        """The same headings over other rows."""
        other = Table([dict.fromkeys(self.roles)])
        other.grid = [list(row) for row in grid]
        return other

    def column(self, role: str) -> str:
        return column_name(self.roles.index(role))

    def cell(self, role: str, row: int) -> str:
        """The reference of a role's cell in a row of the sheet."""
        return f"{self.column(role)}{row}"

    def remark(self, code: str, role: str | None, row: int, sheet: str | None = SHEET) -> Remark:
        return Remark(code, sheet, row, self.cell(role, row) if role else None)

    def xlsx(self, name: str = SHEET, **options: Any) -> Callable[[], bytes]:
        """How to write the table as the only sheet of a workbook."""
        of_book = {key: options.pop(key) for key in ("is_1904", "external", "more", "content_type") if key in options}
        return lambda: workbook(Sheet(name, self.grid, **options), **of_book)


def accepted(count: int, **not_data: int) -> Mapping[str, Counts]:
    """The counts of the usual sheet when none of its rows is rejected; one heading row unless said otherwise."""
    return {SHEET: Counts(count, 0, {"heading": 1, **not_data})}


def book(table: Table, outcome: str, remarks: Sequence[Remark] = (), rejected: int = 0, **options: Any) -> File:
    """A workbook whose one sheet is the table. ``rejected``: how many of its rows are.

    Among the options, ``not_data``, ``says`` and ``tolerated`` are about what is expected, the others about the file.
    """
    expected = {name: options.pop(name) for name in ("says", "tolerated") if name in options}
    not_data = {"heading": 1, **options.pop("not_data", {})}
    named = {name: options.pop(name) for name in ("name", "received") if name in options}
    data = len(table.grid) - sum(not_data.values())
    sheets = {SHEET: Counts(data - rejected, rejected, not_data)} if outcome != "F" else {}
    return File(".xlsx", table.xlsx(**options), Expected(outcome, tuple(remarks), sheets, **expected), **named)


def refused(suffix: str, content: Callable[[], bytes] | bytes, code: str, sheet: str | None = None) -> File:
    """A file of which nothing is loaded, for one reason."""
    made = content if callable(content) else lambda: content
    return File(suffix, made, Expected("F", (Remark(code, sheet),)))


def case(number: int, name: str, *files: File, **options: Any) -> Case:
    return Case(number, name, files, **options)


def write(case: Case, folder: Path) -> list[Path]:
    """Write a case's files; returns their paths."""
    paths = []
    for name, file in zip(case.names, case.files, strict=True):
        path = folder / name
        path.write_bytes(file.content())
        os.utime(path, (file.received.timestamp(), file.received.timestamp()))
        paths.append(path)
    return paths
