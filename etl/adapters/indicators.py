"""Long tables with HXL tags: one indicator a row, its name in a column and its number in another.

``data/reference/indicator_names.csv`` says which indicators are counts of ours; the others are told by their names.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cache

import pyarrow as pa

from etl.headings import fold, is_hxl, reference_rows, rows_of, split_tag
from etl.recognise import SEARCHED_ROWS, Column, Layout, layouts_at
from etl.rows import COUNTS, NotData, classify, together

NUMBERS = frozenset({"num", "value"})
# Where a kind has a column for it, the indicator's name stays beside the count.
NAMED_IN = {"activities": "activity", "case_counts": "case_status", "referral_counts": "referral_status"}


@dataclass(frozen=True)
class Measure:
    """A count of ours: the kind of source that it makes of a row, and the role of its number there."""

    kind: str
    role: str


@dataclass
class Indicators:
    """A long table. ``measures``: of each row that counts; ``unknown``: names of the indicators that are not ours."""

    layouts: dict[str, Layout]
    number: Column
    measures: dict[int, Measure]
    not_data: list[NotData]
    unknown: tuple[str, ...]

    @property
    def kind(self) -> str:
        """The kind of most rows."""
        kinds = [measure.kind for measure in self.measures.values()]
        return max(sorted(set(kinds)), key=kinds.count)

    @property
    def title(self) -> str:
        return next(iter(self.layouts.values())).title


def read_indicators(table: pa.Table) -> Indicators | None:
    """The long table that a sheet is; None where no row of tags has both a name and a number of indicators."""
    top = rows_of(table.slice(0, SEARCHED_ROWS))
    tag_row = next((row for row, cells in enumerate(top) if is_hxl(cells)), None)
    if tag_row is None or (found := name_and_number(top[tag_row])) is None:
        return None
    name, number = found
    heading_row = tag_row - 1 if tag_row and any(top[tag_row - 1]) else tag_row
    layouts = {
        layout.kind: layout
        for layout in layouts_at(top, top, heading_row)
        if layout.kind in NAMED_IN and len(layout.heading_rows) < 2
    }
    if not layouts:
        return None
    if any(
        column.part or (column.role in COUNTS and column.position not in found)
        for layout in layouts.values()
        for column in layout.columns
    ):
        return None  # counts of its own: the indicator is one column among others
    heading = top[heading_row][number] or top[tag_row][number]
    layouts = {kind: named(layout, name, number) for kind, layout in layouts.items()}
    any_layout = next(iter(layouts.values()))
    found_rows = {row: (part.why, part.text) for part in classify(any_layout, table) for row in part.rows}
    measures, unknown = {}, {}
    for row, text in enumerate(table.column(name).to_pylist()):
        if row in found_rows:
            continue
        if (measure := indicator_names().get(fold(text or ""))) and measure.kind in layouts:
            measures[row] = measure
        else:
            unknown[row] = " ".join((text or "").split())
    not_data = together(found_rows | {row: ("note", text or "?") for row, text in unknown.items()})
    numbered = Column(number, " ".join(heading.split()), None, 1.0)
    return Indicators(layouts, numbered, measures, not_data, tuple(dict.fromkeys(unknown.values())))


def name_and_number(tags: Sequence[str]) -> tuple[int, int] | None:
    """The positions of the indicators' names and of their numbers."""
    names, numbers = [], []
    for position, (tag, attributes) in enumerate(map(split_tag, tags)):
        if tag == "#value" or (tag == "#indicator" and NUMBERS & attributes):
            numbers.append(position)
        elif tag == "#indicator":
            names.append((-("name" in attributes), position))
    return (min(names)[1], numbers[0]) if names and numbers else None


def named(layout: Layout, name: int, number: int) -> Layout:
    """The layout without the number, whose role changes from row to row, and with the name where it has a column."""
    role = NAMED_IN[layout.kind]
    free = role not in layout.roles() or layout.roles()[role].position == name
    columns = []
    for column in layout.columns:
        if column.position == name:
            columns.append(replace(column, role=role if free else None, confidence=1.0, part=None))
        elif column.position == number:
            columns.append(replace(column, role=None, confidence=1.0, part=None))
        else:
            columns.append(column)
    return replace(layout, columns=tuple(columns))


@cache
def indicator_names() -> dict[str, Measure]:
    """What each folded name of an indicator counts."""
    return {fold(row["label"]): Measure(row["kind"], row["role"]) for row in reference_rows("indicator_names.csv")}
