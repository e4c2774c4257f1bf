"""Find what a sheet is: its heading row, its HXL row, what each column means, and the kind of source.

A heading is known by its words, not its spelling: case, accents, line breaks and punctuation do not count.
"""

import csv
import re
import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import pyarrow as pa

REFERENCE = Path(__file__).parents[1] / "data" / "reference"
SEARCHED_ROWS = 20  # headings are looked for this far down
SHARED = "*"  # a heading or tag that any kind of source may carry

# What a sheet must have to be of a kind, most telling kind first: a site's sheet has a service and a place too.
REQUIRED_ROLES: Mapping[str, frozenset[str]] = {
    "referral_counts": frozenset({"referrals", "to_service"}),
    "case_counts": frozenset({"cases"}),
    "service_sites": frozenset({"service", "site_name"}),
    "activities": frozenset({"organisation", "sector"}),
}
PLACE_ROLES = frozenset({"adm1_name", "adm1_code", "adm2_name", "adm2_code", "latitude"})


@dataclass(frozen=True)
class Column:
    """A column of a sheet: its position in the grid, its heading as received, and its role if one is known."""

    position: int
    heading: str
    role: str | None


@dataclass(frozen=True)
class Layout:
    """What was recognised in a sheet. Rows are counted from 0 in the grid, as Arrow does."""

    kind: str
    columns: tuple[Column, ...]
    first_data_row: int
    title: str  # the text above the headings: a period may be said there

    def roles(self) -> dict[str, Column]:
        return {column.role: column for column in self.columns if column.role}


def recognise(table: pa.Table) -> Layout | None:
    """The sheet's layout, or None where no kind of source is found in it."""
    top = rows_of(table.slice(0, SEARCHED_ROWS))
    candidates = [layout for row in range(len(top)) if (layout := layout_at(top, row))]
    return max(candidates, key=lambda layout: len(layout.roles()), default=None)


def layout_at(top: list[list[str]], row: int) -> Layout | None:
    """The layout if row ``row`` held the headings (or, in a sheet without headings, the HXL tags)."""
    is_tag_row = is_hxl(top[row])
    headings = top[row]
    tags: Sequence[str] = ()
    if is_tag_row:
        tags = top[row]
    elif row + 1 < len(top) and is_hxl(top[row + 1]):
        tags = top[row + 1]
    for kind, required in REQUIRED_ROLES.items():
        columns = read_columns(kind, headings, tags, is_tag_row)
        roles = {column.role for column in columns}
        if required <= roles and roles & PLACE_ROLES:
            first_data_row = row + 1 + (1 if tags and not is_tag_row else 0)
            title = " ".join(cell for above in top[:row] for cell in above if cell)
            return Layout(kind, columns, first_data_row, title)
    return None


def read_columns(kind: str, headings: Sequence[str], tags: Sequence[str], is_tag_row: bool) -> tuple[Column, ...]:
    """One column per heading; a role is given once, to the first column that claims it."""
    taken: set[str] = set()
    columns = []
    for position, heading in enumerate(headings):
        tag = tags[position] if position < len(tags) else ""
        if not heading and not tag:
            continue
        role = None if is_tag_row else labels(kind).get(fold(heading))
        if role is None or role in taken:
            role = role_of_tag(kind, tag)
        if role in taken:
            role = None
        if role:
            taken.add(role)
        columns.append(Column(position, " ".join((heading or tag).split()), role))
    return tuple(columns)


def rows_of(table: pa.Table) -> list[list[str]]:
    return [[(value or "").strip() for value in row.values()] for row in table.to_pylist()]


def is_hxl(row: Sequence[str]) -> bool:
    """A tag row: some cells, and each is ``#``, a word and perhaps attributes; ``#REF!`` and its like are not."""
    cells = [cell for cell in row if cell]
    return len(cells) > 1 and all(re.fullmatch(r"#\s*[A-Za-z][\w\s+-]*", cell) for cell in cells)


def fold(text: str) -> str:
    """The words of a text, without case, accents or punctuation. The SQL macro ``fold`` gives the same."""
    # NFD, not NFKD: DuckDB's strip_accents leaves ligatures and superscripts alone.
    decomposed = unicodedata.normalize("NFD", text.replace("œ", "oe").replace("Œ", "oe"))
    plain = "".join(mark for mark in decomposed if not unicodedata.combining(mark)).lower()
    return " ".join(re.findall(r"[a-z0-9]+", plain))


@cache
def labels(kind: str) -> dict[str, str]:
    """Folded heading to role, for one kind of source; its own headings go before the shared ones."""
    rows = reference_rows("headings.csv")
    shared = {fold(row["label"]): row["role"] for row in rows if row["kind"] == SHARED}
    return shared | {fold(row["label"]): row["role"] for row in rows if row["kind"] == kind}


def role_of_tag(kind: str, tag: str) -> str | None:
    """The role of an HXL tag such as ``#adm1 +code +v_pcodes``: the known tag with most attributes in common."""
    name, attributes = split_tag(tag)
    best: tuple[int, str] | None = None
    for row in reference_rows("hxl_tags.csv"):
        known_name, known_attributes = split_tag(row["tag"])
        is_match = row["kind"] in (SHARED, kind) and known_name == name and known_attributes <= attributes
        if is_match and (best is None or len(known_attributes) > best[0]):
            best = (len(known_attributes), row["role"])
    return best[1] if best else None


def split_tag(tag: str) -> tuple[str, frozenset[str]]:
    name, *attributes = re.sub(r"\s+", "", tag).lower().split("+")
    return name, frozenset(attributes)


@cache
def reference_rows(name: str) -> tuple[dict[str, str], ...]:
    with (REFERENCE / name).open(encoding="utf-8", newline="") as file:
        return tuple(csv.DictReader(file))
