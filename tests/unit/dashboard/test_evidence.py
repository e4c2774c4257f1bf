"""The comparison of places: worked by enumeration, against a naive search, and at its stated rate."""

from itertools import permutations

import numpy as np
import pytest

from dashboard.evidence import Comparison, compare, labellings, matched
from tests.campaign.evidence import rate_of_effects

SEVEN = np.array([10.0, 12.0, 11.0, 30.0, 34.0, 38.0, 50.0])
JOINT = np.array([True, False, False, True, False, True, True])
STRATA = np.array([0, 0, 0, 1, 1, 1, 1])


def naive(values: np.ndarray, is_joint: np.ndarray, strata: np.ndarray) -> float:
    """Strata one by one: the difference of their means, weighted by a b / (a + b)."""
    total = weight = 0.0
    for one in set(strata.tolist()):
        here = strata == one
        joint, alone = values[here & is_joint], values[here & ~is_joint]
        share = len(joint) * len(alone) / (len(joint) + len(alone))
        total += share * (joint.mean() - alone.mean())
        weight += share
    return total / weight


def test_the_difference_is_worked_by_hand() -> None:
    # first stratum: 10 - 11.5 = -1.5, weight 2/3; second: 118/3 - 34 = 16/3, weight 3/4
    found = compare(SEVEN, JOINT, STRATA, 2000, 0.8)
    assert found is not None
    assert found.difference == pytest.approx((-1.5 * 2 / 3 + 16 / 3 * 3 / 4) / (2 / 3 + 3 / 4))
    assert found.difference == pytest.approx(naive(SEVEN, JOINT, STRATA))


def every_label(is_joint: np.ndarray, strata: np.ndarray) -> list[np.ndarray]:
    """By all orders of the places, those that keep each stratum's number."""
    counts = [is_joint[strata == one].sum() for one in np.unique(strata)]
    ways = {
        labels
        for order in permutations(is_joint.tolist())
        if [np.array(order)[strata == one].sum() for one in np.unique(strata)] == counts
        for labels in [tuple(order)]
    }
    return [np.array(labels) for labels in sorted(ways)]


def test_few_places_are_enumerated_and_the_chance_is_exact() -> None:
    ways = every_label(JOINT, STRATA)
    assert len(ways) == 3 * 4  # one of three, and three of four
    differences = [naive(SEVEN, labels, STRATA) for labels in ways]
    observed = naive(SEVEN, JOINT, STRATA)
    found = compare(SEVEN, JOINT, STRATA, 2000, 0.8)
    assert found is not None
    assert (found.draws, found.is_exact) == (12, True)
    assert found.chance == pytest.approx(np.mean([abs(one) >= abs(observed) - 1e-9 for one in differences]))


def test_the_interval_is_the_shifts_that_the_test_does_not_refuse() -> None:
    """Inside the ends a shift is accepted, outside it is refused: searched step by step, by enumeration."""
    found = compare(SEVEN, JOINT, STRATA, 2000, 0.8)
    assert found is not None

    def chance(shift: float) -> float:
        moved = SEVEN - shift * JOINT
        far = abs(naive(moved, JOINT, STRATA))
        return float(np.mean([abs(naive(moved, way, STRATA)) >= far - 1e-9 for way in every_label(JOINT, STRATA)]))

    step = 1e-3
    assert chance(found.low + step) > 0.2 >= chance(found.low - step)
    assert chance(found.high - step) > 0.2 >= chance(found.high + step)


def test_labels_are_drawn_within_their_strata_and_the_real_ones_are_among_them() -> None:
    rng = np.random.default_rng(3)
    strata = rng.integers(0, 4, 60)
    is_joint = rng.random(60) < 0.4
    labels, is_exact = labellings(is_joint, strata, 500)
    assert (labels.shape, is_exact) == ((501, 60), False)
    for one in range(4):
        assert set(labels[:, strata == one].sum(axis=1)) == {is_joint[strata == one].sum()}
    assert (labels == is_joint).all(axis=1).any()
    assert 0.3 < labels[:-1, strata == 0].mean() / max(is_joint[strata == 0].mean(), 0.01) < 3
    assert len(np.unique(labels, axis=0)) > 490


def test_what_is_alone_in_its_stratum_is_not_compared() -> None:
    strata = np.array(["a", "a", "b", "c", "c", "c"])
    is_joint = np.array([True, False, True, False, False, False])
    assert matched(is_joint, strata).tolist() == [True, True, False, False, False, False]


def test_a_shift_of_all_joint_places_moves_the_difference_and_both_ends_by_it() -> None:
    rng = np.random.default_rng(5)
    strata = np.repeat([0, 1, 2], 12)
    is_joint = rng.permutation(np.repeat([True, False], 18))
    values = rng.normal(50, 5, 36) + 10.0 * strata
    before, after = (compare(values + shift * is_joint, is_joint, strata, 2000, 0.95) for shift in (0.0, 25.0))
    assert isinstance(before, Comparison)
    assert isinstance(after, Comparison)
    for end in ("difference", "low", "high"):
        assert getattr(after, end) == pytest.approx(getattr(before, end) + 25)
    assert after.is_apart
    assert before.low < before.difference < before.high


def test_too_few_places_give_no_interval() -> None:
    """Of two against two there are six labels: none is as rare as one in twenty."""
    assert compare(np.array([1.0, 2.0, 8.0, 9.0]), np.array([0, 0, 1, 1], bool), np.zeros(4, int), 2000, 0.95) is None


def test_random_labels_differ_no_oftener_than_stated() -> None:
    """Of 200 worlds without a difference 10 are expected to show one, give or take; with none it would see nothing."""
    assert 1 / 200 <= rate_of_effects(200) <= 20 / 200


def test_a_real_difference_is_seen() -> None:
    assert rate_of_effects(20, shift=15.0) == 1
