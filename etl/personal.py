"""Personal data at the door: sheets about single children are refused whole, contacts of staff are left out.

Only headings and the shape of values are looked at, and nothing but a heading is ever told: this runs in the reading
process, before anything is written anywhere. A child's name that goes through is worse than a 4W that is refused.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from etl.headings import fold, rows_of
from etl.personal_headings import LONGEST, OTHERS, is_known, kinds_of, roles_of, told
from etl.personal_values import (
    AGE_IN_WORDS,
    CASE_NUMBER,
    EMAIL,
    PHONE,
    Values,
    are_ages,
    are_counts_of_many,
    are_identifiers,
    are_names,
    are_ones,
    are_service_lines,
    are_sexes,
    mostly,
    person_lines,
    values_of,
)
from etl.recognise import SEARCHED_ROWS

LINES = 3  # lines that each say something of one person are a list

# One of these is in each heading about a person: for Arrow to look quickly through all texts of a sheet.
HINT = (
    r"(?i)n[oa]ms?\b|nom_|name|initial|naiss|birth|dob|ddn|^\W*n[ée]e?\W|phone|\bt[ée]l\b|adress|gps|coordonn|contact|"
    r"cpims|\bid\b|_id|id_|identif|code|num[ée]ro|number|^\W*n[°o]|unique|dossier|^.{0,12}[aâ]ges?(?:\W|$)|^.{0,4}(?:sex|gen[dr]|"
    r"enfant|child|victim|surviv|b[ée]n[ée]fi|mineur|minor|particip)\S*$"
)
MOST_HINTED = 2_000  # texts of a column that are then read one by one
LINE_HINT = r"^\W*(?:\d+\W+)?[A-ZÀ-Þ]\S+ +[A-ZÀ-Þ].*(?:\d ?(?i:an|mois|year|month|yr)|\d\d\W?\d\d\W?\d\d)"


@dataclass(frozen=True)
class Judgement:
    """``refused``: headings that make the sheet personal. ``contacts``: positions of columns to leave out.

    ``contact_headings`` names the latter.
    """

    refused: tuple[str, ...] = ()
    contacts: tuple[int, ...] = ()
    contact_headings: tuple[str, ...] = ()


@dataclass(frozen=True)
class Column:
    position: int
    heading: str
    shown: str  # the heading as it may be repeated
    kinds: frozenset[str]
    values: Values


def judge(table: pa.Table) -> Judgement:
    """Look at all texts of a sheet for headings, and at the values of each of its tables for what they look like."""
    if not table.num_columns:
        return Judgement()
    different = [pc.unique(column) for column in table.columns]
    hints = [hinted(texts) for texts in different]
    refused = [told(text) for texts in hints for text in texts if "child" in kinds_of(text)]
    refused += ["?"] * (sum(map(person_lines, map(lines_of, different))) >= LINES)
    contacts: dict[int, str] = {}
    for columns in tables_of(table, hints):
        refused += persons_in(columns)
        kept = service_contacts(columns)
        contacts |= {c.position: c.shown for c in columns if is_contact(c) and c.position not in kept}
    left_out = tuple(sorted(contacts))
    named = [heading for heading in refused if heading != "?"] or refused
    return Judgement(tuple(dict.fromkeys(named)), left_out, tuple(contacts[position] for position in left_out))


def without(table: pa.Table, positions: Sequence[int]) -> pa.Table:
    """The table with the cells of some columns emptied; the others keep their places."""
    for position in positions:
        name = table.column_names[position]
        table = table.set_column(position, name, pa.nulls(table.num_rows, pa.string()))
    return table


def hinted(texts: pa.Array) -> list[str]:
    """The short texts of a column that may be headings about persons."""
    texts = texts.filter(pc.less_equal(pc.utf8_length(texts), LONGEST))
    return matching(texts, HINT).slice(0, MOST_HINTED).to_pylist()


def lines_of(texts: pa.Array) -> list[str]:
    """The texts that may hold a name and then an age or a telephone."""
    return matching(texts, LINE_HINT).slice(0, MOST_HINTED).to_pylist()


def matching(texts: pa.Array, pattern: str) -> pa.Array:
    return texts.filter(pc.fill_null(pc.match_substring_regex(texts, pattern), False))


def tables_of(table: pa.Table, hints: Sequence[list[str]]) -> Iterator[list[Column]]:
    """The columns of each table of a sheet: the first one, and those that begin below with headings about persons."""
    top = rows_of(table.slice(0, SEARCHED_ROWS))
    first = max(range(len(top)), key=lambda row: (sum(map(is_known, top[row])), -row), default=0)
    starts = [first, *(row for row in person_rows(table, hints) if row > first + 1)]
    for start, end in pairwise([*starts, table.num_rows]):
        above, row = rows_of(table.slice(start - 1, 2)) if start else ([""] * table.num_columns, *top[:1])
        known = sum(map(is_known, row))
        are_headings = known > 0 and known >= sum(map(bool, row)) / 2
        group, columns = "", []
        for position, cell in enumerate(row):
            group = above[position] or group
            heading = cell or above[position] if known else ""
            grouped = f"{group} {cell}" if cell and sum(map(bool, above)) > 1 else ""
            shown = told(heading, are_headings)
            values = values_of(table.column(position).slice(start + bool(known), end - start - bool(known)))
            columns.append(Column(position, heading, shown, kinds_of(heading) | kinds_of(grouped), values))
        yield columns


def person_rows(table: pa.Table, hints: Sequence[list[str]]) -> list[int]:
    """The rows with two headings about persons or more, without those that repeat one above."""
    count = np.zeros(table.num_rows, dtype=int)
    for column, texts in zip(table.columns, hints, strict=True):
        if wanted := [text for text in texts if {"sex", "age", "name", "identifier"} & kinds_of(text)]:
            count += np.asarray(pc.fill_null(pc.is_in(column, pa.array(wanted, pa.string())), False))
    found: dict[tuple[str, ...], int] = {}
    for row in np.flatnonzero(count > 1):
        found.setdefault(tuple(rows_of(table.slice(int(row), 1))[0]), int(row))
    return sorted(found.values())


def persons_in(columns: Sequence[Column]) -> list[str]:
    """The headings of the columns that show that each row is a person."""
    columns = [column for column in columns if "served" not in column.kinds]
    is_counted = any(are_counts_of_many(column.values) for column in columns if "count" in column.kinds)
    has_sexes = any(are_sexes(column.values) for column in columns)
    ages = [column for column in columns if not is_counted and is_of_ages(column, has_sexes)]
    are_persons = not is_counted and (has_sexes or bool(ages))
    ones = [column.kinds for column in columns if "count" in column.kinds and are_ones(column.values)]
    found = ages + [column for column in columns if "count" in column.kinds and are_names(column.values, True)]
    for column in columns:
        is_other = is_counted or OTHERS.search(fold(column.heading)) is not None
        # Five organisations or villages that each reached one child list none; five that each had one case may.
        are_listed = are_persons or any("case" in kinds or "actor or place" not in column.kinds for kinds in ones)
        if (
            "child" in column.kinds
            or (are_listed and are_names(column.values, "who" in column.kinds))
            or (not is_other and is_of_persons(column, are_persons))
        ):
            found.append(column)
    return [column.shown for column in sorted(found, key=lambda column: column.position)]


def is_of_persons(column: Column, are_persons: bool) -> bool:
    """Whether a column, where nothing is counted, holds names or identifiers of persons."""
    if are_persons and "name" in column.kinds:
        return column.values.filled > 0
    if not are_identifiers(column.values):
        return False
    # Projects and sites have such numbers too: only beside an age or a sex are they of persons.
    return "identifier" in column.kinds or (are_persons and mostly(column.values, CASE_NUMBER.fullmatch, 6))


def is_of_ages(column: Column, has_sexes: bool) -> bool:
    """Single ages: under a heading that says so, or in words ("7 ans") beside a sex."""
    if "age" in column.kinds:
        return are_ages(column.values)
    return has_sexes and "duration" not in column.kinds and mostly(column.values, AGE_IN_WORDS.fullmatch)


def service_contacts(columns: Sequence[Column]) -> set[int]:
    """The columns of a directory's own contacts, where every cell is a number or a mailbox that names nobody."""
    roles = frozenset().union(*(roles_of(fold(column.heading)) for column in columns))
    if not {"service", "site_name"} <= roles:
        return set()
    return {c.position for c in columns if "service contact" in c.kinds and are_service_lines(c.values)}


def is_contact(column: Column) -> bool:
    """Contacts of staff, by their heading or by what they look like; figures of people or money never are."""
    if {"contact", "service contact"} & column.kinds:
        return True
    if {"count", "amount"} & column.kinds:
        return mostly(column.values, EMAIL.fullmatch)
    return any(mostly(column.values, pattern.fullmatch, 3) for pattern in (EMAIL, PHONE))
