"""Ratios of two shares, worked by hand."""

from math import exp, log, sqrt

import pytest

from dashboard.equity import Group, ratio


def test_a_ratio_and_its_interval_are_those_of_the_log_method() -> None:
    # 30 of 100 against 20 of 100: the error is the root of 1/30 - 1/100 + 1/20 - 1/100 = 0.063333, so 0.251661;
    # ln 1.5 = 0.405465, and 1.959964 x 0.251661 = 0.493247: from exp(-0.087782) to exp(0.898712)
    found = ratio(Group(30, 100), Group(20, 100))
    assert found is not None
    assert found.value == pytest.approx(1.5)
    assert (found.low, found.high) == pytest.approx((0.915961, 2.456437), abs=1e-5)
    assert not found.is_apart


def test_more_people_make_the_interval_narrower_and_tell_the_groups_apart() -> None:
    found = ratio(Group(300, 1000), Group(200, 1000))
    assert found is not None
    assert found.is_apart
    assert found.low == pytest.approx(exp(log(1.5) - 1.959964 * sqrt(1 / 300 - 1 / 1000 + 1 / 200 - 1 / 1000)))


def test_the_other_way_round_is_the_inverse() -> None:
    one, other = ratio(Group(30, 100), Group(20, 80)), ratio(Group(20, 80), Group(30, 100))
    assert one is not None
    assert other is not None
    assert one.value * other.value == pytest.approx(1)
    assert one.low * other.high == pytest.approx(1)


@pytest.mark.parametrize(
    ("one", "other", "is_told"),
    [
        (Group(5, 10), Group(5, 10), True),
        (Group(5, 9), Group(5, 10), False),
        (Group(5, 10), Group(4, 10), False),
        (Group(0, 0), Group(50, 100), False),
        # a part above its whole is no share
        (Group(11, 10), Group(5, 10), False),
    ],
)
def test_small_groups_have_no_ratio(one: Group, other: Group, is_told: bool) -> None:
    assert (ratio(one, other) is not None) is is_told


def test_two_groups_of_whom_all_have_the_event_are_alike_without_a_doubt() -> None:
    found = ratio(Group(12, 12), Group(40, 40))
    assert found is not None
    assert (found.value, found.low, found.high) == (1, 1, 1)
