"""Which lessons stand beside a gap, worked by hand, and what holds of any register."""

from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from dashboard import lessons
from dashboard.lessons import CONTEXTS, HARD, NEAR_KM, Gap, Lesson, Match, Nearness, contexts_of, matches, reasons

SERVICES, SECTORS = ("school", "health", "psychosocial"), {"school": "EDU", "health": "HEA", "psychosocial": "PRO-CPN"}
GAP = Gap("psychosocial", "PRO-CPN", "COV-02", frozenset({"enclaved"}), 4)


def lesson(
    name: str = "a", service: str | None = "psychosocial", sectors: str = "", context: str | None = None,
    indicators: str = "", day: date = date(2025, 3, 1), reuse: int | None = None, severity: int | None = None,
) -> Lesson:  # fmt: skip
    parts = frozenset(sectors.split()), context, frozenset(indicators.split())
    return Lesson(name, service, *parts, day, reuse, severity)


def test_the_same_service_is_needed_or_the_sector_where_no_service_is_named() -> None:
    assert reasons(lesson(), GAP) == ("service",)
    assert reasons(lesson(service=None, sectors="HEA PRO-CPN"), GAP) == ("sector",)
    assert reasons(lesson(service=None, sectors="HEA"), GAP) == ()
    # case management is of the same sector, and another service: its sector counts for nothing
    assert reasons(lesson(service="case_management", sectors="PRO-CPN", context="enclaved"), GAP) == ()
    assert reasons(lesson(service=None, context="enclaved", indicators="COV-02"), GAP) == ()


def test_every_reason_that_is_true_is_told_and_no_other() -> None:
    full = lesson(context="enclaved", indicators="REF-01 COV-02", severity=3)
    assert reasons(full, GAP, Nearness(True, True, 0)) == ("service", "indicator", "enclaved", "severe", "same_area")
    assert reasons(full, GAP, Nearness(False, True, 40)) == (
        "service",
        "indicator",
        "enclaved",
        "severe",
        "same_prefecture",
    )
    assert reasons(lesson(context="rainy_season"), GAP) == ("service",)  # here it is enclaved, not told why
    assert reasons(lesson(severity=2), GAP) == reasons(lesson(severity=None), GAP) == ("service",)
    assert reasons(lesson(severity=5), Gap("psychosocial", "PRO-CPN", severity=2)) == ("service",)
    assert reasons(lesson(), GAP, Nearness(km=100.0)) == ("service", "near")
    assert reasons(lesson(), GAP, Nearness(km=100.1)) == ("service",)


def test_most_reasons_first_then_the_most_reused_then_the_newest_and_three_at_most() -> None:
    register = [
        lesson("old", day=date(2024, 1, 1)),
        lesson("new", day=date(2026, 1, 1)),
        lesson("reused", day=date(2023, 1, 1), reuse=4),
        lesson("never reused", day=date(2025, 1, 1), reuse=0),
        lesson("enclaved", context="enclaved", day=date(2020, 1, 1)),
        lesson("elsewhere", service="school"),
    ]
    found = matches(register, GAP, {"old": Nearness(km=99)}, most=9)
    assert [match.lesson.lesson_id for match in found] == ["old", "enclaved", "reused", "new", "never reused"]
    assert found[0] == Match(register[0], ("service", "near"), 99)
    assert matches(register, GAP, {"old": Nearness(km=99)}) == found[:3]
    assert matches(register, Gap("water", "WSH"), {}) == ()


def test_what_a_build_knows_of_an_area_from_its_access() -> None:
    assert contexts_of(True, "Pluies, piste coupée Saison des pluies ; Insécurité sur l'axe Toute l'année") == set(
        CONTEXTS
    )
    assert contexts_of(True, "Pont coupé Saison sèche") == {"enclaved"}
    assert contexts_of(False, "") == frozenset()


CODES = st.sampled_from(["COV-02", "REF-01", "COV-04"])
REGISTERS = st.lists(
    st.builds(
        Lesson,
        lesson_id=st.integers(0, 99).map(str),
        service=st.none() | st.sampled_from(SERVICES),
        sectors=st.frozensets(st.sampled_from([*SECTORS.values(), "WSH"])),
        context=st.none() | st.sampled_from([*CONTEXTS, "urban", "other"]),
        indicators=st.frozensets(CODES),
        drawn_on=st.dates(date(2020, 1, 1), date(2026, 1, 1)),
        reuse_count=st.none() | st.integers(0, 9),
        severity=st.none() | st.integers(1, 5),
    ),
    max_size=8,
    unique_by=lambda one: one.lesson_id,
)
GAPS = st.sampled_from(SERVICES).flatmap(
    lambda service: st.builds(
        Gap,
        service=st.just(service),
        sector=st.just(SECTORS[service]),
        indicator=st.none() | CODES,
        contexts=st.frozensets(st.sampled_from(CONTEXTS)),
        severity=st.none() | st.integers(1, 5),
    )
)
NEARNESS = st.dictionaries(
    st.integers(0, 99).map(str), st.builds(Nearness, st.booleans(), st.booleans(), st.none() | st.floats(0, 900))
)


def is_true(reason: str, one: Lesson, gap: Gap, at: Nearness) -> bool:
    """Each reason by itself, as a reader would check it."""
    return {
        "service": one.service == gap.service,
        "sector": one.service is None and gap.sector in one.sectors,
        "indicator": gap.indicator in one.indicators,
        "severe": min(one.severity or 0, gap.severity or 0) >= HARD,
        "same_area": at.is_same_area,
        "same_prefecture": at.is_same_prefecture,
        "near": at.km is not None and at.km <= NEAR_KM,
        **{context: one.context == context and context in gap.contexts for context in CONTEXTS},
    }[reason]


@given(REGISTERS, GAPS, NEARNESS)
def test_each_lesson_shown_is_of_the_service_or_its_sector_and_each_reason_is_true(
    register: list[Lesson], gap: Gap, nearness: dict[str, Nearness]
) -> None:
    found = matches(register, gap, nearness, most=len(register))
    for match in found:
        assert match.lesson.service in (gap.service, None)
        assert match.reasons[0] in ("service", "sector")
        assert len(set(match.reasons)) == len(match.reasons)
        at = nearness.get(match.lesson.lesson_id, Nearness())
        assert all(is_true(reason, match.lesson, gap, at) for reason in match.reasons)
    # and none that speaks of it is left out
    assert {match.lesson.lesson_id for match in found} == {
        one.lesson_id
        for one in register
        if one.service == gap.service or (one.service is None and gap.sector in one.sectors)
    }
    ranks = [
        (-len(match.reasons), -(match.lesson.reuse_count or 0), -match.lesson.drawn_on.toordinal()) for match in found
    ]
    assert ranks == sorted(ranks)
    assert matches(register[::-1], gap, nearness, most=lessons.MOST) == found[: lessons.MOST]
