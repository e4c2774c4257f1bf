"""Numerators and denominators as values: sums first, then divided; what cannot be told says why."""

import math

import pandas as pd
import pytest

from dashboard.reading import extremes, kind_of, known_share, read, with_values, year_before


@pytest.mark.parametrize(
    ("numerator", "denominator", "rule", "factor", "minimum", "wanted"),
    [
        (3, 12, "sum", 100, 10, (25.0, "known")),
        (3, 9, "sum", 100, 10, (None, "few")),
        (0, 10, "sum", 100, 10, (0.0, "known")),  # a zero is a number
        (0, 0, "sum", 100, 0, (None, "few")),  # and nothing of nobody is none
        (math.nan, 12, "sum", 100, 10, (None, "no_data")),
        (3, math.nan, "sum", 100, 10, (None, "no_data")),
        (7, math.nan, "sum", None, 0, (7.0, "known")),  # a count
        (41, math.nan, "max", None, 3, (41.0, "known")),
        (2.5, 40, "median", None, 10, (2.5, "known")),  # of 40, not divided by them
        (2.5, 9, "median", None, 10, (None, "few")),
        (math.nan, 40, "median", None, 10, (None, "no_data")),  # beyond the last limit
        (600, 500, "sum", 100, 0, (120.0, "known")),  # reach above its target is not cut off
        (959, 40, "last", 1, 3, (23.975, "known")),
    ],
)
def test_a_value_or_why_there_is_none(
    numerator: float, denominator: float, rule: str, factor: int | None, minimum: int, wanted: tuple
) -> None:
    value, state = read(numerator, denominator, rule, factor, minimum)
    assert (None if math.isnan(value) else value, state) == wanted


def test_a_ratio_of_two_places_is_that_of_their_sums_and_not_their_mean() -> None:
    """1 of 10 and 90 of 100 are 91 of 110, which is not the mean of 10 % and 90 %."""
    rows = pd.DataFrame({"numerator": [1, 90, 91], "denominator": [10, 100, 110]})
    values = with_values(rows, "sum", 100, 10)["value"]
    assert values.tolist() == [10.0, 90.0, pytest.approx(82.7272727)]


def test_the_same_season_is_the_same_part_of_the_year_before() -> None:
    assert [year_before(code) for code in ("2026-Q3", "2026-09", "2026")] == ["2025-Q3", "2025-09", "2025"]
    assert [kind_of(code) for code in ("2026-Q3", "2026-09", "2026")] == ["quarter", "month", "year"]


def test_what_is_told_of_a_dimension_is_a_share_of_what_is_counted() -> None:
    parts = pd.DataFrame({"sex": ["girl", "boy", "unknown"], "numerator": [5, 1, 9], "denominator": [30, 50, 20]})
    assert known_share(parts, "sex") == 0.8
    assert known_share(parts.assign(denominator=math.nan), "sex") == 0.4  # a count has numerators alone
    assert math.isnan(known_share(parts.assign(numerator=0, denominator=0), "sex"))


def test_lowest_and_highest_are_all_that_tie_and_none_of_those_too_few() -> None:
    areas = pd.DataFrame(
        {
            "name": ["a", "b", "c", "d"],
            "value": [10.0, 30.0, 10.0, math.nan],
            "state": ["known", "known", "known", "few"],
        }
    )
    low, high = extremes(areas)
    assert (list(low["name"]), list(high["name"])) == (["a", "c"], ["b"])
    assert [found.empty for found in extremes(areas[areas["name"] == "d"])] == [True, True]
