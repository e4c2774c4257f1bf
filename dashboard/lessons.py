"""Which lessons speak of a gap, and why: rules that can be read aloud, and nothing learned by a machine."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

NEAR_KM = 100  # between centres, in a straight line: about a day on the road, there and back
HARD = 3  # severity from which an area is called severe (JIAF 3 to 5)
MOST = 3  # lessons shown beside one gap: more are not read

# Why a lesson stands beside a gap, in the order in which it is said. One of the first two is needed.
SERVICE, SECTOR, INDICATOR = "service", "sector", "indicator"
SAME_AREA, SAME_PREFECTURE, NEAR = "same_area", "same_prefecture", "near"
CONTEXTS = ("enclaved", "rainy_season", "insecurity")  # those that a build knows of an area
CAUSES = {
    "rainy_season": ("pluie", "rain", "inondation", "flood"),
    "insecurity": ("insécurité", "insecurite", "insecurity", "conflit", "conflict"),
}
SEVERE = "severe"


@dataclass(frozen=True)
class Lesson:
    """What the rules read of a lesson: codes only. ``severity`` is that of the place where it was drawn."""

    lesson_id: str
    service: str | None
    sectors: frozenset[str]
    context: str | None
    indicators: frozenset[str]
    drawn_on: date
    reuse_count: int | None = None
    severity: int | None = None


@dataclass(frozen=True)
class Gap:
    """An area that lacks a service. ``contexts``: those of :data:`CONTEXTS` that are known to hold there."""

    service: str
    sector: str
    indicator: str | None = None
    contexts: frozenset[str] = frozenset()
    severity: int | None = None


@dataclass(frozen=True)
class Nearness:
    """Where a lesson lies, seen from the gap. ``km``: between centres, None where one of them is not known."""

    is_same_area: bool = False
    is_same_prefecture: bool = False
    km: float | None = None


@dataclass(frozen=True)
class Match:
    """A lesson beside a gap: ``reasons`` are codes of this module and of :data:`CONTEXTS`, the surest first."""

    lesson: Lesson
    reasons: tuple[str, ...]
    km: float | None = None


def reasons(lesson: Lesson, gap: Gap, nearness: Nearness | None = None) -> tuple[str, ...]:
    """Why the lesson speaks of the gap; none where it is of another service, or of another sector.

    A lesson that names its service is of no other: its sector then counts for nothing.
    """
    if not (found := kinship(lesson, gap)):
        return ()
    if gap.indicator and gap.indicator in lesson.indicators:
        found.append(INDICATOR)
    if lesson.context in gap.contexts:
        found.append(str(lesson.context))
    if (lesson.severity or 0) >= HARD and (gap.severity or 0) >= HARD:
        found.append(SEVERE)
    return (*found, *((place,) if (place := closeness(nearness or Nearness())) else ()))


def kinship(lesson: Lesson, gap: Gap) -> list[str]:
    if lesson.service is not None:
        return [SERVICE] if lesson.service == gap.service else []
    return [SECTOR] if gap.sector in lesson.sectors else []


def closeness(nearness: Nearness) -> str | None:
    """The nearest of three ways of being near: each would be told by the one before."""
    if nearness.is_same_area:
        return SAME_AREA
    if nearness.is_same_prefecture:
        return SAME_PREFECTURE
    return NEAR if nearness.km is not None and nearness.km <= NEAR_KM else None


def matches(
    lessons: Sequence[Lesson], gap: Gap, nearness: Mapping[str, Nearness], most: int = MOST
) -> tuple[Match, ...]:
    """The lessons that speak of a gap: most reasons first, then the most often reused, then the newest.

    ``nearness``: by ``lesson_id``; a lesson that it does not hold is far away, or of the whole country.
    """
    found = [
        Match(lesson, why, at.km)
        for lesson in lessons
        if (why := reasons(lesson, gap, at := nearness.get(lesson.lesson_id, Nearness())))
    ]
    found.sort(key=lambda match: match.lesson.lesson_id)
    found.sort(key=lambda match: match.lesson.drawn_on, reverse=True)
    found.sort(key=lambda match: (-len(match.reasons), -(match.lesson.reuse_count or 0)))
    return tuple(found[:most])


def contexts_of(is_enclaved: bool, causes: str) -> frozenset[str]:
    """The contexts that hold in an area, from its access: enclaved or not, and why, in words as received."""
    told = causes.casefold()
    found = {"enclaved"} if is_enclaved else set()
    return frozenset(found | {context for context, words in CAUSES.items() if any(word in told for word in words)})
