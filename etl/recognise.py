"""Find what a sheet is: its heading row, its HXL row, what each column means, and the kind of source.

A heading is known by its words, not its spelling: case, accents, line breaks, asterisks and what stands in brackets do
not count. It may take two rows. Where words and tags say nothing, the values may.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from itertools import pairwise

import pyarrow as pa

from etl.columns import NEXT_ROLES, SEX_ROLES, Column, settled
from etl.headings import fold, is_hxl, role_of_heading, role_of_tag, rows_of, sector_words
from etl.parts import is_no_reach, part_of, plain

SEARCHED_ROWS = 30  # headings are looked for this far down
LONGEST_HEADING = 300  # characters
SAMPLE = 200  # rows whose values are looked at
WHOLE_SEXES = frozenset((f"reached_{who}", sure) for who in ("girls", "boys", "women", "men") for sure in (1.0, 0.95))
# Words that leave the meaning to the tag beneath them.
VAGUE_WORDS = frozenset({"quoi", "what", "qui", "who", "ou", "where", "quand", "when", "nom", "name", "type"})
REACH_ROLES = frozenset({"targeted", "reached"})
TELLING = 5  # roles that a sheet has to show before it is told which column it lacks

# What a sheet must have to be of a kind, most telling kind first: a site's sheet has a service and a place too.
# One role of each set.
REQUIRED_ROLES: Mapping[str, tuple[frozenset[str], ...]] = {
    "referral_counts": (frozenset({"referrals"}), frozenset({"to_service"})),
    "case_practice": (frozenset({"measure"}), frozenset({"cases"})),
    "sector_measures": (frozenset({"measure"}), frozenset({"amount"})),
    "caseloads": (frozenset({"staff"}), frozenset({"staff_count"})),
    "case_counts": (frozenset({"cases"}),),
    "service_sites": (frozenset({"service"}), frozenset({"site_name"})),
    "activities": (frozenset({"organisation"}), frozenset({"sector", "subsector", "activity"})),
    "access_status": (frozenset({"access_status"}),),
    "reach_counts": (
        frozenset({"people"}),
        frozenset({"sector"}),
        frozenset({"disability_tool", "population_status"}),
    ),
    "population": (frozenset({"people"}), frozenset({"year", "period", "period_end"})),
    "severity": (frozenset({"phase"}),),
    "funding": (frozenset({"requested", "received"}), frozenset({"year", "period", "period_end"})),
    "plan_targets": (
        frozenset({"targeted"}),
        frozenset({"sector"}),
        frozenset({"plan", "reach_rule"}),
        frozenset({"year", "period", "period_end"}),
    ),
    "pooled_means": (frozenset({"direction"}), frozenset({"resource"}), frozenset({"quantity"})),
    "commitments": (frozenset({"commitment"}), frozenset({"due_date"})),
    "lessons": (frozenset({"tried"}), frozenset({"lesson_result"})),
}
# Money, targets, promises and lessons are often the whole country's.
PLACELESS = frozenset({"funding", "plan_targets", "commitments", "lessons"})
PLACE_ROLES = frozenset({"adm1_name", "adm1_code", "adm2_name", "adm2_code", "latitude"})


@dataclass(frozen=True)
class Layout:
    """What was recognised in a sheet. Rows are counted from 0 in the grid, as Arrow does."""

    kind: str
    columns: tuple[Column, ...]
    heading_rows: tuple[int, ...]
    tag_row: int | None
    title: str  # the text above the headings: a period may be said there

    @property
    def first_data_row(self) -> int:
        return max((*self.heading_rows, -1 if self.tag_row is None else self.tag_row)) + 1

    def roles(self) -> dict[str, Column]:
        return {column.role: column for column in self.columns if column.role}

    def missing(self) -> tuple[str, ...]:
        """The roles that the kind asks for and no column has, ``place`` for any of a place's."""
        found = set(self.roles())
        lacking = [sorted(roles)[-1] for roles in REQUIRED_ROLES[self.kind] if not roles & found]
        return (*lacking, *(() if found & PLACE_ROLES or self.kind in PLACELESS else ("place",)))


def recognise(table: pa.Table, merged: Iterable[tuple[int, int, int, int]] = ()) -> Layout | None:
    """The sheet's best layout, or None where no kind of source is found in it; its ``missing`` may name columns."""
    top = rows_of(table.slice(0, SEARCHED_ROWS))
    spread = across_merges(top, merged)
    candidates = [layout for row in range(len(top)) for layout in layouts_at(top, spread, row)]
    whole = [layout for layout in candidates if not layout.missing()]
    if whole:
        # At the same number of roles, the first row and a single line of headings.
        best = max(whole, key=lambda layout: (certainty(layout), -len(layout.heading_rows), -layout.first_data_row))
        return with_values(best, table)
    candidates = [with_values(layout, table) for layout in candidates]
    whole = [layout for layout in candidates if not layout.missing()]
    partial = [layout for layout in candidates if is_telling(layout)]
    return max(whole or partial, key=lambda layout: (-len(layout.missing()), certainty(layout)), default=None)


def certainty(layout: Layout) -> float:
    return sum(column.confidence for column in layout.columns)


def is_telling(layout: Layout) -> bool:
    """Whether a layout shows enough of its kind to say what it lacks; a list of places does not."""
    found = set(layout.roles())
    own = found - PLACE_ROLES - {"adm1_name", "locality", "period", "zone", "comment", "year", "people", "source"}
    return bool(own) and len(found) + sum(column.part is not None for column in layout.columns) >= TELLING


def layouts_at(top: list[list[str]], spread: list[list[str]], row: int) -> list[Layout]:
    """The layouts if row ``row`` ended the headings (or, in a sheet without headings, held the HXL tags)."""
    if not any(top[row]):
        return []
    is_tag_row = is_hxl(top[row])
    tag_row = row if is_tag_row else row + 1 if row + 1 < len(top) and is_hxl(top[row + 1]) else None
    if tag_row is None and not any(is_heading(cell) for cell in (*top[row], *(spread[row - 1] if row else ()))):
        return []
    tags = top[tag_row] if tag_row is not None else []
    found = []
    for kind in REQUIRED_ROLES:
        for above in ((), spread[row - 1]) if row and not is_tag_row else ((),):
            columns = read_columns(kind, [] if is_tag_row else top[row], tags, above)
            if any(column.role for column in columns):
                heading_rows = () if is_tag_row else (row - 1, row) if above else (row,)
                title = " ".join(cell for line in top[: min((row, *heading_rows))] for cell in line if cell)
                found.append(Layout(kind, columns, heading_rows, tag_row, title))
    return found


def across_merges(top: list[list[str]], merged: Iterable[tuple[int, int, int, int]]) -> list[list[str]]:
    """The rows with the text of a merged cell in each of its cells, and elsewhere as they are.

    Formats that do not tell what is merged leave blanks to the right of the text, over headings of their own.
    """
    spread = [list(row) for row in top]
    merged = list(merged)
    if not merged:
        for row, below in pairwise(range(len(spread))):
            for column in range(1, len(spread[row])):
                if not spread[row][column] and top[below][column] and top[below][column - 1]:
                    spread[row][column] = spread[row][column - 1]
    for first_row, first_column, last_row, last_column in merged:
        for row in range(first_row, min(last_row + 1, len(spread))):
            for column in range(first_column, min(last_column + 1, len(spread[row]))):
                spread[row][column] = top[first_row][first_column] if first_column < len(top[first_row]) else ""
    return spread


def read_columns(
    kind: str, headings: Sequence[str], tags: Sequence[str], above: Sequence[str] = ()
) -> tuple[Column, ...]:
    """One column per heading; a role is given once, to the column that claims it most surely."""
    width = max(len(headings), len(tags))
    columns = []
    for position in range(width):
        own = headings[position] if position < len(headings) else ""
        group = above[position] if position < len(above) else ""
        tag = tags[position] if position < len(tags) else ""
        # A heading of one row merged with the row above stands above alone.
        heading = own or group
        if heading or tag:
            columns.append(read_column(kind, position, heading, group if own else "", tag))
    return settled(kind, columns, tags)


def read_column(kind: str, position: int, heading: str, group: str, tag: str) -> Column:
    role, confidence = role_of_heading(kind, heading)
    shown = " ".join((heading or tag).split())
    if group and group != heading:
        # "Préfecture" over "Nom" is said "Nom préfecture"
        grouped, sureness = max(
            (role_of_heading(kind, text) for text in (f"{group} {heading}", f"{heading} {group}")), key=lambda r: r[1]
        )
        if grouped and (role is None or role in VAGUE or sureness > confidence):
            role, confidence = grouped, min(sureness, 0.9)
            shown = f"{' '.join(group.split())} {shown}"
    tagged, sureness = role_of_tag(kind, tag)
    if role is None or (tagged and fold(heading) in VAGUE_WORDS):
        role, confidence = tagged, sureness
    elif role == tagged:
        confidence = 1.0
    part = part_of(heading, tag, "" if group == heading else group) if kind == "activities" else None
    if part and part.measure == "reached" and role_of_heading(kind, heading) in WHOLE_SEXES:
        part = None  # "Girls (0-17)" are all the girls
    if part and (role is None or part.ages or (part.disability and role != "disability") or role in REACH_ROLES):
        return Column(position, shown, None, 0.9, part, group)
    if role in SEX_ROLES and group and is_no_reach(plain(group)):
        role, confidence = None, 0.0  # girls in need, or kits for girls
    return Column(position, shown, role, confidence, None, group)


# Words that say what only together with the heading above them: "Préfecture" over "Nom" and "P-code".
VAGUE = frozenset({"organisation", "locality", "status"})


def with_values(layout: Layout, table: pa.Table) -> Layout:
    """The layout, with the sector column known by its values where no heading tells it."""
    if layout.kind != "activities" or "sector" in layout.roles():
        return layout
    sectors = sector_words()
    for column in layout.columns:
        if column.role is None and column.part is None:
            values = table.column(column.position).slice(layout.first_data_row, SAMPLE).to_pylist()
            texts = [fold(value) for value in values if value and value.strip()]
            if len(texts) >= 3 and sum(text in sectors for text in texts) >= 0.7 * len(texts):
                found = tuple(replace(c, role="sector", confidence=0.7) if c is column else c for c in layout.columns)
                return replace(layout, columns=found)
    return layout


def repeated_heading(layout: Layout, table: pa.Table) -> str | None:
    """A heading that two columns bear and that means one thing, when they do not hold the same."""
    by_heading: dict[tuple[str, str], Column] = {}
    for column in layout.columns:
        words = (fold(column.group), fold(column.heading))
        role, _ = role_of_heading(layout.kind, column.heading)
        if role is None or role == "comment" or column.part:
            continue
        other = by_heading.setdefault(words, column)
        # a column that its tag made something else is no rival
        if other is not column and {other.role, column.role} & {None, *NEXT_ROLES.values()}:
            values = [table.column(c.position).slice(layout.first_data_row) for c in (other, column)]
            if not values[0].equals(values[1]):
                return column.heading
    return None


@lru_cache(maxsize=20_000)
def is_heading(text: str) -> bool:
    """Whether a text is a heading of any kind of source."""
    return bool(text) and len(text) < LONGEST_HEADING and any(role_of_heading(kind, text)[0] for kind in REQUIRED_ROLES)
