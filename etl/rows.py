"""Which rows of a sheet are data, and what the others are: none is left out without being told."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import pairwise

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from etl.headings import fold, reference_rows
from etl.personal_values import says_who
from etl.recognise import PLACE_ROLES, REQUIRED_ROLES, Layout

TOTAL = r"^\s*(sous[\s-]*totaux|sous[\s-]*total|grand[\s-]*total|sub[\s-]*total|total|totaux|ensemble)\b"
SAYS_TOTAL = r"^\s*(sous[\s-]*|grand[\s-]*|sub[\s-]*)?total\b|\btotal\s*$"  # "ACF Total" is no organisation
TOTAL_WORDS = frozenset({"total", "totaux", "general", "generale", "grand", "sous", "sub", "subtotal", "ensemble"})
# Where numbers are added up, a line that has one of these for a name adds up others.
NAMED_TOTAL = (
    r"^\s*((sous|sub|grand)[\s-]*)?(total|totaux|ensemble|toutes|tous)([\s-]+g[ée]n[ée]ra(l|le|ux))?"
    r"(\s+(les\s+)?(organisations|partenaires|secteurs|pr[ée]fectures))?\s*$"
)
NAMES = frozenset({"organisation", "organisation_name", "to_organisation", "sector", "adm1_name"})
ADDED_UP = frozenset({"activities", "case_counts", "referral_counts"})
COUNTS = frozenset(
    {
        "targeted", "reached", "reached_girls", "reached_boys", "reached_women", "reached_men", "in_need", "cases",
        "referrals", "referrals_accepted", "referrals_rejected", "referrals_served", "people", "phase", "requested",
        "received", "reached_published", "staff_count",
    }
)  # fmt: skip
# The words of a note are kept where it begins as notes do; any other line may be about a person.
NOTE = re.compile(
    r"\W*(?:sources?|n\.? ?b\.?|notes?|total|totaux|l[ée]gende|legend|remarques?|d[ée]finitions?)\b|\s*[*†¹²³]",
    re.IGNORECASE,
)
RUNS = frozenset({"blank", "title", "heading", "hxl"})  # told as one; totals and notes are told one by one
FINER_ROLES = (frozenset({"adm2_name", "adm2_code"}), frozenset({"activity"}))
FEWEST_HEADINGS = 3  # cells that are headings, for a row to be taken for one

Merges = Iterable[tuple[int, int, int, int]]


@dataclass(frozen=True)
class NotData:
    """Rows from ``first_row`` to ``last_row`` (counted from 0) that hold no data.

    ``why``: blank, title, heading, hxl, subtotal or note; ``text``: the first words of it.
    """

    first_row: int
    last_row: int
    why: str
    text: str | None = None

    @property
    def rows(self) -> range:
        return range(self.first_row, self.last_row + 1)


@dataclass(frozen=True)
class WrongTotal:
    """A total row's cell that is not the sum of the rows it stands under."""

    row: int
    role: str
    stated: str
    summed: int


def classify(layout: Layout, table: pa.Table, merged: Merges = (), first_column: int = 0) -> list[NotData]:
    """The rows that are no data, in their order, alike ones together."""
    filled = filled_cells(table)
    counts = filled.sum(axis=0) if len(filled) else np.zeros(table.num_rows, dtype=int)
    found: dict[int, tuple[str, str | None]] = {}
    for row in range(min(layout.first_data_row, table.num_rows)):
        why = "heading" if row in layout.heading_rows else "hxl" if row == layout.tag_row else "title"
        found[row] = (why if counts[row] else "blank", None)
    for row in map(int, np.flatnonzero(counts == 0)):
        found.setdefault(row, ("blank", None))
    for row in map(int, np.flatnonzero((counts == 1) & ~beneath_merges(filled, merged, first_column))):
        if row not in found and (text := only_text(table, filled, row)):
            found[row] = ("note", text if may_be_kept(text) else None)
    for row in rows_like_headings(table, frozenset(column.heading for column in layout.columns)):
        if row not in found and is_repeated_heading(layout, table, row):
            found[row] = ("heading", None)
    for row in possible_totals(table):
        if row not in found and (text := total_of(layout, table, filled, row)):
            found[row] = ("subtotal", text)
    for row, text in named_totals(layout, table):
        found.setdefault(row, ("subtotal", text))
    return together(found)


def filled_cells(table: pa.Table) -> np.ndarray:
    """One line a column, one place a row: whether the cell holds anything but blanks."""
    marks = []
    for column in table.columns:
        mark = pc.fill_null(pc.not_equal(pc.utf8_trim_whitespace(column), ""), False)
        marks.append(np.asarray(mark))
    return np.array(marks) if marks else np.zeros((0, table.num_rows), dtype=bool)


def beneath_merges(filled: np.ndarray, merged: Merges, first_column: int) -> np.ndarray:
    """One place a row: whether a merged cell that begins above gives it a text."""
    found = np.zeros(filled.shape[1], dtype=bool)
    for first_row, column, last_row, _ in merged:
        position = column - first_column
        if 0 <= position < len(filled) and first_row < filled.shape[1] and filled[position, first_row]:
            found[first_row + 1 : last_row + 1] = True
    return found


def only_text(table: pa.Table, filled: np.ndarray, row: int) -> str | None:
    """The words of a row's only cell: a note, a source, the title of a section; None for a number."""
    text = table.column(int(np.flatnonzero(filled[:, row])[0]))[row].as_py()
    return text if re.search(r"[^\W\d_]", text) else None


def may_be_kept(text: str) -> bool:
    return NOTE.match(text) is not None and not says_who(text)


def rows_like_headings(table: pa.Table, headings: frozenset[str]) -> list[int]:
    """The rows with several cells that are headings to the letter."""
    wanted = pa.array(sorted(headings), pa.string())
    count = np.zeros(table.num_rows, dtype=int)
    for column in table.columns:
        count += np.asarray(pc.fill_null(pc.is_in(column, wanted), False))
    return [int(row) for row in np.flatnonzero(count >= FEWEST_HEADINGS)]


def is_repeated_heading(layout: Layout, table: pa.Table, row: int) -> bool:
    alike = sum(
        fold(table.column(column.position)[row].as_py() or "") == fold(column.heading) for column in layout.columns
    )
    return alike >= max(FEWEST_HEADINGS, len(layout.columns) / 2)


def second_table(layout: Layout, table: pa.Table) -> int | None:
    """The row (from 0) where other headings begin below the first ones; None where there are none."""
    for row in rows_like_headings(table, every_heading()):
        if row >= layout.first_data_row and not is_repeated_heading(layout, table, row):
            cells = [value for column in table.columns if (value := column[row].as_py()) and value.strip()]
            if sum(cell.strip() in every_heading() for cell in cells) > len(cells) / 2:
                return row
    return None


@cache
def every_heading() -> frozenset[str]:
    return frozenset(row["label"] for row in reference_rows("headings.csv"))


def possible_totals(table: pa.Table) -> list[int]:
    found = np.zeros(table.num_rows, dtype=bool)
    for column in table.columns:
        found |= np.asarray(
            pc.fill_null(pc.match_substring_regex(column, f"{TOTAL}|{SAYS_TOTAL}", ignore_case=True), False)
        )
    return [int(row) for row in np.flatnonzero(found)]


def named_totals(layout: Layout, table: pa.Table) -> list[tuple[int, str]]:
    """The rows, and the words, whose organisation, sector or prefecture is called "Total"."""
    named = []
    for column in layout.columns if layout.kind in ADDED_UP else ():
        if column.role in NAMES:
            values = table.column(column.position)
            says = pc.fill_null(pc.match_substring_regex(values, NAMED_TOTAL, ignore_case=True), False)
            texts = [(int(row), values[int(row)].as_py()) for row in np.flatnonzero(np.asarray(says))]
            # an activity in "Toutes" is one of the whole country, whose prefectures are asked for
            is_place = layout.kind == "activities" and column.role == "adm1_name"
            named += [(row, text) for row, text in texts if not (is_place and fold(text).startswith("tou"))]
    return named


def total_of(layout: Layout, table: pa.Table, filled: np.ndarray, row: int) -> str | None:
    """The words of a total row: its first cell says so, and it lacks what a row of data must have."""
    text = table.column(int(np.flatnonzero(filled[:, row])[0]))[row].as_py()
    if not re.search(f"{TOTAL}|{SAYS_TOTAL}", text, re.IGNORECASE):
        return None
    first = int(np.flatnonzero(filled[:, row])[0])
    # "ACF Total" may be an organisation, if the row says where and what as others do.
    bare = {column.role for column in layout.columns if column.role and not filled[column.position, row]}
    is_said_so = re.search(SAYS_TOTAL, text, re.IGNORECASE) is not None and any(
        roles & set(layout.roles()) and roles & set(layout.roles()) <= bare for roles in FINER_ROLES
    )
    blank = {
        column.role
        for column in layout.columns
        if column.role and (not filled[column.position, row] or (is_said_so and column.position == first))
    }
    asked = [*REQUIRED_ROLES[layout.kind], PLACE_ROLES]
    lacks = any(roles & set(layout.roles()) and roles & set(layout.roles()) <= blank for roles in asked)
    return text if lacks or set(fold(text).split()) <= TOTAL_WORDS else None


def together(found: dict[int, tuple[str, str | None]]) -> list[NotData]:
    """Runs of blank, title, heading and tag rows as one; totals and notes one by one, with their words."""
    parts: list[NotData] = []
    for row in sorted(found):
        why, text = found[row]
        if parts and why in RUNS and parts[-1].why == why and parts[-1].last_row == row - 1:
            parts[-1] = NotData(parts[-1].first_row, row, why)
        else:
            parts.append(NotData(row, row, why, text[:200] if text else None))
    return parts


def rows_without_data(not_data: Iterable[NotData]) -> set[int]:
    return {row for part in not_data for row in part.rows}


def filled_down(
    layout: Layout, table: pa.Table, merged: Merges, first_column: int, not_data: Sequence[NotData]
) -> tuple[pa.Table, list[tuple[int, str, str]]]:
    """The table with each merged cell's text in all its rows of data; and the (row, role, text) so filled."""
    roles = {column.position: column.role for column in layout.columns if column.role and column.role not in COUNTS}
    skipped = rows_without_data(not_data)
    fills: dict[int, dict[int, str]] = {}
    for first_row, column, last_row, _ in merged:
        position = column - first_column
        if position not in roles or last_row == first_row or first_row >= table.num_rows:
            continue
        if first_row < layout.first_data_row or not (text := table.column(position)[first_row].as_py()):
            continue
        for row in range(first_row + 1, min(last_row + 1, table.num_rows)):
            if row not in skipped:
                fills.setdefault(position, {})[row] = text
    for position, texts in fills.items():
        values = table.column(position).to_pylist()
        for row, text in texts.items():
            values[row] = text
        table = table.set_column(position, table.column_names[position], pa.array(values, pa.string()))
    return table, sorted(
        (row, roles[position] or "", text) for position, texts in fills.items() for row, text in texts.items()
    )


def wrong_totals(layout: Layout, table: pa.Table, not_data: Sequence[NotData]) -> list[WrongTotal]:
    """The totals that add up neither the rows since the last total, nor all the rows above, nor those of their kind."""
    totals = [part.first_row for part in not_data if part.why == "subtotal"]
    if not totals:
        return []
    skipped = rows_without_data(not_data)
    wrong = []
    for column in layout.columns:
        role = column.role_or_part
        if not role or not (column.part or role in COUNTS):
            continue
        texts = table.column(column.position).to_pylist()
        numbers = [0 if row in skipped else (number_of(text) or 0) for row, text in enumerate(texts)]
        for before, row in pairwise([layout.first_data_row - 1, *totals]):
            stated = number_of(texts[row])
            if stated is None:
                continue
            of_kind = [numbers[other] for other in rows_of_its_kind(layout, table, row) if other not in skipped]
            sums = (sum(numbers[before + 1 : row]), sum(numbers[:row]))
            if stated not in (*sums, *([sum(of_kind)] if of_kind else [])):
                # a total beneath another one has nothing of its own to sum
                summed = sum(of_kind) if of_kind else sums[row - before == 1]
                wrong.append(WrongTotal(row, role, texts[row] or "", summed))
    return wrong


def rows_of_its_kind(layout: Layout, table: pa.Table, total: int) -> list[int]:
    """The rows that are the same as a total's in all that it tells beside its number; none where it tells no more."""
    alike = None
    for column in layout.columns:
        if column.role and column.role not in COUNTS:
            values = table.column(column.position)
            text = values[total].as_py()
            if text and text.strip() and not re.search(f"{TOTAL}|{SAYS_TOTAL}|{NAMED_TOTAL}", text, re.IGNORECASE):
                same = np.asarray(pc.fill_null(pc.equal(values, text), False))
                alike = same if alike is None else alike & same
    return [] if alike is None else [int(row) for row in np.flatnonzero(alike)]


def number_of(text: str | None) -> int | None:
    bare = re.sub(r"[\s\u00a0\u202f]", "", text or "")
    if re.fullmatch(r"\d{1,3}(,\d{3})+", bare):
        bare = bare.replace(",", "")
    return int(float(bare)) if re.fullmatch(r"\d+(\.0+)?", bare) else None
