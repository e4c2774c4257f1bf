"""Which column of a sheet has which role, where several claim one or none has it."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from etl.headings import fold, role_of_tag, split_tag
from etl.parts import Part, is_no_reach, plain

SEX_ROLES = frozenset({"reached_girls", "reached_boys", "reached_women", "reached_men"})
TOTAL_WORDS = frozenset({"total", "totaux", "total general", "grand total", "ensemble"})
ACRONYM_WORDS = frozenset({"acronyme", "acronym", "sigle", "acro", "abbreviation"})


@dataclass(frozen=True)
class Column:
    """A column of a sheet: its position in the grid, its heading as received, and its role if one is known.

    ``confidence``: from 0, not recognised, to 1, written as in our templates or told by its HXL tag too.
    ``part``: the age, sex or disability whose people a count column holds. ``group``: the heading above its own.
    """

    position: int
    heading: str
    role: str | None
    confidence: float = 0.0
    part: Part | None = None
    group: str = ""

    @property
    def role_or_part(self) -> str | None:
        """What the column is called wherever it is told of: by its part where it holds one, else by its role."""
        return self.part.role if self.part else self.role


# What a second column of a role is taken for: a county beside a state is the lower level.
NEXT_ROLES = {
    "organisation": "organisation_name",
    "adm1_name": "adm2_name",
    "adm1_code": "adm2_code",
    "adm2_name": "locality",
    "sector": "other_sector",
}


def settled(kind: str, columns: list[Column], tags: Sequence[str]) -> tuple[Column, ...]:
    """Each role once: the surest column keeps it, then the first.

    An acronym goes before a full name, and of two places the one whose heading names the higher level.
    """
    taken: dict[str, int] = {}
    if kind == "activities":
        columns = with_organisation(with_total(columns))
    order = sorted(columns, key=lambda column: (-shortness(column, tags), *level(column, columns), column.position))
    given: dict[int, Column] = {}
    for column in order:
        role, confidence = column.role, column.confidence
        if role in taken:
            tag = tags[column.position] if column.position < len(tags) else ""
            other, sureness = role_of_tag(kind, tag)
            role, confidence = (other, sureness) if other not in taken else (None, 0.0)
            spare = NEXT_ROLES.get(column.role or "")
            if role is None and spare and spare not in taken:
                role, confidence = spare, 0.8
        if role:
            taken[role] = column.position
        given[column.position] = replace(column, role=role, confidence=confidence if role or column.part else 0.0)
    return tuple(given[column.position] for column in columns)


LOWER_LEVELS = frozenset(
    {"department", "departement", "district", "county", "territoire", "territory", "cercle", "commune", "division"}
)


def level(column: Column, columns: Sequence[Column]) -> tuple[float, float]:
    """What goes first of several columns of a place: the higher level; elsewhere the surest."""
    if column.role not in ("adm1_name", "adm1_code"):
        return 2, -column.confidence
    words = set(fold(column.heading).split())
    if LOWER_LEVELS & words:
        return 1, 0
    names = [set(fold(other.heading).split()) for other in columns if other.role in ("adm1_name", "adm2_name")]
    is_ours = any({"sous", "prefecture"} <= name for name in names) and any(
        "prefecture" in name and "sous" not in name for name in names
    )
    # where there are prefectures and sub-prefectures, a region is neither
    return (3 if is_ours and "prefecture" not in words else 0), 0


def with_total(columns: list[Column]) -> list[Column]:
    """The columns, with a bare "Total" beside two parts of the reached or more as the whole of them."""
    if any(column.role == "reached" for column in columns):
        return columns
    parts = {c.position for c in columns if c.role in SEX_ROLES or (c.part and c.part.measure == "reached")}
    for column in columns:
        is_total = column.role is None and column.part is None and fold(column.heading) in TOTAL_WORDS
        is_beside = len(parts) > 1 and {column.position - 1, column.position + 1} & parts
        if is_total and is_beside and not is_no_reach(plain(column.group)):
            return [replace(c, role="reached", confidence=0.8) if c is column else c for c in columns]
    return columns


def with_organisation(columns: list[Column]) -> list[Column]:
    """The columns; without one of organisations, those of a programme partner name it, or of an implementing one."""
    if any(column.role in ("organisation", "organisation_name") for column in columns):
        return columns
    partners = [column for column in columns if column.role == "implementing_partner"]
    chosen = next((c for c in partners if {"programme", "programming", "program"} & set(fold(c.heading).split())), None)
    chosen = chosen or next(iter(partners), None)
    return [replace(c, role="organisation", confidence=0.8) if c is chosen else c for c in columns]


def shortness(column: Column, tags: Sequence[str]) -> int:
    """Of two columns that name the organisation, the acronym has 1, the one tagged as a name -1."""
    if column.role != "organisation":
        return 0
    attributes = split_tag(tags[column.position])[1] if column.position < len(tags) else frozenset()
    if ACRONYM_WORDS & set(fold(column.heading).split()) or "acronym" in attributes:
        return 1
    return -1 if "name" in attributes else 0
