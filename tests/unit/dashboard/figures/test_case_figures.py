"""The figures on case management: brackets with their edges, and closures that tell of no single death."""

from itertools import product

import pytest

from dashboard.figures.case_closures import LEAST_DEATHS, REASONS, told_apart
from dashboard.figures.case_loads import BRACKETS, LoadWords, caseload_bars

WORDS = LoadWords(cases="Active cases", caseworkers="Caseworkers", mark="25", unknown="not told")


def test_every_bracket_has_its_bar_and_the_unknown_stand_apart() -> None:
    figure = caseload_bars({"1-10": 4, "26-30": 2, "unknown": 3}, WORDS)
    (bars,) = figure.data
    assert list(figure.layout.xaxis.ticktext) == [*BRACKETS, "not told"]
    assert list(bars.y) == [0, 4, 0, 0, 2, 0, 0, 3]
    assert list(bars.marker.pattern.shape) == ["", "", "", "", "", "", "", "/"]


def test_without_unknown_ones_there_is_no_such_bar() -> None:
    figure = caseload_bars({"21-25": 1}, WORDS)
    assert list(figure.layout.xaxis.ticktext) == list(BRACKETS)


def test_the_mark_stands_between_25_and_26() -> None:
    figure = caseload_bars({"21-25": 1, "26-30": 1}, WORDS)
    (line,) = figure.layout.shapes
    below, above = BRACKETS.index("21-25"), BRACKETS.index("26-30")
    assert below < line.x0 == line.x1 < above == below + 1
    assert figure.layout.annotations[0].text == "25"


def test_ten_deaths_stand_alone() -> None:
    counts = {"formal": 50, "lost": 3, "death": 10}
    assert told_apart(counts) == [(("formal",), 50), (("death",), 10), (("lost",), 3)]


def test_nine_deaths_stand_with_the_rarest_other_reason() -> None:
    counts = {"formal": 50, "transferred": 4, "lost": 30, "death": 9}
    assert told_apart(counts) == [(("formal",), 50), (("lost",), 30), (("death", "transferred"), 13)]


def test_one_death_takes_as_many_reasons_as_make_ten() -> None:
    counts = {"formal": 50, "transferred": 4, "lost": 2, "other": 6, "death": 1}
    assert told_apart(counts) == [(("formal",), 50), (("death", "lost", "transferred", "other"), 13)]


def test_no_death_is_hidden_like_one_and_deaths_that_nobody_tells_are_not_there() -> None:
    assert told_apart({"formal": 20, "other": 11, "death": 0}) == [(("formal",), 20), (("death", "other"), 11)]
    assert told_apart({"formal": 20, "other": 1}) == [(("formal",), 20), (("other",), 1)]


@pytest.mark.parametrize("deaths", [0, 1, 9, 10, 11])
def test_no_closure_is_lost_and_few_deaths_are_never_alone(deaths: int) -> None:
    for numbers in product((0, 3, 12), repeat=len(REASONS) - 1):
        counts = dict(zip(REASONS, (*numbers, deaths), strict=True))
        shown = told_apart(counts)
        assert sorted(reason for reasons, _ in shown for reason in reasons) == sorted(REASONS)
        assert all(number == sum(counts[reason] for reason in reasons) for reasons, number in shown)
        (together,) = (pair for pair in shown if "death" in pair[0])
        assert deaths >= LEAST_DEATHS or len(together[0]) > 1
        assert together[1] >= LEAST_DEATHS or len(together[0]) == len(REASONS)
